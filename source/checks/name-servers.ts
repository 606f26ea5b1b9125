import type {Reach} from '../core/check.ts';
import type {DnsAnswer, DnsQuestion, DnsRecord} from '../core/dns.ts';
import {type Failure, isAbsence} from '../core/failure.ts';
import {failed, type Result} from '../core/result.ts';
import {folded} from './record-set.ts';

/** What is needed to ask; `by` is the address of a resolver to ask instead of the configured one. */
export type Asking = Pick<Reach, 'probes' | 'signal'> & {readonly by?: string};

/** One host that serves a zone, and where it is. */
export type Authority = {
	readonly host: string;
	/** At most two of each family. */
	readonly addresses: readonly string[];
	/** Why addresses may be missing from the list, where no answer proves that there are none. */
	readonly open?: Failure;
};

const mostAddresses = 2;
/** Servers of one zone that are asked where one answer suffices. */
export const mostAsked = 4;

/** Asks one server what it holds itself (RD off). */
export const askAt = (
	address: string,
	{name, type}: Pick<DnsQuestion, 'name' | 'type'>,
	{probes, signal}: Asking,
): Promise<Result<DnsAnswer, Failure>> =>
	probes.dns({name, type, server: address, recursion: 'none'}, signal);

/** The addresses of hosts, as the resolver knows them; where it finds none out, as the parent zone gives them. */
export const addressesOf = (
	hosts: readonly string[],
	asking: Asking,
	glue: readonly DnsRecord[] = [],
): Promise<readonly Authority[]> =>
	Promise.all(
		hosts.map(async host => {
			const results = await Promise.all(families.map(type => askResolver(host, type, asking)));
			const failure = results.flatMap(result =>
				result.ok || isAbsence(result.failure) ? [] : [result.failure],
			)[0];
			const found = results.flatMap(result => (result.ok ? [result.value.records] : []));
			const given = families.map(family =>
				glue.filter(({name, type}) => type === family && folded(name) === host),
			);
			const known = found.length === 0 && failure && given.some(records => records.length > 0);
			const lists = known ? given : found;
			const addresses = lists.flatMap(records => records.slice(0, mostAddresses).map(({data}) => data));
			const left = lists.some(records => records.length > mostAddresses) ? tooMany : undefined;
			const open = (known ? undefined : failure) ?? left;
			return {host, addresses: [...new Set(addresses)], ...(open ? {open} : {})};
		}),
	);

const families = ['A', 'AAAA'] as const;
const tooMany: Failure = {code: 'unexpected', detail: 'it has more addresses than were asked'};

/** Signatures are not what is asked about: what is bogus still names its servers. */
export const askResolver = (name: string, type: DnsQuestion['type'], {probes, signal, by}: Asking) =>
	probes.dns({name, type, validation: 'disabled', ...(by === undefined ? {} : {server: by})}, signal);

/** Asks so many servers of a zone as are worth asking, all at once. */
export const heardFrom = (
	servers: readonly Authority[],
	question: Pick<DnsQuestion, 'name' | 'type'>,
	asking: Asking,
): Promise<ReadonlyArray<Result<DnsAnswer, Failure>>> =>
	Promise.all(
		spread(servers)
			.slice(0, mostAsked)
			.map(({address}) => askAt(address, question, asking)),
	);

/** The first answer that settles the question, in the order of the servers. */
export const firstOf = (
	answers: ReadonlyArray<Result<DnsAnswer, Failure>>,
	servers: readonly Authority[],
): Result<DnsAnswer, Failure> => {
	const none = {code: 'unreachable', detail: 'no address of its name servers is known'} as const;
	return (
		answers.find(answer => answer.ok || isAbsence(answer.failure)) ??
		answers[0] ??
		failed(servers.flatMap(({open}) => open ?? [])[0] ?? none)
	);
};

/** The first address of every host, then the second of every host, and so on. */
export const spread = (
	servers: readonly Authority[],
): ReadonlyArray<{readonly host: string; readonly address: string}> =>
	[0, 1, 2, 3].flatMap(index =>
		servers.flatMap(({host, addresses}) => {
			const address = addresses[index];
			return address === undefined ? [] : [{host, address}];
		}),
	);
