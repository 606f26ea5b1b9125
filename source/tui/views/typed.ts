import {acceptTyped} from '../../core/answers.ts';
import {type PersonQuestion, unknownAnswer, type ValueType} from '../../core/person.ts';
import {isIp} from '../../core/typed-value.ts';
import type {Field} from '../field.ts';
import {meantBy} from './slip.ts';

/**
 * How what is typed stands. `fits`: it would be taken. `doubt`: it would be taken, and is probably not meant. `not-yet`: it would not, and going on at the cursor may still make
 * it right. `wrong`: going on does not. `words` say so, and are empty where nothing helps; they never hold what is typed.
 */
export type Typed = {
	readonly state: 'empty' | 'fits' | 'doubt' | 'not-yet' | 'wrong';
	readonly words: string;
};

/** What a text must be, as a hint below an empty field. */
export const expectedWords: Readonly<Record<ValueType, string>> = {
	text: 'One line of text.',
	address: 'An e-mail address, such as name@example.org.',
	host: 'A name such as smtp.example.org, or an IP address.',
	port: 'A number, such as 587.',
	domain: 'A domain, such as example.org.',
	ip: 'An IP address, such as 192.0.2.7.',
	minutes: 'Minutes, such as 10.',
	'wait-minutes': 'Minutes, such as 10, and 30 at most.',
	'sink-ports': 'Ports, such as 2525/starttls 2465/implicit.',
	filter: 'spamd:HOST:PORT, spamd:/path/to/socket or rspamd:http://HOST:PORT.',
};

/** Judges what is being typed; pure, and cheap enough for every key. */
export const typedSoFar = (question: PersonQuestion, field: Field): Typed => {
	const text = field.text.trim();
	if (text === '') return {state: 'empty', words: emptyWords(question)};
	switch (question.kind) {
		case 'secret':
			return {state: 'fits', words: 'It is not shown, and never written down.'};
		case 'confirmation':
			return confirming(question, text);
		case 'choice':
		case 'text':
			return text.toLowerCase() === unknownAnswer
				? {state: 'fits', words: 'Taken as "I don\'t know".'}
				: asText(question, field, text);
	}
};

/** Whether an empty answer keeps the one that was given before. */
export const keepsBefore = ({kind, current}: PersonQuestion): boolean =>
	kind !== 'confirmation' && current !== undefined && current !== unknownAnswer;

const emptyWords = (question: PersonQuestion): string => {
	const {kind, type = 'text', word = ''} = question;
	const keeps = keepsBefore(question);
	if (kind === 'confirmation') return `Type ${word} to confirm.`;
	if (kind === 'secret')
		return keeps
			? 'Not shown, never written down. Empty keeps the one given before.'
			: 'What you type is not shown, and never written down.';
	return keeps ? `Empty keeps ${question.current}.` : expectedWords[type];
};

const confirming = (question: PersonQuestion, text: string): Typed => {
	const word = question.word ?? '';
	if (acceptTyped(question, text).ok) return {state: 'fits', words: 'That is the word.'};
	return word.toLowerCase().startsWith(text.toLowerCase())
		? {state: 'not-yet', words: ''}
		: {state: 'wrong', words: `The word is ${word}.`};
};

const asText = (question: PersonQuestion, field: Field, text: string): Typed => {
	const type = question.type ?? 'text';
	if (acceptTyped(question, text).ok) return fitting(type, text);
	const {before, after} = around(field);
	const grows = continuations[type].some(more => acceptTyped(question, before + more + after).ok);
	const open = grows || (mayGrow[type]?.test(text) ?? false);
	return open
		? {state: 'not-yet', words: unfinishedWords(type, text)}
		: {state: 'wrong', words: wrongWords(type, text)};
};

const around = ({text, cursor}: Field): {readonly before: string; readonly after: string} => {
	const all = [...text];
	return {before: all.slice(0, cursor).join(''), after: all.slice(cursor).join('')};
};

