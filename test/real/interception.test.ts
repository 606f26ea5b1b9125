import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {
	disliked,
	imapOf,
	lookingFor,
	lookingForBounce,
	plain,
	roundTripTo,
	smtp,
	withPrefix,
} from './interception-answers.ts';
import {addressOf, device, type Name} from './interception-mailboxes.ts';
import {closeInterception, raiseInterception} from './interception-world.ts';

let world: Awaited<ReturnType<typeof raiseInterception>>;
beforeAll(async () => {
	world = await raiseInterception();
}, 60_000);
afterAll(() => closeInterception(), 60_000);

/** One test mail, sent and looked for. */
const roundTrip = (name: Name) =>
	world.check('mail.roundtrip', roundTripTo(name), {password: 'smtp', 'imap-password': 'imap'});

type Ran = Awaited<ReturnType<typeof world.run>>;
const foundBy = ({steps}: Ran, id: string) => steps.find(step => step.id === id)?.finding;
const brokenIn = ({steps}: Ran) =>
	steps.filter(({finding}) => finding?.level === 'problem').map(({id}) => id);

/** What `message.headers` finds in a message as it lies in its mailbox. */
const judge = async (name: Name, messageId: string) => {
	const [saved = ''] = await world.lying(addressOf(name), messageId);
	const file = path.join(world.folder, `${name}.eml`);
	await writeFile(file, saved);
	return {...(await world.check('message.headers', {file, address: addressOf(name)})), saved};
};

