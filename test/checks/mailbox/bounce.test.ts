import {expect, test} from 'vitest';
import check from '../../../source/checks/mailbox/bounce.ts';
import type {Bounce} from '../../../source/core/bounce.ts';
import type {ImapAnswer} from '../../../source/core/imap.ts';
import {bounced, bouncedScenarios, openBounces} from '../bounce-scenarios.ts';
import {because, rules, waySays} from '../said.ts';
import {describeCheck, now, runOn, type When} from '../taped.ts';

const further = ['mx.dangling', 'tls.certificate-expired', 'auth.locked-out'].map(cause => ({
	...(rules[0] as (typeof rules)[number]),
	cause,
	matches: ({lines}: {readonly lines: readonly string[]}) => lines.join().includes(`because of ${cause}!`),
}));
const base = {
	host: 'imap.provider.test',
	port: 993,
	security: 'implicit',
	user: 'nas@home.test',
	password: 'mail-password',
	to: 'person@mailbox.test',
	'message-id': '<1@home.test>',
};
const folder = {path: 'INBOX', use: 'inbox'} as const;
const lies = (bounce: Bounce, at = '2026-06-15T11:59:05.000Z') => ({folder, at, bounce});
const answers = (answer: ImapAnswer, more: When = {}): When => ({
	replies: [...rules, ...further],
	imap: {bounces: {folders: [folder], unsearched: [], ...answer}},
	...more,
});

describeCheck(
	check,
	base,
	[
		...bouncedScenarios.map(({finds, bounce, says}) => ({
			finds,
			when: answers({bounces: [lies(bounce)]}),
			...(says === undefined ? {} : {says}),
		})),
		{
			finds: 'none',
			when: answers({bounces: []}),
			says: 'No bounce of the mail has come back to nas@home.test so far, though the whole mailbox was searched; that does not prove that nobody refused it.',
		},
		{finds: 'none', when: answers({bounces: [lies(bounced({}, {about: {messageId: '<2@home.test>'}}))]})},
		{finds: 'not-identified', when: answers({bounces: [lies(bounced({}, {about: {}}))]})},
		{
			// That it came after the mail was sent does not tell it from one about an older mail.
			finds: 'not-identified',
			when: answers({bounces: [lies(bounced({}, {about: {}}))]}, {params: {since: '2026-06-15T11:00:00Z'}}),
		},
		{
			// Words that name nobody.
			finds: 'not-identified',
			when: answers(
				{bounces: [lies(bounced({address: ''}, {about: {}}))]},
				{params: {'message-id': undefined}},
			),
		},
		{
			// Nobody said which mail it should be.
			finds: 'not-identified',
			when: answers({bounces: [lies(bounced({}))]}, {params: {'message-id': undefined, to: undefined}}),
		},
		{
			finds: 'not-all-searched',
			when: answers({bounces: [], folders: []}),
			says: 'No bounce of the mail was found in the mailbox nas@home.test, but not all of it could be searched: the server lists no folder.',
		},
		{
			finds: 'not-all-searched',
			when: answers({
				bounces: [],
				unsearched: [{path: '*', why: '2 mails that may be bounces were not read'}],
			}),
			facts: {details: ['Not searched: 2 mails that may be bounces were not read']},
		},
		{
			finds: 'not-all-searched',
			when: answers({bounces: [], unsearched: [{path: 'Archive', why: 'NO'}]}),
			says: 'No bounce of the mail was found in the mailbox nas@home.test, but not all of it could be searched: Archive.',
		},
		{finds: 'not-reached', when: {imap: {bounces: {code: 'timeout'}}}},
		{finds: 'not-reached', when: {params: {password: undefined}}},
		{
			finds: 'refused',
			when: {
				imap: {
					bounces: {
						stop: {stage: 'login', refusal: {code: 'AUTHENTICATIONFAILED', text: 'LOGIN failed'}},
					},
				},
			},
		},
	],
	{
		...Object.fromEntries(waySays.map(code => [`the probe fails with ${code}`, {imap: {bounces: {code}}}])),
		...Object.fromEntries(
			Object.entries(openBounces).map(([why, bounce]) => [why, answers({bounces: [lies(bounce)]})]),
		),
		'a bounce of another mail': answers({
			bounces: [lies(bounced({reply: because('recipient.unknown')}, {about: {messageId: '<2@home.test>'}}))],
		}),
		'a bounce that quotes nothing': answers({
			bounces: [lies(bounced({reply: because('recipient.unknown')}, {about: {}}))],
		}),
	},
);

test('the latest that quotes the mail decides, and the others are told', async () => {
	const delayed = lies(bounced({action: 'delayed', words: 'later'}), '2026-06-15T11:00:00.000Z');
	const full = lies(bounced({reply: because('recipient.mailbox-full')}), '2026-06-15T11:50:00.000Z');
	const nameless = lies(
		bounced({reply: because('recipient.unknown')}, {about: {}}),
		'2026-06-15T11:59:00.000Z',
	);
	const {finding} = await runOn(check, answers({bounces: [delayed, nameless, full]}), base);
	expect(finding.code).toBe('mailbox-full');
	const details = finding.facts['details'] as readonly string[];
	expect(details[0]).toBe('Found in: INBOX, 2026-06-15T11:50:00.000Z');
	expect(details.filter(line => line.startsWith('Another one'))).toHaveLength(2);
});

test('that none came proves nothing, so it is neither fine nor a problem', () => {
	expect(check.findings['none']?.level).toBe('unknown');
});

test('what was found before the connection broke counts', async () => {
	const broken: ImapAnswer = {
		stop: {stage: 'mailbox', failure: {code: 'reset'}},
		bounces: [lies(bounced({reply: because('recipient.unknown')}))],
	};
	const {finding} = await runOn(check, {replies: rules, imap: {bounces: broken}}, base);
	expect(finding.code).toBe('no-such-recipient');
});

test('asks once, by the name of the secret, for what is sought', async () => {
	const {asked} = await runOn(check, answers({bounces: []}), {...base, tag: 'this-run', since: '2h'});
	expect(asked).toEqual([
		{
			host: 'imap.provider.test',
			port: 993,
			security: 'implicit',
			user: 'nas@home.test',
			secret: 'mail-password',
			do: 'bounces',
			about: {messageId: '<1@home.test>', tag: 'a1b2c3', to: 'person@mailbox.test'},
			since: '2026-06-15T10:00:00.000Z',
		},
	]);
	expect((await runOn(check, {}, {...base, password: undefined})).asked).toEqual([]);
});

test('a bounce that is known by its recipient alone is looked for within a day', async () => {
	const asking = async (params: Readonly<Record<string, unknown>>) =>
		(await runOn(check, answers({bounces: []}), {...base, 'message-id': undefined, ...params})).asked[0];
	expect(await asking({to: 'person@example.org'})).toMatchObject({
		since: new Date(now - 86_400_000).toISOString(),
	});
	expect(await asking({to: 'person@example.org', 'message-id': '<m@x.test>'})).not.toHaveProperty('since');
});
