import type {KeyRow} from './keys.ts';

/** Looking for words in a page. Most useful first. */
export const findKeys: readonly KeyRow[] = [];
