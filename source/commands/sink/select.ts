import type {Archive} from '../../sink/store.ts';
import {UsageError} from '../io.ts';
import {queryOf} from './read.ts';

/** Ids that one page asks for. */
const page = 500;

/**
 * The messages that words of a search name, oldest first: ids such as `m12`, or a query. A bare number could be either,
 * and is refused.
 */
export const selected = (archive: Archive, words: readonly string[], now: number): readonly number[] => {
	const [bare] = words.filter(word => /^\d+$/.test(word));
	if (bare !== undefined)
		throw new UsageError(
			`lostmail: ${bare}: write m${bare} for the message of that number, or '"${bare}"' for messages that hold it`,
		);
	if (words.length > 0 && words.every(word => /^m\d{1,12}$/i.test(word)))
		return words.map(word => existing(archive, Number(word.slice(1)))).toSorted((a, b) => a - b);
	return matching(archive, words, now);
};

const existing = (archive: Archive, id: number): number => {
	if (!archive.message(id)) throw new UsageError(`lostmail: there is no message m${id}`);
	return id;
};

const matching = (archive: Archive, words: readonly string[], now: number): readonly number[] => {
	const query = queryOf(words, now);
	const ids: number[] = [];
	for (let before: number | undefined; ; before = ids.at(-1)) {
		const found = archive.messages(query, {most: page, ...(before === undefined ? {} : {before})});
		ids.push(...found.map(({id}) => id));
		if (found.length < page) return ids.toReversed();
	}
};
