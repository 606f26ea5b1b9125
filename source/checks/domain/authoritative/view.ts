import {zoneLine} from '../../../core/advice.ts';
import type {DnsType} from '../../../core/dns.ts';
import {inWords} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import type {ParentView, Zone} from '../../delegation.ts';
import {type Asking, type Authority, addressesOf, askAt} from '../../name-servers.ts';
import {type RecordSet, sameSet, setInWords, setOf} from '../../record-set.ts';
import {type Standing, standingAt, standingInWords} from '../../standing.ts';

export const mailTypes = ['MX', 'TXT'] as const;
type Sets = {readonly [Type in 'MX' | 'TXT' | 'NS']: RecordSet};

type Look = {
	readonly host: string;
	readonly address: string;
	readonly standing: Standing;
	readonly sets?: Sets;
};
type GoodLook = Look & {readonly standing: {readonly is: 'authoritative'}; readonly sets: Sets};

/** Everything that was heard about the servers of one zone. */
export type View = {
	readonly domain: string;
	readonly known: Zone;
	readonly parent: ParentView | undefined;
	readonly servers: readonly Authority[];
	readonly looks: readonly Look[];
	readonly good: readonly GoodLook[];
};

/** The servers that answer for the zone. */
export const isGood = (look: Look): look is GoodLook =>
	look.standing.is === 'authoritative' && look.sets !== undefined;

/** A server in words; safe to print. */
export const where = ({host, address}: Pick<Look, 'host' | 'address'>): string =>
	printable(`${host} (${address})`);

const shownAtOnce = 8;
/** The first few, with commas; safe to print. */
export const list = (texts: readonly string[]): string => {
	const rest = texts.length - shownAtOnce;
	const shown = texts.slice(0, shownAtOnce).map(printable).join(', ');
	return rest > 0 ? `${shown} and ${rest} more` : shown;
};

/** Hosts beyond this number are told, not asked. */
const mostHosts = 8;

/** The servers that only the parent zone names: they are asked as well, because resolvers go by its list. */
export const moreServers = (
	{hosts}: Zone,
	parent: ParentView | undefined,
	asking: Asking,
): Promise<readonly Authority[]> => {
	const others = parent?.list.is === 'listed' ? parent.list.hosts.filter(host => !hosts.includes(host)) : [];
	return addressesOf(others.slice(0, Math.max(0, mostHosts - hosts.length)), asking);
};

/** One address: its standing, and where it answers for the zone, its records for mail and its list of servers. */
export const lookAt = async (
	{host, address}: Pick<Look, 'host' | 'address'>,
	{zone, domain}: {readonly zone: string; readonly domain: string},
	asking: Asking,
): Promise<Look> => {
	const standing = await standingAt(address, zone, asking);
	if (standing.is !== 'authoritative') return {host, address, standing};
	const ask = (name: string, type: DnsType) => saidAt(address, {name, type}, asking);
	const [NS, MX, TXT] = await Promise.all([ask(zone, 'NS'), ask(domain, 'MX'), ask(domain, 'TXT')]);
	return {host, address, standing, sets: {NS, MX, TXT}};
};

/** What one server says itself: records, or where the name is an alias of one that it does not hold, the alias. */
const saidAt = async (
	address: string,
	question: {readonly name: string; readonly type: DnsType},
	asking: Asking,
): Promise<RecordSet> => {
	const set = setOf(await askAt(address, question, asking), question.type);
	if (set.is !== 'open' || set.failure.code !== 'query-refused') return set;
	const alias = setOf(await askAt(address, {...question, type: 'CNAME'}, asking), 'CNAME');
	return alias.is === 'records' ? {...alias, lines: alias.lines.map(target => `an alias of ${target}`)} : set;
};

/** Whether two of them say different things; what was not found out differs from nothing. */
export const differ = (sets: readonly RecordSet[]): boolean => {
	const [first, ...others] = sets.filter(({is}) => is !== 'open');
	return first !== undefined && others.some(other => !sameSet(first, other));
};

/** Why no server answers for the zone; a problem only where each was heard and nobody on the way answers instead. */
export const whenNone = ({known, parent, servers, looks}: View) => {
	const lame = looks.flatMap(({standing}) => (standing.is === 'lame' ? [standing] : []));
	const refuses = looks.some(({standing: {is}}) => is === 'refuses');
	if (lame.length === 0) return refuses ? 'none-authoritative' : 'nobody-heard';
	const allHeard = lame.length === looks.length && known.left === 0 && servers.every(({open}) => !open);
	const allKnown = known.from === 'parent' || (parent !== undefined && parent.list.is !== 'open');
	if (allHeard && allKnown && parent?.authoritative === 'yes') return 'all-lame';
	return parent?.authoritative !== 'yes' && lame.every(({says}) => says === 'cached')
		? 'proxied'
		: 'none-authoritative';
};

