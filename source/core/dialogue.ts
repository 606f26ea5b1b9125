import type {Step} from './case.ts';
import {dialogueKey} from './dialogue-key.ts';
import type {Evidence} from './event.ts';
import {exchangesIn} from './exchanges.ts';
import {openRules, type RuleBook} from './explain/note.ts';
import {type ExplainedLine, explainParts} from './explain.ts';
import type {Knowledge} from './knowledge.ts';
import type {Exchange, SmtpQuestion} from './smtp.ts';

export {dialogueKey} from './dialogue-key.ts';

/**
 * What was said in each piece of evidence that is a part of an SMTP dialogue, line by line, with what it means; explained
 * when it is asked for, and the same whenever it is asked for again.
 */
export type Dialogues = Pick<ReadonlyMap<Evidence, readonly ExplainedLine[]>, 'get' | 'has'>;

/** Explains every dialogue of a case; handed down to whoever shows one. What was explained before is not done again. */
export type Explainer = (steps: readonly Step[]) => Dialogues;

type LateLines = ReadonlyMap<Evidence, () => readonly ExplainedLine[]>;

type Part = {readonly evidence: Evidence; readonly said: readonly Exchange[]};

/**
 * An explainer with what is known of replies and providers. The steps of a case share dialogues, so what one of them
 * heard is explained with what was said before it, such as the greeting.
 */
export const explainerOf = (known: Pick<Knowledge, 'replies' | 'providers'>): Explainer => {
	const done = new WeakMap<Evidence, {readonly parts: readonly Part[]; readonly lines: LateLines}>();
	const books = new WeakMap<Evidence, RuleBook>();
	return steps => {
		const parts = steps
			.flatMap(({evidence}) => evidence)
			.map(evidence => ({evidence, said: exchangesIn(evidence)}))
			.filter(({said}) => said.length > 0)
			.toSorted((a, b) => a.evidence.at - b.evidence.at);
		const book =
			parts.map(({evidence}) => books.get(evidence)).find(open => open) ?? openRules(known.replies);
		for (const {evidence} of parts) books.set(evidence, book);
		const all = new Map<Evidence, () => readonly ExplainedLine[]>();
		for (const dialogue of Map.groupBy(parts, ({evidence}) => dialogueKey(evidence)).values()) {
			const last = dialogue.at(-1)?.evidence;
			const before = last && done.get(last);
			const lines =
				before && isSame(before.parts, dialogue) ? before.lines : explained(dialogue, known, book);
			if (last) done.set(last, {parts: dialogue, lines});
			for (const [evidence, said] of lines) all.set(evidence, said);
		}
		return {get: evidence => all.get(evidence)?.(), has: evidence => all.has(evidence)};
	};
};

const isSame = (before: readonly Part[], now: readonly Part[]): boolean =>
	before.length === now.length && before.every(({evidence}, index) => evidence === now[index]?.evidence);

const explained = (
	parts: readonly Part[],
	{replies, providers}: Pick<Knowledge, 'replies' | 'providers'>,
	book: RuleBook,
): LateLines => {
	const {host, user} = (parts[0]?.evidence.question ?? {}) as Partial<SmtpQuestion>;
	const lines = explainParts(
		parts.map(({said}) => said.map(readPart)),
		{
			replies,
			providers,
			book,
			...(typeof host === 'string' ? {host} : {}),
			...(typeof user === 'string' ? {user} : {}),
		},
	);
	return new Map(parts.map(({evidence, said}, index) => [evidence, wholeOnce(lines[index], said)]));
};

const readPart = (exchange: Exchange): Exchange =>
	exchange.text.length > mostRead ? {...exchange, text: exchange.text.slice(0, mostRead)} : exchange;

/** What was said is told as it was, however much of it was read. */
const wholeOnce = (
	later: (() => readonly ExplainedLine[]) | undefined,
	said: readonly Exchange[],
): (() => readonly ExplainedLine[]) =>
	once(() =>
		(later?.() ?? []).map((line, index) => {
			const text = said[index]?.text ?? line.text;
			return text.length === line.text.length ? line : {...line, text};
		}),
	);

const once = <T>(make: () => T): (() => T) => {
	let made: {readonly value: T} | undefined;
	return () => {
		made ??= {value: make()};
		return made.value;
	};
};

/** Characters of each that are read to explain it. */
const mostRead = 8192;
