import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {full, host, person, raiseMailboxes, sender, testMail} from './mailbox-world.ts';

let mailboxes: Awaited<ReturnType<typeof raiseMailboxes>>;
beforeAll(async () => {
	mailboxes = await raiseMailboxes();
}, 60_000);
afterAll(() => mailboxes?.close(), 60_000);

/** Asks with a probe of its own, as each round of the program has one. */
const ask: ReturnType<typeof mailboxes.probing>['ask'] = async doing => {
	const {ask, close} = mailboxes.probing();
	try {
		return await ask(doing);
	} finally {
		close();
	}
};

describe('the login', () => {
	test.each([
		['implicit', 993],
		['starttls', 143],
	] as const)('%s', async (security, port) => {
		const answer = await ask({do: 'login', security, port});
		expect(answer.stop).toBeUndefined();
		expect(answer).toMatchObject({
			greeting: expect.stringContaining('Dovecot'),
			tls: {protocol: 'TLSv1.3', chain: [{names: [`DNS:${host}`]}, {}]},
			capabilities: expect.arrayContaining(['IDLE', 'QUOTA', 'SPECIAL-USE']),
		});
	});

	test('a wrong password: refused with its code, and one login in the log', async () => {
		const refused = async () => (await mailboxes.log()).match(/auth failed, 1 attempts/g)?.length ?? 0;
		const before = await refused();
		const {ask, close} = mailboxes.probing();
		const {stop} = await ask({do: 'login', secret: 'wrong'});
		expect(stop).toEqual({
			stage: 'login',
			refusal: {code: 'AUTHENTICATIONFAILED', text: 'Authentication failed.'},
		});
		expect((await ask({do: 'quota', secret: 'wrong'})).stop?.failure?.code).toBe('already-tried');
		close();
		await expect.poll(refused).toBe(before + 1);
	});

	test('a name that the certificate does not have', async () => {
		const {stop} = await ask({do: 'login', host: '127.0.0.1', port: mailboxes.ports.imaps});
		expect(stop).toMatchObject({stage: 'tls', failure: {code: 'untrusted'}});
	});
});

describe('where it is', () => {
	test.each([
		['inbox', '', 'INBOX', 'inbox', undefined],
		['junk', 'X-Spam-Flag: YES', 'Courrier indésirable', 'junk', 'special-use'],
		['a folder by a rule', 'X-Rule: folder', 'Règles/Codes', 'other', undefined],
		['junk by its name', 'X-Rule: named', '垃圾邮件', 'junk', 'name'],
		['trash', 'X-Rule: trash', 'Trash', 'trash', 'special-use'],
	])('%s, and nothing is changed', async (_, more, folder, use, knownBy) => {
		const tag = `tag${use}${folder.length}`;
		const began = new Date(Date.now() - 1000).toISOString();
		await mailboxes.deliver(person, testMail(tag, more));
		const before = await mailboxes.state(person);
		const messageId = `<lostmail.${tag}@home-mail.test>`;
		for (const wanted of [{messageId}, {tag}, {messageId, tag, from: 'home-mail.test', since: began}]) {
			const {found, unsearched, stop} = await ask({do: 'find', wanted});
			expect([unsearched, stop]).toEqual([[], undefined]);
			expect(found).toMatchObject([
				{folder: {path: folder, use, ...(knownBy === undefined ? {} : {knownBy})}, seen: false},
			]);
			const names = found?.[0]?.header.map(({name}) => name);
			expect(names).toContain('received');
			expect(names).not.toContain('subject');
		}
		expect(await mailboxes.state(person)).toBe(before);
		expect(before).toContain(messageId);
	});

	test('nowhere, and every folder was searched', async () => {
		const {found, unsearched, folders} = await ask({do: 'find', wanted: {tag: 'never-sent'}});
		expect([found, unsearched]).toEqual([[], []]);
		expect(folders?.slice(0, 2)).toEqual([
			{path: 'INBOX', use: 'inbox'},
			{path: 'Courrier indésirable', use: 'junk', knownBy: 'special-use'},
		]);
	});

	test('by sender and time alone', async () => {
		const wanted = {from: sender, since: new Date(Date.now() - 3_600_000).toISOString()};
		const {found} = await ask({do: 'find', wanted});
		expect(found?.length).toBeGreaterThanOrEqual(5);
		const later = new Date(Date.now() + 3_600_000).toISOString();
		expect((await ask({do: 'find', wanted: {...wanted, since: later}})).found).toEqual([]);
	});
});

