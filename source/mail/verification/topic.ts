import {isShortLived} from './lifetime.ts';
import type {Line} from './lines.ts';
import {isAbout, type Kind} from './words.ts';

/** What a mail as a whole is about, by its words; what it quotes does not count. */
export type Topic = {
	/** Words for a code in the subject, and anywhere. */
	readonly subject: {readonly is: 'code' | 'bare'; readonly words: string} | undefined;
	readonly code: boolean;
	/** What a code is for: signing in, a new password. */
	readonly act: string | undefined;
	/** Words about another number, anywhere: an order, a flight. */
	readonly other: string | undefined;
	/** Something is said to be over, in its subject or first lines. */
	readonly gone: string | undefined;
	/** Something in it is valid for a day at most. */
	readonly shortLived: boolean;
	/** Something in it is a share of a hundred. */
	readonly percent: boolean;
};

/** Lines of each part that tell what has happened. */
const mostFirst = 8;

export const topicOf = (all: readonly Line[]): Topic => {
	const lines = all.filter(({quoted}) => !quoted);
	const first = (of: readonly Line[], kind: Kind) =>
		of.flatMap(({hits}) => hits).find(hit => isAbout(hit, kind))?.words;
	const beginning = (['subject', 'text', 'html'] as const).flatMap(where =>
		lines.filter(line => line.where === where).slice(0, mostFirst),
	);
	const subject = lines.filter(({where}) => where === 'subject');
	const [code, bare] = [first(subject, 'code'), first(subject, 'bare')];
	return {
		subject:
			code !== undefined
				? {is: 'code', words: code}
				: bare !== undefined
					? {is: 'bare', words: bare}
					: undefined,
		shortLived: isShortLived(lines),
		code: first(lines, 'code') !== undefined,
		act: first(lines, 'act') ?? first(lines, 'press'),
		other: first(lines, 'other'),
		gone: first(beginning, 'gone'),
		percent: lines.some(({text}) => /\d\s?%/.test(text)),
	};
};
