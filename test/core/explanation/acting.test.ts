import {expect, test} from 'vitest';
import {actingOn} from '../../../source/core/explanation/acting.ts';
import type {Weighed} from '../../../source/core/explanation/weighed.ts';
import type {Cause} from '../../../source/core/knowledge.ts';

const cause: Cause = {
	id: 'filter.spam-score',
	hop: 'filter',
	who: 'recipient-admin',
	repair: 'outside',
	plain: 'x',
	expert: 'x',
	fix: 'Look at the rules.',
};
const junk = (rules: readonly string[], code: 'junk' | 'phishing' = 'junk'): Weighed => ({
	code,
	by: 'a filter',
	words: 'x',
	verdict: {by: 'a filter', field: 'X', judgement: 'junk', says: 'x', rules: rules.map(name => ({name}))},
});
const [people, office] = [{isPersonal: true}, {isPersonal: false}];

test('rules are looked at only where they are named', () => {
	expect(actingOn(junk(['A']), cause, office)).toEqual({who: 'recipient-admin', fix: 'Look at the rules.'});
	const silent = actingOn(junk([]), cause, office);
	expect(silent.who).toBe('recipient-admin');
	expect(silent.fix).toMatch(/does not say which rules/);
});

test('in a mailbox for people, the person acts', () => {
	const silent = actingOn(junk([]), cause, people);
	expect(silent).toEqual({
		who: 'end-user',
		fix: expect.stringMatching(/^Open the junk .* provider alone\.$/),
	});
	const named = actingOn(junk(['A']), cause, people);
	expect(named).toEqual({who: 'end-user', fix: expect.stringMatching(/^Open the junk .* the contacts\.$/)});
	const phishing = actingOn(junk([], 'phishing'), cause, people);
	expect(phishing).toEqual({who: 'end-user', fix: expect.stringMatching(/^Open no link/)});
});

test('what is no matter of a filter stays with its cause', () => {
	const told: Weighed = {code: 'untold', words: 'x'};
	expect(actingOn(told, {...cause, who: 'end-user', fix: 'wait at {host}'}, people)).toEqual({
		who: 'end-user',
		fix: 'Wait at the mail server',
	});
});
