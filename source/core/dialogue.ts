import type {Step} from './case.ts';
import {dialogueKey} from './dialogue-key.ts';
import type {Evidence} from './event.ts';
import {openRules, type RuleBook} from './explain/note.ts';
import {type ExplainedLine, explainLines} from './explain.ts';
import type {Knowledge} from './knowledge.ts';
import type {Exchange, SmtpAnswer, SmtpQuestion} from './smtp.ts';

export {dialogueKey} from './dialogue-key.ts';

/** What was said in each piece of evidence that is a part of an SMTP dialogue, line by line, with what it means. */
export type Dialogues = ReadonlyMap<Evidence, readonly ExplainedLine[]>;

/** Explains every dialogue of a case; handed down to whoever shows one. What was explained before is not done again. */
export type Explainer = (steps: readonly Step[]) => Dialogues;

type Part = {readonly evidence: Evidence; readonly said: readonly Exchange[]};

/**
 * An explainer with what is known of replies and providers. The steps of a case share dialogues, so what one of them
 * heard is explained with what was said before it, such as the greeting.
 */
export const explainerOf = (known: Pick<Knowledge, 'replies' | 'providers'>): Explainer => {
	const done = new WeakMap<Evidence, {readonly parts: readonly Part[]; readonly lines: Dialogues}>();
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
		const all = new Map<Evidence, readonly ExplainedLine[]>();
		for (const dialogue of Map.groupBy(parts, ({evidence}) => dialogueKey(evidence)).values()) {
			const last = dialogue.at(-1)?.evidence;
			const before = last && done.get(last);
			const lines =
				before && isSame(before.parts, dialogue) ? before.lines : explained(dialogue, known, book);
			if (last) done.set(last, {parts: dialogue, lines});
			for (const [evidence, said] of lines) all.set(evidence, said);
		}
		return all;
	};
};

const isSame = (before: readonly Part[], now: readonly Part[]): boolean =>
	before.length === now.length && before.every(({evidence}, index) => evidence === now[index]?.evidence);

const explained = (
	parts: readonly Part[],
	{replies, providers}: Pick<Knowledge, 'replies' | 'providers'>,
	book: RuleBook,
): Dialogues => {
	const {host, user} = (parts[0]?.evidence.question ?? {}) as Partial<SmtpQuestion>;
	const all = parts.flatMap(({said}) => said);
	const lines = explainLines(
		all.map(exchange => ({...exchange, text: exchange.text.slice(0, mostRead)})),
		{
			replies,
			providers,
			book,
			...(typeof host === 'string' ? {host} : {}),
			...(typeof user === 'string' ? {user} : {}),
		},
	).map((line, index) => ({...line, text: all[index]?.text ?? line.text}));
	let start = 0;
	return new Map(
		parts.map(({evidence, said}) => {
			start += said.length;
			return [evidence, lines.slice(start - said.length, start)];
		}),
	);
};

/** Things said in one piece of evidence that are kept, and characters of each: a case file may hold anything. */
const most = 1000;
const longest = 65_536;
/** Characters of each that are read to explain it. */
const mostRead = 8192;

/** What was said in an answer of the SMTP probe; nothing for any other probe, or for what is not well formed. */
const exchangesIn = ({probe, answer}: Evidence): readonly Exchange[] => {
	if (probe !== 'smtp') return [];
	const said = (answer as Partial<SmtpAnswer> | null | undefined)?.exchanges;
	if (!Array.isArray(said)) return [];
	return said
		.filter(isExchange)
		.slice(0, most)
		.map(({ms, side, text}) => ({ms, side, text: text.slice(0, longest)}));
};

const isExchange = (value: unknown): value is Exchange => {
	const {ms, side, text} = (value ?? {}) as Partial<Exchange>;
	return (
		typeof ms === 'number' &&
		typeof text === 'string' &&
		(side === 'client' || side === 'server' || side === 'connection')
	);
};
