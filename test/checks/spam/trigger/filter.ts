import type {Failure} from '../../../../source/core/failure.ts';
import type {Piece, SpamAnswer, SpamQuestion} from '../../../../source/core/spam.ts';
import type {When} from '../../taped.ts';

export const base = {filter: 'spamd:filter.test:783', file: '/tmp/code.eml'};

const piece = (id: string, inside?: string): Piece => ({
	id,
	kind: id.split('.')[0] as Piece['kind'],
	shown: `the ${id.replace('.', ' ')}`,
	octets: 10,
	...(inside === undefined ? {} : {inside}),
});
export const pieces: readonly Piece[] = [
	piece('header.subject'),
	piece('header.x-mailer'),
	piece('form.date'),
	piece('form.text-part'),
	piece('part.1'),
	piece('link.1'),
	piece('link.2', 'part.1'),
	...Array.from({length: 12}, (_, index) => piece(`phrase.${index + 1}`, index > 8 ? 'part.1' : undefined)),
];
export const message = {from: [], signatures: [], pieces};

type Rule = readonly [name: string, score: number, unless: (gone: (id: string) => boolean) => boolean];

/** A filter whose rules fire unless something is gone. */
export const filter =
	(rules: readonly Rule[], more: Partial<SpamAnswer> = {}) =>
	({without = []}: SpamQuestion): SpamAnswer => {
		const left = new Set(without);
		const gone = (id: string): boolean => {
			const inside = pieces.find(one => one.id === id)?.inside;
			return left.has(id) || (inside !== undefined && gone(inside));
		};
		const fired = rules.filter(([, , unless]) => !unless(gone));
		const score = fired.reduce((sum, [, points]) => sum + points, 0);
		return {
			filter: 'spamassassin',
			score,
			threshold: 5,
			spam: score >= 5,
			rules: fired.map(([name, points]) => ({name, score: points})),
			ms: 10,
			...more,
		};
	};

const filterRules = [
	{
		names: ['GTUBE'],
		about: 'test' as const,
		says: 'It holds the test text.',
		fix: 'Take it out.',
		source: 'a',
	},
	{names: ['URIBL_*'], about: 'link' as const, says: 'A link is on a list.', source: 'a'},
];
export const by = (spam: When['spam'], params = {}): When => ({
	message,
	spam: spam ?? (() => ({code: 'offline'})),
	filterRules,
	params,
});
export const gtube = by(filter([['GTUBE', 1000, gone => gone('phrase.7')]]));

/** A filter that thinks something else from a certain question on. */
export const turning = (
	after: number,
	spam: (question: SpamQuestion) => SpamAnswer,
	then: Partial<SpamAnswer> | Failure,
) => {
	let asked = 0;
	return (question: SpamQuestion) => {
		asked += 1;
		if (asked <= after) return spam(question);
		return 'code' in then ? then : {...spam(question), ...then};
	};
};
