import type {Knowledge} from '../core/knowledge.ts';
import type {Playbook} from '../core/playbook.ts';
import type {Source} from './document.ts';
import type {Problem} from './problem.ts';
import {proveDiagnose} from './prove/diagnose.ts';
import type {Proof} from './prove/proof.ts';
import {proveRoute} from './prove/route.ts';

export type {Proof} from './prove/proof.ts';

/**
 * Proves of every possible case, without trying them one by one, that each finding has a cause, each case a
 * procedure, each row a purpose, and that nothing is destroyed without need. What cannot be proved comes back.
 */
export const prove = (
	playbook: Playbook,
	knowledge: Pick<Knowledge, 'causes' | 'procedures'>,
): readonly Proof[] => [...proveDiagnose(playbook), ...proveRoute(playbook, knowledge)];

/** The same as problems of the file: at the row, at the step that lacks a cause, or at the table. */
export const proofProblem = (document: Source, {steps}: Playbook, proof: Proof): Problem => {
	const {kind, message, counterExample, where} = proof;
	const example = Object.entries(counterExample).map(([key, value]) => `${key}: ${value}`);
	const step = kind === 'no-cause' ? steps.findIndex(({id}) => Object.hasOwn(counterExample, id)) : -1;
	const hint = example.length === 0 ? undefined : `for example {${example.join(', ')}}`;
	if (step >= 0) return document.problem(['steps', step, 'check'], kind, message, hint);
	if (where.row === undefined) return document.problemAtKey([where.table], kind, message, hint);
	return document.problem([where.table, where.row], kind, message, hint);
};
