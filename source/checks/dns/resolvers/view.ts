import type {DnsAnswer, DnsType} from '../../../core/dns.ts';
import type {Failure} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import type {Result} from '../../../core/result.ts';
import {authoritiesOf} from '../../delegation.ts';
import {type Asking, askAt, spread} from '../../name-servers.ts';
import {type RecordSet, sameSet, setInWords, setOf} from '../../record-set.ts';
import {standingAt} from '../../standing.ts';

/** The types that are asked for; those that CDNs give differently to everybody are told and never judged. */
export const comparedTypes = ['MX', 'TXT', 'A', 'AAAA'] as const;
export const judgedTypes = ['MX', 'TXT'] as const;
export type ComparedType = (typeof comparedTypes)[number];
export type JudgedType = (typeof judgedTypes)[number];

/** What somebody says of a name, type by type. */
export type Said = {readonly [Type in ComparedType]: RecordSet};

/** The servers that answer for a zone themselves, the first few that were asked. */
export type Source =
	| {readonly is: 'servers'; readonly addresses: readonly string[]}
	/** The servers of the zone above say that the name does not exist. */
	| {readonly is: 'absent'}
	/** None could be heard, or none answers with authority. */
	| {readonly is: 'open'};

const mostAsked = 4;

/** Finds servers that answer for the zone of a name: with the configured resolver's help, then with the other's. */
export const sourceOf = async (name: string, asking: Asking, other: string): Promise<Source> => {
	const first = await sourceBy(name, asking);
	return first.is === 'open' ? sourceBy(name, {...asking, by: other}) : first;
};

const sourceBy = async (name: string, asking: Asking): Promise<Source> => {
	const known = await authoritiesOf(name, asking);
	if (known.is === 'absent') return {is: known.confirmed ? 'absent' : 'open'};
	if (known.is === 'open') return {is: 'open'};
	const asked = spread(known.servers).slice(0, mostAsked);
	const standings = await Promise.all(
		asked.map(async ({address}) => ({
			address,
			standing: await standingAt(address, known.zone, asking),
		})),
	);
	const addresses = standings.flatMap(({address, standing: {is}}) =>
		is === 'authoritative' ? [address] : [],
	);
	return addresses.length > 0 ? {is: 'servers', addresses} : {is: 'open'};
};

const notAsked: RecordSet = {is: 'open', failure: {code: 'nobody-to-ask', detail: 'nobody was there to ask'}};

/** What the first of them says itself; an alias may lead to where it has no say, so nothing behind one counts. */
export const saidBySource = async (name: string, source: Source, asking: Asking): Promise<Said> => {
	const one = async (type: ComparedType): Promise<RecordSet> => {
		if (source.is === 'absent') return {is: 'absent'};
		const [address] = source.is === 'servers' ? source.addresses : [];
		return address === undefined ? notAsked : setAt(address, {name, type}, asking);
	};
	return saidFrom(await Promise.all(comparedTypes.map(one)));
};

const setAt = async (
	address: string,
	question: {readonly name: string; readonly type: DnsType},
	asking: Asking,
): Promise<RecordSet> => {
	const set = setOf(await askAt(address, question, asking), question.type);
	return set.is === 'records' && set.aliases.length > 0 ? notAsked : set;
};

export const saidFrom = ([
	MX = notAsked,
	TXT = notAsked,
	A = notAsked,
	AAAA = notAsked,
]: readonly RecordSet[]): Said => ({
	MX,
	TXT,
	A,
	AAAA,
});

/** Whether one of the further servers says what the first does not. */
export const anotherSays = async (
	set: RecordSet,
	question: {readonly name: string; readonly type: DnsType},
	source: Source,
	asking: Asking,
): Promise<boolean> => {
	const others = source.is === 'servers' ? source.addresses.slice(1) : [];
	const sets = await Promise.all(others.map(address => setAt(address, question, asking)));
	return sets.some(one => sameSet(one, set));
};

/** An address for use within one site only (RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291). */
const isPrivate = (address: string): boolean =>
	/^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
		address,
	) || /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/i.test(address);

/** An address that leads nowhere but to the machine itself, which filters answer with. */
const isSink = (address: string): boolean => /^(?:0\.|127\.)/.test(address) || /^::1?$/.test(address);

/** The addresses in an answer. */
const addressesIn = ({A, AAAA}: Said): readonly string[] =>
	[A, AAAA].flatMap(set => (set.is === 'records' ? set.lines : []));

