import {withoutValues} from '../core/secret-values.ts';
import type {SinkMessage} from '../core/sink.ts';
import {type Candidate, maskedCode, maskedLink, type Reading} from '../core/verification.ts';
import {gone, withoutUnrecognised} from './unrecognised.ts';

/** A message as a record may have it: who reads that must not be able to use what was caught. */
export const maskedMessage = <M extends SinkMessage & {readonly reading: Reading}>(message: M): M => {
	const {reading, subject, from, to, messageId} = message;
	const {candidates, chosen, lifetime} = reading;
	const values = [...candidates, ...(chosen ? [chosen] : [])].map(({value}) => value);
	const told = (text: string) => without(values, text);
	return {
		...message,
		...(subject === undefined ? {} : {subject: withoutUnrecognised(told(subject))}),
		...(from === undefined ? {} : {from: named(told(from))}),
		...(to === undefined ? {} : {to: named(told(to))}),
		...(messageId === undefined ? {} : {messageId: told(messageId)}),
		reading: {
			...reading,
			candidates: candidates.map(candidate => masked(candidate, told)),
			...(chosen ? {chosen: masked(chosen, told)} : {}),
			...(lifetime ? {lifetime: {...lifetime, words: told(lifetime.words)}} : {}),
		},
	};
};

/** A mailbox of the header (RFC 5322 section 3.4): its name is a stranger's words, its address is what it is known by. */
const named = (text: string): string => {
	const at = text.lastIndexOf('<');
	if (at < 0) return text.includes('@') ? text : withoutUnrecognised(text);
	return withoutUnrecognised(text.slice(0, at)) + text.slice(at);
};

/** The line around it may spell the code in any way, so nothing of it is told. */
const masked = (candidate: Candidate, told: (text: string) => string): Candidate => ({
	...candidate,
	value: candidate.kind === 'code' ? maskedCode(candidate.value) : maskedLink(candidate.value),
	because: candidate.because.map(told),
	against: candidate.against.map(told),
	line: '',
});

/** A text without these values, however their characters are grouped and written. */
const without = (values: readonly string[], text: string): string =>
	withoutValues(
		text,
		values.map(value => ({value, put: gone})),
	);
