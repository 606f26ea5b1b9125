import type {DnsAnswer, DnsRecord} from '../core/dns.ts';
import {type Failure, isAbsence} from '../core/failure.ts';
import type {Result} from '../core/result.ts';
import {
	type Asking,
	type Authority,
	addressesOf,
	askResolver,
	firstOf,
	heardFrom,
	mostAsked,
} from './name-servers.ts';
import {folded} from './record-set.ts';

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
	/** Addresses of hosts, as the servers of the parent zone give them. */
	readonly glue?: readonly DnsRecord[];
};

type NotFound =
	/** NXDOMAIN; `confirmed` where the servers of the zone above say the same. */
	| {readonly is: 'absent'; readonly confirmed?: true}
	/** Could not be found out. */
	| {readonly is: 'open'; readonly failure: Failure};

export type Authorities = (Zone & {readonly is: 'found'; readonly servers: readonly Authority[]}) | NotFound;

const mostLabels = 10;
const mostHosts = 8;
/** Zone cuts that are followed downwards. */
const mostCuts = 5;

/**
 * Which servers hold a name: the resolver is asked for NS from the name upwards; where it fails on the way, or says
 * that the name does not exist, the servers of the closest zone that it knows are asked without recursion.
 */
export const authoritiesOf = async (name: string, asking: Asking): Promise<Authorities> => {
	const found = await zoneOf(folded(name), asking);
	return found.is === 'found'
		? {...found, servers: await addressesOf(found.hosts, asking, found.glue)}
		: found;
};

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

/** What the resolver said below the zone that it found. */
type Below = 'nothing' | 'denied' | {readonly failure: Failure};

/** The closest enclosing zone of a name and the names of its servers; their addresses are not looked up. */
export const zoneOf = async (
	name: string,
	asking: Asking,
): Promise<(Zone & {readonly is: 'found'}) | NotFound> => {
	let below: Below = 'nothing';
	let exists: 'yes' | 'unknown' = 'unknown';
	const names = upwards(folded(name));
	let ahead: ReturnType<typeof askResolver>[] = [];
	for (const [index, at] of names.entries()) {
		const answer = await (ahead.shift() ?? askResolver(at, 'NS', asking));
		// Who is silent once may be so for every name, which is not to be waited for one after another.
		if (!answer.ok && !isAbsence(answer.failure) && ahead.length === 0)
			ahead = names.slice(index + 1).map(above => askResolver(above, 'NS', asking));
		const hosts = answer.ok ? hostsIn(answer.value, at) : [];
		if (hosts.length > 0) {
			const zone = zoneWith(at, hosts, 'resolver');
			return index === 0 ? zone : descend(folded(name), zone, below, asking);
		}
		if (answer.ok || answer.failure.code === 'no-data') exists = 'yes';
		else if (answer.failure.code !== 'no-such-name') below = below === 'nothing' ? answer : below;
		// RFC 8020: nothing is below a name that does not exist, so a name that does has none of them above it.
		else if (exists === 'unknown' && below === 'nothing') {
			// NXDOMAIN is about the end of an alias, not about the name (RFC 6604 section 3).
			const alias = index === 0 ? await askResolver(at, 'CNAME', asking) : undefined;
			if (alias?.ok) exists = 'yes';
			else below = alias === undefined || isAbsence(alias.failure) ? 'denied' : alias;
		}
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

const zoneWith = (
	zone: string,
	hosts: readonly string[],
	from: Zone['from'],
	glue: readonly DnsRecord[] = [],
) => ({
	is: 'found' as const,
	zone,
	hosts: hosts.slice(0, mostHosts),
	left: Math.max(0, hosts.length - mostHosts),
	from,
	...(glue.length > 0 ? {glue} : {}),
});

/** What holds where the servers of a zone tell nothing better. */
const otherwise = (start: Zone & {readonly is: 'found'}, below: Below) => {
	if (below === 'nothing') return start;
	return below === 'denied' ? {is: 'absent' as const} : {is: 'open' as const, failure: below.failure};
};

/**
 * From a zone that the resolver knows down to the one that holds the name, by what the servers themselves say. A
 * resolver may keep silent about a zone cut: Unbound answers without records for a zone whose servers only refer.
 */
const descend = async (
	name: string,
	start: Zone & {readonly is: 'found'},
	below: Below,
	asking: Asking,
): Promise<(Zone & {readonly is: 'found'}) | NotFound> => {
	const open = otherwise(start, below);
	const denied = below === 'denied' ? {denied: true as const} : {};
	let zone = start;
	for (let cuts = 0; cuts < mostCuts; cuts++) {
		const servers = await addressesOf(zone.hosts.slice(0, mostAsked), asking, zone.glue);
		const answer = firstOf(await heardFrom(servers, {name, type: 'NS'}, asking), servers);
		if (!answer.ok) {
			if (answer.failure.code === 'no-such-name')
				return below === 'nothing' ? start : {is: 'absent', confirmed: true};
			return answer.failure.code === 'no-data' ? {...zone, ...denied} : open;
		}
		const owner = folded(answer.value.records[0]?.name ?? '.');
		const hosts = hostsIn(answer.value, owner);
		const lower = isBelow(owner, zone.zone) && (owner === name || isBelow(name, owner));
		if (!lower || hosts.length === 0 || !(answer.value.referral || answer.value.authoritative)) return open;
		zone = zoneWith(owner, hosts, 'parent', answer.value.glue);
		if (owner === name || answer.value.authoritative) return {...zone, ...denied};
	}
	return open;
};

const isBelow = (name: string, zone: string): boolean =>
	name !== zone && (zone === '.' || name.endsWith(`.${zone}`));
