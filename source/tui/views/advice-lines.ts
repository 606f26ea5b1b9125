import {actorWords} from '../../core/actor.ts';
import {adviceOf} from '../../core/advice.ts';
import type {Finding} from '../../core/check.ts';
import {leftOutWords} from '../../core/left-out.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';

const mostLines = 100;

/** The record seen, what to publish instead, who must act, and the rule. */
export const adviceLines = ({facts}: Finding, width: number): readonly Line[] => {
	const {record = [], rfc, publish = [], who} = adviceOf(facts);
	return [
		...listed('Seen', record, width),
		...listed('Publish', publish, width),
		...(who ? labelled(span('Who    ', 'faint'), actorWords[who], width) : []),
		...(rfc === undefined ? [] : labelled(span('Rule   ', 'faint'), rfc, width)),
	];
};

/** Each part that was looked at, which may be many. */
export const detailLines = ({facts}: Finding, width: number): readonly Line[] =>
	listOf(
		adviceOf(facts).details ?? [],
		line => {
			const inside = Math.min(16, line.length - line.trimStart().length);
			return labelled(span(' '.repeat(2 + inside)), line.trim(), width);
		},
		width,
	);

/** A record is copied by hand or by mouse, so it has rows of its own. */
const listed = (label: string, lines: readonly string[], width: number): readonly Line[] =>
	lines.length === 0
		? []
		: [[span(label, 'faint')], ...listOf(lines, line => paragraph(line, width, 'accent'), width)];

/** As many of them as anybody reads, and how many there are besides. */
const listOf = (
	lines: readonly string[],
	rowsOf: (line: string) => readonly Line[],
	width: number,
): readonly Line[] => {
	const more = lines.length - mostLines;
	return [
		...lines.slice(0, mostLines).flatMap(rowsOf),
		...(more > 0
			? labelled(
					span('  '),
					leftOutWords(more, ['line'], `at most ${mostLines} are shown`, 'The side “raw” has more.'),
					width,
					'warning',
				)
			: []),
	];
};

/** Facts that are shown as advice. */
export const adviceFacts: ReadonlySet<string> = new Set(['record', 'rfc', 'publish', 'who', 'details']);
