import type {DnsAnswer, DnsRecord} from '../../core/dns.ts';
import type {Failure} from '../../core/failure.ts';
import {printable, printableName} from '../../core/printable.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {attempt} from './attempt.ts';
import type {Asking, Exchange, Heard, Target} from './exchange.ts';
import {mostTelling} from './failure.ts';
import {type Reply, rcodeName, rcodes} from './message.ts';
import {type Found, follow, glueFor, referredTo} from './records.ts';
import {showServer} from './server.ts';

export type Lookup = Omit<Asking, 'target'> & {
	/** Asked in turn, until one answers. */
	readonly targets: readonly Target[];
	/** Milliseconds for each server; the whole lookup takes no longer than this times the number of servers. */
	readonly timeoutMs: number;
	readonly exchange: Exchange;
	readonly signal: AbortSignal;
};

/** How often the target of an alias is asked for anew. */
const maxHops = 8;
/** How many aliases one after another are believed, those within an answer included. */
const maxAliases = 32;

/**
 * The records at a name, aliases followed to their end; a name or record that does not exist is a failure. Without
 * recursion one message is all: what it says of other names is not looked up.
 */
export const lookUp = async (lookup: Lookup): Promise<Result<DnsAnswer, Failure>> => {
	const end = performance.now() + lookup.timeoutMs * lookup.targets.length;
	const aliases: string[] = [];
	const heards: Heard[] = [];
	for (let hops = 0; hops <= maxHops; hops++) {
		const name = aliases.at(-1)?.toLowerCase().replace(/^\.$/, '') ?? lookup.name;
		if (!/^[ -~]*$/.test(name)) return failed({code: 'malformed', detail: oddTarget(lookup.name, name)});
		const answered = await askInTurn({...lookup, name}, hops === 0 ? undefined : end);
		if (!answered.ok) return answered;
		const {target, heard} = answered.value;
		heards.push(heard);
		const who = showServer(target.server);
		const referred = referralOf(heard.reply, {...lookup, name});
		if (referred.length > 0) {
			const glue = glueFor(referred, heard.reply.additionals);
			const more = {referral: true as const, ...(glue.length > 0 ? {glue} : {})};
			return success({...answerOf(who, heards, {records: referred, aliases}), ...more});
		}
		const found = follow(heard.reply.answers, name, lookup.type);
		aliases.push(...found.aliases);
		if (aliases.length > maxAliases)
			return failed({code: 'malformed', detail: endless(lookup.name, aliases)});
		const said = {who, asked: lookup, aliases};
		if (heard.reply.rcode === rcodes.noSuchName) return failed(noSuchName(said));
		if (found.records.length > 0) return success(answerOf(who, heards, {...found, aliases}));
		if (found.aliases.length === 0)
			return failed(heard.reply.answers.length === 0 ? noData(said) : offTopic(said));
		if (new Set(aliases).size < aliases.length)
			return failed({code: 'no-data', detail: endless(lookup.name, aliases)});
		if (lookup.recursion === 'none') return failed(elsewhere(said));
	}
	return failed({code: 'malformed', detail: endless(lookup.name, aliases)});
};

const endless = (name: string, aliases: readonly string[]): string =>
	`${printableName(name)} is an alias that leads to no end (by ${printableName(aliases.at(-1) ?? '')}).`;

/** What several messages together are worth: each must have been validated, and each must speak for itself. */
const answerOf = (server: string, heards: readonly Heard[], {records, aliases}: Found): DnsAnswer => {
	const [last] = heards.slice(-1);
	const edns = heards.find(heard => heard.edns !== undefined)?.edns;
	return {
		server,
		protocol: last?.protocol ?? 'udp',
		records,
		aliases,
		authenticated: heards.every(({reply}) => reply.authenticated),
		...(heards.every(({reply}) => reply.authoritative) ? {authoritative: true as const} : {}),
		...(edns === undefined ? {} : {edns}),
		tries: last?.tries ?? 0,
		dropped: last?.dropped ?? [],
	};
};

/** The servers that a reply names instead of an answer, where that is what was asked for. */
const referralOf = (
	{referral, authorities}: Reply,
	{name, type, recursion}: Pick<Lookup, 'name' | 'type' | 'recursion'>,
): readonly DnsRecord[] =>
	referral && recursion === 'none' && type === 'NS' ? referredTo(authorities, name) : [];

type Said = {
	readonly who: string;
	readonly asked: Pick<Lookup, 'name' | 'type'>;
	readonly aliases: readonly string[];
};

const target = ({asked, aliases}: Said): string => {
	const last = aliases.at(-1);
	const name = printableName(asked.name || '.');
	return last === undefined ? name : `${printableName(last)}, which ${name} is an alias of,`;
};

const noSuchName = (said: Said): Failure => ({
	code: 'no-such-name',
	detail: `${said.who} says that ${target(said)} does not exist.`,
});

const noData = (said: Said): Failure => ({
	code: 'no-data',
	detail: `${said.who} says that ${target(said)} has no ${said.asked.type} record.`,
});

