import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import typo from '../../../source/checks/address/typo.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
const providers = knowledge?.providers ?? [];
const typed = (address: string): When => ({params: {address}, providers});
const found = async (address: string) => (await runOn(typo, typed(address))).finding;

describeCheck(typo, {}, [
	{
		finds: 'plausible',
		when: typed('name@gmail.com'),
		says: 'Nothing about name@gmail.com looks like a slip.',
	},
	{finds: 'plausible', when: typed('Name.Last+tag@Shop.Example.ORG')},
	{finds: 'plausible', when: typed('name@münchen.de')},
	{finds: 'plausible', when: typed('name@nas.local')},
	{finds: 'plausible', when: typed('name@gnail.test')},
	{finds: 'plausible', when: typed('peter@localhost')},
	{finds: 'plausible', when: typed('"john doe"@example.com')},
	{
		finds: 'role',
		when: typed('Info@example.com'),
		says: 'Info@example.com is an address of a role: several people may read it, or nobody.',
	},
	{
		finds: 'disposable',
		when: typed('x@box.mailinator.com'),
		says: 'x@box.mailinator.com is at box.mailinator.com, which throws mailboxes away after a short time.',
	},
	{
		finds: 'likely-typo',
		when: typed('name@gmial.com'),
		says: 'gmial.com is one letter away from gmail.com: was name@gmail.com meant? A domain of that name may exist all the same.',
		facts: {suggestion: 'name@gmail.com', who: 'end-user', details: ['Did you mean name@gmail.com?']},
	},
	{finds: 'likely-typo', when: typed('name@GMAIL.CON'), facts: {near: 'gmail.com', slips: 'one letter'}},
	{finds: 'likely-typo', when: typed('name@gmial.con'), facts: {near: 'gmail.com', slips: 'two letters'}},
	{
		finds: 'look-alike',
		when: typed('name@gmаil.com'),
		says: 'name@gmаil.com has letters that only look like ordinary ones, “а” (U+0430): mail goes to another address than the one that is read.',
		facts: {suggestion: 'name@gmail.com'},
	},
	{finds: 'look-alike', when: typed('name@gmжil.com')},
	{
		finds: 'no-dot',
		when: typed('name@gmail'),
		says: 'gmail has no dot and is no mail domain of the internet; perhaps name@gmail.com was meant.',
	},
	{
		finds: 'no-dot',
		when: typed('name@fileserver'),
		says: 'fileserver has no dot and is no mail domain of the internet, so mail to it is not likely to arrive.',
	},
	{
		finds: 'unknown-tld',
		when: typed('name@example.con'),
		says: '“con” is no top-level domain that lostmail knows of; perhaps name@example.com was meant.',
		facts: {suggestion: 'name@example.com'},
	},
	{
		finds: 'unknown-tld',
		when: typed('name@example.qwertz'),
		says: '“qwertz” is no top-level domain that lostmail knows of, so mail to it is not likely to arrive.',
	},
	{finds: 'address-literal', when: typed('name@[192.0.2.1]')},
	{finds: 'needs-smtputf8', when: typed('jörg@example.com')},
	{
		finds: 'malformed',
		when: typed('name@gmail,com'),
		says: '"name@gmail,com" is no e-mail address: a comma where a dot belongs, at character 11.',
		facts: {suggestion: 'name@gmail.com', place: 11},
	},
	{
		finds: 'malformed',
		when: typed(''),
		says: '"" is no e-mail address: there is nothing in it, at character 1.',
	},
	{finds: 'malformed', when: typed('name@\u0301a.com'), facts: {place: 6}},
	{finds: 'malformed', when: typed('a@b@@c'), facts: {rfc: 'RFC 5321 section 4.1.2'}},
]);

test('no domain that a service gives to people is ever taken for a slip', async () => {
	for (const domain of providers.flatMap(({domains}) => domains))
		expect((await found(`name@${domain}`)).code, domain).toBe('plausible');
});

test.each([
	...['gmai.com', 'gmal.com', 'gnail.com', 'gmaill.com', 'gmail.co', 'gmail.cm', 'hotmial.com', 'hotmail.co'],
	...['yaho.com', 'yahooo.com', 'outlok.com', 'outllook.com', 'iclod.com', 'protonmial.com', 't-onlin.de'],
])('%s is a slip', async domain => {
	expect((await found(`name@${domain}`)).code).toBe('likely-typo');
});

test.each([
	...[
		'ymail.com',
		'mail.com',
		'email.com',
		'gmx.com',
		'gmx.net',
		'aol.de',
		'bt.com',
		'ba.com',
		'mx.de',
		'ok.de',
	],
	...['company.com', 'university.edu', 'mail.company.co.uk', 'postmail.com', 'mi.com', 'qqq.com', 'ail.com'],
])('%s is none', async domain => {
	expect((await found(`name@${domain}`)).code).toBe('plausible');
});

test('an invisible character is shown, and left out of what is proposed', async () => {
	const finding = await found('\u202ename@example.org');
	expect(finding).toMatchObject({code: 'malformed', facts: {suggestion: 'name@example.org', place: 1}});
	expect(finding.text).toContain('\\u{202e}name');
});

test('nobody is asked', async () => {
	expect((await runOn(typo, typed('name@gmial.com'))).asked).toEqual([]);
});

test('any text gets a sentence that is safe to print', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(fc.string({unit: 'binary', maxLength: 300}), fc.emailAddress()),
			async address => {
				const {text, level} = await found(address);
				expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
				expect(['ok', 'warning', 'problem']).toContain(level);
			},
		),
		{numRuns: 500},
	);
});

test('an address that can be mailed is never malformed', async () => {
	await fc.assert(
		fc.asyncProperty(fc.emailAddress(), async address => {
			expect((await found(address)).level).not.toBe('problem');
		}),
		{numRuns: 300},
	);
});

test.each([`a@${'b-'.repeat(100)}c.com`, `${'а'.repeat(30)}@gmail.com`, `a@${'x.'.repeat(100)}con`])(
	'a long one is judged as well: %#',
	async address => {
		expect((await found(address)).text.length).toBeLessThan(1200);
	},
);

test('what is longer than any address is not taken', () => {
	expect(typo.params.safeParse({address: 'x'.repeat(1001)}).success).toBe(false);
});
