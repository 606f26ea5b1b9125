import {expect, test} from 'vitest';
import roundtrip from '../../../source/checks/mail/roundtrip.ts';
import {box, folder, inbox, inOurWay, mailIn, opened, shut} from '../boxed.ts';
import {because, inconclusive, passed, reply, stopped} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const params = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
	'may-send': 'yes',
	'imap-host': box.host,
	'imap-port': box.port,
	'imap-security': box.security,
	'imap-user': box.user,
	'imap-password': box.password,
};
const accepted = passed('accept', {reply: reply('250 2.0.0 Queued as 4711')});
const nothing = opened({found: [], unsearched: []});
const over = opened({found: [], unsearched: [], seconds: 300});
const came = (where: typeof inbox, seconds = 12) =>
	opened({found: [mailIn(where, 0)], unsearched: [], seconds});
const after = (watch: ReturnType<typeof opened>): When => ({
	smtp: accepted,
	imap: {login: opened(), find: nothing, watch},
});

describeCheck(
	roundtrip,
	params,
	[
		{
			finds: 'in-inbox',
			when: after(came(inbox)),
			says: 'The test mail lies in the inbox (INBOX); it was there after at most 12 seconds.',
			facts: {tag: 'a1b2c3', reply: '250 2.0.0 Queued as 4711'},
		},
		{
			finds: 'in-inbox',
			when: {smtp: accepted, imap: {login: opened(), find: came(inbox)}},
			facts: {took: 'it was there at once'},
		},
		{
			// The server did not say whether it took it; it is there, so it did.
			finds: 'in-inbox',
			when: {...after(came(inbox)), smtp: stopped('accept', 'timeout')},
		},
		{finds: 'in-junk', when: after(came(folder('Spam', 'junk')))},
		{
			finds: 'inbox-unsearched',
			when: after(
				opened({
					found: [mailIn(folder('Spam', 'junk'), 0)],
					unsearched: [{path: 'INBOX', why: 'no'}],
					seconds: 12,
				}),
			),
			says: 'The test mail arrived and lies in the folder Spam; whether it lies in the inbox as well is open, because not all of the mailbox could be searched: INBOX.',
		},
		{finds: 'in-folder', when: after(came(folder('Lists', 'other')))},
		{finds: 'in-trash', when: after(came(folder('Trash', 'trash')))},
		{
			finds: 'lost',
			when: after(over),
			says: 'smtp.provider.test accepted the test mail for person@mailbox.test, and 5 minutes later it is in no folder of the mailbox person@mailbox.test: it is still on its way, was refused later, or was thrown away.',
		},
		{
			finds: 'lost',
			when: {...after(over), params: {'imap-user': 'other@mailbox.test'}},
			facts: {
				details: expect.arrayContaining([
					expect.stringContaining('was sent to person@mailbox.test'),
				]) as string[],
			},
		},
		{
			finds: 'not-all-searched',
			when: after(opened({found: [], unsearched: [{path: 'Shared', why: 'no'}], seconds: 300})),
		},
		{
			finds: 'not-all-searched',
			when: after(opened({found: [], unsearched: [], folders: [], seconds: 300})),
		},
		{finds: 'not-sent', when: {params: {'may-send': 'no'}}},
		{finds: 'not-sent', when: {params: {'may-send': undefined}}},
		{finds: 'no-envelope', when: {params: {to: undefined}}},
		{
			finds: 'not-accepted',
			when: {...after(over), smtp: stopped('accept', reply('554 5.7.1 Spam'))},
			says: 'smtp.provider.test did not take the test mail, so there is nothing to find: 554 5.7.1 Spam',
		},
		{finds: 'not-accepted', when: {...after(over), smtp: stopped('recipient', because('recipient.unknown'))}},
		{finds: 'not-accepted', when: {...after(over), smtp: stopped('accept', reply('451 4.3.0 Later'))}},
		{finds: 'not-reached', when: {...after(over), smtp: stopped('connect', 'timeout')}},
		{finds: 'not-reached', when: {...after(over), smtp: stopped('accept', 'timeout')}},
		{finds: 'not-reached', when: {imap: {login: shut('connect', 'timeout')}}},
		{finds: 'not-reached', when: {params: {'imap-password': undefined}}},
		{
			finds: 'not-reached',
			when: {smtp: accepted, imap: {login: opened(), find: shut('mailbox', 'closed')}},
			facts: {where: 'at the mailbox, after the test mail was sent'},
		},
		{finds: 'already-sent', when: {...after(over), smtp: stopped('accept', 'already-tried')}},
	],
	{
		...inOurWay('login'),
		...Object.fromEntries(
			Object.entries(inconclusive('accept')).map(([name, when]) => [name, {...after(over), ...when}]),
		),
		...Object.fromEntries(
			Object.entries(inOurWay('watch')).map(([name, {imap}]) => [
				`then ${name}`,
				{smtp: accepted, imap: {login: opened(), find: nothing, ...imap}},
			]),
		),
	},
);

test('nobody is asked without consent', async () => {
	expect((await runOn(roundtrip, {params: {'may-send': 'no'}}, params)).asked).toEqual([]);
});

test('nothing is sent that nobody can look for', async () => {
	const {asked} = await runOn(roundtrip, {imap: {login: shut('login', {text: 'no'})}}, params);
	expect(asked).toMatchObject([{do: 'login'}]);
});

test('sends one mail and looks for its tag', async () => {
	const {asked} = await runOn(roundtrip, {...after(came(inbox)), params: {'wait-minutes': 2}}, params);
	expect(asked).toMatchObject([
		{do: 'login', secret: 'imap-password'},
		{stage: 'accept', tag: 'a1b2c3', secret: 'smtp-password'},
		{do: 'find', wanted: {tag: 'a1b2c3'}},
		{do: 'watch', wanted: {tag: 'a1b2c3'}, seconds: 120},
	]);
});
