import {type PersonQuestion, unknownAnswer, type ValueType} from '../../core/person.ts';
import {choiceRows} from '../plain.ts';
import {sentence} from './sentence.ts';

/** What is said once, before the first question. */
export const howToAnswer: readonly string[] = [
	'',
	'Questions come first, one at a time. Type the number of an answer, or its first words, and press Enter.',
	'A question mark repeats the question and explains it. The sign < goes back to the question before. Ctrl+C ends the questions.',
	'Nothing on the device is changed by answering.',
];

/** A question as it is read out. */
export const questionLines = (question: PersonQuestion): readonly string[] => {
	const {place, ask, why, enter = [], caution, kind, word, current} = question;
	const count = place ? `Question ${place.number} of about ${Math.max(place.about, place.number)}. ` : '';
	return [
		'',
		`${count}${ask}`,
		...(why === undefined ? [] : [why]),
		...(enter.length > 0 ? ['What to enter on the device:'] : []),
		...enter.map(({label, value}) => `${label}: ${value}`),
		...(caution === undefined ? [] : [`Caution: ${caution}`]),
		...choiceRows(question).map(({label}, index) => `${index + 1}. ${sentence(label)}`),
		...(kind === 'confirmation' ? [`To confirm it, type the word ${word} in full.`] : []),
		...(kind === 'secret' ? ['What you type is not shown, and is written into no file.'] : []),
		...(current === undefined ? [] : [`Your answer before was: ${currentWords(question)}.`]),
	];
};

const currentWords = ({kind, current = '', choices = []}: PersonQuestion): string => {
	if (kind === 'secret') return current === 'given' ? 'a secret, which is kept' : 'I don’t know';
	if (current === unknownAnswer) return 'I don’t know';
	return choices.find(({value}) => value === current)?.label ?? current;
};

/** What can be typed, in front of the cursor. */
export const questionPrompt = (question: PersonQuestion): string => {
	const {place, mayBeUnknown, current} = question;
	const ways = [
		expected(question),
		...(current !== undefined
			? ['Enter keeps the answer before']
			: mayBeUnknown
				? ['Enter for I don’t know']
				: []),
		...(place && place.number > 1 ? ['< back'] : []),
		'? help',
	];
	return `${ways.join(', ')}:`;
};

const expected = (question: PersonQuestion): string => {
	const {kind, word, type = 'text'} = question;
	switch (kind) {
		case 'choice': {
			const {length} = choiceRows(question);
			return length === 1 ? '1' : `1 to ${length}`;
		}
		case 'confirmation':
			return `The word ${word}`;
		case 'secret':
			return 'The secret';
		case 'text':
			return textWords[type];
	}
};

const textWords: Readonly<Record<ValueType, string>> = {
	text: 'Some words',
	address: 'An e-mail address',
	host: 'The name or address of a server',
	port: 'A port number',
	domain: 'A domain',
	ip: 'An IP address',
	minutes: 'A number of minutes',
	'wait-minutes': 'A number of minutes',
	'sink-ports': 'Ports',
	filter: 'The address of a filter',
};

/** What `?` says after the question has been repeated. */
export const questionHelp = ({kind, mayBeUnknown, current, place}: PersonQuestion): readonly string[] => [
	...(kind === 'choice' ? ['Type the number of an answer, or its first words, and press Enter.'] : []),
	...(kind === 'text'
		? ['Type the answer and press Enter. What cannot be one is not taken, and you are told why.']
		: []),
	...(kind === 'secret'
		? [
				'Type it and press Enter; nothing appears while you type. It is used for this case alone, and named in no file and no report.',
			]
		: []),
	...(kind === 'confirmation' ? ['Nothing but the whole word confirms it.'] : []),
	...(current === undefined ? [] : ['An empty line keeps the answer that was given before.']),
	...(mayBeUnknown
		? [`If nobody knows, type ${unknownAnswer}${current === undefined ? ', or an empty line' : ''}.`]
		: []),
	...(place && place.number > 1 ? ['Type < to go back to the question before.'] : []),
	'Nothing on the device is changed by answering. Ctrl+C cancels; what was answered stays on disk.',
];

/** Why something was not taken as an answer. */
export const refusalLine = (complaint: string): string => `Not taken: ${sentence(complaint)}`;
