import type {Reach} from '../core/check.ts';
import {inWords, isAbsence} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import {domain} from '../core/value.ts';
import {familyOf, octetsOf, sameIp} from '../mail/reverse-name.ts';

/** Where a name leads, seen from one address. */
export type Path = {
	/** In lower case and without a final dot. */
	readonly name: string;
	readonly state: 'leads-here' | 'leads-elsewhere' | 'no-address' | 'unanswered';
	readonly addresses: readonly string[];
	/** In words, where there was no answer. */
	readonly failure?: string;
};

/** A name as it is compared: in lower case and without a final dot. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Addresses of one name that are told. */
const most = 10;

/**
 * Asks whether a name leads to an address, by the family of that address (RFC 8601 section 2.7.3); what is no host name,
 * an address in the place of one included, leads nowhere.
 */
export const lookUp = async (
	name: string,
	ip: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Path> => {
	if (!domain().safeParse(name).success) return {name, state: 'no-address', addresses: []};
	const answer = await probes.dns({name, type: familyOf(ip) === 'ipv4' ? 'A' : 'AAAA'}, signal);
	if (!answer.ok)
		return isAbsence(answer.failure)
			? {name, state: 'no-address', addresses: []}
			: {name, state: 'unanswered', addresses: [], failure: inWords(answer.failure)};
	const all = answer.value.records.map(({data}) => data).sort();
	if (all.length === 0)
		return {name, state: 'unanswered', addresses: [], failure: 'the answer held no address'};
	return {
		name,
		state: all.some(address => sameIp(address, ip)) ? 'leads-here' : 'leads-elsewhere',
		addresses: all.slice(0, most).map(printable),
	};
};

/**
 * Where an address literal leads: `[192.0.2.1]` and `[IPv6:2001:db8::1]` (RFC 5321 section 4.1.3), and the same without
 * brackets. Nothing for a name.
 */
export const literalPath = (name: string, ip: string): Path | undefined => {
	const address = name.replace(/^\[(.*)\]$/, '$1').replace(/^ipv6:/, '');
	if (!octetsOf(address)) return undefined;
	return {name, state: sameIp(address, ip) ? 'leads-here' : 'leads-elsewhere', addresses: [address]};
};
