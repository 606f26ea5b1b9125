import {shortened} from '../../report/wrap.ts';

/** Characters of one sentence that are read out. */
const longest = 800;

/** Words as a sentence: it is bounded and has its end; its first letter stays, which may be that of a name. */
export const sentence = (text: string): string => {
	const said = shortened(text.trim(), longest);
	return /(?:[.!?…:]|[.!?][”")])$/.test(said) ? said : `${said}.`;
};

/** `one`, `one and two`, `one, two and three`; of very many, the first and how many more. */
export const listed = (words: readonly string[], most = 12, joined: 'and' | 'or' = 'and'): string => {
	if (words.length > most) return `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joined} ${last}`;
};

/** `1 step`, `3 steps`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
