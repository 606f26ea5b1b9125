import type {Case, Step} from '../../core/case.ts';
import type {Event} from '../../core/event.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {signOfStep} from '../words.ts';

/** A step that was run once more: what it had said before, in words, and what it says now. */
export type Change = {readonly step: Step; readonly before: string; readonly isNew: boolean};

/**
 * What the last round of checking again has changed, step by step; nothing where none was run again, or for a step that
 * has not come to an end. The log may be long, so that a case is looked through once.
 */
export const changesOf = (state: Case, log: readonly Event[]): readonly Change[] => {
	const known = found.get(state);
	if (known) return known;
	const changes = lookedThrough(state, log);
	found.set(state, changes);
	return changes;
};

const found = new WeakMap<Case, readonly Change[]>();

const lookedThrough = ({steps}: Case, log: readonly Event[]): readonly Change[] => {
	const last = log.findLastIndex(({type}) => type === 'case.reopened');
	if (last < 0) return [];
	const from = log.slice(0, last).findLastIndex(({type}) => type === 'case.closed');
	const again = new Set(
		log.slice(from + 1).flatMap(event => (event.type === 'case.reopened' ? event.steps : [])),
	);
	const before = new Map<string, string>();
	for (const event of log.slice(0, from + 1)) {
		const said = saidBy(event);
		if (said) before.set(...said);
	}
	return steps.flatMap((step): readonly Change[] => {
		const now = wordsOf(step);
		const then = before.get(step.id);
		return !again.has(step.id) || now === undefined || then === undefined
			? []
			: [{step, before: then, isNew: now !== then}];
	});
};

const saidBy = (event: Event): [step: string, words: string] | undefined => {
	switch (event.type) {
		case 'step.finished':
			return [event.step, findingWords(event.finding)];
		case 'step.skipped':
			return [event.step, 'skipped'];
		case 'step.crashed':
			return [event.step, crashed];
		case 'case.opened':
		case 'case.reopened':
		case 'case.resumed':
		case 'case.diagnosed':
		case 'case.routed':
		case 'case.closed':
		case 'input.asked':
		case 'input.refused':
		case 'input.retracted':
		case 'input.answered':
		case 'step.started':
		case 'step.asked':
		case 'step.observed':
		case 'action.ticked':
		case 'action.unticked':
			return undefined;
	}
};

const crashed = 'our fault';

const findingWords = ({level, code}: {readonly level: string; readonly code: string}): string =>
	level === code ? level : `${level} (${code})`;

const wordsOf = ({state}: Step): string | undefined => {
	switch (state.status) {
		case 'waiting':
		case 'running':
			return undefined;
		case 'finished':
			return findingWords(state.finding);
		case 'skipped':
			return 'skipped';
		case 'crashed':
			return crashed;
	}
};

/** What has changed, a line for each step, and in one more what has not; nothing where nothing was checked again. */
export const changeLines = (changes: readonly Change[], width: number, theme: Theme): readonly Line[] => {
	if (changes.length === 0) return [];
	const changed = changes.filter(({isNew}) => isNew);
	const same = changes.filter(({isNew}) => !isNew).map(({step}) => step.title);
	return [
		[{text: 'Checked again', strong: true}],
		...changed.slice(0, mostRows).flatMap(({step, before}) => {
			const {mark, tone} = signOfStep(step, theme);
			return labelled(
				span(`  ${mark} `, tone),
				`${step.title}: ${wordsOf(step)} now, ${before} before`,
				width,
			);
		}),
		...(changed.length > mostRows ? paragraph(`  and ${changed.length - mostRows} more`, width) : []),
		...(same.length > 0
			? labelled(
					span('    ', 'faint'),
					changed.length > 0 ? `As before: ${same.join(', ')}` : `All as before: ${same.join(', ')}`,
					width,
					'faint',
				)
			: []),
	];
};

/** The same in a few words, for a line; empty where nothing has changed. */
export const changeWords = (changes: readonly Change[]): string => {
	if (changes.length === 0) return '';
	const changed = changes.filter(({isNew}) => isNew);
	return changed.length === 0
		? 'Checked again: all as before'
		: `Checked again: ${changed.map(({step, before}) => `${step.title} ${wordsOf(step)}, was ${before}`).join('; ')}`;
};

const mostRows = 12;
