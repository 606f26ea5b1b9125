import type {Reach} from '../../../core/check.ts';
import {type Failure, inWords} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import {ip} from '../../../core/value.ts';
import {type Exchanger, hasAddress, lookUp} from '../../exchangers.ts';

/** Where a host can be tried. */
export type Addresses = {
	/** IPv4 before IPv6. */
	readonly addresses: readonly string[];
	/** Why nothing is known, where that does not prove that there is no address. */
	readonly failure?: Failure;
	/** What was left out, or could not be found out, one line each. */
	readonly remarks: readonly string[];
};

/** Addresses of one kind that are tried. */
const mostOfAKind = 2;

type Asking = Pick<Reach, 'probes' | 'signal'>;

/** Addresses of a host as DNS has them; where it has none, as this machine knows them by itself. */
export const addressesOf = async (host: string, asking: Asking): Promise<Addresses> => {
	if (ip().safeParse(host).success) return {addresses: [host], remarks: []};
	const published = await lookUp({host, preference: 0}, asking);
	if (hasAddress(published)) return chosen(published);
	const own = await lookUp({host, preference: 0}, {...asking, probes: ofTheSystem(asking)});
	if (hasAddress(own)) {
		const {addresses, remarks} = chosen(own);
		return {
			addresses,
			remarks: ['This machine knows the addresses by itself, and not from DNS.', ...remarks],
		};
	}
	const [gap] = published.gaps;
	return {addresses: [], remarks: gapsIn(published), ...(gap ? {failure: gap.failure} : {})};
};

const ofTheSystem = ({probes}: Asking): Reach['probes'] => ({
	...probes,
	dns: (question, signal) => probes.dns({...question, ask: 'system'}, signal),
});

const chosen = (found: Exchanger): Addresses => {
	const {ipv4, ipv6} = found;
	return {
		addresses: [...ipv4.slice(0, mostOfAKind), ...ipv6.slice(0, mostOfAKind)],
		remarks: [...leftOut('IPv4', ipv4), ...leftOut('IPv6', ipv6), ...gapsIn(found)],
	};
};

const leftOut = (kind: string, addresses: readonly string[]): readonly string[] =>
	addresses.length > mostOfAKind
		? [`${kind} addresses that were not tried: ${addresses.slice(mostOfAKind).join(', ')}.`]
		: [];

const gapsIn = ({gaps}: Exchanger): readonly string[] =>
	gaps.map(({type, failure}) => `${type} could not be looked up: ${printable(inWords(failure))}.`);
