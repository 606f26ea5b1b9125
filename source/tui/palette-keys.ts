import type {KeyRow} from './keys.ts';

/** The command line. Most useful first. */
export const paletteKeys: readonly KeyRow[] = [];
