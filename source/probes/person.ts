import type {PersonAnswer, PersonQuestion} from '../core/person.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {Desk} from '../core/world.ts';

type Pending = (answer: PersonAnswer) => void;

/** Puts questions to whoever sits at the desk; each waits until it is answered or called off. */
export const openDesk = (): Desk & {readonly probe: Probe<PersonQuestion, PersonAnswer>} => {
	const pending = new Map<string, Pending>();
	return {
		answer: (id, answer) => pending.get(id)?.(answer),
		probe: ({id}, signal) =>
			new Promise(resolve => {
				const settle = (result: Result<PersonAnswer, {readonly code: 'cancelled'}>) => {
					pending.delete(id);
					signal.removeEventListener('abort', callOff);
					resolve(result);
				};
				const callOff = () => settle(failed({code: 'cancelled'}));
				if (signal.aborted) return callOff();
				signal.addEventListener('abort', callOff, {once: true});
				pending.set(id, answer => settle(success(answer)));
				return undefined;
			}),
	};
};

/** Where nobody sits. */
export const nobody: Probe<PersonQuestion, PersonAnswer> = async () => failed({code: 'nobody-to-ask'});
