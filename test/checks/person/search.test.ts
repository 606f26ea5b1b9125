import {describe, expect, test} from 'vitest';
import {looks} from '../../../source/checks/person/search/questions.ts';
import check from '../../../source/checks/person/search.ts';
import type {PersonQuestion} from '../../../source/core/person.ts';
import type {MailProvider} from '../../../source/core/provider.ts';
import {providerSchema} from '../../../source/core/provider.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const provider = (id: string, entry: object): MailProvider => ({
	...providerSchema.parse({name: id, source: 'https://service.test/', ...entry}),
	id,
});

const providers: readonly MailProvider[] = [
	provider('homely', {
		name: 'Homely Mail',
		domains: ['homely.test'],
		places: {
			search: {go: 'Find', type: 'in:anywhere {from}', unsure: true},
			junk: {go: 'More › Spam', labels: {de: 'Spamverdacht'}, note: 'It is emptied.', unsure: true},
			tabs: {go: 'Updates', unsure: true},
		},
	}),
	provider('officely', {
		name: 'Officely',
		mx: ['mx.officely.test'],
		places: {
			like: 'homely',
			without: ['tabs', 'forwarding'],
			quarantine: {go: 'Shield › Held', at: 'https://officely.test/held', unsure: true},
		},
	}),
	provider('plainly', {name: 'Plainly', domains: ['plainly.test']}),
];

/** Somebody who looks everywhere and sees nothing. */
const nothing: Readonly<Record<string, string>> = {
	'search.everywhere': 'nowhere',
	'search.junk': 'no',
	'search.tabs': 'no',
	'search.trash': 'no',
	'search.rules': 'no',
	'search.forwarding': 'no',
	'search.quarantine': 'no',
	'search.storage': 'no',
};
const but = (says: Readonly<Record<string, string>>): When => ({says: {...nothing, ...says}});

const base = {address: 'person@homely.test', from: 'nas@sender.test'};
const at = (when: When): When => ({providers, ...when});

describeCheck(
	check,
	base,
	[
		{finds: 'in-inbox', when: at(but({'search.everywhere': 'inbox'}))},
		{finds: 'in-junk', when: at(but({'search.everywhere': 'junk'}))},
		{
			finds: 'in-junk',
			when: at(but({'search.junk': 'yes'})),
			says: 'The mail arrived and lies in the junk folder.',
			facts: {provider: 'Homely Mail', who: 'end-user'},
		},
		{finds: 'in-tab', when: at(but({'search.tabs': 'yes'}))},
		{finds: 'in-tab', when: at(but({'search.everywhere': 'tab'}))},
		{finds: 'in-trash', when: at(but({'search.trash': 'trash'}))},
		{finds: 'in-folder', when: at(but({'search.trash': 'archive'}))},
		{finds: 'in-folder', when: at(but({'search.everywhere': 'folder'}))},
		{finds: 'rule', when: at(but({'search.rules': 'rule'}))},
		{finds: 'sender-blocked', when: at(but({'search.rules': 'blocked'}))},
		{finds: 'forwarded', when: at(but({'search.forwarding': 'forwarded'}))},
		{finds: 'fetched-elsewhere', when: at(but({'search.forwarding': 'fetched'}))},
		{
			finds: 'quarantined',
			when: at({...but({'search.quarantine': 'yes'}), params: {provider: 'officely'}}),
			facts: {who: 'recipient-admin'},
		},
		{finds: 'full', when: at(but({'search.storage': 'full'}))},
		{finds: 'nowhere', when: at(but({}))},
		{
			finds: 'partly-looked',
			when: at(but({'search.junk': 'unknown'})),
			says: 'The mail was not seen, but not every place in the mailbox was looked at: the junk folder.',
			facts: {
				details: expect.arrayContaining([
					'looked at a search in all folders: No, it does not turn up',
					expect.stringMatching(
						/^not looked at the junk folder: Junk: More › Spam; Also called: Spamverdacht;/,
					),
				]),
			},
		},
		{finds: 'not-looked', when: at({})},
		{finds: 'not-looked', when: at(but(Object.fromEntries(Object.keys(nothing).map(id => [id, 'unknown']))))},
		{finds: 'nowhere', when: at({params: {looked: 'nowhere'}})},
		{finds: 'partly-looked', when: at({params: {looked: 'partly-looked'}})},
		{finds: 'not-looked', when: at({params: {looked: 'not-looked'}})},
		{finds: 'quarantined', when: at({params: {looked: 'quarantined'}})},
	],
	{
		'nobody is there': at({}),
		'nobody knows anything': at({says: {}}),
		'an answer that is none': at({says: {...nothing, 'search.junk': 'in-junk'}}),
		'somebody who leaves in the middle': at({says: {'search.everywhere': 'nowhere', 'search.junk': 'no'}}),
		'everything was looked at': at(but({})),
	},
);

