import type {DnsAnswer, DnsType} from '../../core/dns.ts';
import type {Failure} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {mostTelling} from './failure.ts';
import {ednsSize, encodeQuery, mayDislikeEdns, type Query, type Reply, rcodeName, rcodes} from './message.ts';
import {type Found, follow} from './records.ts';
import {type Server, showServer} from './server.ts';
import {askByTcp} from './tcp.ts';
import {askByUdp, type Heard} from './udp.ts';

export type Lookup = {
	/** As it goes on the wire. */
	readonly name: string;
	readonly type: DnsType;
	/** Asked in turn, until one answers. */
	readonly servers: readonly Server[];
	/** Milliseconds for each server; the whole lookup takes no longer than this times the number of servers. */
	readonly timeoutMs: number;
	/** Datagrams to each server. */
	readonly tries: number;
	readonly signal: AbortSignal;
};

/** How often the target of an alias is asked for anew. */
const maxHops = 8;
/** How many aliases one after another are believed, those within an answer included. */
const maxAliases = 32;

/** The records at a name, aliases followed to their end; a name or record that does not exist is a failure. */
export const lookUp = async (lookup: Lookup): Promise<Result<DnsAnswer, Failure>> => {
	const end = performance.now() + lookup.timeoutMs * lookup.servers.length;
	const aliases: string[] = [];
	let authenticated = true;
	for (let hops = 0; hops <= maxHops; hops++) {
		const name = aliases.at(-1)?.toLowerCase().replace(/^\.$/, '') ?? lookup.name;
		if (!/^[!-~]*$/.test(name)) return failed({code: 'malformed', detail: oddTarget(lookup.name, name)});
		const answered = await askInTurn({...lookup, name}, end);
		if (!answered.ok) return answered;
		const {server, heard} = answered.value;
		const found = follow(heard.reply.answers, name, lookup.type);
		authenticated &&= heard.reply.authenticated;
		aliases.push(...found.aliases);
		if (aliases.length > maxAliases)
			return failed({code: 'malformed', detail: endless(lookup.name, aliases)});
		const said = {who: showServer(server), asked: lookup, aliases};
		if (heard.reply.rcode === rcodes.noSuchName) return failed(noSuchName(said));
		if (found.records.length > 0)
			return success(answerOf(said.who, heard, {...found, aliases}, authenticated ? 'validated' : 'plain'));
		if (found.aliases.length === 0)
			return failed(heard.reply.answers.length === 0 ? noData(said) : offTopic(said));
		if (new Set(aliases).size < aliases.length)
			return failed({code: 'no-data', detail: endless(lookup.name, aliases)});
	}
	return failed({code: 'malformed', detail: endless(lookup.name, aliases)});
};

const endless = (name: string, aliases: readonly string[]): string =>
	printable(`${name} is an alias that leads to no end (by ${aliases.at(-1)}).`);

const answerOf = (
	server: string,
	{protocol, tries, dropped}: Heard,
	{records, aliases}: Found,
	trust: 'validated' | 'plain',
): DnsAnswer => ({
	server,
	protocol,
	records,
	aliases,
	authenticated: trust === 'validated',
	tries,
	dropped,
});

type Said = {
	readonly who: string;
	readonly asked: Pick<Lookup, 'name' | 'type'>;
	readonly aliases: readonly string[];
};

const target = ({asked, aliases}: Said): string => {
	const last = aliases.at(-1);
	return last === undefined ? asked.name || '.' : `${last}, which ${asked.name} is an alias of,`;
};

const noSuchName = (said: Said): Failure => ({
	code: 'no-such-name',
	detail: printable(`${said.who} says that ${target(said)} does not exist.`),
});

const noData = (said: Said): Failure => ({
	code: 'no-data',
	detail: printable(`${said.who} says that ${target(said)} has no ${said.asked.type} record.`),
});

const offTopic = ({who, asked}: Said): Failure => ({
	code: 'malformed',
	detail: `${who} answered with other records than those of ${asked.name} that were asked for.`,
});

const oddTarget = (name: string, alias: string): string =>
	printable(`${name} is an alias of ${alias}, which is not written as a host name.`);

/** The first answer that settles whether the name exists; otherwise the most telling failure. */
const askInTurn = async (
	lookup: Lookup,
	end: number,
): Promise<Result<{readonly server: Server; readonly heard: Heard}, Failure>> => {
	const failures: Failure[] = [];
	for (const server of lookup.servers) {
		const ms = Math.min(lookup.timeoutMs, end - performance.now());
		if (ms <= 0) break;
		const result = await askOne(lookup, server, ms);
		if (!result.ok && result.failure.code === 'cancelled') return result;
		if (!result.ok) failures.push(result.failure);
		else if (isSettled(result.value.reply)) return success({server, heard: result.value});
		else failures.push(complaint(showServer(server), result.value.reply));
	}
	const none = {code: 'timeout', detail: `There was no time left to ask for ${lookup.name}.`} as const;
	return failed(mostTelling(failures) ?? none);
};

const isSettled = ({rcode, referral}: Reply): boolean =>
	(rcode === rcodes.ok && !referral) || rcode === rcodes.noSuchName;

const complaint = (who: string, {rcode, explanation, referral}: Reply): Failure =>
	referral
		? {code: 'query-refused', detail: `${who} does not look names up: it only names other servers.`}
		: {
				code: rcode === rcodes.serverFailure ? 'server-failure' : 'query-refused',
				detail: printable(`${who} answered ${rcodeName(rcode)}${explanation ? ` (${explanation})` : ''}.`),
			};

/** UDP with EDNS; without it for those who dislike it; TCP when the answer was cut off (RFC 7766 section 5). */
const askOne = async (
	{name, type, tries, signal}: Lookup,
	server: Server,
	ms: number,
): Promise<Result<Heard, Failure>> => {
	const end = performance.now() + ms;
	const modern = encodeQuery(name, type, {edns: ednsSize});
	const plain = encodeQuery(name, type, {id: modern.id});
	const limits = () => ({server, signal, ms: end - performance.now()});
	const first = await askByUdp(courses(modern, plain, tries), limits());
	if (!first.ok) return first;
	const disliked = mayDislikeEdns(first.value.reply);
	const second = disliked ? await askByUdp(courses(plain, plain, tries), limits()) : first;
	if (!second.ok) return second;
	const heard = disliked ? added(first.value, second.value) : second.value;
	if (!heard.reply.truncated) return success(heard);
	const usePlain = disliked || (tries > 1 && heard.tries === tries);
	const whole = await askByTcp(
		usePlain ? encodeQuery(name, type) : encodeQuery(name, type, {edns: ednsSize}),
		limits(),
	);
	return whole.ok ? success(added(heard, whole.value)) : whole;
};

/** The last of several tries carries no OPT record: some boxes on the way drop what they do not know. */
const courses = (first: Query, last: Query, tries: number): readonly [Query, ...Query[]] => [
	first,
	...Array.from({length: Math.max(1, tries) - 1}, (_, index) => (index === tries - 2 ? last : first)),
];

const added = (before: Heard, after: Heard): Heard => ({
	...after,
	tries: before.tries + after.tries,
	dropped: [...before.dropped, ...after.dropped],
});