const offTopic = ({who, asked}: Said): Failure => ({
	code: 'malformed',
	detail: `${who} answered with other records than those of ${printableName(asked.name)} that were asked for.`,
});

const elsewhere = ({who, asked, aliases}: Said): Failure => ({
	code: 'query-refused',
	detail: `${who} says that ${printableName(asked.name)} is an alias of ${printableName(aliases.at(-1) ?? '')}, and does not hold that name itself.`,
});

const oddTarget = (name: string, alias: string): string =>
	`${printableName(name)} is an alias of ${printableName(alias)}, which is not written as a host name.`;

/** The first answer that settles whether the name exists; otherwise the most telling failure. */
const askInTurn = async (
	lookup: Lookup,
	end: number | undefined,
): Promise<Result<{readonly target: Target; readonly heard: Heard}, Failure>> => {
	const failures: Failure[] = [];
	for (const target of lookup.targets) {
		const left = end === undefined ? lookup.timeoutMs : end - performance.now();
		if (left <= 0) break;
		const result = await within(left, lookup, target);
		if (!result.ok && result.failure.code === 'cancelled') return result;
		const why = result.ok ? complaint(showServer(target.server), lookup, result.value.reply) : result.failure;
		const doubt = result.ok && !why ? await doubtOf(result.value.reply, lookup, target) : undefined;
		if (result.ok && !why && !doubt) return success({target, heard: result.value});
		const failure = why ?? doubt;
		if (failure) failures.push(failure);
	}
	const none = {
		code: 'timeout',
		detail: `There was no time left to ask for ${printableName(lookup.name)}.`,
	} as const;
	return failed(mostTelling(failures) ?? none);
};

/** An exchange ends by itself; who has less time than that leaves it to the others, or calls it off. */
const within = (
	left: number,
	{exchange, timeoutMs, signal, ...asking}: Lookup,
	target: Target,
): Promise<Result<Heard, Failure>> => {
	const question = {...asking, target};
	if (left >= timeoutMs) return exchange(question, signal);
	const failure = (): Failure => ({
		code: 'timeout',
		detail: `${showServer(target.server)} did not answer in the ${Math.round(left)} ms that were left.`,
	});
	return attempt({signal, late: {ms: left, failure}}, settle => {
		const leaving = new AbortController();
		void exchange(question, leaving.signal).then(settle);
		return () => leaving.abort();
	});
};

/** Why a reply settles nothing; undefined when it does. */
const complaint = (who: string, lookup: Lookup, reply: Reply): Failure | undefined => {
	const {rcode, explanation, referral} = reply;
	const refused = (detail: string): Failure => ({
		code: 'query-refused',
		detail: printable(`${who} ${detail}`),
	});
	if (rcode !== rcodes.ok && rcode !== rcodes.noSuchName)
		return {
			code: rcode === rcodes.serverFailure ? 'server-failure' : 'query-refused',
			detail: printable(`${who} answered ${rcodeName(rcode)}${explanation ? ` (${explanation})` : ''}.`),
		};
	if (referral && referralOf(reply, lookup).length === 0)
		return lookup.recursion === 'none'
			? refused(`does not hold ${printableName(lookup.name || '.')} itself: it only names other servers.`)
			: refused('does not look names up: it only names other servers.');
	if (!referral && isHollow(reply, lookup))
		return refused(`gave an empty answer, and does not speak for ${printableName(lookup.name || '.')}.`);
	return undefined;
};

/** Nothing is there, says a server that neither holds the name nor looks it up: that proves nothing. */
const isHollow = (
	{rcode, answers, authoritative, recursive, negative}: Reply,
	{recursion}: Pick<Lookup, 'recursion'>,
): boolean => {
	if (answers.length > 0 || authoritative || negative) return false;
	return recursion === 'none' || (rcode === rcodes.ok && !recursive);
};

/**
 * A resolver that denies everything, as in a network without a way to the internet, proves nothing by it. One that
 * backs its denial with nothing (RFC 2308 section 2.1) is asked for the root of all names, once: who denies that as
 * well is not believed.
 */
const doubtOf = async (reply: Reply, lookup: Lookup, target: Target): Promise<Failure | undefined> => {
	if (!isUnbacked(reply) || lookup.recursion === 'none') return undefined;
	const root = {name: '', type: 'NS', target} as const;
	const asked = lookup.name === '' ? undefined : await lookup.exchange(root, lookup.signal);
	if (asked && !(asked.ok && isDenial(asked.value.reply))) return undefined;
	return {
		code: 'query-refused',
		detail: `${showServer(target.server)} says of ${printableName(lookup.name || '.')} that it is not there, and says so of the root of all names as well: it looks nothing up.`,
	};
};

const isDenial = ({rcode, answers, referral}: Reply): boolean =>
	(rcode === rcodes.noSuchName || rcode === rcodes.ok) && answers.length === 0 && !referral;

const isUnbacked = (reply: Reply): boolean => isDenial(reply) && !reply.authoritative && !reply.negative;
