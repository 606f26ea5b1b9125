import {getServers} from 'node:dns';
import {isIP, isIPv4, isIPv6, SocketAddress} from 'node:net';
import {failed, type Result, success} from '../../core/result.ts';

/** Where a resolver listens, for UDP and TCP alike. */
export type Server = {readonly address: string; readonly port: number};

const dnsPort = 53;

/** Reads `ADDRESS`, `ADDRESS:PORT`, `[V6]` or `[V6]:PORT`; names are not resolved. */
export const parseServer = (text: string): Result<Server, string> => {
	if (isIP(text)) return success({address: canonicalAddress(text), port: dnsPort});
	const [, v6, v4, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
	const port = digits === undefined ? dnsPort : Number(digits);
	const address = v6 ?? v4 ?? '';
	const literal = v6 === undefined ? isIPv4(address) : isIPv6(address);
	return literal && port > 0 && port < 65_536
		? success({address: canonicalAddress(address), port})
		: failed(`expected ADDRESS, ADDRESS:PORT or [V6]:PORT, got ${JSON.stringify(text)}`);
};

/** The one spelling of an IP address (RFC 5952), by which the same one is known again; a zone id is kept. */
export const canonicalAddress = (address: string): string => {
	const [bare = '', zone] = address.split('%');
	if (!isIPv6(bare)) return address;
	const {address: spelled} = new SocketAddress({address: bare, family: 'ipv6'});
	return zone === undefined ? spelled : `${spelled}%${zone}`;
};

/** `ADDRESS:PORT`, with brackets around IPv6: what `parseServer` reads back. */
export const showServer = ({address, port}: Server): string =>
	isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;

/** The resolvers that the operating system is configured with, in the form that `dnsProbe` takes. */
export const systemServers = (): readonly string[] => getServers();
