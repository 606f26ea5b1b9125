import type {PersonAnswer, PersonQuestion} from '../core/person.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {Desk} from '../core/world.ts';

type Pending = {readonly take: (answer: PersonAnswer) => void; readonly callOff: () => void};

/** Puts questions to whoever sits at the desk; each waits until it is answered or called off, or asked anew. */
export const openDesk = (): Desk & {readonly probe: Probe<PersonQuestion, PersonAnswer>} => {
	const pending = new Map<string, Pending>();
	return {
		answer: (id, answer) => pending.get(id)?.take(answer),
		probe: ({id}, signal) =>
			new Promise(resolve => {
				const settle = (result: Result<PersonAnswer, {readonly code: 'cancelled'}>) => {
					if (pending.get(id) === mine) pending.delete(id);
					signal.removeEventListener('abort', mine.callOff);
					resolve(result);
				};
				const mine: Pending = {
					take: answer => settle(success(answer)),
					callOff: () => settle(failed({code: 'cancelled'})),
				};
				if (signal.aborted) return mine.callOff();
				signal.addEventListener('abort', mine.callOff, {once: true});
				pending.get(id)?.callOff();
				pending.set(id, mine);
				return undefined;
			}),
	};
};

/** Where nobody sits. */
export const nobody: Probe<PersonQuestion, PersonAnswer> = async () => failed({code: 'nobody-to-ask'});
