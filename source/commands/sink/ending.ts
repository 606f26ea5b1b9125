import {exitCodes, type Io} from '../io.ts';

/** Until the process is told to end, or the time is over. */
export const ended = (signal: AbortSignal, duration?: number): Promise<void> =>
	new Promise(resolve => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = duration === undefined ? undefined : setTimeout(end, duration);
		signal.addEventListener('abort', end, {once: true});
		if (signal.aborted) end();
	});

/** What an end by a signal is, and what is none. */
export const codeOf = ({signal}: Pick<Io, 'signal'>): number => {
	if (!signal.aborted) return exitCodes.healthy;
	return signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
};
