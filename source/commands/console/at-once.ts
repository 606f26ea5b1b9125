import type {Io} from '../io.ts';
import {hearsLines} from '../line/hears-lines.ts';
import type {RunOptions} from '../options.ts';

/**
 * Whether a command that ends in the console may begin there: nothing is asked on the terminal before, and nothing is
 * printed instead. Where it does not, everything is read first.
 */
export const beginsInConsole = (
	options: Partial<RunOptions>,
	io: Pick<Io, 'stdin' | 'stdout' | 'env'>,
): boolean => {
	const {json, report, output, plain, secret = [], inputs, fromConfig} = options;
	const wantsReport = json || report !== undefined || output !== undefined || plain;
	const needsInput =
		secret.some(source => /=(?:prompt$|fd:)/.test(source)) || inputs === '-' || fromConfig?.startsWith('-');
	return hasConsole(io) && !wantsReport && !needsInput;
};

/** Whether there is a terminal that the console can be drawn on, and nobody wants it line by line. */
export const hasConsole = (io: Pick<Io, 'stdin' | 'stdout' | 'env'>): boolean =>
	Boolean(io.stdin.isTTY && io.stdout.isTTY) && !hearsLines(io);

/** The first screen, with nothing on the command line but what it looks like. */
export const openAtOnce = async (args: readonly string[], io: Io): Promise<number> => {
	const {openHome} = await import('./open.ts');
	return openHome(
		{
			...(args.includes('--guide') ? {guide: true} : {}),
			...(args.includes('--ascii') ? {ascii: true} : {}),
			...(args.includes('--unicode') ? {unicode: true} : {}),
		},
		io,
	);
};
