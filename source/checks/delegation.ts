import {z} from 'zod';
import type {Reach} from '../core/check.ts';
import type {DnsAnswer, DnsQuestion} from '../core/dns.ts';
import type {Failure} from '../core/failure.ts';
import {failed, type Result} from '../core/result.ts';
import {domain} from '../core/value.ts';
import {folded, isAbsent} from './record-set.ts';

/** Takes a domain, or an address for the sake of its domain. */
export const domainOrAddress = z.preprocess(
	raw => (typeof raw === 'string' ? raw.slice(raw.lastIndexOf('@') + 1) : raw),
	domain(),
);

/** What is needed to ask; `by` is the address of a resolver to ask instead of the configured one. */
export type Asking = Pick<Reach, 'probes' | 'signal'> & {readonly by?: string};

/** The closest enclosing zone of a name, and the hosts that serve it. */
export type Zone = {
	/** Lower case, without the final dot. */
	readonly zone: string;
	readonly hosts: readonly string[];
	/** Hosts beyond the first eight, which nobody is to ask. */
	readonly left: number;
	/** `parent`: the resolver did not tell, the servers of the parent zone did. */
	readonly from: 'resolver' | 'parent';
	/** The resolver says that the name does not exist, and the servers of the zone above say that it does. */
	readonly denied?: true;
};

type NotFound =
	/** NXDOMAIN; `confirmed` where the servers of the zone above say the same. */
	| {readonly is: 'absent'; readonly confirmed?: true}
	/** Could not be found out. */
	| {readonly is: 'open'; readonly failure: Failure};

/** One host that serves a zone, and where it is. */
export type Authority = {
	readonly host: string;
	/** At most two of each family. */
	readonly addresses: readonly string[];
	/** Why addresses may be missing from the list, where no answer proves that there are none. */
	readonly open?: Failure;
};

export type Authorities = (Zone & {readonly is: 'found'; readonly servers: readonly Authority[]}) | NotFound;

const mostLabels = 10;
const mostHosts = 8;
const mostAddresses = 2;
/** Servers of one zone that are asked where one answer suffices. */
const mostAsked = 4;
/** Zone cuts that are followed downwards. */
const mostCuts = 5;

/**
 * Which servers hold a name: the resolver is asked for NS from the name upwards; where it fails on the way, or says
 * that the name does not exist, the servers of the closest zone that it knows are asked without recursion.
 */
export const authoritiesOf = async (name: string, asking: Asking): Promise<Authorities> => {
	const found = await zoneOf(folded(name), asking);
	return found.is === 'found' ? {...found, servers: await addressesOf(found.hosts, asking)} : found;
};

/** Asks one server what it holds itself (RD off). */
export const askAt = (
	address: string,
	{name, type}: Pick<DnsQuestion, 'name' | 'type'>,
	{probes, signal}: Asking,
): Promise<Result<DnsAnswer, Failure>> =>
	probes.dns({name, type, server: address, recursion: 'none'}, signal);

/** What the servers of the parent zone say of a zone, and whether they answer for the parent zone themselves. */
export type ParentView = {
	readonly parent: string;
	readonly list:
		| {readonly is: 'listed'; readonly hosts: readonly string[]}
		/** The parent's servers hold the zone themselves, so their list is the zone's own. */
		| {readonly is: 'same'}
		| {readonly is: 'open'; readonly failure: Failure};
	/** `yes`: at least one of them answered with AA, so nothing on the way answers in its name. */
	readonly authoritative: 'yes' | 'no' | 'unheard';
};

/** Asks the servers of the parent zone, without recursion, which servers they name for a zone; one answer suffices. */
export const parentOf = async (zone: string, asking: Asking): Promise<ParentView | undefined> => {
	if (zone === '.') return undefined;
	const above = await zoneOf(nameAbove(zone), asking);
	if (above.is !== 'found') return undefined;
	const servers = await addressesOf(above.hosts.slice(0, mostAsked), asking);
	const [named, own] = await Promise.all([
		heardFrom(servers, {name: zone, type: 'NS'}, asking),
		heardFrom(servers, {name: above.zone, type: 'SOA'}, asking),
	]);
	const answers = own.flatMap(answer => (answer.ok ? [answer.value] : []));
	const holding = answers.some(({authoritative}) => authoritative) ? 'yes' : 'no';
	return {
		parent: above.zone,
		list: listIn(firstOf(named, servers), zone),
		authoritative: answers.length === 0 ? 'unheard' : holding,
	};
};

const listIn = (named: Result<DnsAnswer, Failure>, zone: string): ParentView['list'] => {
	if (!named.ok) return {is: 'open', failure: named.failure};
	if (named.value.authoritative && !named.value.referral) return {is: 'same'};
	const hosts = hostsIn(named.value, zone);
	return named.value.referral && hosts.length > 0
		? {is: 'listed', hosts}
		: {is: 'open', failure: {code: 'unexpected', detail: 'no server of the parent zone named servers'}};
};

const nameAbove = (name: string): string => {
	const dot = name.indexOf('.');
	return dot < 0 ? '.' : name.slice(dot + 1);
};

