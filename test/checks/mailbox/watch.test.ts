import {expect, test} from 'vitest';
import watch from '../../../source/checks/mailbox/watch.ts';
import {box, folder, inbox, inOurWay, mailIn, opened, shut} from '../boxed.ts';
import {describeCheck, runOn} from '../taped.ts';

const params = {...box, tag: 'this-run'};
const junk = folder('Spam', 'junk');
const nothing = opened({found: [], unsearched: []});
const came = (where: typeof inbox, seconds: number) =>
	opened({found: [mailIn(where, 0)], unsearched: [], seconds});
const after = (answer: ReturnType<typeof opened>) => ({imap: {find: nothing, watch: answer}});

describeCheck(
	watch,
	params,
	[
		{finds: 'in-inbox', when: after(came(inbox, 12)), facts: {waited: '12 seconds'}},
		{finds: 'in-inbox', when: {imap: {find: came(inbox, 0)}}, facts: {waited: '0 seconds'}},
		{finds: 'in-junk', when: after(came(junk, 12))},
		{finds: 'in-folder', when: after(came(folder('Shopping', 'other'), 12))},
		{finds: 'in-trash', when: after(came(folder('Trash', 'trash'), 12))},
		{
			finds: 'nothing-came',
			when: after(opened({found: [], unsearched: [], seconds: 300})),
			says: 'The test mail did not come into the mailbox within 5 minutes: it is still on its way, was refused later, or was thrown away.',
		},
		{
			finds: 'not-all-searched',
			when: after(opened({found: [], unsearched: [{path: 'Shared', why: 'no right'}], seconds: 300})),
		},
		{
			finds: 'not-all-searched',
			when: after(opened({found: [], unsearched: [], folders: [], seconds: 300})),
		},
		{
			finds: 'inbox-unsearched',
			when: after(opened({found: [mailIn(junk, 0)], unsearched: [{path: 'INBOX', why: 'no'}], seconds: 12})),
		},
		{finds: 'not-reached', when: {imap: {find: shut('connect', 'timeout')}}},
		{
			finds: 'broken-off',
			when: after(shut('mailbox', 'closed', {seconds: 61})),
			facts: {waited: '1 minute 1 second'},
		},
		{finds: 'broken-off', when: {imap: {find: nothing, watch: {code: 'cancelled'}}}},
		{finds: 'nothing-wanted', when: {params: {tag: undefined}}},
	],
	{
		...inOurWay('find'),
		...Object.fromEntries(
			Object.entries(inOurWay('watch')).map(([name, {imap, ...when}]) => [
				name,
				{...when, imap: {find: nothing, ...imap}},
			]),
		),
	},
);

test('looks once before it waits, and says what it waits for', async () => {
	const {asked} = await runOn(watch, {...after(came(inbox, 3)), params: {'wait-minutes': '10'}}, params);
	expect(asked).toMatchObject([
		{do: 'find', wanted: {tag: 'a1b2c3'}},
		{
			do: 'watch',
			wanted: {tag: 'a1b2c3'},
			seconds: 600,
			why: 'The test mail in the mailbox person@mailbox.test',
		},
	]);
});

test('a mail that is there already is not waited for', async () => {
	expect((await runOn(watch, {imap: {find: came(junk, 0)}}, params)).asked).toHaveLength(1);
});

test('a copy among the sent mails ends no wait', async () => {
	const sent = opened({found: [mailIn(folder('Sent', 'sent'), 0)], unsearched: [], seconds: 1});
	const {finding, asked} = await runOn(watch, {imap: {find: sent, watch: sent}}, params);
	expect(finding).toMatchObject({code: 'nothing-came', facts: {waited: '5 minutes'}});
	expect(asked.filter(question => !('do' in question))).toHaveLength(20);
});

test.each(['0', '31', 'soon'])('nobody waits %s minutes', minutes => {
	expect(watch.params.safeParse({...params, 'wait-minutes': minutes}).success).toBe(false);
});
