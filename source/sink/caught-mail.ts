import type {Reading} from '../core/verification.ts';
import {spellingsOf} from './spellings.ts';
import type {ReleaseMark} from './store/release-mark.ts';
import type {Archive} from './store.ts';

/** A caught message, as whoever hands it on needs it. */
export type CaughtMail = {
	/** As they came. */
	readonly octets: Buffer;
	/** Its codes and links in every spelling, by which they can be taken out of what a server says. */
	readonly conceal: readonly string[];
	/** Absent where the store goes with this process. */
	readonly mark?: ReleaseMark;
};

/** A message of this store; nothing where it is not kept. */
export const caughtMailOf = (
	archive: Archive,
	id: number,
	reading: Reading,
	mark?: ReleaseMark,
): CaughtMail | undefined => {
	if (!archive.message(id)) return undefined;
	return {
		octets: Buffer.concat([...archive.octets(id)]),
		conceal: spellingsOf(reading),
		...(mark ? {mark} : {}),
	};
};
