import {expect, test} from 'vitest';
import junk from '../../../source/checks/person/junk.ts';
import {pathOf} from '../../../source/core/path.ts';
import {describeCheck, runOn} from '../taped.ts';

describeCheck(junk, {}, [
	{finds: 'in-junk', when: {params: {junk: 'found'}}},
	{finds: 'not-there', when: {params: {junk: 'nothing'}}, facts: {proves: 'absence'}},
	{finds: 'not-looked', when: {params: {junk: 'not-looked'}}},
	{finds: 'not-looked', when: {}},
]);

test.each([
	['nothing', 'unknown'],
	['found', 'bad'],
	['not-looked', 'unknown'],
] as const)(
	'whoever saw "%s" in the junk folder makes the mailbox %s, and never good',
	async (said, state) => {
		const {finding} = await runOn(junk, {params: {junk: said}});
		const step = {id: 'junk', title: '', check: junk.id, hop: junk.hop, needs: [], evidence: []} as const;
		const path = pathOf([{...step, state: {status: 'finished', finding}}]);
		expect(path.find(({hop}) => hop === 'mailbox')?.state).toBe(state);
	},
);
