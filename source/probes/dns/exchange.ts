import type {DnsAnswer, DnsType} from '../../core/dns.ts';
import type {Failure} from '../../core/failure.ts';
import {type Result, success} from '../../core/result.ts';
import {ednsSize, encodeQuery, type Manner, mayDislikeEdns, type Query} from './message.ts';
import {type Server, showServer} from './server.ts';
import {share} from './share.ts';
import {askByTcp} from './tcp.ts';
import {askByUdp, type Course, type Heard as HeardOnce} from './udp.ts';

/** A server as it is called, and where it really is. */
export type Target = {readonly server: Server; readonly at: Server};

/** One question to one server. */
export type Asking = Manner & {
	/** As it goes on the wire. */
	readonly name: string;
	readonly type: DnsType;
	readonly target: Target;
};

/** What one server said, and what it took. */
export type Heard = HeardOnce & Pick<DnsAnswer, 'edns'>;

export type Exchange = (asking: Asking, signal: AbortSignal) => Promise<Result<Heard, Failure>>;

type Limits = {
	/** Milliseconds for all of it, TCP and retries included. */
	readonly timeoutMs: number;
	/** Datagrams for one query. */
	readonly tries: number;
};

/**
 * Asks each server each question at most once, however many want to know, now and later; only what was called off
 * is asked again.
 */
export const exchangeOnce = (limits: Limits): Exchange => {
	const once = share<Heard>();
	return (asking, signal) => once(keyOf(asking), signal, shared => exchange(asking, limits, shared));
};

const keyOf = ({name, type, target, recursion, validation}: Asking): string =>
	JSON.stringify([showServer(target.server), showServer(target.at), name, type, recursion, validation]);

/** UDP with EDNS; without it for those who dislike it; TCP when the answer was cut off (RFC 7766 section 5). */
const exchange = async (
	{name, type, target, recursion, validation}: Asking,
	{timeoutMs, tries}: Limits,
	signal: AbortSignal,
): Promise<Result<Heard, Failure>> => {
	const end = performance.now() + timeoutMs;
	const manner = {...(recursion && {recursion}), ...(validation && {validation})};
	const newQuery = (edns?: number) => encodeQuery(name, type, {...manner, ...(edns && {edns})});
	const course = (): Course => ({
		server: target.at,
		who: showServer(target.server),
		signal,
		ms: end - performance.now(),
	});

	const first = await askByUdp(inTurn(newQuery(ednsSize), newQuery(), tries), course());
	if (!first.ok) return first;
	const refused = first.value.query.modern && mayDislikeEdns(first.value.reply);
	const plain = newQuery();
	const second = refused ? await askByUdp(inTurn(plain, plain, tries), course()) : first;
	if (!second.ok) return second;
	const heard = refused ? added(first.value, second.value) : second.value;
	const {modern} = heard.query;
	const edns: Pick<Heard, 'edns'> = modern ? {} : {edns: refused ? 'refused' : 'dropped'};
	if (!heard.reply.truncated) return success({...heard, ...edns});
	const whole = await askByTcp(newQuery(modern ? ednsSize : undefined), course());
	return whole.ok ? success({...added(heard, whole.value), ...edns}) : whole;
};

/** The last of several tries carries no OPT record: some boxes on the way drop what they do not know. */
const inTurn = (first: Query, last: Query, tries: number): readonly [Query, ...Query[]] => [
	first,
	...Array.from({length: Math.max(1, tries) - 1}, (_, index) => (index === tries - 2 ? last : first)),
];

const added = (before: HeardOnce, after: HeardOnce): HeardOnce => ({
	...after,
	tries: before.tries + after.tries,
	dropped: [...before.dropped, ...after.dropped],
});
