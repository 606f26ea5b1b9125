import type {Blocklist} from '../../source/core/knowledge.ts';
import type {When} from './taped.ts';

const common = {source: 'the tests', checked: '2026-11-22'};
const test = {listed: '127.0.0.2', unlisted: '127.0.0.1'};

/** One list of each kind, in the shape of the real ones. */
export const lists = {
	big: {
		...common,
		zone: 'big.test',
		name: 'Big',
		lists: 'ip',
		weight: 'decisive',
		test,
		answers: [
			{code: '127.255.255.254', kind: 'refused', means: 'it does not answer public resolvers'},
			{code: '127.0.0.2', kind: 'listed', means: 'a source of spam'},
			{code: '127.0.0.4-7', kind: 'listed', means: 'an infected device'},
			{code: '127.0.0.10', kind: 'policy', means: 'a line at home'},
			{code: '127.0.0.30', kind: 'listed', weight: 'minor', means: 'a control server'},
		],
		removal: 'https://big.test/remove',
	},
	small: {
		...common,
		zone: 'small.test',
		name: 'Small',
		lists: 'ipv4',
		weight: 'minor',
		test,
		answers: [{code: '127.0.0.2', kind: 'listed', means: 'a neighbour of spammers'}],
		note: 'It lists whole networks.',
	},
	known: {
		...common,
		zone: 'known.test',
		name: 'Known',
		lists: 'ip',
		weight: 'minor',
		test: {listed: '127.0.0.2'},
		answers: [
			{code: '127.0.0.255', kind: 'refused', means: 'too many questions'},
			{code: '127.0.*.3', kind: 'allowed', means: 'a sender of high trust'},
			{code: '127.0.*.0', kind: 'allowed', means: 'a known sender'},
		],
	},
	names: {
		...common,
		zone: 'names.test',
		name: 'Names',
		lists: 'domain',
		weight: 'decisive',
		test: {listed: 'listed.example', unlisted: 'example.com'},
		answers: [
			{code: '127.0.0.1', kind: 'refused', means: 'it does not answer this resolver'},
			{code: '127.0.0.*', bit: 8, kind: 'listed', means: 'used for phishing'},
			{code: '127.0.0.*', bit: 64, kind: 'listed', means: 'named in spam'},
			{code: '127.0.0.*', bit: 4, kind: 'listed', weight: 'minor', means: 'named in bulk mail'},
		],
	},
} as const satisfies Record<string, Blocklist>;

/** The test entries of these lists, as they answer when they are alive. */
export const alive = (...which: readonly Blocklist[]): NonNullable<When['dns']> =>
	Object.fromEntries(
		which.flatMap(list => {
			const of = (entry: string) =>
				list.lists === 'domain' ? entry : entry.split('.').toReversed().join('.');
			const {listed, unlisted} = list.test;
			return [
				[`${of(listed)}.${list.zone} A`, [list.zone === 'names.test' ? '127.0.0.76' : '127.0.0.2']] as const,
				[`nobody.invalid.${list.zone} A`, 'no-such-name'] as const,
				...(unlisted === undefined ? [] : [[`${of(unlisted)}.${list.zone} A`, 'no-such-name'] as const]),
			];
		}),
	);
