import {printable, printableName} from '../../core/printable.ts';
import {mostLookups} from './evaluate.ts';
import type {Trace} from './trace.ts';
import {type Branch, costs, effectiveTerms, type Limb, worstLookups} from './tree.ts';

/** Lines of a tree that are shown. */
const mostLines = 100;
/** Characters of remote text in one line. */
const room = 200;

/** Remote text on one line, cut where it is long. */
export const shownText = (text: string, most: number = room): string => {
	const line = printable(text.slice(0, most));
	return text.length > most || line.length > most ? `${line.slice(0, most)}…` : line;
};

/** A remote name, cut where it is long. */
export const shownName = (name: string): string =>
	name.length > room ? `${printableName(name.slice(0, room))}…` : printableName(name);

/**
 * The tree as lines, two blanks for each level: every term with what it costs, where it leads, whether it matched, and
 * what could not be read.
 */
export const showTree = (tree: Branch, traced?: Trace): readonly string[] => {
	const lines = [`${shownName(tree.domain)}: ${stateOf(tree)}`, ...showLimbs(tree, 1, traced)];
	return lines.length > mostLines
		? [...lines.slice(0, mostLines), `… ${lines.length - mostLines} more lines`]
		: lines;
};

const showLimbs = ({found}: Branch, depth: number, traced: Trace | undefined): readonly string[] => {
	if (found.is === 'several') return found.texts.map(text => `${'  '.repeat(depth)}${shownText(text)}`);
	if (found.is !== 'record') return [];
	const effective = effectiveTerms(found.limbs.map(({term}) => term));
	return found.limbs.flatMap(limb => {
		const {term, branch} = limb;
		const notes = [
			...(effective.has(term) ? costOf(limb) : idle(limb)),
			...(limb.target !== undefined && term.text.includes('%') ? [`is ${shownName(limb.target)}`] : []),
			...(limb.target === undefined && /%\{/.test(term.text) ? ['depends on who sends'] : []),
			...(branch && branch.found.is !== 'record' ? [stateOf(branch)] : []),
			...markOf(limb, traced),
		];
		const line = `${'  '.repeat(depth)}${shownText(term.text)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
		return [line, ...(branch ? showLimbs(branch, depth + 1, traced) : [])];
	});
};

const costOf = ({term, branch}: Limb): readonly string[] => {
	if (!costs(term)) return [];
	const total = 1 + (branch ? worstLookups(branch) : 0);
	return [total === 1 ? '1 lookup' : `${total} lookups`];
};

const idle = ({term: {means}}: Limb): readonly string[] => {
	if (means.is === 'faulty') return [shownText(means.mistake)];
	if (means.is === 'directive') return ['ignored behind "all"'];
	return means.name === 'redirect' ? ['ignored because of "all"'] : [];
};

const markOf = (limb: Limb, traced: Trace | undefined): readonly string[] => {
	if (!traced) return [];
	const mark = traced.passed.get(limb);
	return [
		...(traced.voids.includes(limb) ? ['nothing found'] : []),
		...(mark === 'matched' ? ['matches'] : mark === 'broke' ? ['evaluation ends here'] : []),
	];
};

/** What the name of a branch came to, in words. */
export const stateOf = (branch: Branch): string => {
	const {found} = branch;
	switch (found.is) {
		case 'record':
			return worstLookups(branch) > mostLookups
				? `SPF record, up to ${worstLookups(branch)} lookups, and ${mostLookups} are allowed`
				: `SPF record, up to ${worstLookups(branch)} of ${mostLookups} lookups`;
		case 'none':
			return 'no SPF record';
		case 'several':
			return `${found.texts.length} SPF records`;
		case 'unanswered':
			return `could not be read: ${shownText(found.failure.detail?.replace(/\.$/, '') ?? found.failure.code)}`;
		case 'loop':
			return 'loop: its record is already being read';
		case 'no-domain':
			return 'not a domain name';
		case 'cut':
			return 'not read, because 30 records were';
	}
};
