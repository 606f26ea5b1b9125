import type {ImapAnswer} from '../core/imap.ts';
import {printable} from '../core/printable.ts';

/** Whether the whole mailbox was searched and read: only then is nothing found worth a word. Without a folder nothing was. */
export const isAllSearched = ({folders = [], unsearched = []}: ImapAnswer): boolean =>
	folders.length > 0 && unsearched.length === 0;

/** Whether the inbox was searched to its end: else a mail that lies elsewhere may lie there as well. */
export const isInboxSearched = ({folders = [], unsearched = []}: ImapAnswer): boolean => {
	const inboxes = folders.filter(({use}) => use === 'inbox');
	return inboxes.length > 0 && inboxes.every(inbox => unsearched.every(({path}) => path !== inbox.path));
};

/** Folders that could not be searched, one line each. */
export const unsearchedLines = (answer: ImapAnswer): readonly string[] =>
	leftOf(answer)
		.slice(0, 10)
		.map(
			({path, why}) => `Not searched: ${path === everywhere ? '' : `${printable(path)}: `}${shown(why, 200)}`,
		);

/** Folders that could not be searched, in a sentence. */
export const unsearchedWords = (answer: ImapAnswer): string => {
	const left = leftOf(answer);
	const names = left.slice(0, 5).map(({path, why}) => shown(path === everywhere ? why : path, 100));
	return `${names.join(', ')}${left.length > 5 ? ` and ${left.length - 5} more` : ''}`;
};

/** What stands for a path where something is wrong with no folder alone. */
const everywhere = '*';

const leftOf = ({folders = [], unsearched = []}: ImapAnswer): NonNullable<ImapAnswer['unsearched']> =>
	folders.length === 0 && unsearched.length === 0
		? [{path: everywhere, why: 'the server lists no folder'}]
		: unsearched;

const shown = (text: string, most: number): string => printable(text.slice(0, most)) || 'it is not told why';
