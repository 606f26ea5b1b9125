import {expect, test} from 'vitest';
import type {Candidate, Reading} from '../../source/core/verification.ts';
import {spellingsOf} from '../../source/sink/spellings.ts';

const candidate = (kind: Candidate['kind'], value: string): Candidate => ({
	kind,
	value,
	score: 1,
	because: [],
	against: [],
	where: 'text',
	line: '',
});

const of = (...candidates: Candidate[]): readonly string[] =>
	spellingsOf({candidates, open: 'several'} satisfies Reading);

test('codes of every candidate, as they are grouped', () => {
	const all = of(candidate('code', '482915'), candidate('code', '48291573'), candidate('code', 'AB12'));
	for (const one of ['482915', '482 915', '482-915', '48 29 15', '4-8-2-9-1-5', '4829-1573', 'AB 12'])
		expect(all).toContain(one);
});

test('the chosen one where it stands among no others', () => {
	const chosen = candidate('code', '7391');
	expect(spellingsOf({candidates: [], chosen})).toContain('7391');
});

test('links whole, and what makes them work', () => {
	const link =
		'https://user:hunter22@nas.home.test/reset/Zz81k?token=a%2Bb99&lang=en&next=https%3A%2F%2Fx.test%2F#fr4g';
	const all = of(candidate('link', link));
	for (const one of [link, 'Zz81k', 'a%2Bb99', 'a+b99', 'hunter22', 'fr4g']) expect(all).toContain(one);
	expect(all.find(one => one.startsWith('/reset/Zz81k?token='))).toBeDefined();
	for (const one of ['nas.home.test', 'reset', 'en', 'lang', 'https:']) expect(all).not.toContain(one);
});

test('what is no link, and a link of any length, within bounds', () => {
	expect(of(candidate('link', 'not a link'))).toEqual(['not a link']);
	const long = of(candidate('link', `https://a.test/${'x1/'.repeat(100_000)}`));
	expect(long.length).toBeLessThan(100);
	expect(of(candidate('code', 'x'.repeat(100_000)))).toHaveLength(1);
});
