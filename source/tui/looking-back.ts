import {type Case, noCase, reduceCase} from '../core/case.ts';
import type {Event} from '../core/event.ts';

const found = new WeakMap<Case, Case>();

/**
 * The case as it stood when it was closed last, with what was ticked since, while a second look still asks; nothing where
 * none is going on. The log may be long, so that a case is folded once.
 */
export const caseBefore = (state: Case, log: readonly Event[]): Case | undefined => {
	if (state.verdict !== undefined || state.steps.some(({state: {status}}) => status === 'running'))
		return undefined;
	const known = found.get(state);
	if (known) return known;
	const closed = log.findLastIndex(({type}) => type === 'case.closed');
	if (closed < 0) return undefined;
	const ticks = log.slice(closed + 1).filter(({type}) => type.startsWith('action.'));
	const before = [...log.slice(0, closed + 1), ...ticks].reduce(reduceCase, noCase);
	found.set(state, before);
	return before;
};
