import {expect, test} from 'vitest';
import check from '../../../source/checks/message/bounce.ts';
import {printable} from '../../../source/core/printable.ts';
import {bounced, bouncedScenarios, openBounces} from '../bounce-scenarios.ts';
import {because, rules, waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const further = ['mx.dangling', 'tls.certificate-expired', 'auth.locked-out'].map(cause => ({
	...(rules[0] as (typeof rules)[number]),
	cause,
	matches: ({lines}: {readonly lines: readonly string[]}) => lines.join().includes(`because of ${cause}!`),
}));
const replies = [...rules, ...further];
const base = {file: '/tmp/bounce.eml', to: 'person@mailbox.test'};
const read = (bounce: ReturnType<typeof bounced>, more: When = {}): When => ({
	replies,
	message: {from: [], signatures: [], bounce},
	...more,
});

describeCheck(
	check,
	base,
	[
		...bouncedScenarios.map(({finds, bounce, says}) => ({
			finds,
			when: read(bounce),
			...(says === undefined ? {} : {says}),
		})),
		{finds: 'no-bounce', when: {message: {from: [], signatures: []}}},
		{
			finds: 'other-mail',
			when: read(bounced({}), {params: {'message-id': '<2@home.test>'}}),
			says: '/tmp/bounce.eml is a bounce of another mail: it is about the message <1@home.test>.',
		},
		{finds: 'other-mail', when: read(bounced({}), {params: {to: 'eve@mailbox.test'}})},
		{
			finds: 'not-identified',
			when: read(bounced({reply: because('recipient.unknown')}, {about: {}}), {
				params: {'message-id': '<1@home.test>'},
			}),
		},
		{finds: 'unreadable', when: {message: {code: 'unreadable', detail: 'ENOENT'}}},
	],
	{
		...Object.fromEntries(waySays.map(code => [`reading fails with ${code}`, {message: {code}}])),
		...Object.fromEntries(Object.entries(openBounces).map(([why, bounce]) => [why, read(bounce)])),
		'words that name nobody': read(bounced({reply: because('recipient.unknown'), address: ''}, {about: {}})),
	},
);

test('tells who acts, what to do, and what the sentence has no room for', async () => {
	const rule = {
		...(rules[0] as (typeof rules)[number]),
		cause: 'recipient.policy',
		who: 'end-user',
		remedy: 'Ask.',
		matches: () => true,
	} as const;
	const bounce = bounced({reply: because('recipient.policy'), led: 'other@mailbox.test', status: '5.7.1'});
	const {finding} = await runOn(check, read(bounce, {replies: [rule]}), base);
	expect(finding.facts).toMatchObject({
		host: 'mx.mailbox.test',
		remote: 'mx.mailbox.test',
		reporter: 'smtp.provider.test',
		to: 'person@mailbox.test',
		from: 'nas@home.test',
		domain: 'mailbox.test',
		led: 'other@mailbox.test',
		enhanced: '5.7.1',
		when: '2026-06-15T11:59:00.000Z',
		read: 'RFC 3464',
		matched: true,
		ruleCause: 'recipient.policy',
		whoActs: 'end-user',
		remedy: 'Ask.',
		retry: 'stop',
	});
	expect(finding.facts['details']).toEqual(
		expect.arrayContaining([
			'Read as: RFC 3464',
			'About the message: <1@home.test>',
			'Led to: other@mailbox.test',
		]),
	);
});

test('a bounce that names neither a server nor a recipient makes a whole sentence', async () => {
	const bounce = {read: 'plain words', recipients: [{address: '', action: 'failed'}], about: {}} as const;
	const {finding} = await runOn(check, read(bounce), {file: 'x'});
	expect(finding.text).toBe(
		'The mail for the recipient was not delivered, and the reason is none that is known here: no reason is given',
	);
});

test('words of a stranger neither act nor grow', async () => {
	const words = `\u202E\u001B[2J${'x'.repeat(5000)}`;
	const bounce = bounced({words, remote: words, address: 'a\u202E@b.test'}, {reporter: words});
	const {finding} = await runOn(check, read(bounce), {file: 'x'});
	expect(printable(finding.text)).toBe(finding.text);
	expect(finding.text.length).toBeLessThan(2000);
	expect(JSON.stringify(finding.facts)).not.toContain('\u202E');
});