describe.concurrent('device → Postfix → filter → Dovecot', () => {
	test('lost: thrown away by a rule, and nothing is called broken', async () => {
		const {exit, finding} = await roundTrip('lost');
		expect(finding).toMatchObject({code: 'lost', level: 'unknown', facts: {waited: '1 minute'}});
		expect(exit).toBe(3);
	}, 120_000);

	test('a clean path: the test mail lies in the inbox, and how long it took is told', async () => {
		const {exit, finding} = await roundTrip('person');
		expect(finding).toMatchObject({
			code: 'in-inbox',
			level: 'ok',
			facts: {
				folder: 'INBOX',
				seen: 'no',
				tookSeconds: expect.any(Number),
				reply: expect.stringMatching(/^250 2\.0\.0 /),
			},
		});
		expect(finding?.text).toMatch(/it was on its way for \d+ seconds?\.$/);
		expect(exit).toBe(0);
	}, 60_000);

	test('a rule of rspamd: the test mail lies in junk, with the rule and its points', async () => {
		const {exit, finding} = await roundTrip('strict');
		expect(finding).toMatchObject({
			code: 'in-junk',
			level: 'problem',
			facts: {folder: '垃圾邮件', use: 'junk', judgement: 'junk'},
		});
		expect(finding?.text).toMatch(
			/rspamd says: It is marked as spam\. It has [\d.]+ points.* What weighs most: STRICT_MAILBOX \(9\)/,
		);
		expect(exit).toBe(1);
	}, 60_000);

	test('SpamAssassin puts the test mail into a report of its own: found all the same', async () => {
		const {exit, finding} = await roundTrip('wrapped');
		expect(finding).toMatchObject({
			code: 'in-junk',
			facts: {
				folder: 'Courrier indésirable',
				reason: expect.stringMatching(
					/^SpamAssassin on \S+ says: It is marked as spam\. .* Rules that fired: .*STRICT_MAILBOX/,
				),
			},
		});
		expect(exit).toBe(1);
	}, 60_000);

	test.each([
		['junked', /^rspamd says: .* What weighs most: .*\(DATE_IN_FUTURE, \d/],
		['assassin', /^SpamAssassin on \S+ says: .* Rules that fired: .*HTML_SHORT_CENTER/],
	] as const)(
		'a verification mail that a filter dislikes, %s: the cause is the junk folder, with the reason of the filter',
		async (name, reason) => {
			const messageId = await world.send(addressOf(name), disliked());
			await world.lying(addressOf(name), messageId);
			const before = await world.boxes.state(addressOf(name));
			const answers = lookingFor(name, messageId);
			const ran = await world.run(answers, {'imap-password': 'imap'});
			expect(ran).toMatchObject({
				exit: 1,
				verdict: 'diagnosed',
				diagnosis: {cause: 'mailbox.junk', hop: 'mailbox', because: ['find']},
				route: {procedure: 'take-code-from-junk', destructive: false},
			});
			const {facts, text: sentence = ''} = foundBy(ran, 'find') ?? {};
			expect(facts).toMatchObject({
				folder: 'Courrier indésirable',
				judgement: 'junk',
				seen: 'no',
				reason: expect.stringMatching(reason),
			});
			const report = await world.report(answers, {'imap-password': 'imap'});
			expect(report).toContain(sentence);
			expect(report).toContain('mailbox.junk');
			expect(await world.boxes.state(addressOf(name))).toBe(before);
		},
		60_000,
	);

	test('a rule of the mailbox files it elsewhere', async () => {
		const ran = await world.run(
			{
				address: addressOf('ruled'),
				...withPrefix('smtp-', smtp),
				...withPrefix('imap-', imapOf(addressOf('ruled'))),
				'may-send': 'yes',
				'wait-minutes': '1',
			},
			{'smtp-password': 'smtp', 'imap-password': 'imap'},
		);
		expect(foundBy(ran, 'roundtrip')).toMatchObject({code: 'in-folder', facts: {folder: 'Règles/Appareils'}});
		expect(ran).toMatchObject({
			exit: 1,
			diagnosis: {cause: 'mailbox.rule', because: expect.arrayContaining(['roundtrip'])},
			route: {procedure: 'end-rule-or-block'},
		});
	}, 60_000);

	test('thrown away: the playbook names no cause', async () => {
		const messageId = await world.send(addressOf('lost'), plain);
		await world.discarded(messageId);
		const ran = await world.run(lookingFor('lost', messageId), {'imap-password': 'imap'});
		expect(ran).toMatchObject({exit: 3, verdict: 'inconclusive', diagnosis: null});
		expect(foundBy(ran, 'find')).toMatchObject({code: 'nowhere', level: 'unknown'});
		expect(brokenIn(ran)).toEqual([]);
		expect(ran.notRuledOut.map(({cause}) => cause)).toContain('mailbox.rule');
	}, 60_000);

	test.each([
		['full', 'mailbox-full', 'recipient.mailbox-full', /: 552 5\.2\.2 .*Quota exceeded/],
		['gone', 'no-such-recipient', 'recipient.unknown', /: 550 5\.1\.1 .*User unknown/],
	] as const)(
		'a bounce of Postfix in the mailbox of the sender: %s',
		async (name, found, cause, words) => {
			if (name === 'full')
				await world.boxes.deliver(addressOf(name), `Subject: old\n\n${`${'x'.repeat(70)}\n`.repeat(45)}`);
			const messageId = await world.send(addressOf(name), plain);
			await world.lying(device, messageId);
			const answers = lookingForBounce(addressOf(name), messageId);
			const ran = await world.run(answers, {'sender-imap-password': 'imap'});
			expect(foundBy(ran, 'sent-back')).toMatchObject({
				code: found,
				level: 'problem',
				text: expect.stringMatching(words),
			});
			expect(ran).toMatchObject({exit: 1, diagnosis: {cause, because: ['sent-back']}});
		},
		60_000,
	);

	test('a server that says nothing: first a notice of delay, which is no fault, and then the end', async () => {
		const to = 'somebody@silent.test';
		const messageId = await world.send(to, plain);
		await world.lying(device, messageId);
		const answers = lookingForBounce(to, messageId);
		const delayed = await world.run(answers, {'sender-imap-password': 'imap'});
		expect(foundBy(delayed, 'sent-back')).toMatchObject({code: 'delayed', level: 'unknown'});
		expect(delayed).toMatchObject({
			exit: 3,
			diagnosis: null,
			route: {procedure: 'wait-for-delivery'},
		});
		expect(brokenIn(delayed)).toEqual([]);
		expect(delayed.notRuledOut.map(({cause}) => cause)).toContain('mx.under-way');

		await world.gaveUp(messageId, 2);
		const {exit, finding} = await world.check(
			'mailbox.bounce',
			{...imapOf(device), to, 'message-id': messageId},
			{password: 'imap'},
		);
		expect(finding).toMatchObject({
			code: 'expired',
			level: 'problem',
			text: expect.stringContaining('timed out while receiving the initial server greeting'),
		});
		expect(exit).toBe(1);
		const expired = await world.run(answers, {'sender-imap-password': 'imap'});
		expect(expired).toMatchObject({exit: 1, diagnosis: {cause: 'mx.gave-up', because: ['sent-back']}});
	}, 90_000);

	test('the header of a saved mail: who signed it, and what the receiver made of that', async () => {
		const {finding, saved} = await judge('person', await world.send(addressOf('person'), plain));
		expect(saved).toMatch(/^DKIM-Signature: .*d=home-mail\.test/m);
		expect(saved).toMatch(/^Authentication-Results: mx\.mailbox\.test;/m);
		expect(finding?.level).not.toBe('problem');
		const details = finding?.facts['details'];
		for (const method of ['dkim', 'spf', 'dmarc'])
			expect(details).toContainEqual(
				expect.stringMatching(`^mx\\.mailbox\\.test: ${method}=pass \\(home-mail`),
			);
	}, 60_000);

	test.each([
		['strict', 'rspamd', 'STRICT_MAILBOX'],
		['wrapped', /^SpamAssassin on /, 'STRICT_MAILBOX'],
	] as const)(
		'the header of a saved mail: the verdict, %s',
		async (name, by, rule) => {
			const {exit, finding} = await judge(name, await world.send(addressOf(name), plain));
			expect(finding).toMatchObject({
				code: 'junk',
				level: 'problem',
				facts: {by: expect.stringMatching(by), rules: expect.arrayContaining([rule])},
			});
			expect(exit).toBe(1);
		},
		60_000,
	);
});

test('nothing was changed in any mailbox, and only headers and bounces were read', async () => {
	const flags = (await world.states()).flatMap(state => state.match(/^flags:.*$/gm) ?? []);
	expect(flags.length).toBeGreaterThan(10);
	for (const line of flags) expect(line).not.toMatch(/\\(?:Seen|Deleted|Flagged|Answered)/);
	const said = (await world.boxes.said()).split('\n').filter(Boolean);
	expect(said.length).toBeGreaterThan(50);
	for (const line of said)
		expect(line).not.toMatch(/^\S+ (?:UID )?(?:SELECT|STORE|COPY|MOVE|APPEND|EXPUNGE)|BODY\[/);
});
