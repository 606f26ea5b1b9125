import {advise} from '../../../core/advice.ts';
import type {CaptureAnswer, CapturedMessage} from '../../../core/capture.ts';
import type {Facts, Finding} from '../../../core/check.ts';
import {lasting} from '../../../core/duration.ts';
import {inWords} from '../../../core/failure.ts';
import type {SinkSession} from '../../../core/sink.ts';
import {readIt, recipientsOf, wordsOf} from '../../captured.ts';
import {arrivalOf} from './arrival.ts';
import type {findings} from './findings.ts';
import type {Outcome} from './session.ts';
import type {Silence} from './silence.ts';
import type {Verdict, Wanted} from './verdict.ts';
import type {Wait} from './waiting.ts';
import {aboutMail, aboutStrangers, notReached, placeInWords, remedies} from './words.ts';

type Findings = typeof findings;
type Code = keyof Findings & string;
type Found = <C extends Code>(code: C, facts: Facts<Findings[C]['says']>) => Finding<C>;

type Told = {readonly answer: CaptureAnswer; readonly wait: Wait; readonly wanted: Wanted};

/** A wait that ended with the awaited mail lasted until that; any other went on after it. */
const secondsUntil = ({id}: CapturedMessage, {ended, waited, came}: Wait): number =>
	ended === 'arrived' ? waited : (came?.get(id) ?? waited);

const common = ({answer, wait}: Told) => ({waited: lasting(wait.waited), place: placeInWords(answer)});

/** A mail that came, and what speaks for and against it. */
export const tellMessage = (
	found: Found,
	{code, message, session, beside}: Extract<Verdict, {is: 'message'}>,
	told: Told,
): Finding<Code> => {
	const {wait, wanted} = told;
	const {facts, hints} = arrivalOf(message, session, secondsUntil(message, wait));
	const all = {
		...common(told),
		...facts,
		to: wanted.address ?? recipientsOf(message),
		...besides([...hints, ...beside, ...untoldWords(wait)], aboutMail(code, message, told.answer)),
		read: readIt(message, told.answer),
	};
	return code === 'other-address' || code === 'other-mail'
		? found(code, {...all, other: recipientsOf(message)})
		: found(code, all);
};

/** A session that decides. */
export const tellSession = (
	found: Found,
	{outcome, session, beside}: Extract<Verdict, {is: 'session'}>,
	told: Told,
): Finding<Code> =>
	found(outcome.code, {
		...common(told),
		...sessionFacts(outcome, session, told.answer),
		...(told.wanted.address === undefined ? {} : {to: told.wanted.address}),
		...besides([...beside, ...untoldWords(told.wait)], remedies[outcome.code]),
	});

/** Nothing that decides; `reached` is the session in which the device delivered a mail just before. */
export const tellSilence = (
	found: Found,
	{others, beside}: Extract<Verdict, {is: 'silence'}>,
	told: Told & {readonly reached?: SinkSession; readonly silence?: Silence},
): Finding<Code> => {
	const {answer, wait, reached, silence} = told;
	const lines = [...beside, ...untoldWords(wait)];
	if (reached) {
		const facts = {
			...common(told),
			remote: wordsOf(reached.remote.address),
			session: reached.id,
			...besides(lines),
		};
		if (silence?.is === 'not-sent') return found('not-sent', facts);
		return found('silent', {
			...facts,
			doubt: silence?.is === 'open' ? silence.doubt : 'what came after that decides nothing',
		});
	}
	return others.length > 0
		? found('which-device', {
				...common(told),
				remotes: remotesInWords(others),
				...besides(lines, aboutStrangers),
			})
		: found('nobody-connected', {...common(told), ...besides(lines, notReached(answer))});
};

/** Why a wait came to nothing, in words. */
export const whyEnded = (ended: Exclude<Wait['ended'], 'over'>): string =>
	typeof ended === 'object' ? inWords(ended) : 'the wait ended before its time';

const sessionFacts = (
	{code, seen, facts}: Outcome,
	{place, remote, id}: SinkSession,
	{addresses}: CaptureAnswer,
) => {
	const [remedy = 'Set it off once more.'] = remedies[code];
	return {
		...facts,
		session: id,
		remote: wordsOf(remote.address),
		host: wordsOf(addresses[0] ?? place.address),
		port: place.port,
		security: place.security,
		seen,
		remedy,
		whoActs: 'admin',
	};
};

/** Addresses that a sentence has room for. */
const most = 5;

const remotesInWords = (remotes: readonly string[]): string =>
	[
		remotes.slice(0, most).map(wordsOf).join(', ') || 'somebody',
		...(remotes.length > most ? [`${remotes.length - most} more`] : []),
	].join(' and ');

const untoldWords = ({untold}: Wait): readonly string[] =>
	untold > 0 ? [`There were too many sessions: ${untold} without a message are told no more.`] : [];

const besides = (beside: readonly string[], remedy: readonly string[] = []) => ({
	...(beside.length > 0 ? {beside} : {}),
	...advise({details: [...remedy, ...beside]}),
});
