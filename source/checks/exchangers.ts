import {z} from 'zod';
import {zoneLine} from '../core/advice.ts';
import type {Reach} from '../core/check.ts';
import type {DnsAnswer, DnsType} from '../core/dns.ts';
import {type Failure, inWords, isAbsence} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import type {Result} from '../core/result.ts';
import {ip} from '../core/value.ts';

export type MxRecord = {readonly host: string; readonly preference: number};

/** One host that takes the mail of a domain, with every address that DNS names for it. */
export type Exchanger = MxRecord & {
	/**
	 * `living`: it has an address. `alias`: it has one, under another name. `dead`: it has none, as DNS answered.
	 * `literal`: an address stands where a name must. `unknown`: could not be looked up.
	 */
	readonly state: 'living' | 'alias' | 'dead' | 'literal' | 'unknown';
	readonly ipv4: readonly string[];
	readonly ipv6: readonly string[];
	/** The name that an alias stands for. */
	readonly target?: string;
	/** Kinds of address that could not be looked up. */
	readonly gaps: ReadonlyArray<{readonly type: 'A' | 'AAAA'; readonly failure: Failure}>;
	/** Every address came with the resolver's word that it validated it. */
	readonly authenticated: boolean;
};

/** Where the mail of a domain goes (RFC 5321 section 5.1, RFC 7505). */
export type Route =
	/** In order of preference; `exchangers` are the names once each, without the root. */
	| {
			readonly is: 'named';
			readonly records: readonly MxRecord[];
			readonly exchangers: readonly MxRecord[];
			readonly alias?: string;
			readonly authenticated: boolean;
	  }
	| {readonly is: 'null'; readonly records: readonly MxRecord[]}
	| {readonly is: 'implicit'; readonly exchanger: Exchanger; readonly authenticated: boolean}
	| {readonly is: 'absent'; readonly code: 'missing' | 'no-such-domain'; readonly alias?: string}
	| {readonly is: 'open'; readonly failure: Failure};

type Asking = Pick<Reach, 'probes' | 'signal'>;

/** Asks where the mail of a domain goes; what could not be found out is `open`, never absent. */
export const routeOf = async (name: string, asking: Asking): Promise<Route> => {
	const answer = await ask(name, 'MX', asking);
	if (answer.ok) return named(answer.value);
	if (!isAbsence(answer.failure)) return {is: 'open', failure: answer.failure};
	return answer.failure.code === 'no-such-name' ? nowhere(name, asking) : ownAddress(name, asking);
};

const named = ({records: answered, aliases, authenticated}: DnsAnswer): Route => {
	if (answered.length === 0)
		return {is: 'open', failure: {code: 'malformed', detail: 'an answer without records'}};
	const records = answered
		.map(({data, priority = 0}) => ({host: data, preference: priority}))
		.toSorted((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : a.host > b.host ? 1 : 0));
	if (records.every(isRoot)) return {is: 'null', records};
	const alias = aliases.at(-1);
	const seen = new Set<string>();
	const exchangers = records.filter(record => {
		const key = record.host.toLowerCase();
		return !isRoot(record) && !seen.has(key) && Boolean(seen.add(key));
	});
	return {is: 'named', records, exchangers, ...(alias === undefined ? {} : {alias}), authenticated};
};

/** Whether a domain is proven not to exist: NXDOMAIN for it, and not for what it is an alias of (RFC 6604 section 3). */
export const isNowhere = async (name: string, asking: Asking): Promise<boolean> => {
	const answer = await ask(name, 'MX', asking);
	if (answer.ok || answer.failure.code !== 'no-such-name') return false;
	const route = await nowhere(name, asking);
	return route.is === 'absent' && route.code === 'no-such-domain';
};

/** Whether an MX names the root, which is nobody (RFC 7505 section 3). */
export const isRoot = ({host}: MxRecord): boolean => host === '.' || host === '';

/** The name does not exist, or it is an alias of one that does not. */
const nowhere = async (name: string, asking: Asking): Promise<Route> => {
	const alias = await ask(name, 'CNAME', asking);
	if (alias.ok) return {is: 'absent', code: 'missing', alias: alias.value.records[0]?.data ?? 'another name'};
	const {failure} = alias;
	if (failure.code === 'no-such-name') return {is: 'absent', code: 'no-such-domain'};
	return {is: 'open', failure: failure.code === 'no-data' ? contradiction : failure};
};

const contradiction: Failure = {
	code: 'malformed',
	detail: 'it says both that the name exists and that it does not',
};

const ownAddress = async (name: string, asking: Asking): Promise<Route> => {
	const exchanger = await lookUp({host: name, preference: 0}, asking);
	const [gap] = exchanger.gaps;
	if (hasAddress(exchanger)) return {is: 'implicit', exchanger, authenticated: exchanger.authenticated};
	return gap ? {is: 'open', failure: gap.failure} : {is: 'absent', code: 'missing'};
};