/** The addresses of hosts, as the resolver knows them. */
export const addressesOf = (hosts: readonly string[], asking: Asking): Promise<readonly Authority[]> =>
	Promise.all(
		hosts.map(async host => {
			const results = await Promise.all((['A', 'AAAA'] as const).map(type => ask(host, type, asking)));
			const open = results.flatMap(result =>
				result.ok || isAbsent(result.failure) ? [] : [result.failure],
			)[0];
			const addresses = results.flatMap(result =>
				result.ok ? result.value.records.slice(0, mostAddresses).map(({data}) => data) : [],
			);
			return {host, addresses: [...new Set(addresses)], ...(open ? {open} : {})};
		}),
	);

/** Signatures are not what is asked about: what is bogus still names its servers. */
const ask = (name: string, type: DnsQuestion['type'], {probes, signal, by}: Asking) =>
	probes.dns({name, type, validation: 'disabled', ...(by === undefined ? {} : {server: by})}, signal);

/** What the resolver said below the zone that it found. */
type Below = 'nothing' | 'denied' | {readonly failure: Failure};

/** The closest enclosing zone of a name and the names of its servers; their addresses are not looked up. */
export const zoneOf = async (
	name: string,
	asking: Asking,
): Promise<(Zone & {readonly is: 'found'}) | NotFound> => {
	let below: Below = 'nothing';
	let exists: 'yes' | 'unknown' = 'unknown';
	for (const at of upwards(folded(name))) {
		const answer = await ask(at, 'NS', asking);
		const hosts = answer.ok ? hostsIn(answer.value, at) : [];
		if (hosts.length > 0) {
			const zone = zoneWith(at, hosts, 'resolver');
			return below === 'nothing' ? zone : descend(folded(name), zone, below, asking);
		}
		if (answer.ok || answer.failure.code === 'no-data') exists = 'yes';
		else if (answer.failure.code !== 'no-such-name') below = below === 'nothing' ? answer : below;
		// RFC 8020: nothing is below a name that does not exist, so a name that does has none of them above it.
		else if (exists === 'unknown' && below === 'nothing') below = 'denied';
	}
	if (below === 'denied') return {is: 'absent'};
	const detail = `no name servers were named for ${name} nor for any name above it`;
	return {is: 'open', failure: below === 'nothing' ? {code: 'no-data', detail} : below.failure};
};

/** The name, then those above it, the root last. */
const upwards = (name: string): readonly string[] => {
	const labels = name === '.' ? [] : name.split('.');
	return [...labels.map((_, index) => labels.slice(index).join('.')), '.'].slice(0, mostLabels);
};

/** The NS records that belong to the name itself; an alias has none of its own. */
const hostsIn = ({records, aliases}: DnsAnswer, zone: string): readonly string[] => {
	if (aliases.length > 0) return [];
	const own = records.filter(({name, type}) => type === 'NS' && folded(name) === zone);
	return [...new Set(own.map(({data}) => folded(data)))].filter(host => host !== '.').sort();
};

const zoneWith = (zone: string, hosts: readonly string[], from: Zone['from']) => ({
	is: 'found' as const,
	zone,
	hosts: hosts.slice(0, mostHosts),
	left: Math.max(0, hosts.length - mostHosts),
	from,
});

/** From a zone that the resolver knows down to the one that holds the name, by what the servers themselves say. */
const descend = async (
	name: string,
	start: Zone & {readonly is: 'found'},
	below: Exclude<Below, 'nothing'>,
	asking: Asking,
): Promise<(Zone & {readonly is: 'found'}) | NotFound> => {
	const open: NotFound = below === 'denied' ? {is: 'absent'} : {is: 'open', failure: below.failure};
	const denied = below === 'denied' ? {denied: true as const} : {};
	let zone = start;
	for (let cuts = 0; cuts < mostCuts; cuts++) {
		const servers = await addressesOf(zone.hosts.slice(0, mostAsked), asking);
		const answer = firstOf(await heardFrom(servers, {name, type: 'NS'}, asking), servers);
		if (!answer.ok) {
			if (answer.failure.code === 'no-such-name') return {is: 'absent', confirmed: true};
			return answer.failure.code === 'no-data' ? {...zone, ...denied} : open;
		}
		const owner = folded(answer.value.records[0]?.name ?? '.');
		const hosts = hostsIn(answer.value, owner);
		const lower = isBelow(owner, zone.zone) && (owner === name || isBelow(name, owner));
		if (!lower || hosts.length === 0 || !(answer.value.referral || answer.value.authoritative)) return open;
		zone = zoneWith(owner, hosts, 'parent');
		if (owner === name || answer.value.authoritative) return {...zone, ...denied};
	}
	return open;
};

const isBelow = (name: string, zone: string): boolean =>
	name !== zone && (zone === '.' || name.endsWith(`.${zone}`));

/** Asks so many servers of a zone as are worth asking, all at once. */
const heardFrom = (
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
const firstOf = (
	answers: ReadonlyArray<Result<DnsAnswer, Failure>>,
	servers: readonly Authority[],
): Result<DnsAnswer, Failure> => {
	const none = {code: 'unreachable', detail: 'no address of its name servers is known'} as const;
	return (
		answers.find(answer => answer.ok || isAbsent(answer.failure)) ??
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
