import type {Step} from './case.ts';
import type {Turn} from './event.ts';
import type {Knowledge} from './knowledge.ts';
import type {Playbook} from './playbook.ts';

/**
 * What would change the verdict: for each step that said nothing to rely on, and for each that speaks for the cause,
 * the findings of its check with which another cause, or none, would be named. Bounded; in the order of the steps.
 */
export const turnsOf = (
	_playbook: Playbook,
	_knowledge: Knowledge,
	_steps: readonly Step[],
): readonly Turn[] => [];