const asked = async (when: When): Promise<readonly PersonQuestion[]> => {
	const {asked: all} = await runOn(check, when, base);
	return all.filter((question): question is PersonQuestion => 'ask' in question);
};

describe('the questions', () => {
	test('go from the cheapest to the dearest, at most nine of them, and each has its own id', async () => {
		const questions = await asked({...but({}), params: {address: undefined}});
		expect(questions.map(({id}) => id)).toEqual(Object.keys(nothing));
		expect(questions.length).toBeLessThanOrEqual(9);
		expect(questions.map(({place}) => place?.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	});

	test('end with the first answer that explains it', async () => {
		expect(await asked(at(but({'search.junk': 'yes', 'search.storage': 'full'})))).toHaveLength(2);
	});

	test('leave out what a provider does not have, and go the way of another where the entry says so', async () => {
		expect((await asked(at(but({})))).map(({id}) => id)).not.toContain('search.quarantine');
		const questions = await asked(at({...but({}), params: {provider: 'Officely'}}));
		const ids = questions.map(({id}) => id);
		expect(ids).toContain('search.quarantine');
		expect(ids).not.toContain('search.tabs');
		expect(ids).not.toContain('search.forwarding');
		expect(questions[1]?.enter?.[0]).toEqual({label: 'Junk', value: 'More › Spam'});
		expect(questions.find(({id}) => id === 'search.quarantine')?.enter).toContainEqual({
			label: 'Page',
			value: 'https://officely.test/held',
		});
	});

	test('say what to type, what to know, and what rests on memory', async () => {
		const [first, second] = await asked(at(but({})));
		expect(first?.enter).toContainEqual({label: 'Type', value: 'in:anywhere nas@sender.test'});
		expect(second?.enter?.map(({label}) => label)).toEqual(['Junk', 'Also called', 'Know', 'Beware']);
		const [untold] = await asked(at({...but({}), params: {from: undefined}}));
		expect(untold?.enter).toContainEqual({label: 'Type', value: 'in:anywhere code'});
	});

	test('warn where a click could delete, and ask for nothing to be deleted', () => {
		for (const {id, caution} of looks.filter(({id}) => /junk|trash|storage|quarantine/.test(id)))
			expect(caution, id).toMatch(/not empty|delete nothing/i);
		for (const {ask, choices} of looks)
			expect([ask, ...choices.map(({label}) => label)].join()).not.toMatch(/delete|empty|remove it now/i);
	});

	test('can always be left open', async () => {
		for (const question of await asked(at(but({})))) expect(question.mayBeUnknown).toBe(true);
	});
});

describe('the provider', () => {
	const mx = (host: string): When => ({dns: {'firm.test MX': [host]}, params: {address: 'a@firm.test'}});

	test.each([
		['its own domain', {}, 'Homely Mail'],
		['a domain of which no way is known', {params: {address: 'a@plainly.test'}}, 'Plainly'],
		['its exchangers', mx('in.mx.officely.test'), 'Officely'],
		['a name that was told', {params: {provider: 'HOMELY MAIL', address: 'a@plainly.test'}}, 'Homely Mail'],
		['exchangers that nobody knows', mx('mx.firm.test'), undefined],
		[
			'a domain without exchangers',
			{dns: {'firm.test MX': 'no-data'}, params: {address: 'a@firm.test'}},
			undefined,
		],
	] as const)('is found by %s', async (_, when, name) => {
		const {finding} = await runOn(check, at(when), base);
		expect(finding.facts['provider']).toBe(name);
	});

	test('that could not be looked up is said to be so, and the general way is gone', async () => {
		const {finding} = await runOn(
			check,
			at({dns: {'firm.test MX': 'timeout'}, params: {address: 'a@firm.test'}}),
			base,
		);
		expect(finding.code).toBe('not-looked');
		expect(finding.facts['details']).toEqual(
			expect.arrayContaining(['the exchangers of the mailbox could not be looked up: timeout']),
		);
	});

	test('of a known domain is asked nobody about', async () => {
		const {asked: all} = await runOn(check, at(but({})), base);
		expect(all.every(question => 'ask' in question)).toBe(true);
	});
});
