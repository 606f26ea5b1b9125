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

/** What codes are grouped by, and what nobody sees. */
const between = /^[\p{Z}\p{Pd}\p{Cf}\p{Cc}._·*]$/u;

/** A text without these values, however their characters are grouped and written. */
const without = (values: readonly string[], text: string): string => values.reduce(withoutOne, text);

const withoutOne = (text: string, value: string): string => {
	const wanted = spelled(value).map(({letter}) => letter);
	const written = spelled(text);
	const whole = wanted.join('');
	if (whole === '') return text;
	const line = written.map(({letter}) => letter).join('');
	let rest = '';
	let told = 0;
	// Both are strings of single UTF-16 units per entry, so that places in one are places in the other.
	for (let at = line.indexOf(whole); at >= 0; at = line.indexOf(whole, at + whole.length)) {
		const from = written[at]?.from ?? 0;
		rest += `${text.slice(told, from)}${gone}`;
		told = written[at + whole.length - 1]?.to ?? text.length;
	}
	return rest + text.slice(told);
};

type Letter = {readonly letter: string; readonly from: number; readonly to: number};

/** The characters that count, one unit each, and where they stand in the text. */
const spelled = (text: string): readonly Letter[] => {
	const letters: Letter[] = [];
	let from = 0;
	for (const character of text) {
		const to = from + character.length;
		if (!between.test(character))
			for (const letter of character.normalize('NFKC').toLowerCase().split(''))
				letters.push({letter, from, to});
		from = to;
	}
	return letters;
};
