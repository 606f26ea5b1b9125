import {actorWords} from '../../core/actor.ts';
import {adviceOf} from '../../core/advice.ts';
import type {Finding} from '../../core/check.ts';
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
	(adviceOf(facts).details ?? []).slice(0, mostLines).flatMap(line => {
		const inside = Math.min(16, line.length - line.trimStart().length);
		return labelled(span(' '.repeat(2 + inside)), line.trim(), width);
	});

/** A record is copied by hand or by mouse, so it has rows of its own. */
const listed = (label: string, lines: readonly string[], width: number): readonly Line[] =>
	lines.length === 0
		? []
		: [
				[span(label, 'faint')],
				...lines.slice(0, mostLines).flatMap(line => paragraph(line, width, 'accent')),
			];

/** Facts that are shown as advice. */
export const adviceFacts: ReadonlySet<string> = new Set(['record', 'rfc', 'publish', 'who', 'details']);