/** Asks for both kinds of address of one exchanger. */
export const lookUp = async ({host, preference}: MxRecord, asking: Asking): Promise<Exchanger> => {
	const common = {host, preference};
	if (ip().safeParse(host).success)
		return {...common, state: 'literal', ipv4: [], ipv6: [], gaps: [], authenticated: false};
	const [a, aaaa] = await Promise.all([ask(host, 'A', asking), ask(host, 'AAAA', asking)]);
	const answers = [a, aaaa].flatMap(result => (result.ok ? [result.value] : []));
	const [ipv4, ipv6] = [addressesIn(a, 4), addressesIn(aaaa, 6)];
	const gaps = [...gapIn('A', a, ipv4), ...gapIn('AAAA', aaaa, ipv6)];
	const target = answers.flatMap(({aliases}) => aliases.slice(-1))[0];
	const living = ipv4.length + ipv6.length > 0;
	return {
		...common,
		state: living ? (target === undefined ? 'living' : 'alias') : gaps.length > 0 ? 'unknown' : 'dead',
		ipv4,
		ipv6,
		...(target === undefined ? {} : {target}),
		gaps,
		authenticated: living && answers.every(({authenticated}) => authenticated),
	};
};

export const hasAddress = ({state}: Exchanger): boolean => state === 'living' || state === 'alias';

/** Every exchanger of a route, looked up; those beyond `most` are only counted. */
export const lookUpAll = async (
	route: Extract<Route, {is: 'named' | 'implicit'}>,
	most: number,
	asking: Asking,
): Promise<{readonly exchangers: readonly Exchanger[]; readonly beyond: number}> => {
	if (route.is === 'implicit') return {exchangers: [route.exchanger], beyond: 0};
	const exchangers = await Promise.all(route.exchangers.slice(0, most).map(one => lookUp(one, asking)));
	return {exchangers, beyond: route.exchangers.length - exchangers.length};
};

const ask = (name: string, type: DnsType, {probes, signal}: Asking) => probes.dns({name, type}, signal);

/** Addresses of one kind that are kept of one exchanger. */
const mostAddresses = 16;

const addressesIn = (result: Result<DnsAnswer, Failure>, kind: 4 | 6): readonly string[] =>
	result.ok
		? [...new Set(result.value.records.map(({data}) => data))]
				.filter(data => (kind === 4 ? z.ipv4() : z.ipv6()).safeParse(data).success)
				.slice(0, mostAddresses)
		: [];

const gapIn = (
	type: 'A' | 'AAAA',
	result: Result<DnsAnswer, Failure>,
	addresses: readonly string[],
): Exchanger['gaps'] => {
	if (!result.ok) return isAbsence(result.failure) ? [] : [{type, failure: result.failure}];
	return addresses.length > 0
		? []
		: [{type, failure: {code: 'malformed', detail: 'an answer without addresses'}}];
};

/** An exchanger as a fact: what other programs read. */
export const exchangerFacts = ({host, preference, state, ipv4, ipv6, target}: Exchanger) => ({
	host,
	preference,
	ipv4: [...ipv4],
	ipv6: [...ipv6],
	state,
	...(target === undefined ? {} : {target}),
});

/** An exchanger in one line, for people: its preference, its addresses, and what is wrong with it. */
export const exchangerLine = (exchanger: Exchanger): string => {
	const {host, preference, ipv4, ipv6} = exchanger;
	const said = [...ipv4, ...ipv6, ...remarksOn(exchanger)];
	return `${preference} ${printable(host)}: ${said.join(', ')}`;
};

const remarksOn = ({state, target, gaps}: Exchanger): readonly string[] => {
	const open = gaps.map(
		({type, failure}) => `${type} could not be looked up (${printable(inWords(failure))})`,
	);
	switch (state) {
		case 'living':
		case 'unknown':
			return open;
		case 'alias':
			return [`an alias of ${printable(target ?? 'another name')}, which an exchanger must not be`, ...open];
		case 'dead':
			return ['has no address'];
		case 'literal':
			return ['is an address, and an exchanger must be a name'];
	}
};

/** Records shown of one domain; a hostile one may have thousands. */
const mostLines = 20;

/** MX records as lines of a zone file; of very many, the first. */
export const mxLines = (name: string, records: readonly MxRecord[]): readonly string[] =>
	records
		.slice(0, mostLines)
		.map(({host, preference}) =>
			zoneLine(name, 'MX', `${preference} ${printable(host).replace(/\.?$/, '.')}`),
		);

/** Names for a sentence: of very many, the first and how many more. */
export const listed = (names: readonly string[], most = 10): string => {
	const shown = names.slice(0, most).map(printable).join(', ');
	return names.length > most ? `${shown} and ${names.length - most} more` : shown;
};
