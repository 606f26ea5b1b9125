import type {Judged, Judgement, Trail, Verdict} from '../trail.ts';
import {type Slow, slowestOf} from './slow.ts';

/** What a header comes to: the heaviest thing that is proved by it, in facts that are safe to print. */
export type Weighed =
	| {
			readonly code:
				| 'malware'
				| 'phishing'
				| 'quarantined'
				| 'junk-folder'
				| 'other-folder'
				| 'junk'
				| 'bulk'
				| 'suspicious'
				| 'clean';
			readonly by: string;
			readonly words: string;
			readonly verdict: Verdict;
	  }
	| {
			readonly code: 'forwarding-broke' | 'dmarc-failed' | 'spf-failed' | 'dkim-failed' | 'unauthenticated';
			readonly by: string;
			readonly domain: string;
			readonly broke: string;
			readonly words: string;
	  }
	| ({readonly code: 'slow'} & Slow)
	| {readonly code: 'future-date' | 'past-date' | 'untold'; readonly words: string};

/** The causes that a header can prove; what is left out proves none. */
export const provenCauses: Readonly<Partial<Record<Weighed['code'], string>>> = {
	malware: 'filter.dangerous',
	phishing: 'filter.dangerous',
	quarantined: 'filter.quarantined',
	'junk-folder': 'mailbox.junk',
	'other-folder': 'mailbox.rule',
	junk: 'filter.spam-score',
	'forwarding-broke': 'mailbox.forwarding',
	'dmarc-failed': 'reputation.dmarc',
	'spf-failed': 'reputation.spf',
	'dkim-failed': 'reputation.dkim',
};

/**
 * Weighs a header: a verdict of the last receiver before authentication that failed there, that before doubts, and those
 * before time. What only an earlier server said is a doubt at most. Where the mailbox says that it put the message into
 * the inbox, nothing that was thought before stopped it.
 */
export const weighed = (trail: Trail): Weighed => {
	const own = trail.verdicts.filter(({earlier}) => !earlier);
	const arrived = own.find(({folder}) => folder === 'inbox');
	const through = arrived ?? own.find(({judgement}) => judgement === 'passed' || judgement === 'allowed');
	return (
		(arrived ? undefined : caught(own)) ??
		unconfirmed(trail, through) ??
		(arrived ? undefined : doubted(trail.verdicts, through)) ??
		late(trail) ??
		(through
			? {code: 'clean', by: through.by, words: through.says, verdict: through}
			: {code: 'untold', words: whyUntold(trail)})
	);
};

const grave = ['malware', 'phishing', 'quarantined'] as const satisfies readonly Judgement[];

const caught = (own: readonly Verdict[]): Weighed | undefined => {
	const of = (code: (typeof grave)[number] | 'junk'): Weighed | undefined => {
		const verdict = own.find(({judgement}) => judgement === code);
		return verdict && {code, ...wordsOf(verdict)};
	};
	const inJunk = own.find(({folder}) => folder === 'junk');
	const elsewhere = own.find(({folder}) => folder === 'other' || folder === 'trash');
	return (
		of('malware') ??
		of('phishing') ??
		of('quarantined') ??
		(inJunk && {code: 'junk-folder', ...wordsOf(inJunk)}) ??
		(elsewhere && {code: 'other-folder', ...wordsOf(elsewhere)}) ??
		of('junk')
	);
};

const wordsOf = (verdict: Verdict) => ({by: verdict.by, words: verdict.says, verdict});

/** What the last receiver found of the authentication of a message, and what of that passes. */
const foundIn = ({judged}: Pick<Trail, 'judged'>) => {
	const own = judged.filter(({earlier}) => !earlier);
	const of = (method: Judged['method']) => own.filter(one => one.method === method);
	return {own, of, passes: (method: Judged['method']) => of(method).some(({result}) => isPass(result))};
};

/**
 * The checks that failed for the last receiver and did not pass as well, topmost first; none where DMARC passes, since one
 * proof of the sender is enough.
 */
export const failedChecks = (trail: Pick<Trail, 'judged'>): readonly Judged[] => {
	const {own, passes} = foundIn(trail);
	if (passes('dmarc') || passes('compauth')) return [];
	return own.filter(({method, result}) => isFailure(result) && !passes(method));
};

