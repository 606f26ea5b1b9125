import {adviceOf} from '../core/advice.ts';
import type {Finding} from '../core/check.ts';
import {actorWords} from '../core/knowledge.ts';
import {printable} from '../core/printable.ts';
import {shortened, wrapped} from './wrap.ts';

/** Parts that are told: all that prove a fault, and a few of those that say again and again that nobody answered. */
const mostDetails: Readonly<Record<Finding['level'], number>> = {ok: 0, warning: 40, problem: 40, unknown: 6};
const mostRecords = 8;
/** What is to be published has to be whole. */
const mostToPublish = 24;
const longestPart = 300;
/** Characters of a record in which nothing is wrong: enough to know it again. */
const longestFine = 120;

/**
 * Below the sentence: the record seen, what to publish instead, who must act and by which rule; at the end the parts,
 * and only where not all is fine.
 */
export const adviceLines = ({level, facts}: Finding): readonly string[] => {
	const {record = [], rfc, publish = [], who, details = []} = adviceOf(facts);
	const seen = level === 'ok' ? record.map(line => shortened(line, longestFine)) : record;
	const parts = level === 'ok' ? [] : details.map(line => shortened(line, longestPart));
	return [
		...listed('Seen', seen, mostRecords),
		...publishLines(publish),
		...(who && level !== 'ok' ? labelled('Who', actorWords[who]) : []),
		...(rfc === undefined ? [] : labelled('Rule', rfc)),
		...listed('Details', parts, mostDetails[level]),
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

/** A record that is to be copied stays on one line, however long it is: broken, it is another record. */
const publishLines = (publish: readonly string[]): readonly string[] => [
	...publish
		.slice(0, mostToPublish)
		.map((line, index) => beside(index === 0 ? 'Publish' : '', printable(shortened(line, longest)))),
	...(publish.length > mostToPublish ? [beside('', `and ${publish.length - mostToPublish} more`)] : []),
];

const beside = (label: string, text: string): string =>
	`${' '.repeat(margin)}${label.padEnd(width)} ${text}`.trimEnd();

const listed = (label: string, lines: readonly string[], most: number): readonly string[] => [
	...lines.slice(0, most).flatMap((line, index) => labelled(index === 0 ? label : '', line)),
	...(lines.length > most ? labelled('', `and ${lines.length - most} more`) : []),
];
