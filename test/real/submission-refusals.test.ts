import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {closeProviders} from './provider-servers.ts';
import {brands, envelope, login, raiseProviders, whyLeftOut} from './providers.ts';

let servers: Awaited<ReturnType<typeof raiseProviders>>;
beforeAll(async () => {
	servers = await raiseProviders();
}, 90_000);
afterAll(() => closeProviders(), 60_000);

const device = {port: 587, security: 'starttls', ...login, ...envelope};

describe.each(brands)('%s', brand => {
	const leftOut = whyLeftOut(brand);
	beforeEach(({skip}) => skip(leftOut !== undefined, leftOut));

	/** What the two brands say at the same place. */
	const byBrand = <T>(each: Readonly<Record<typeof brand, T>>): T => each[brand];

	const delivered = async (recipient: string): Promise<readonly string[]> => {
		const folder = path.join(servers.serverOf(brand).maildirs, recipient, 'new');
		const files = await readdir(folder).catch(() => []);
		return Promise.all(files.map(file => readFile(path.join(folder, file), 'utf8')));
	};

	test.each([
		['submission', '587', 'starttls', 'greeted'],
		['implicit', '465', 'implicit', 'connected'],
	] as const)('healthy at %s: the test mail lies in the mailbox', async (at, port, security, connect) => {
		const before = (await delivered('person')).length;
		const {exit, found, outcome} = await servers.run(brand, at, {
			answers: {'smtp-port': port, 'smtp-security': security},
		});
		expect(found).toMatchObject({
			connect,
			tls: 'encrypted',
			login: 'accepted',
			sender: 'accepted',
			recipient: 'accepted',
			accept: 'accepted',
		});
		expect(outcome).toMatchObject({verdict: 'healthy', mail: 'working', diagnosis: null});
		expect(exit).toBe(0);
		await expect.poll(() => delivered('person'), {timeout: 10_000}).toHaveLength(before + 1);
		for (const message of await delivered('person')) expect(message).toMatch(/^X-Lostmail-Tag: /m);
	});

	test('a wrong password: one login is tried, and no more', async () => {
		const before = await servers.refusedLogins(brand);
		const {exit, found, facts, outcome} = await servers.run(brand, 'submission', {secret: 'wrong'});
		expect(found).toMatchObject({tls: 'encrypted', login: 'wrong-credentials', sender: undefined});
		expect(facts('login')['reply']).toMatch(
			byBrand({
				postfix: /^535 5\.7\.8 Error: authentication failed/,
				exim: /^535 Incorrect authentication data$/,
			}),
		);
		expect(outcome).toMatchObject({
			verdict: 'diagnosed',
			mail: 'broken',
			diagnosis: {cause: 'auth.wrong-credentials', hop: 'auth', because: ['login']},
			route: {destructive: false},
		});
		expect(exit).toBe(1);
		expect((await servers.refusedLogins(brand)) - before).toBe(1);
	});

	test.each([
		['submission', 'PLAIN', 'PLAIN LOGIN CRAM-MD5'],
		['challenge', 'CRAM-MD5', 'CRAM-MD5'],
	] as const)('what is offered at %s, and what is used: %s', async (at, mechanism, offered) => {
		const {finding} = await servers.check(brand, {587: at}, ['smtp.login', device, 'password']);
		expect(finding).toMatchObject({code: 'accepted', facts: {mechanism}});
		expect(String(finding.facts['offeredAfterTls']).split(' ').toSorted()).toEqual(
			offered.split(' ').toSorted(),
		);
	});

	test('a port without a login: none is tried', async () => {
		const {finding} = await servers.check(brand, {25: 'relay'}, [
			'smtp.login',
			{...device, port: 25},
			'password',
		]);
		expect(finding).toMatchObject({code: 'not-offered', level: 'problem'});
	});

	test("somebody else's sender address", async () => {
		const {exit, found, facts, outcome} = await servers.run(brand, 'submission', {
			answers: {'smtp-from': 'boss@home-mail.test'},
		});
		const {step, code, reply, cause} = byBrand({
			// Postfix waits with every refusal until the recipient, unless told otherwise.
			postfix: {
				step: 'recipient',
				code: 'sender-not-allowed',
				reply:
					'553 5.7.1 <boss@home-mail.test>: Sender address rejected: not owned by user nas@home-mail.test',
				cause: 'sender.not-allowed',
			},
			// The words are the administrator's own: that the sender is refused is proven, and nothing more.
			exim: {
				step: 'sender',
				code: 'refused',
				reply: '550 Send your own mail from yourself',
				cause: 'sender.refused',
			},
		});
		expect(found).toMatchObject({login: 'accepted', [step]: code, accept: undefined});
		expect(facts(step)['reply']).toBe(reply);
		expect(outcome).toMatchObject({
			verdict: 'diagnosed',
			mail: 'broken',
			diagnosis: {cause, hop: 'sender'},
			route: {destructive: false},
		});
		expect(exit).toBe(1);
	});

	test('a recipient that does not exist', async () => {
		const {exit, found, facts, outcome} = await servers.run(brand, 'submission', {
			answers: {address: 'nobody@mailbox.test'},
		});
		const {code, reply, cause} = byBrand({
			postfix: {
				code: 'no-such-recipient',
				reply:
					'550 5.1.1 <nobody@mailbox.test>: Recipient address rejected: User unknown in local recipient table',
				cause: 'recipient.unknown',
			},
			// Exim says the same of a mailbox, a domain and a remote host that it knows no way to.
			exim: {code: 'refused', reply: '550 Unrouteable address', cause: 'recipient.refused'},
		});
		expect(found).toMatchObject({sender: 'accepted', recipient: code, accept: undefined});
		expect(facts('recipient')['reply']).toBe(reply);
		expect(outcome).toMatchObject({
			verdict: 'diagnosed',
			diagnosis: {cause, hop: 'recipient', because: ['recipient']},
			route: {destructive: false},
		});
		expect(exit).toBe(1);
	});

	test('a mailbox that is full', async () => {
		const {exit, found, facts, outcome} = await servers.run(brand, 'submission', {
			answers: {address: 'full@mailbox.test'},
		});
		expect(found).toMatchObject({sender: 'accepted', recipient: 'mailbox-full', accept: undefined});
		expect(facts('recipient')['reply']).toBe(
			byBrand({
				postfix: '552 5.2.2 <full@mailbox.test>: Recipient address rejected: Mailbox is full',
				exim: '550 mailbox is full',
			}),
		);
		expect(outcome).toMatchObject({
			verdict: 'diagnosed',
			diagnosis: {cause: 'recipient.mailbox-full', hop: 'recipient'},
			route: {destructive: false},
		});
		expect(exit).toBe(1);
	});

	test('a message that is too large for the server', async () => {
		const before = (await delivered('person')).length;
		const {exit, found, facts, outcome} = await servers.run(brand, 'small');
		expect(found).toMatchObject({recipient: 'accepted', accept: 'too-large'});
		expect(facts('accept')['reply']).toBe(
			byBrand({
				postfix: '552 5.3.4 Error: message file too big',
				exim: '552 Message size exceeds maximum permitted',
			}),
		);
		expect(outcome).toMatchObject({
			verdict: 'diagnosed',
			diagnosis: {cause: 'accept.too-large', hop: 'accept'},
			route: {destructive: false},
		});
		expect(exit).toBe(1);
		expect(await delivered('person')).toHaveLength(before);
	});

	const later = byBrand({
		postfix: (to: string) => `450 4.2.0 <${to}>: Recipient address rejected: Greylisted for 2 seconds`,
		exim: () => '451 Greylisted for 2 seconds',
	});

	test('greylisting, and nobody agrees to wait: neither broken nor fine', async () => {
		const to = 'later@mailbox.test';
		const {exit, finding} = await servers.check(brand, {587: 'greylisting'}, [
			'smtp.recipient',
			{...device, to, 'may-wait': 'no'},
			'password',
		]);
		expect(finding).toMatchObject({code: 'greylisted', level: 'unknown', facts: {reply: later(to)}});
		expect(exit).toBe(3);
	});

	test('greylisting, and somebody agrees to wait: the second try passes', async () => {
		const to = 'much-later@mailbox.test';
		const {finding} = await servers.check(brand, {587: 'greylisting'}, [
			'smtp.recipient',
			{...device, to, 'may-wait': 'yes'},
			'password',
		]);
		expect(finding).toMatchObject({
			code: 'accepted-later',
			level: 'warning',
			facts: {reply: later(to), waited: '2 seconds'},
		});
	});

	test('greylisting in the whole run: the mail arrives at the second try, and only once', async () => {
		const recipient = 'whole-run';
		const {found, outcome, exit} = await servers.run(brand, 'greylisting', {
			answers: {address: `${recipient}@mailbox.test`, 'may-wait': 'yes'},
		});
		expect(found).toMatchObject({recipient: 'accepted-later', accept: 'accepted'});
		expect(outcome).toMatchObject({mail: 'working', diagnosis: null});
		expect(exit).toBe(0);
		await expect.poll(() => delivered(recipient), {timeout: 10_000}).toHaveLength(1);
	});
});

test('exim: a mailbox that is full, and the server does not say so', async ({skip}) => {
	const leftOut = whyLeftOut('exim');
	skip(leftOut !== undefined, leftOut);
	const {finding} = await servers.check('exim', {587: 'terse'}, [
		'smtp.recipient',
		{...device, to: 'full@mailbox.test'},
		'password',
	]);
	expect(finding).toMatchObject({code: 'refused', facts: {reply: '550 Administrative prohibition'}});
});
