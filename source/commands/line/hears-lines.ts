import type {Io} from '../io.ts';

/**
 * Whether this terminal is to be talked to line by line although nobody said so on the command line: nothing can be drawn
 * on it, or somebody hears what is written.
 */
export const hearsLines = ({env}: Pick<Io, 'env'>): boolean =>
	env['TERM'] === 'dumb' || ['true', '1'].includes(env['INK_SCREEN_READER'] ?? '');
