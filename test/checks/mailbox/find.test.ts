import {expect, test} from 'vitest';
import find from '../../../source/checks/mailbox/find.ts';
import {box, folder, inbox, inOurWay, mailIn, opened, shut} from '../boxed.ts';
import {describeCheck, runOn} from '../taped.ts';

const params = {...box, 'message-id': '<1@terra.test>', from: 'noreply@terra.test'};
const junk = folder('Spam', 'junk');
const id = (value: string) => [{name: 'message-id', value}];
const told = (...found: ReturnType<typeof mailIn>[]) => ({imap: {find: opened({found, unsearched: []})}});

describeCheck(
	find,
	params,
	[
		{
			finds: 'in-inbox',
			when: told(mailIn(inbox, 3)),
			says: 'The mail <1@terra.test> from noreply@terra.test lies in the inbox (INBOX) since 2026-06-15 11:57:00 UTC.',
		},
		{
			finds: 'in-junk',
			when: told(mailIn(junk, 3)),
			says: 'The mail <1@terra.test> from noreply@terra.test lies in the junk folder Spam since 2026-06-15 11:57:00 UTC; nobody wrote into its header why.',
			facts: {folder: 'Spam', use: 'junk'},
		},
		{finds: 'in-folder', when: told(mailIn(folder('Shopping', 'other'), 3))},
		{finds: 'in-folder', when: told(mailIn(folder('Archive', 'archive'), 3))},
		{finds: 'in-folder', when: told(mailIn(folder('[Gmail]/All Mail', 'all'), 3))},
		{finds: 'in-trash', when: told(mailIn(folder('Deleted', 'trash'), 3))},
		{
			finds: 'in-trash',
			when: told(mailIn({path: 'Bin', use: 'trash', knownBy: 'name'}, 3)),
			says: 'The mail <1@terra.test> from noreply@terra.test lies in the trash folder Bin (the trash by its name alone) since 2026-06-15 11:57:00 UTC: a rule, another program or a person deleted it.',
		},
		{
			// Of two mails the newer one decides.
			finds: 'in-junk',
			when: told(mailIn(inbox, 60, id('<old@terra.test>')), mailIn(junk, 3, id('<new@terra.test>'))),
			facts: {
				details: expect.arrayContaining([
					'Another that fits lies in INBOX since 2026-06-15 11:00:00 UTC.',
				]) as string[],
			},
		},
		{
			// Of two copies of one mail the one that a person sees first does.
			finds: 'in-inbox',
			when: told(
				mailIn(folder('Important', 'important'), 3, id('<1@terra.test>')),
				mailIn(inbox, 3, id('<1@terra.test>')),
			),
		},
		{
			// A search that broke off has still found what it found.
			finds: 'in-inbox',
			when: {imap: {find: shut('mailbox', 'timeout', {found: [mailIn(inbox, 3)]})}},
		},
		{
			finds: 'nowhere',
			when: told(),
		},
		{
			// What was sent from there has not arrived there.
			finds: 'nowhere',
			when: told(mailIn(folder('Sent', 'sent'), 3), mailIn(folder('Drafts', 'drafts'), 2)),
			facts: {
				details: expect.arrayContaining([expect.stringContaining('that is no arrival')]) as string[],
			},
		},
		{
			finds: 'not-all-searched',
			when: {imap: {find: opened({found: [], unsearched: [{path: 'Shared', why: 'no right'}]})}},
			facts: {where: 'Shared'},
		},
		{
			finds: 'in-junk',
			when: {
				imap: {find: opened({found: [mailIn(junk, 3)], unsearched: [{path: 'Shared', why: 'no right'}]})},
			},
			facts: {details: expect.arrayContaining(['Not searched: Shared: no right']) as string[]},
		},
		{
			finds: 'not-all-searched',
			when: {imap: {find: opened({found: [], unsearched: [], folders: []})}},
			facts: {where: 'the server lists no folder', details: ['Not searched: the server lists no folder']},
		},
		{
			// All Mail shows it; the inbox did not answer.
			finds: 'inbox-unsearched',
			when: {
				imap: {
					find: opened({
						found: [mailIn(folder('[Gmail]/All Mail', 'all'), 3)],
						unsearched: [{path: 'INBOX', why: 'the server refuses to search it (INUSE)'}],
					}),
				},
			},
			says: 'The mail <1@terra.test> from noreply@terra.test lies in the folder [Gmail]/All Mail since 2026-06-15 11:57:00 UTC; whether it lies in the inbox as well is open, because not all of the mailbox could be searched: INBOX.',
		},
		{
			finds: 'inbox-unsearched',
			when: {imap: {find: shut('mailbox', 'timeout', {found: [mailIn(junk, 3)]})}},
		},
		{
			finds: 'in-junk',
			when: told(mailIn({path: 'Spam', use: 'junk', knownBy: 'name'}, 3)),
			says: 'The mail <1@terra.test> from noreply@terra.test lies in the junk folder Spam (a junk folder by its name alone) since 2026-06-15 11:57:00 UTC; nobody wrote into its header why.',
			facts: {folder: 'Spam'},
		},
		{
			finds: 'in-folder',
			when: told(mailIn({path: 'unbekannt', use: 'junk', knownBy: 'name', guess: true}, 3)),
			says: 'The mail <1@terra.test> from noreply@terra.test lies in the folder unbekannt (by its name perhaps a junk folder) since 2026-06-15 11:57:00 UTC, and not in the inbox: a rule, the mail service or a person put it there.',
		},
		{
			finds: 'in-folder',
			when: told(mailIn({path: 'Old/Bin', use: 'trash', knownBy: 'name', guess: true}, 3)),
		},
		{
			// An outbox, templates and notes count as drafts.
			finds: 'nowhere',
			when: told(mailIn({path: 'Outbox', use: 'drafts', knownBy: 'name'}, 3)),
		},
		{finds: 'not-reached', when: {imap: {find: shut('connect', 'timeout')}}},
		{
			finds: 'not-reached',
			when: {imap: {find: shut('login', {code: 'AUTHENTICATIONFAILED', text: 'Wrong password'})}},
			says: 'The mailbox person@mailbox.test at imap.mailbox.test could not be looked into: it refuses the login: [AUTHENTICATIONFAILED] Wrong password.',
			facts: {stopped: 'refused'},
		},
		{finds: 'not-reached', when: {params: {password: undefined}}},
		{
			finds: 'nothing-wanted',
			when: {params: {'message-id': undefined, from: undefined, since: '2h'}},
		},
	],
	{
		...inOurWay('find'),
		'a mail that is nowhere': told(),
		'a copy among the sent mails': told(mailIn(folder('Sent', 'sent'), 3)),
	},
);

