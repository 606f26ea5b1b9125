import {isIP, isIPv6} from 'node:net';
import {z} from 'zod';

/** The one way to write an address: IPv6 as RFC 5952 has it. What is no address stays as it is. */
export const canonicalAddress = (address: string): string =>
	isIPv6(address) && !address.includes('%')
		? new URL(`http://[${address}]`).hostname.slice(1, -1)
		: address.toLowerCase();

/** An IPv4 or IPv6 address in its canonical form, without zone or brackets. */
export const addressSchema = z
	.string()
	.refine(text => isIP(text) > 0 && !text.includes('%'), {error: 'expected an IP address'})
	.transform(canonicalAddress);

/** As it stands before the port in `--connect-to`. */
export const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);
