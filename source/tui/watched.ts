import {useSyncExternalStore} from 'react';
import type {Watched} from './host.ts';

/** What it is now; whoever uses it is drawn again when that changes. */
export const useWatched = <T>(watched: Watched<T> | undefined): T | undefined =>
	useSyncExternalStore(
		listener => watched?.subscribe(listener) ?? (() => undefined),
		() => watched?.snapshot(),
	);