const asked = async (more: Readonly<Record<string, unknown>>) => {
	const {asked: questions} = await runOn(find, {...told(), params: more}, params);
	return (questions[0] as {wanted?: object} | undefined)?.wanted;
};

test('everything that is given is wanted', async () => {
	expect(await asked({})).toEqual({messageId: '<1@terra.test>', from: 'noreply@terra.test'});
	expect(await asked({tag: 'this-run', from: undefined, 'message-id': undefined})).toEqual({tag: 'a1b2c3'});
	expect(await asked({tag: 'other', from: undefined, 'message-id': undefined})).toEqual({tag: 'other'});
});

test.each([
	['2h', '2026-06-15T10:00:00.000Z'],
	['90s', '2026-06-15T11:58:30.000Z'],
	['3d', '2026-06-12T12:00:00.000Z'],
	['2026-06-15', '2026-06-14T10:00:00.000Z'],
	['2026-06-15T08:00:00+02:00', '2026-06-15T06:00:00.000Z'],
])('since %s is since %s', async (since, expected) => {
	expect(await asked({since})).toMatchObject({since: expected});
});

test('a sender alone is looked for no longer back than a day, unless told otherwise', async () => {
	expect(await asked({'message-id': undefined})).toEqual({
		from: 'noreply@terra.test',
		since: '2026-06-14T12:00:00.000Z',
	});
	expect(await asked({'message-id': undefined, since: '3d'})).toMatchObject({
		since: '2026-06-12T12:00:00.000Z',
	});
});

test.each(['', 'yesterday', '2 weeks', '2026-13-01', '999999999h', '2026-02-30'])(
	'%j is no beginning',
	since => {
		expect(find.params.safeParse({...params, since}).success).toBe(false);
	},
);

test('the reason for the junk folder is read from the header', async () => {
	const header = [
		{name: 'x-spam-flag', value: 'YES'},
		{name: 'x-spam-status', value: 'Yes, score=9.1 required=5.0 tests=HTML_ONLY autolearn=no'},
		...id('<1@terra.test>'),
	];
	const {finding} = await runOn(find, told(mailIn(junk, 3, header)), params);
	expect(finding.code).toBe('in-junk');
	expect(finding.facts).toMatchObject({judgement: 'junk'});
	expect(finding.text).toContain('SpamAssassin');
});

test('names of folders cannot drive a terminal', async () => {
	const {finding} = await runOn(find, told(mailIn(folder('a\u001b[2J\u202e', 'junk'), 3)), params);
	expect(JSON.stringify(finding)).not.toMatch(/\\u001b\[|\u202e/);
});
