import type {KeyRow} from './keys.ts';

/** What only the lists of home know. Most useful first. */
export const homeKeys: readonly KeyRow[] = [];