/** Each host of which too little is known, and why. */
export const unheardIn = ({servers, looks}: Pick<View, 'servers' | 'looks'>): readonly string[] =>
	servers.flatMap(({host, open}) => {
		const own = looks.filter(look => look.host === host);
		if (own.some(({sets}) => sets && mailTypes.every(type => sets[type].is !== 'open'))) return [];
		if (own.length === 0)
			return [open ? `${host} (address unknown: ${inWords(open)})` : `${host} (no address)`];
		return own.slice(0, 1).map(({address, standing, sets}) => {
			const part = mailTypes.map(type => sets?.[type]).find(set => set?.is === 'open');
			const words = part?.is === 'open' ? printable(inWords(part.failure)) : whyUnheard(standing);
			return `${host} (${words.includes(address) ? words : `${address}: ${words}`})`;
		});
	});

const whyUnheard = (standing: Standing): string =>
	'failure' in standing ? printable(inWords(standing.failure)) : standingInWords(standing);

const ownHosts = ({good}: View): readonly string[] => [
	...new Set(good.flatMap(({sets: {NS}}) => (NS.is === 'records' ? NS.lines : []))),
];

/** Where the parent's list of servers and the zone's own are not the same, in words. */
export const delegationDifference = (view: View): string | undefined => {
	const own = ownHosts(view);
	if (view.parent?.list.is !== 'listed' || own.length === 0) return undefined;
	const {hosts} = view.parent.list;
	const onlyParent = hosts.filter(host => !own.includes(host));
	const onlyOwn = own.filter(host => !hosts.includes(host));
	const parts = [
		...(onlyParent.length > 0 ? [`only the parent zone names ${list(onlyParent)}`] : []),
		...(onlyOwn.length > 0 ? [`only the zone itself names ${list(onlyOwn)}`] : []),
	];
	return parts.length > 0 ? parts.join('; ') : undefined;
};

/** One host, or several that are all at one address. */
export const isSingle = ({servers, known}: View): boolean =>
	known.left === 0 &&
	(servers.length === 1 ||
		(servers.every(({open}) => !open) && new Set(servers.flatMap(({addresses}) => addresses)).size === 1));

/** The single server in words: its name, or its address where it has several names. */
export const singleIn = ({servers}: View): string => {
	const hosts = list(servers.map(({host}) => host));
	const addresses = list([...new Set(servers.flatMap(({addresses: own}) => own))]);
	return servers.length > 1 ? `${addresses} (${hosts})` : hosts;
};

/** The zone's own list of servers, as lines of a zone file. */
export const recordsOf = (view: View): readonly string[] => {
	const own = ownHosts(view);
	return (own.length > 0 ? own : view.known.hosts)
		.slice(0, shownAtOnce)
		.map(host => printable(zoneLine(view.known.zone, 'NS', `${host}.`)));
};

/** One line for each address and each thing that is said of the domain. */
export const detailsOf = (view: View): readonly string[] => {
	const {known, parent, servers, looks, good, domain} = view;
	const listed = parent?.list;
	return [
		...(known.from === 'parent'
			? ['The configured resolver does not name the servers; those of the zone above it do.']
			: []),
		...looks.map(look => `${where(look)}: ${standingInWords(look.standing)}`),
		...servers.flatMap(({host, addresses, open}) => {
			const none = addresses.length === 0;
			if (!none && !open) return [];
			return [
				printable(`${host}: ${open ? `addresses not all found out (${inWords(open)})` : 'no address'}`),
			];
		}),
		...(known.left > 0 ? [`${known.left} more name servers were not asked.`] : []),
		...mailTypes.flatMap(type => saidBy(good, type).map(line => `${type} of ${domain}: ${line}`)),
		...(listed?.is === 'listed' ? [`The parent zone ${parent?.parent} names ${list(listed.hosts)}.`] : []),
		...(listed?.is === 'same' ? [`The name servers of the parent zone hold ${known.zone} themselves.`] : []),
		...(listed?.is === 'open'
			? [printable(`The list of the parent zone could not be found out (${inWords(listed.failure)}).`)]
			: []),
		...(parent ? [] : ['The parent zone could not be found out.']),
		...(looks.length > 0 && looks.every(isCutOff)
			? ['Many networks let no DNS question out but to their own resolver.']
			: []),
	];
};

/** Nothing came back from where it stands, which may be the doing of this network. */
const isCutOff = ({standing}: Look): boolean =>
	standing.is === 'unheard' &&
	['timeout', 'refused', 'unreachable', 'reset', 'not-permitted'].includes(standing.failure.code);

/** What is said of one type, each with those who say it. */
const saidBy = (good: readonly GoodLook[], type: keyof Sets): readonly string[] => {
	const said = Map.groupBy(
		good.filter(({sets}) => sets[type].is !== 'open'),
		({sets}) => setInWords(sets[type]),
	);
	return [
		...[...said].map(([words, looks]) => `${words} (says ${list(looks.map(where))})`),
		...good.flatMap(look => {
			const set = look.sets[type];
			return set.is === 'open' ? [`${where(look)}: ${setInWords(set)}`] : [];
		}),
	];
};
