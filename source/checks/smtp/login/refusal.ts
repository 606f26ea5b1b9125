import {advise} from '../../../core/advice.ts';
import type {Reach} from '../../../core/check.ts';
import type {SmtpAnswer} from '../../../core/smtp.ts';
import {type ServerParams, type StageOutcome, type Told, toldBy} from '../../conversation.ts';
import {offerFacts, offerLines, whereOffered} from '../../login-offer.ts';
import {loginCodes} from '../../refusals.ts';
import {causeOfToken, tokenLines} from '../../token-refusal.ts';
import {accountAdvice} from './account.ts';

/** Findings on which it bears what passwords the provider takes. */
const aboutPasswords: ReadonlySet<string> = new Set([
	'wrong-credentials',
	'app-password-needed',
	'basic-auth-disabled',
	'refused',
]);

type Refused = Extract<StageOutcome, {is: 'refused'}>;
type Deferred = Extract<StageOutcome, {is: 'deferred'}>;

/** What was offered and used, as facts and as lines. */
export const seenIn = (answer: SmtpAnswer | undefined, ...lines: readonly string[]) =>
	answer ? {...offerFacts(answer), ...advise({details: [...offerLines(answer), ...lines]})} : {};

/** A refused login: what it was refused for. */
export const refusalOf = (outcome: Refused, params: ServerParams, {providers}: Pick<Reach, 'providers'>) => {
	const {answer, reply} = outcome;
	const told = toldBy(outcome, loginCodes);
	const code = causeOfToken(answer, told.code) ?? 'refused';
	const lines = tokenLines(answer, reply);
	const account = accountAdvice(params, answer, providers);
	const {hint} = account;
	if (!aboutPasswords.has(code)) return {code, hint, facts: {...told.facts, ...seenIn(answer, ...lines)}};
	return {
		code,
		hint,
		facts: {...told.facts, ...account.facts, ...seenIn(answer, ...lines, ...account.lines)},
	};
};

/** A login that was not let begin without encryption: nothing is known of the account, and only what is offered counts. */
export const refusalInPlain = async (
	outcome: Refused,
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<{
	readonly code: 'tls-required' | 'not-offered' | 'not-encrypted';
	readonly facts: Told;
}> => {
	const {answer, reply} = outcome;
	const told = toldBy(outcome, loginCodes);
	// 538 means nothing else (RFC 4954 section 6).
	if (told.code === 'tls-required' || reply.code === 538)
		return {code: 'tls-required', facts: {...told.facts, ...seenIn(answer)}};
	const {is, extensions} = await whereOffered(answer, params, reach);
	const facts = {...told.facts, ...seenIn({...answer, extensions})};
	if (is === 'after-tls') return {code: 'tls-required', facts};
	return {code: is === 'nowhere' ? 'not-offered' : 'not-encrypted', facts};
};

/** A login that was put off. */
export const deferralOf = (outcome: Deferred) => {
	const {code, facts} = toldBy(outcome, loginCodes);
	return {code: code === 'locked-out' ? 'too-many-tries' : 'temporary', facts} as const;
};
