import type {Reader} from '../engine/session.ts';
import {sightingIn, withSighting} from './unmatched/entry.ts';
import {readUnmatched, unmatchedFile, writeUnmatched} from './unmatched/store.ts';

/**
 * Keeps every reply of a case that no rule knows, so that one can be written for it. Nothing of it may disturb a run:
 * what cannot be kept is not kept. Nothing is learned from a server whose name
 * ends in `.test` (RFC 2606), as those that `lab up` leaves running do.
 */
export const keepUnmatched =
	(file: () => string = unmatchedFile): Reader =>
	(event, after) => {
		try {
			const sighting = sightingIn(event, after);
			if (!sighting || isReserved(sighting.host)) return;
			const name = file();
			writeUnmatched(name, withSighting(known(name), sighting));
		} catch {
			// A full disk, or a folder that is not ours: the case goes on.
		}
	};

/** What lies there and is no list of ours is replaced. */
const known = (file: string) => {
	try {
		return readUnmatched(file);
	} catch {
		return [];
	}
};

const isReserved = (host: string): boolean => /(?:^|\.)test\.?$/i.test(host);