/** What was odd about the way to a resolver, seen in its answers. */
export const oddities = (results: ReadonlyArray<Result<DnsAnswer, Failure>>) => {
	const answers = results.flatMap(result => (result.ok ? [result.value] : []));
	return {
		/** Reasons why datagrams were not taken for an answer. */
		strange: [...new Set(answers.flatMap(({dropped}) => dropped))].slice(0, 4).map(printable),
		/** Every one of several questions was answered only without EDNS; of a single one, datagrams may just be lost. */
		ednsLost: answers.length > 1 && answers.every(({edns}) => edns === 'dropped'),
		/** One of them answered as the owner of the zone. */
		authoritative: answers.some(({authoritative}) => authoritative === true),
	};
};

/** What the three sides say of one name. */
export type View = {
	readonly domain: string;
	/** The address of the resolver to compare with. */
	readonly other: string;
	/** What the configured resolver says. */
	readonly own: Said;
	/** What the other resolver says. */
	readonly elsewhere: Said;
	/** What the zone's own servers say. */
	readonly truth: Said;
};

/** In what words the configured resolver denies a name that the zone's own servers have, so that no mail finds its way. */
export const denialIn = ({own, truth}: View): string | undefined => {
	const known = comparedTypes.some(type => truth[type].is === 'records');
	const denied = own.MX.is === 'absent' && comparedTypes.every(type => own[type].is !== 'records');
	if (denied && known) return 'no such name';
	const address = sinkAddress(own, truth);
	const exists = truth.MX.is === 'none' || truth.MX.is === 'records';
	return address !== undefined && exists && own.MX.is === 'none' ? `${address} as its address` : undefined;
};

/** The address that leads nowhere, where it is given for a name whose MX is told as it is. */
export const sinkIn = ({own, truth}: View): string | undefined =>
	truth.MX.is === 'records' && sameSet(own.MX, truth.MX) ? sinkAddress(own, truth) : undefined;

const sinkAddress = (own: Said, truth: Said): string | undefined => {
	const [mine, theirs] = [addressesIn(own), addressesIn(truth)];
	const known = [truth.A, truth.AAAA].some(({is}) => is === 'records' || is === 'none');
	return known && mine.every(isSink) && !theirs.some(isSink) ? mine[0] : undefined;
};

/** Who else gave an answer about one of these types. */
export const whoAnswers = (
	{domain, other, truth, elsewhere}: View,
	types: readonly JudgedType[],
): string | undefined => {
	if (types.some(type => truth[type].is !== 'open')) return `a name server of ${domain}`;
	return types.some(type => elsewhere[type].is !== 'open') ? other : undefined;
};

/** Who says the same of everything that is judged. */
export const whoAgrees = ({domain, other, own, truth, elsewhere}: View): string => {
	const agrees = (one: Said) => judgedTypes.every(type => sameSet(own[type], one[type]));
	const all = [
		...(agrees(truth) ? [`a name server of ${truth.MX.is === 'absent' ? 'the zone above it' : domain}`] : []),
		...(agrees(elsewhere) ? [other] : []),
	];
	return all.join(' and ') || 'somebody else for each type';
};

/** Whether the other resolver says something else. */
export const isOtherOutside = (type: JudgedType, {own, elsewhere}: View): boolean =>
	elsewhere[type].is !== 'open' && !sameSet(own[type], elsewhere[type]);

/** Why an answer that differs is no old one but a view of this network's own; undefined where nothing says so. */
export const splitReason = (
	{own, truth, elsewhere}: View,
	{authoritative}: {readonly authoritative: boolean},
): string | undefined => {
	if (authoritative) return 'it answers as the owner of the zone';
	const outside = [truth, elsewhere].map(addressesIn).filter(addresses => addresses.length > 0);
	const isPublic = outside.some(addresses => !addresses.some(isPrivate));
	return isPublic && addressesIn(own).some(isPrivate) ? 'it gives private addresses' : undefined;
};

/** For how long answers may still be kept, in words. */
export const restOf = (types: readonly JudgedType[], own: Said): string => {
	const ttls = types.map(type => own[type]).flatMap(set => (set.is === 'records' ? [set.ttl] : []));
	return ttls.length === types.length ? `for another ${Math.max(...ttls)} seconds` : 'for some time';
};

/** One line for each type and each side, and what was odd on the way. */
export const detailsOf = (
	{domain, other, own, elsewhere, truth}: View,
	{strange, ednsLost}: Pick<ReturnType<typeof oddities>, 'strange' | 'ednsLost'>,
): readonly string[] => [
	...comparedTypes.flatMap(type => [
		`${type} of ${domain} by the configured resolver: ${setInWords(own[type])}`,
		`${type} of ${domain} by ${other}: ${setInWords(elsewhere[type])}`,
		`${type} of ${domain} by a name server of its zone: ${setInWords(truth[type])}`,
	]),
	...(strange.length > 0 ? [`Datagrams were ignored: ${strange.join(', ')}.`] : []),
	...(ednsLost ? ['Only questions without EDNS were answered.'] : []),
];
