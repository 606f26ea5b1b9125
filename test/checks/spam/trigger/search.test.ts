import {describe, expect, test} from 'vitest';
import trigger from '../../../../source/checks/spam/trigger.ts';
import type {SpamQuestion} from '../../../../source/core/spam.ts';
import {runOn, type When} from '../../taped.ts';
import {base, by, filter, gtube, pieces} from './filter.ts';

describe('the search', () => {
	const questions = async (when: When) =>
		(await runOn(trigger, when, base)).asked.slice(1) as readonly SpamQuestion[];

	test('begins with the whole, then everything, and looks a second time at the end', async () => {
		const asked = await questions(gtube);
		expect(asked[0]?.without).toBeUndefined();
		expect(asked[1]?.without).toEqual(pieces.filter(({inside}) => inside === undefined).map(({id}) => id));
		expect(asked.slice(-2).map(({without}) => without)).toEqual([undefined, ['phrase.7']]);
	});

	test('is the same every time', async () => {
		expect(await questions(gtube)).toEqual(await questions(gtube));
		const [one, other] = [await runOn(trigger, gtube, base), await runOn(trigger, gtube, base)];
		expect(one.finding).toEqual(other.finding);
	});

	test('goes by the rules: what links are to blame for is sought among links', async () => {
		const asked = await questions(by(filter([['URIBL_BLACK', 9, gone => gone('link.1')]])));
		expect(asked[2]?.without).toEqual(['link.2']);
		expect(asked[3]?.without).toEqual(['link.1']);
	});

	test('asks nothing twice but what it looks at again', async () => {
		const asked = await questions(
			by(
				filter([
					['A', 4, gone => gone('phrase.2')],
					['B', 4, gone => gone('phrase.9')],
					['C', 4, gone => gone('phrase.11')],
				]),
			),
		);
		const said = asked.slice(0, -2).map(question => JSON.stringify(question));
		expect(new Set(said).size).toBe(said.length);
	});

	test.each([5, 9, 17, 40, 200])('never asks more often than %i times', async tries => {
		const stubborn = by(
			filter([
				['A', 3, gone => gone('phrase.2')],
				['B', 3, gone => gone('phrase.5') && gone('header.x-mailer')],
				['C', 3, gone => gone('link.2') || gone('link.1')],
				['D', 3, gone => gone('phrase.8')],
			]),
			{tries},
		);
		expect((await questions(stubborn)).length).toBeLessThanOrEqual(tries);
	});

	test('what is found is needed to the last piece, and every try is told', async () => {
		const needed = ['phrase.2', 'phrase.5', 'form.date', 'link.2'];
		const spam = filter(needed.map(id => [`NO_${id.replace('.', '_')}`, 5, gone => gone(id)]));
		const {finding, asked} = await runOn(trigger, by(spam, {tries: 200}), base);
		expect(finding.code).toBe('found');
		expect((finding.facts['pieces'] as {id: string}[]).map(({id}) => id).sort()).toEqual([...needed].sort());
		const details = finding.facts['details'] as readonly string[];
		expect(details.slice(0, asked.length - 1).map(line => Number(line.slice(0, 3)))).toEqual(
			asked.slice(1).map((_, index) => index + 1),
		);
		expect(details[0]).toBe('  1. the whole message: score 20, spam');
		expect(details[1]).toBe('  2. without all 19 pieces: score 0, passes');
	});
});
