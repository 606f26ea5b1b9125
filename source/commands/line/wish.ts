import type {InputName, StepId} from '../../core/playbook.ts';

/** Steps to take once more, and inputs to ask for once more before that. */
export type Redo = {readonly steps: readonly StepId[]; readonly ask?: readonly InputName[]};

/** What somebody wants after something was shown: to look on, to run again, to go elsewhere. */
export type Wish = 'stay' | 'home' | 'leave' | Redo;
