import type {Condition, SinkQuery} from '../query.ts';
import {fold} from './fold.ts';
import {understoodBits} from './schema.ts';

/** A part of a statement, and the values of its question marks. */
export type Sql = {readonly sql: string; readonly values: readonly (string | number)[]};

/** Whether many texts hold these one or two characters, so that reading them one by one soon finds enough. */
export type IsCommon = (from: string, to: string) => boolean;

const sql = (text: string, ...values: readonly (string | number)[]): Sql => ({sql: text, values});

const joined = (parts: readonly Sql[], by: string): Sql => ({
	sql: `(${parts.map(part => part.sql).join(by)})`,
	values: parts.flatMap(part => part.values),
});

const holds = (column: string, needle: string): Sql => sql(`instr(${column}, ?) > 0`, needle);

/** Trigrams that are looked up; what has them all is compared as a whole. */
const mostTrigrams = 32;

const trigramsOf = (needle: string): string => {
	const characters = [...needle];
	const trigrams = new Set(
		characters.slice(2).map((_, index) => characters.slice(index, index + 3).join('')),
	);
	return [...trigrams]
		.slice(0, mostTrigrams)
		.map(trigram => `"${trigram.replaceAll('"', '""')}"`)
		.join(' AND ');
};

const inUnderstood =
	'coalesce(instr((SELECT folded FROM understood WHERE understood.id = message.id), ?), 0) > 0';

const inDecoded = (needle: string, isCommon: IsCommon): Sql => {
	if ([...needle].length >= 3)
		return sql(
			`(message.id IN (SELECT rowid FROM words WHERE words MATCH ?) AND ${inUnderstood})`,
			trigramsOf(needle),
			needle,
		);
	const last = `${needle}\u{10ffff}`;
	return isCommon(needle, last)
		? sql(inUnderstood, needle)
		: sql('message.id IN (SELECT doc FROM vocabulary WHERE term >= ? AND term < ?)', needle, last);
};

/** What is to be without it must be known to be: a message that is not understood yet, or could not be read, may have it. */
const mayHave = (what: 'code' | 'link' | 'attachment'): Sql =>
	sql(
		`(message.understood & ${understoodBits[what] | understoodBits.unread} OR NOT message.understood & ${understoodBits.understood})`,
	);

const columns = {from: 'sender', to: 'recipient', subject: 'subject'} as const;

const ofMessage = (condition: Condition, isCommon: IsCommon): Sql => {
	switch (condition.is) {
		case 'from':
		case 'to':
		case 'subject':
			return holds(`message.${columns[condition.is]}`, fold(condition.text));
		case 'remote':
			return holds('message.remote', fold(condition.text));
		case 'inbox':
			return sql('message.inbox = ?', fold(condition.text));
		case 'text': {
			const needle = fold(condition.text);
			if (needle === '') return sql('1');
			return joined(
				[
					...['subject', 'sender', 'recipient', 'other'].map(column => holds(`message.${column}`, needle)),
					inDecoded(needle, isCommon),
				],
				' OR ',
			);
		}
		case 'since':
			return sql('message.at >= ?', condition.at);
		case 'until':
			return sql('message.at <= ?', condition.at);
		case 'has':
			return condition.not
				? mayHave(condition.what)
				: sql(`message.understood & ${understoodBits[condition.what]}`);
		case 'session':
			return ofItsSession(condition.what);
	}
};

/** A message is there: its session brought one. */
const ofItsSession = (what: 'failed' | 'delivered' | 'open'): Sql => {
	switch (what) {
		case 'failed':
			return sql('EXISTS (SELECT 1 FROM session WHERE session.id = message.session AND session.refused)');
		case 'open':
			return sql(
				'EXISTS (SELECT 1 FROM session WHERE session.id = message.session AND session.ending IS NULL)',
			);
		case 'delivered':
			return sql('1');
	}
};

const brought = '(session.brought OR EXISTS (SELECT 1 FROM message WHERE message.session = session.id))';

const ofSession = (condition: Condition, isCommon: IsCommon): Sql => {
	const message = ofMessage(condition, isCommon);
	const byItsMessages = sql(
		`session.id IN (SELECT message.session FROM message WHERE ${message.sql})`,
		...message.values,
	);
	switch (condition.is) {
		case 'from':
		case 'to':
			return joined([holds(`session.${columns[condition.is]}`, fold(condition.text)), byItsMessages], ' OR ');
		case 'text':
			return joined(
				[
					...['remote', 'sender', 'recipient', 'other'].map(column =>
						holds(`session.${column}`, fold(condition.text)),
					),
					byItsMessages,
				],
				' OR ',
			);
		case 'subject':
		case 'inbox':
		case 'has':
			return byItsMessages;
		case 'remote':
			return holds('session.remote', fold(condition.text));
		case 'since':
			return sql('session.at >= ?', condition.at);
		case 'until':
			return sql('session.at <= ?', condition.at);
		case 'session':
			return sql(ofItself[condition.what]);
	}
};

const ofItself = {
	failed: `(session.refused OR (session.ending IS NOT NULL AND NOT ${brought}))`,
	delivered: brought,
	open: 'session.ending IS NULL',
} as const;

/** The condition for `WHERE` of a query about messages, or about sessions. */
export const conditionOf = (query: SinkQuery, table: 'message' | 'session', isCommon: IsCommon): Sql => {
	const of = table === 'message' ? ofMessage : ofSession;
	return joined(
		[
			sql('1'),
			...query.map(condition => {
				const part = of(condition, isCommon);
				return condition.not ? {...part, sql: `NOT (${part.sql})`} : part;
			}),
		],
		' AND ',
	);
};
