import {expect, test} from 'vitest';
import {search} from '../../../../source/checks/person/search/asking.ts';
import {guideFor} from '../../../../source/checks/person/search/guide.ts';
import type {Reach} from '../../../../source/core/check.ts';
import type {PersonAnswer} from '../../../../source/core/person.ts';
import {failed, success} from '../../../../source/core/result.ts';

/** Somebody who gives these answers in turn and then leaves. */
const somebody = (answers: readonly PersonAnswer[]) => {
	const given = [...answers];
	const ids: string[] = [];
	const reach = {
		signal: new AbortController().signal,
		providers: [],
		probes: {
			person: async ({id}: {readonly id: string}) => {
				ids.push(id);
				const answer = given.shift();
				return answer ? success(answer) : failed({code: 'nobody-to-ask'});
			},
		},
	} as unknown as Pick<Reach, 'probes' | 'providers' | 'signal'>;
	return {ids, reach};
};

test('who goes back sees the question before once more, and its answer is taken back', async () => {
	const {ids, reach} = somebody([{value: 'nowhere'}, {back: true}, {value: 'unknown'}, {value: 'yes'}]);
	const guide = await guideFor({}, reach);
	const {explains, seen} = await search(guide, undefined, reach);
	expect(ids).toEqual(['search.everywhere', 'search.junk', 'search.everywhere', 'search.junk']);
	expect(explains).toBe('in-junk');
	expect(seen.map(({look}) => look.id)).toEqual(['junk']);
});

test('who goes back again and again is not asked for ever', async () => {
	const {ids, reach} = somebody(Array.from({length: 200}, () => ({back: true}) as const));
	const guide = await guideFor({}, reach);
	const {open} = await search(guide, undefined, reach);
	expect(ids.length).toBeLessThanOrEqual(40);
	expect(open).toHaveLength(8);
});
