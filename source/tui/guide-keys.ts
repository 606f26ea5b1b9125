import type {KeyRow} from './keys.ts';

/** What only the screens of the guide know. Most useful first. */
export const guideKeys: readonly KeyRow[] = [];
