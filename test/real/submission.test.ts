import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Outcome} from '../../source/core/outcome.ts';
import {closeServers, raiseServers, secrets} from './world.ts';

let servers: Awaited<ReturnType<typeof raiseServers>>;
beforeAll(async () => {
	servers = await raiseServers();
}, 60_000);
afterAll(() => closeServers(), 60_000);

type Wanted = Parameters<typeof servers.run>;

/** Runs the built program against a service; its outcome, what each step found, and all that it wrote. */
const runAgainst = async (...wanted: Wanted) => {
	const {code, stdout, stderr, recorded} = await servers.run(...wanted);
	const outcome = JSON.parse(stdout) as Outcome;
	const found = Object.fromEntries(outcome.steps.map(({id, finding}) => [id, finding?.code]));
	const said = (id: string) => outcome.steps.find(step => step.id === id)?.finding?.facts['reply'];
	return {code, outcome, found, said, written: [stdout, stderr, recorded]};
};

const refusedLogins = async (): Promise<number> =>
	(await servers.dovecot.log()).match(/Password mismatch/g)?.length ?? 0;

test('a healthy server: the test mail lies in the mailbox', async () => {
	const {code, outcome, found} = await runAgainst('submission');
	expect(found).toMatchObject({
		host: 'resolves',
		connect: 'greeted',
		tls: 'encrypted',
		login: 'accepted',
		sender: 'accepted',
		recipient: 'accepted',
		accept: 'accepted',
		mx: 'found',
	});
	expect(outcome).toMatchObject({
		verdict: 'healthy',
		mail: 'working',
		diagnosis: null,
		route: {procedure: 'self-reset', destructive: false},
	});
	expect(code).toBe(0);

	const mailbox = path.join(servers.postfix.maildirs, 'person', 'new');
	await expect.poll(() => readdir(mailbox).catch(() => []), {timeout: 10_000}).toHaveLength(1);
	const [file = ''] = await readdir(mailbox);
	const message = await readFile(path.join(mailbox, file), 'utf8');
	expect(message).toMatch(/^To: person@mailbox\.test\r?$/m);
	expect(message).toMatch(/^X-Lostmail-Tag: [0-9a-f]{12}\r?$/m);
	expect(message).toMatch(/^Return-Path: <nas@home-mail\.test>\r?$/m);
});

test('a wrong password: one login is tried, and no more', async () => {
	const before = await refusedLogins();
	const {code, outcome, found, said} = await runAgainst('submission', {secret: 'wrong'});
	expect(found['login']).toBe('wrong-credentials');
	expect(said('login')).toMatch(/^535 5\.7\.8 Error: authentication failed/);
	expect(outcome).toMatchObject({
		verdict: 'diagnosed',
		mail: 'broken',
		diagnosis: {cause: 'auth.wrong-credentials', hop: 'auth', because: ['login']},
		route: {destructive: false},
	});
	expect(code).toBe(1);
	expect((await refusedLogins()) - before).toBe(1);
});

test('an expired certificate: seen, and no password is sent', async () => {
	const {code, outcome, found} = await runAgainst('expired');
	expect(found).toMatchObject({connect: 'greeted', tls: 'certificate-expired', login: undefined});
	expect(outcome).toMatchObject({
		verdict: 'diagnosed',
		diagnosis: {cause: 'tls.certificate-expired', hop: 'tls', who: 'mail-admin'},
		route: {procedure: 'repair-at-provider', destructive: false},
	});
	expect(code).toBe(1);
	const session = (await servers.postfix.log()).match(/disconnect from .*starttls=1.*/g) ?? [];
	expect(session.at(-1)).not.toContain('auth=');
});

const foreignSender = {answers: {'smtp-from': 'boss@home-mail.test'}};
const notOwned =
	'553 5.7.1 <boss@home-mail.test>: Sender address rejected: not owned by user nas@home-mail.test';

test("somebody else's sender address: refused at the recipient, as Postfix does unless told otherwise", async () => {
	const {code, outcome, found, said} = await runAgainst('submission', foreignSender);
	expect(found).toMatchObject({sender: 'accepted', recipient: 'sender-not-allowed'});
	expect(said('recipient')).toBe(notOwned);
	expect(outcome).toMatchObject({
		verdict: 'diagnosed',
		diagnosis: {cause: 'sender.not-allowed', hop: 'sender'},
	});
	expect(code).toBe(1);
});

test("somebody else's sender address: refused at the sender", async () => {
	const {code, outcome, found, said} = await runAgainst('eager', foreignSender);
	expect(found).toMatchObject({sender: 'not-allowed', recipient: undefined});
	expect(said('sender')).toBe(notOwned);
	expect(outcome).toMatchObject({
		verdict: 'diagnosed',
		diagnosis: {cause: 'sender.not-allowed', hop: 'sender', because: ['sender']},
	});
	expect(code).toBe(1);
});

test('a recipient that does not exist', async () => {
	const {code, outcome, found, said} = await runAgainst('submission', {
		answers: {address: 'nobody@mailbox.test'},
	});
	expect(found).toMatchObject({sender: 'accepted', recipient: 'no-such-recipient', accept: undefined});
	expect(said('recipient')).toBe(
		'550 5.1.1 <nobody@mailbox.test>: Recipient address rejected: User unknown in local recipient table',
	);
	expect(outcome).toMatchObject({
		verdict: 'diagnosed',
		diagnosis: {cause: 'recipient.unknown', hop: 'recipient', because: ['recipient']},
	});
	expect(code).toBe(1);
});

test('greylisting: not broken, but not known to work either', async () => {
	const {code, outcome, found, said} = await runAgainst('greylisting');
	expect(found).toMatchObject({sender: 'accepted', recipient: 'greylisted', accept: undefined});
	expect(said('recipient')).toMatch(
		/^450 4\.2\.0 <person@mailbox\.test>: Recipient address rejected: Greylisted/,
	);
	expect(outcome).toMatchObject({verdict: 'inconclusive', mail: 'unknown', diagnosis: null});
	expect(outcome.notRuledOut.map(({cause}) => cause)).toContain('filter.greylisted');
	expect(outcome.route?.destructive).not.toBe(true);
	expect(code).toBe(3);
});

test.each([
	['submission', 'password'],
	['submission', 'wrong'],
	['expired', 'password'],
	['greylisting', 'password'],
] as const)('no password is written anywhere: %s, %s', async (service, secret) => {
	const {written} = await runAgainst(service, {secret});
	const value = secrets[secret];
	const login = Buffer.from(`\0nas@home-mail.test\0${value}`).toString('base64');
	for (const text of written)
		for (const canary of [value, encodeURIComponent(value), Buffer.from(value).toString('base64'), login])
			expect(text).not.toContain(canary);
});