const ipEndings = ['.1', '1', '.0.1', '0.1', '.0.0.1', '0.0.1', ':1', '::1', '::', ':', '0::1', '.'];
const nameEndings = ['a', 'aa', '.aa', 'a.aa'];
const numbers = ['1', '5'];

/** What may be typed next: where one of them makes the text right, it is not wrong yet. */
const continuations: Readonly<Record<ValueType, readonly string[]>> = {
	text: [],
	address: ['@a.aa', 'a@a.aa', 'a', 'a.aa', '.aa', '@', 'a@'],
	host: [...ipEndings, ...nameEndings],
	port: numbers,
	domain: nameEndings,
	ip: ipEndings,
	minutes: numbers,
	'wait-minutes': numbers,
	'sink-ports': ['5', '/starttls', 'tarttls', 'implicit'],
	filter: ['5', ':5', 'a:5', '/a', '//a:5'],
};

/** The same where no short ending makes it right. */
const mayGrow: Partial<Readonly<Record<ValueType, RegExp>>> = {
	'sink-ports': /^[\da-z/ ,]{0,200}$/i,
	filter: /^[a-z]{1,6}$|^(?:spamd|rspamd):/i,
};

const numeric: readonly ValueType[] = ['port', 'minutes', 'wait-minutes'];

/** Only what is known without asking anybody: its form, and whether a well-known name is a slip of the hand away. */
const fitting = (type: ValueType, text: string): Typed => {
	if (type !== 'address' && type !== 'domain' && type !== 'host')
		return {state: 'fits', words: formWords[type]};
	const domain = type === 'address' ? text.slice(text.lastIndexOf('@') + 1) : text;
	if (!/[.:]/.test(domain)) return {state: 'doubt', words: 'Such a name mostly has a dot in it.'};
	const meant = meantBy(domain);
	return meant === undefined
		? {state: 'fits', words: isIp(domain) ? formWords.ip : formWords[type]}
		: {state: 'doubt', words: `Did you mean ${meant}?`};
};

const formWords: Readonly<Record<ValueType, string>> = {
	text: 'That is one line of text.',
	address: 'It has the form of an address.',
	host: 'It has the form of a name.',
	port: 'It has the form of a port.',
	domain: 'It has the form of a domain.',
	ip: 'It has the form of an IP address.',
	minutes: 'It is a number of minutes.',
	'wait-minutes': 'It is a number of minutes.',
	'sink-ports': 'It has the form of ports.',
	filter: 'It has the form of a filter.',
};

/** Only what helps: whoever is still typing is left alone. */
const unfinishedWords = (type: ValueType, text: string): string =>
	type === 'address' && !text.includes('@') && /\.[a-z]{2,}$/i.test(text) ? 'An address has an @ in it.' : '';

const wrongWords = (type: ValueType, text: string): string => {
	if (type !== 'text' && !['sink-ports', 'filter'].includes(type) && /\s/.test(text))
		return 'There is a space in it.';
	if ((type === 'host' || type === 'domain') && /^[a-z]+:\/\//i.test(text))
		return 'Only the name, without what stands before it.';
	if ((type === 'host' || type === 'domain') && text.includes('@')) return 'Only what stands after the @.';
	if (type === 'host' && /^[^:]+:\d+$/.test(text)) return 'Only the name; the port is asked for by itself.';
	if (type === 'address' && text.split('@').length > 2) return 'An address has only one @ in it.';
	if (numeric.includes(type) && /^\d+$/.test(text)) return tooLarge[type] ?? expectedWords[type];
	if (type === 'text') return 'One line of text, without control characters.';
	return `Not like this. ${expectedWords[type]}`;
};

/** The longest that is said of something wrong. */
export const wrongestWords = ({kind, type = 'text'}: Pick<PersonQuestion, 'kind' | 'type'>): string =>
	kind === 'text' ? wrongWords(type, '') : '';

const tooLarge: Partial<Readonly<Record<ValueType, string>>> = {
	port: 'A port is a number from 1 to 65535.',
	minutes: 'From 1 to 1440 minutes.',
	'wait-minutes': 'From 1 to 30 minutes.',
};