describe('quota', () => {
	test('a mailbox with room', async () => {
		const {quota} = await ask({do: 'quota'});
		expect(quota).toMatchObject([{root: 'User quota', storage: {limit: 1024 ** 3}}]);
	});

	test('a full one: mail is refused, and it is seen why', async () => {
		const long = `${'x'.repeat(69)}\n`.repeat(35);
		await mailboxes.deliver(full, testMail('fits') + long);
		await expect(mailboxes.deliver(full, testMail('fits-not') + long)).rejects.toThrow(/552 5\.2\.2/);
		const {quota} = await ask({do: 'quota', user: full});
		expect(quota).toMatchObject([{root: 'User quota', storage: {limit: 4096}}]);
		const {used = 0, limit = 0} = quota?.[0]?.storage ?? {};
		expect(limit - used).toBeLessThan(1500);
	});
});

describe('watching', () => {
	test.each([
		['into junk', 'X-Spam-Flag: YES', 'junk'],
		['into the inbox', '', 'inbox'],
		['into a folder that is made for it', 'X-Rule: folder', 'other'],
	])('%s', async (_, more, use) => {
		const tag = `watched${use}`;
		const before = await mailboxes.said();
		const watching = ask({do: 'watch', wanted: {tag}, seconds: 60, why: 'for the test message'});
		await expect
			.poll(async () => (await mailboxes.said()).slice(before.length), {timeout: 10_000})
			.toContain('IDLE');
		await mailboxes.deliver(person, testMail(tag, more));
		const {found, seconds, stop} = await watching;
		expect(stop).toBeUndefined();
		expect(found?.map(one => [one.folder.use, one.seen])).toEqual([[use, false]]);
		expect(seconds).toBeLessThan(60);
	});

	test('until the time is over', async () => {
		const {found, seconds, unsearched} = await ask({
			do: 'watch',
			wanted: {tag: 'never-sent'},
			seconds: 1,
			why: 'for nothing',
		});
		expect([found, unsearched]).toEqual([[], []]);
		expect(seconds).toBeGreaterThanOrEqual(1);
	});
});

test('a bounce is found in the mailbox of the sender, and stays unread', async () => {
	const [tag, id] = ['bounced', 'lostmail.bounced@home-mail.test'];
	await mailboxes.deliver(sender, bounceOf(tag, id), '');
	const before = await mailboxes.state(sender);
	const {bounces, unsearched} = await ask({do: 'bounces', user: sender, about: {messageId: id}});
	expect(unsearched).toEqual([]);
	expect(bounces).toMatchObject([
		{
			folder: {use: 'inbox'},
			bounce: {
				recipients: [{address: 'gone@mailbox.test', action: 'failed', reply: {code: 550, enhanced: '5.1.1'}}],
				about: {messageId: expect.stringContaining(id)},
			},
		},
	]);
	expect(JSON.stringify(bounces)).not.toContain('482915');
	expect((await ask({do: 'bounces', user: sender, about: {messageId: 'another@x.test'}})).bounces).toEqual(
		[],
	);
	expect(await mailboxes.state(sender)).toBe(before);
});

test('nothing that was said to the server could change anything', async () => {
	const said = (await mailboxes.said()).split('\n').filter(Boolean);
	expect(said.length).toBeGreaterThan(100);
	const verbs = said.map(line => /^\S+ (?:DONE|\S+ ((?:UID )?\w+))/.exec(line)?.[1] ?? 'DONE');
	const reading = [
		'DONE',
		'EXAMINE',
		'GETQUOTAROOT',
		'ID',
		'IDLE',
		'LIST',
		'LSUB',
		'NAMESPACE',
		'STATUS',
		'UID FETCH',
		'UID SEARCH',
	];
	expect(reading).toEqual(expect.arrayContaining([...new Set(verbs)]));
	for (const line of said) expect(line).not.toMatch(/BODY\[/);
});

/** As Postfix writes it. */
const bounceOf = (tag: string, id: string): string => `From: MAILER-DAEMON@mailbox.test (Mail Delivery System)
To: ${sender}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.${tag}@mailbox.test>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<gone@mailbox.test>: 550 5.1.1 User unknown

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mailbox.test

Final-Recipient: rfc822; gone@mailbox.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: message/rfc822

Message-ID: <${id}>
X-Lostmail-Tag: ${tag}
From: ${sender}
To: gone@mailbox.test
Subject: Your verification code is 482915

Your verification code is 482915.

--b--
`;
