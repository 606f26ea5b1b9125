import type {Line} from './lines.ts';
import {isAbout, type Kind} from './words.ts';

/** What a mail as a whole is about, by its words; what it quotes does not count. */
export type Topic = {
	/** Words for a code in the subject, and anywhere. */
	readonly subject: string | undefined;
	readonly code: boolean;
	/** What a code is for: signing in, a new password. */
	readonly act: string | undefined;
	/** Something is said to be over, in its subject or first lines. */
	readonly gone: string | undefined;
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
	return {
		subject: first(
			lines.filter(({where}) => where === 'subject'),
			'code',
		),
		code: first(lines, 'code') !== undefined,
		act: first(lines, 'act') ?? first(lines, 'press'),
		gone: first(beginning, 'gone'),
		percent: lines.some(({text}) => /\d\s?%/.test(text)),
	};
};
