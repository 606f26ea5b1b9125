import {type Attempt, type Device, isConnected, isHeard, sameWay} from './attempts.ts';
import {type Candidate, candidatesIn, failing, takesSubmissions} from './candidates.ts';
import type {State} from './state.ts';

/** What is told, what the sentence is about, and what to set. */
type Judgement = {
	readonly code:
		| 'fits'
		| 'without-login'
		| 'found'
		| 'change-port'
		| 'change-mode'
		| 'ipv6-broken'
		| 'some-addresses'
		| 'certificate'
		| 'stripped'
		| 'plain-only'
		| 'not-encrypted'
		| 'not-proven'
		| 'none-works'
		| 'all-refused'
		| 'nothing-answers'
		| 'unreachable'
		| 'unanswered';
	readonly about: readonly Attempt[];
	/** A way that is better than the device's own, or the best of all where that is not told. */
	readonly instead?: Candidate;
};

/** `beside` is heard at the very address where the device's own port stays silent. */
type Blocked = Omit<Judgement, 'code'> & {readonly code: 'blocked'; readonly beside: Attempt};

/** What a sweep comes to, and every way that works. */
export type Verdict = (Judgement | Blocked) & {readonly candidates: readonly Candidate[]};

/** Judges all attempts together, from where the device stands if that was told. */
export const verdictOn = (attempts: readonly Attempt[], device: Device | undefined): Verdict => {
	const candidates = candidatesIn(attempts);
	const own = device ? ownIn(attempts, device) : [];
	if (own.length === 0) return withoutDevice(attempts, candidates);
	const others = candidates.filter(candidate => !own.some(one => sameWay(one, candidate)));
	const instead = others.find(takesSubmissions);
	const common = {candidates, ...(instead ? {instead} : {})};
	const usable = onUsable(own);
	const withLogin = others.find(({state, login}) => state === 'works' && login === 'offered');
	if (usable?.code === 'fits' && withLogin && !own.some(one => isSameWayWithLogin(one, candidates)))
		return {candidates, ...usable, code: 'without-login', instead: withLogin};
	if (usable) return {candidates, ...usable, ...better(usable, instead)};
	const proof = proofAgainst(own, attempts, others);
	if (proof) return {...common, ...proof};
	if (instead) return {...common, code: 'not-proven', about: worstOf(own)};
	return {candidates, ...onNothing(attempts)};
};

const isSameWayWithLogin = (own: Attempt, candidates: readonly Candidate[]): boolean =>
	candidates.some(candidate => sameWay(own, candidate) && candidate.login !== 'not-offered');

/** Nobody is told to change what works, nor one certificate at fault for another. */
const better = ({code}: Judgement, instead: Candidate | undefined): Pick<Verdict, 'instead'> => {
	const kept = code === 'fits' || code === 'ipv6-broken' || code === 'some-addresses';
	if (!instead || kept || (code === 'certificate' && instead.state !== 'works')) return {};
	return {instead};
};

/** Attempts at what the device uses; with its port alone, only what holds in both modes: nobody accepts there. */
const ownIn = (attempts: readonly Attempt[], {port, security}: Device): readonly Attempt[] => {
	const there = attempts.filter(attempt => attempt.port === port);
	if (security !== undefined) return there.filter(attempt => attempt.security === security);
	const closed = there.every(({state}) => ['refused', 'silent', 'unreachable'].includes(state));
	return closed && there.some(({state}) => state !== 'unreachable') ? there : [];
};

const withoutDevice = (attempts: readonly Attempt[], candidates: readonly Candidate[]): Verdict => {
	const best = candidates.find(takesSubmissions) ?? candidates[0];
	if (!best) return {candidates, ...(onUnencrypted(attempts) ?? onNothing(attempts))};
	const judgement = onUsable(best.attempts) ?? {code: 'found', about: best.attempts};
	return {
		candidates,
		...judgement,
		code: judgement.code === 'fits' ? 'found' : judgement.code,
		...(judgement.code === 'certificate' ? {} : {instead: best}),
	};
};

const inState = (attempts: readonly Attempt[], ...states: readonly State[]): readonly Attempt[] =>
	attempts.filter(({state}) => states.includes(state));