/**
 * DMARC failed for the last receiver. That stopped the message only where quarantine or rejection is named, and nobody let
 * it through all the same; of what arrived with `p=none` it is a doubt.
 */
const unconfirmed = (trail: Trail, through: Verdict | undefined): Weighed | undefined => {
	const {own, passes} = foundIn(trail);
	const failed = failedChecks(trail);
	const [spf, dkim, dmarc] = (['spf', 'dkim', 'dmarc'] as const).map(name =>
		failed.find(({method}) => method === name),
	);
	const facts = (told: Judged): Omit<Extract<Weighed, {readonly broke: string}>, 'code'> => ({
		by: told.by,
		domain: told.domain ?? dmarc?.domain ?? 'of the message',
		broke: (trail.forwarded?.broke ?? []).map(name => name.toUpperCase()).join(', ') || 'nothing',
		words: `It wrote: ${own.map(resultWords).slice(0, 6).join(', ')}.`,
	});
	const doubt = spf ?? dkim;
	if (!dmarc) {
		const isSigned = passes('dkim') || passes('spf');
		return doubt && !isSigned && !through ? {code: 'unauthenticated', ...facts(doubt)} : undefined;
	}
	const broke =
		trail.forwarded && trail.forwarded.broke.length > 0 ? {words: trail.forwarded.says} : undefined;
	if (through || (dmarc.asks !== 'quarantine' && dmarc.asks !== 'reject'))
		return {code: 'unauthenticated', ...facts(dmarc), ...broke};
	if (broke) return {code: 'forwarding-broke', ...facts(dmarc), ...broke};
	if (spf && !dkim && !passes('dkim')) return {code: 'spf-failed', ...facts(spf)};
	if (dkim && !spf && !passes('spf')) return {code: 'dkim-failed', ...facts(dkim)};
	return {code: 'dmarc-failed', ...facts(dmarc)};
};

const isPass = (result: string): boolean => /^(?:pass|softpass|bestguesspass)$/.test(result);
const isFailure = (result: string): boolean => /^(?:fail|softfail|hardfail)$/.test(result);

/** `dmarc=fail (example.org; p=REJECT)`, as a line of evidence. */
export const resultWords = ({method, result, domain, detail}: Judged): string => {
	const beside = [domain, detail].filter(Boolean).join('; ');
	return `${method}=${result}${beside === '' ? '' : ` (${beside})`}`;
};

const doubted = (verdicts: readonly Verdict[], through: Verdict | undefined): Weighed | undefined => {
	const own = verdicts.filter(({earlier}) => !earlier);
	const bulk = own.find(({judgement}) => judgement === 'bulk');
	if (bulk) return {code: 'bulk', ...wordsOf(bulk)};
	const doubt = own.find(({judgement}) => judgement === 'suspicious');
	if (doubt) return {code: 'suspicious', ...wordsOf(doubt)};
	const before = verdicts.find(({earlier, judgement}) => earlier && isBad(judgement));
	return before && !through
		? {
				code: 'suspicious',
				...wordsOf(before),
				words: `${before.says} That was before the last server had it, or it is forged.`,
			}
		: undefined;
};

const isBad = (judgement: Judgement): boolean =>
	judgement === 'junk' || judgement === 'suspicious' || grave.some(one => one === judgement);

const late = ({passages, date}: Trail): Weighed | undefined => {
	const slow = slowestOf(passages);
	if (slow) return {code: 'slow', ...slow};
	if (date.state === 'future') return {code: 'future-date', words: date.says};
	return date.state === 'past' ? {code: 'past-date', words: date.says} : undefined;
};

const whyUntold = ({verdicts, judged, passages}: Trail): string => {
	const silent = verdicts.find(({earlier, judgement}) => !earlier && judgement === 'unsaid');
	if (silent) return `${silent.by}: ${silent.says}`;
	const dmarc = judged.find(({earlier, method}) => !earlier && method === 'dmarc');
	if (dmarc) return `${dmarc.by} wrote only ${resultWords(dmarc)}.`;
	if (verdicts.length > 0) return 'Only servers before the last one wrote something, or the sender did.';
	return passages.length === 0
		? 'It has no Received field either.'
		: 'Neither a filter nor a receiver wrote one.';
};
