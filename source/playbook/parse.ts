import {createHash} from 'node:crypto';
import type {Check} from '../core/check.ts';
import type {Knowledge} from '../core/knowledge.ts';
import type {Playbook} from '../core/playbook.ts';
import {readDocument, type Source} from './document.ts';
import {misshapen} from './misshapen.ts';
import {draftOf} from './parse/draft.ts';
import {inputsOf} from './parse/inputs.ts';
import {stepsOf} from './parse/steps.ts';
import {diagnoseOf, routeOf} from './parse/tables.ts';
import {inOrder, type Problem} from './problem.ts';
import {playbookShape} from './shape.ts';

/** A playbook, or everything that is wrong with it. */
export type Parsed = {
	/** Absent when there is a problem. */
	readonly playbook?: Playbook;
	/** Present when the text could be read at all; it knows where everything stands. */
	readonly document?: Source;
	readonly problems: readonly Problem[];
};

export type PlaybookSource = {
	readonly name: string;
	readonly file: string;
	readonly source: string;
	readonly checks: readonly Check[];
} & Pick<Knowledge, 'causes' | 'procedures'>;

/** Reads a playbook and reports every mistake in it at once, in the order of the file. */
export const parsePlaybook = ({name, file, source, checks, causes, procedures}: PlaybookSource): Parsed => {
	const {document, problems: unread} = readDocument(file, source);
	if (!document) return {problems: unread};

	const problems = [...misshapen(document, playbookShape)];
	const draft = draftOf({
		document,
		checks: new Map(checks.map(check => [check.id, check])),
		knowledge: {causes, procedures},
		report: problem => problems.push(problem),
	});
	const parts = {
		inputs: inputsOf(draft),
		steps: stepsOf(draft),
		diagnose: diagnoseOf(draft),
		route: routeOf(draft),
	};
	const shape = playbookShape.safeParse(document.value);
	if (problems.length > 0 || !shape.success) return {document, problems: inOrder(problems)};
	const {title, about, 'applies-to': appliesTo} = shape.data;
	return {
		document,
		problems,
		playbook: {
			name,
			title,
			about,
			...(appliesTo === undefined ? {} : {appliesTo}),
			sha256: createHash('sha256').update(source).digest('hex'),
			...parts,
		},
	};
};
