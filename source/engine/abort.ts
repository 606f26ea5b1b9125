import type {Vault} from '../core/world.ts';

/** What a wait comes to when it was called off. */
export const calledOff = Symbol('called off');

/** Waits for the work or for the signal, whichever comes first, and leaves no listener behind. */
export const orCalledOff = async <T>(
	work: Promise<T>,
	signal: AbortSignal,
): Promise<T | typeof calledOff> => {
	let stop = () => {};
	const ended = new Promise<typeof calledOff>(resolve => {
		stop = () => resolve(calledOff);
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, {once: true});
	});
	try {
		return await Promise.race([work, ended]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
};

/** What was thrown, whatever it was, in bounds. Secrets go first: of one that is cut in two, nothing would be found. */
export const messageOf = (thrown: unknown, {redact}: Pick<Vault, 'redact'>): string => {
	try {
		return redact(String(thrown)).slice(0, 500);
	} catch {
		return 'something was thrown that cannot be shown';
	}
};
