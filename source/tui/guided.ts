import type {Event} from '../core/event.ts';

/** Whether a step has put a question to the person since the run began, or since steps were last run again. */
export const wasGuided = (log: readonly Event[]): boolean => {
	const from = log.findLastIndex(({type}) => type === 'case.opened' || type === 'case.reopened');
	return log.slice(from + 1).some(event => event.type === 'step.asked' && event.asking.probe === 'person');
};