/** One way at every address: what is told where mail can be handed in there at all. */
const onUsable = (own: readonly Attempt[]): Judgement | undefined => {
	const works = inState(own, 'works');
	const fails = failing(own);
	if (works.length > 0 && fails.length === 0) return {code: 'fits', about: works};
	if (works.length > 0)
		return {code: isOnlyOverIpv6(fails, works) ? 'ipv6-broken' : 'some-addresses', about: fails};
	const faulty = inState(own, 'works-with-certificate-fault');
	if (faulty.length > 0) return {code: 'certificate', about: faulty};
	return onUnencrypted(own);
};

const onUnencrypted = (attempts: readonly Attempt[]): Judgement | undefined => {
	const stripped = inState(attempts, 'stripped');
	if (stripped.length > 0) return {code: 'stripped', about: stripped};
	const plain = inState(attempts, 'plain-only');
	if (plain.length === 0) return undefined;
	const chosen = plain.every(({security}) => security === 'none');
	return {code: chosen ? 'not-encrypted' : 'plain-only', about: plain};
};

const isOnlyOverIpv6 = (fails: readonly Attempt[], works: readonly Attempt[]): boolean =>
	fails.every(attempt => isIpv6(attempt) && ['silent', 'refused'].includes(attempt.state)) &&
	!works.some(isIpv6);

export const isIpv6 = ({address}: Pick<Attempt, 'address'>): boolean => address.includes(':');

/**
 * Whether answers prove that the device's own way does not work, at any address: refused, in the wrong mode, no mail
 * server, or silent beside a port that is heard. An address where nothing at all is heard says nothing either way.
 */
const proofAgainst = (
	own: readonly Attempt[],
	attempts: readonly Attempt[],
	others: readonly Candidate[],
): Judgement | Blocked | undefined => {
	const closed = inState(own, 'refused', 'silent').filter(one => !isContradicted(one, attempts));
	const wrong = inState(own, 'wrong-mode');
	const disproved = [...wrong, ...inState(own, 'not-smtp'), ...inState(closed, 'refused')];
	const silent = inState(closed, 'silent');
	if (disproved.length + silent.length + inState(own, 'unreachable').length < own.length) return undefined;

	const instead = others.find(takesSubmissions);
	const right = others.find(({port}) => wrong.some(one => one.port === port));
	if (right && (right.state === 'works' || instead?.state !== 'works'))
		return {code: 'change-mode', about: wrong, instead: right};
	if (disproved.length > 0 && instead) return {code: 'change-port', about: disproved, instead};
	const blocked = silent.filter(one => heardBeside(one, attempts));
	const beside = blocked[0] && heardBeside(blocked[0], attempts);
	return beside ? {code: 'blocked', about: blocked, beside} : undefined;
};

/** The other mode found the very port open: a connection was lost, and nothing was proven. */
const isContradicted = ({address, port}: Attempt, attempts: readonly Attempt[]): boolean =>
	attempts.some(other => other.address === address && other.port === port && isConnected(other));

const heardBeside = ({address}: Attempt, attempts: readonly Attempt[]): Attempt | undefined => {
	const heard = attempts.filter(other => other.address === address && isHeard(other));
	return heard.find(({state}) => state === 'works') ?? heard[0];
};

/** What is told of first where it cannot be told for certain. */
const worstOf = (own: readonly Attempt[]): readonly Attempt[] => {
	const fails = failing(own);
	return fails.length > 0 ? fails : own;
};

const onNothing = (attempts: readonly Attempt[]): Judgement => {
	const plain = onUnencrypted(attempts);
	if (plain) return plain;
	if (attempts.some(isHeard)) return {code: 'none-works', about: attempts.filter(isHeard)};
	const unreachable = inState(attempts, 'unreachable');
	if (unreachable.length === attempts.length) return {code: 'unreachable', about: unreachable};
	const unasked = inState(attempts, 'not-asked');
	if (unasked.length + unreachable.length === attempts.length) return {code: 'unanswered', about: unasked};
	const refused = inState(attempts, 'refused');
	return refused.length + unreachable.length === attempts.length
		? {code: 'all-refused', about: refused}
		: {code: 'nothing-answers', about: attempts};
};
