import {idOf} from '../../cases/name.ts';
import {explainerOf} from '../../core/dialogue.ts';
import type {Event} from '../../core/event.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import {follow} from '../../engine/session.ts';
import type {OpenCase} from '../../tui/console.tsx';
import {isKept} from '../case/store.ts';

/** A recorded case: the same screens, and nothing to be asked or run; `closed` says why. */
export const recordedCase = async (
	file: string,
	log: readonly Event[],
	closed: string,
	knowledge: Knowledge,
): Promise<OpenCase> => {
	const session = follow(replayed(log), () => {});
	await session.done;
	return {
		session,
		explain: explainerOf(knowledge),
		file,
		...(isKept(file) ? {id: idOf(file)} : {}),
		closed,
		close: async () => {},
	};
};

async function* replayed(log: readonly Event[]): AsyncGenerator<Event, void> {
	yield* log;
}
