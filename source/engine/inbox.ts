import type {Command} from '../core/session.ts';

type Redo = Extract<Command, {type: 'redo'}>;
type Leave = Extract<Command, {type: 'leave'}>;

/** Holds what was sent while a round ran, until the run has time for it. */
export type Inbox = {
	put(command: Redo | Leave): void;
	/** Until something was sent, or the signal says that nothing will be. */
	ready(signal: AbortSignal): Promise<void>;
	take(): Redo | Leave | undefined;
	/** Whoever cancels does not want the rounds either that were asked for before. */
	forgetRounds(): void;
};

export const openInbox = (): Inbox => {
	let waiting: ReadonlyArray<Redo | Leave> = [];
	let wake = () => {};
	return {
		put(command) {
			waiting = [...waiting, command];
			wake();
		},
		async ready(signal) {
			if (waiting.length > 0 || signal.aborted) return;
			await new Promise<void>(resolve => {
				wake = resolve;
				signal.addEventListener('abort', wake, {once: true});
			});
			signal.removeEventListener('abort', wake);
		},
		take() {
			const [first, ...rest] = waiting;
			waiting = rest;
			return first;
		},
		forgetRounds() {
			waiting = waiting.filter(({type}) => type === 'leave');
		},
	};
};
