import type {Asking} from './event.ts';

/** A time that is let pass on purpose: at most so many seconds, and what for. */
export type AskedWait = {readonly seconds: number; readonly why: string};

/** What a question waits for on purpose; nothing where it only asks. A case file may hold anything. */
export const waitOf = ({probe, question}: Asking): AskedWait | undefined => {
	const {do: done, seconds, why} = (question ?? {}) as Readonly<Record<string, unknown>>;
	const waits =
		probe === 'pause' || (probe === 'sink' && done === 'wait') || (probe === 'imap' && done === 'watch');
	return waits && typeof seconds === 'number' ? {seconds, why: String(why)} : undefined;
};
