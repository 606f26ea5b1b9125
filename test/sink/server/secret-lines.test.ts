import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {mask} from '../../../source/core/transcript/secrets.ts';
import {verbOf} from '../../../source/sink/server/commands.ts';
import {SecretLines} from '../../../source/sink/server/secret-lines.ts';
import {
	authority,
	dial,
	expectNothingOf,
	misbehaving,
	name,
	openScene,
	type Scene,
	upgrade,
} from '../scene.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secret = 'hunter2-is-it';
const triple = base64(`\0nas\0${secret}`);

const heard = (...lines: readonly string[]) => {
	const secretLines = new SecretLines();
	return lines.map(line => secretLines.command(line, verbOf(line)));
};
const learned = (...lines: readonly string[]) =>
	heard(...lines).flatMap(({secrets}) => secrets.map(one => one.toString()));

describe('AUTH in every spelling', () => {
	test.each([
		['AUTH PLAIN', `AUTH PLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['small letters', `auth plain ${triple}`, `AUTH plain ${mask}`],
		['tabs', `AUTH\tPLAIN\t${triple}`, `AUTH PLAIN ${mask}`],
		['two blanks', `AUTH  PLAIN  ${triple}`, `AUTH PLAIN ${mask}`],
		['a blank before it', ` AUTH PLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['an equals sign', `AUTH=PLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['a colon', `AUTH:PLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['no blank', `AUTHPLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['NUL before it', `\0AUTH PLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['another name for it', `XAUTH PLAIN ${triple}`, `AUTH PLAIN ${mask}`],
		['IMAP', `a1 AUTHENTICATE PLAIN ${triple}`, `a1 AUTHENTICATE ${mask}`],
		['no mechanism', `AUTH ${triple}`, `AUTH ${mask}`],
		['no mechanism and no base64', `AUTH nas ${secret}`, `AUTH ${mask}`],
		['nothing but the secret', `AUTH ${secret}`, `AUTH ${mask}`],
		['octets as they are', `AUTH PLAIN \0nas\0${secret}`, `AUTH PLAIN ${mask}`],
		['a name that may be another', `AUTH PLAIN ${base64(`me\0nas\0${secret}`)}`, `AUTH PLAIN ${mask}`],
		['no name', `AUTH PLAIN ${base64(`nas\0${secret}`)}`, `AUTH PLAIN ${mask}`],
		['one NUL too many', `AUTH PLAIN ${base64(`\0nas\0${secret}\0`)}`, `AUTH PLAIN ${mask}`],
		['the password alone', `AUTH PLAIN ${base64(secret)}`, `AUTH PLAIN ${mask}`],
		['a colon between them', `AUTH PLAIN ${base64(`nas:${secret}`)}`, `AUTH PLAIN ${mask}`],
		['LOGIN with all of it', `AUTH LOGIN ${triple}`, `AUTH LOGIN ${mask}`],
		['LOGIN with both', `AUTH LOGIN ${base64('nas')} ${base64(secret)}`, `AUTH LOGIN ${mask}`],
		[
			'a token',
			`AUTH XOAUTH2 ${base64(`user=nas\u0001auth=Bearer ${secret}\u0001\u0001`)}`,
			`AUTH XOAUTH2 ${mask}`,
		],
		[
			'a token without its kind',
			`AUTH XOAUTH2 ${base64(`user=nas\u0001auth=${secret}\u0001\u0001`)}`,
			`AUTH XOAUTH2 ${mask}`,
		],
		['POP3', `PASS ${secret}`, `PASS ${mask}`],
		['IMAP in short', `a1 LOGIN nas ${secret}`, `a1 LOGIN ${mask}`],
	])('%s', (_name, line, shown) => {
		const [first] = heard(line);
		expect(first?.shown).toBe(shown);
		expect(learned(line)).toContain(secret);
	});

	test.each(['AUTH LOGIN', 'AUTH PLAIN', 'AUTH PLAIN =', 'AUTH CRAM-MD5', 'AUTH NTLM', 'AUTH'])(
		'%s tells nothing yet, and is shown',
		line => {
			expect(heard(line)).toEqual([{shown: line, secrets: []}]);
		},
	);
});

test('what follows a login is masked unless it is a command, and the name is no secret', () => {
	const lines = [
		'AUTH LOGIN',
		base64('nas@home.test'),
		base64(secret),
		`oops ${secret}`,
		'MAIL FROM:<a@b.test>',
	];
	expect(heard(...lines).map(({shown}) => shown)).toEqual([
		'AUTH LOGIN',
		mask,
		mask,
		mask,
		'MAIL FROM:<a@b.test>',
	]);
	expect(learned(...lines)).toContain(secret);
	expect(learned(...lines)).not.toContain('nas@home.test');
});

test('an unknown command after a login is masked, and hides its words nowhere else', () => {
	expect(heard('AUTH LOGIN', base64('nas'), 'ETRN home.test')).toEqual([
		{shown: 'AUTH LOGIN', secrets: []},
		{shown: mask, secrets: []},
		{shown: mask, secrets: []},
	]);
});

test('a command that needs no parameter shows none after a login', () => {
	const shown = heard('AUTH LOGIN', `NOOP ${secret}`, `HELP ${triple}`, 'QUIT', 'VRFY').map(one => one.shown);
	expect(shown).toEqual(['AUTH LOGIN', `NOOP ${mask}`, `HELP ${mask}`, 'QUIT', 'VRFY']);
});

test('a login that was cancelled, and an empty line, are seen', () => {
	const lines = new SecretLines();
	lines.command('AUTH LOGIN', 'AUTH');
	expect(lines.response('*')).toEqual({shown: '*', secrets: []});
	expect(lines.response('')).toEqual({shown: '', secrets: []});
	expect(lines.response(secret).shown).toBe(mask);
});

test('a line that is no command is seen where no login was tried', () => {
	expect(heard('WHAT ever', 'AUNT Sally').map(({shown}) => shown)).toEqual(['WHAT ever', 'AUNT Sally']);
});

test('a password that is not UTF-8 is learned in its octets', () => {
	const octets = Buffer.from('\0nas\0Schl\u00fcssel', 'latin1');
	const [first] = heard(`AUTH PLAIN ${octets.toString('base64')}`);
	expect(first?.secrets).toContainEqual(Buffer.from('Schl\u00fcssel', 'latin1'));
});

test('nothing that anybody says makes it fail', () => {
	const words = fc.constantFrom(
		'AUTH',
		'LOGIN',
		'PLAIN',
		' ',
		'\t',
		'=',
		'\0',
		'PASS',
		'x',
		triple,
		'*',
		':',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(words, fc.string({unit: 'binary'}))), parts => {
			expect(heard('AUTH LOGIN', parts.join(''))).toHaveLength(2);
		}),
	);
});

const waysIn: Readonly<Record<string, (scene: Scene) => Promise<Awaited<ReturnType<typeof dial>>>>> = {
	'in plain text': async scene => {
		const raw = await dial(scene.port('none'));
		await raw.say('EHLO me.test\r\n');
		return raw;
	},
	'before EHLO': scene => dial(scene.port('none')),
	'after STARTTLS': async scene => {
		const raw = await dial(scene.port());
		await raw.say('EHLO me.test\r\n');
		await raw.say('STARTTLS\r\n');
		const secured = await upgrade(raw, {servername: name, ca: authority.pem});
		await secured.say('EHLO me.test\r\n');
		return secured;
	},
	'after MAIL': async scene => {
		const raw = await dial(scene.port('none'));
		await raw.say('EHLO me.test\r\n');
		await raw.say('MAIL FROM:<nas@home.test>\r\n');
		return raw;
	},
};

const logins: Readonly<Record<string, readonly string[]>> = {
	PLAIN: [`AUTH PLAIN ${triple}`],
	'PLAIN in two lines': ['AUTH PLAIN', triple],
	'PLAIN in two lines, broken': ['AUTH PLAIN', base64(`nas\0${secret}`)],
	'PLAIN, and no base64': ['AUTH PLAIN', secret],
	LOGIN: ['AUTH LOGIN', base64('nas'), base64(secret)],
	'LOGIN with a tab': ['auth\tlogin', base64('nas'), base64(secret)],
	'LOGIN with an equals sign': ['AUTH=LOGIN', base64('nas'), base64(secret)],
	'LOGIN, and no base64': ['AUTH LOGIN', 'nas', secret],
	'LOGIN, cancelled': ['AUTH LOGIN', '*', base64(secret)],
	'LOGIN with an empty password': ['AUTH LOGIN', base64('nas'), '', base64(secret)],
	'an unknown mechanism': ['AUTH NTLM', base64('nas'), base64(secret)],
	'a token that is none': ['AUTH XOAUTH2', base64(`user=\u0001auth=Bearer ${secret}`)],
};

const afterwards = [
	`EHLO ${secret}.test`,
	`NOOP ${secret}`,
	`HELP ${base64(`x${secret}`)}`,
	`VRFY ${triple}`,
	`WHAT ${Buffer.from(secret).toString('hex')}`,
	`MAIL FROM:<${secret}@home.test>`,
	`RCPT TO:<${secret}@home.test>`,
	`RCPT TO:<"${base64(secret)}"@home.test>`,
	'QUIT',
];

describe.each(['any', 'off'] as const)('--login %s', login => {
	describe.each(Object.keys(waysIn))('%s', way => {
		test.each(Object.keys(logins))('nothing of the password is kept: %s', async method => {
			const scene = await openScene({login});
			const told: unknown[] = [];
			scene.sink.subscribe(happening => told.push(happening));
			const raw = await waysIn[way]!(scene);
			// All of it at once: who sends ahead does not read what was refused.
			raw.send([...(logins[method] ?? []), ...afterwards, ''].join('\r\n'));
			await raw.rest();
			const session = await scene.session();
			expectNothingOf(secret, session, told, scene.store.kept);
			expect(session.end).toBe('quit');
		});
	});
});

test('where nobody is welcome, a login is kept as little', async () => {
	const scene = await openScene({misbehaviour: misbehaving('greeting', {say: '554 5.7.1 Go away'})});
	const raw = await dial(scene.port('none'));
	raw.send(`EHLO me.test\r\nAUTH LOGIN\r\n${base64('nas')}\r\n${base64(secret)}\r\n${secret}\r\nQUIT\r\n`);
	await raw.rest();
	expectNothingOf(secret, await scene.session(), scene.store.kept);
});
