import {adviceOf} from '../core/advice.ts';
import type {Finding} from '../core/check.ts';
import {actorNames} from './actor.ts';
import {shortened, wrapped} from './wrap.ts';

const mostDetails = 16;
const mostRecords = 8;
/** What is to be published has to be whole. */
const mostToPublish = 24;

/** Below the sentence: the record seen, the rule, what to publish instead and who must act; parts only where not all is fine. */
export const adviceLines = ({level, facts}: Finding): readonly string[] => {
	const {record = [], rfc, publish = [], who, details = []} = adviceOf(facts);
	const parts = level === 'ok' ? [] : details;
	return [
		...listed('Seen', record, mostRecords),
		...listed('Parts', parts, mostDetails),
		...(rfc === undefined ? [] : labelled('Rule', rfc)),
		...listed('Publish', publish, mostToPublish),
		...(who && level !== 'ok' ? labelled('Who', actorNames[who]) : []),
	];
};

const width = 8;
const margin = 6;
/** Characters of one line: more than the longest key that is in use takes. */
const longest = 1500;
/** Columns by which a part may stand below the one before it. */
const deepest = 16;

const labelled = (label: string, text: string): readonly string[] => {
	const inside = Math.min(deepest, text.length - text.trimStart().length);
	const first = `${' '.repeat(margin)}${label.padEnd(width)} ${' '.repeat(inside)}`;
	return wrapped(shortened(text.trim(), longest), first, ' '.repeat(first.length + (inside > 0 ? 2 : 0)));
};

const listed = (label: string, lines: readonly string[], most: number): readonly string[] => [
	...lines.slice(0, most).flatMap((line, index) => labelled(index === 0 ? label : '', line)),
	...(lines.length > most ? labelled('', `and ${lines.length - most} more`) : []),
];
