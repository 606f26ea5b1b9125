import type {Event, Verdict} from '../../core/event.ts';

type Judged = {readonly cause?: string; readonly verdict?: Verdict; readonly procedure?: string};

/** What a second look has changed, in one sentence; nothing where there was no second look, or the first came to no end. */
export const changedWords = (log: readonly Event[]): string | undefined => {
	const from = log.findLastIndex(({type}) => type === 'case.reopened');
	if (from < 0) return undefined;
	const before = judgedIn(log.slice(0, from));
	const now = judgedIn(log.slice(from));
	if (now.verdict === undefined || before.verdict === undefined) return undefined;
	if (now.verdict === 'cancelled') return 'The second look was stopped before its end.';
	if (before.cause === undefined)
		return now.cause === undefined
			? sameWithout(before, now)
			: 'Looked at once more: now the cause is known.';
	if (looksAtNothing(log) && now.cause === before.cause && now.procedure === before.procedure)
		return 'No check was made again; what was answered was weighed anew, and it is still the same.';
	if (now.cause === before.cause)
		return now.procedure === before.procedure
			? 'Looked at once more: it is still the same.'
			: 'Looked at once more: it is still the same, but something else helps now.';
	if (now.cause !== undefined)
		return 'Looked at once more: what was wrong before is not seen any more, and now there is something else.';
	return now.verdict === 'healthy'
		? 'Looked at once more: what was wrong before is mended.'
		: 'Looked at once more: what was wrong before is not seen any more, but not everything could be found out.';
};

const sameWithout = (before: Judged, now: Judged): string | undefined => {
	if (before.verdict === 'cancelled') return undefined;
	return now.verdict === before.verdict
		? 'Looked at once more: nothing has changed.'
		: now.verdict === 'healthy'
			? 'Looked at once more: everything could be found out this time.'
			: 'Looked at once more: this time not everything could be found out.';
};

/** Since the case was reopened last no step was run. */
const looksAtNothing = (log: readonly Event[]): boolean =>
	log.findLast(event => event.type === 'case.reopened')?.steps.length === 0;

const judgedIn = (log: readonly Event[]): Judged => {
	const diagnosed = log.findLast(event => event.type === 'case.diagnosed');
	const routed = log.findLast(event => event.type === 'case.routed');
	const procedure = routed?.type === 'case.routed' ? routed.route?.procedure.name : undefined;
	const closed = log.findLast(event => event.type === 'case.closed');
	const cause = diagnosed?.type === 'case.diagnosed' ? diagnosed.diagnosis?.cause : undefined;
	return {
		...(cause === undefined ? {} : {cause}),
		...(procedure === undefined ? {} : {procedure}),
		...(closed?.type === 'case.closed' ? {verdict: closed.verdict} : {}),
	};
};
