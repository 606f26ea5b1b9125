import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {concealed} from '../../../source/probes/smtp/concealed.ts';
import {createCover, mask} from '../../../source/probes/smtp/cover.ts';
import {base64, byPassword, byToken, expectNoToken, password, secrets, token, user} from './account.ts';
import {listening} from './listening.ts';
import {probing, provider} from './loopback.ts';

const framed = (secret: string) => base64(`\0${user}\0${secret}`);
/** Hides what a server says after this secret was sent with PLAIN. */
const hiding = (secret: string) => {
	const cover = createCover();
	cover.conceal(concealed(secret, [framed(secret), base64(secret)]));
	return cover;
};

/** What can be read out of everything in base64, wherever its groups begin. */
const readIn = (text: string) =>
	[...text.matchAll(/[\w+/-]{4,}/g)]
		.flatMap(([word]) => [0, 1, 2, 3].map(skipped => Buffer.from(word.slice(skipped), 'base64').toString()))
		.join(' ');
const partsOf = (secret: string) =>
	Array.from({length: secret.length - 7}, (_, at) => secret.slice(at, at + 8));
const expectNoPart = (kept: string, secret: string) => {
	const read = `${kept} ${readIn(kept)}`.toLowerCase();
	for (const part of partsOf(secret.toLowerCase())) expect(read).not.toContain(part);
};

describe('an echo that is not whole', () => {
	test('gives nothing away, wherever it is cut', () => {
		for (const secret of [password, token, 'Grüße-密码-und-mehr'])
			for (const form of [secret, framed(secret), base64(secret), base64(`x${secret}`)])
				for (let length = 8; length < form.length; length++)
					for (const piece of [form.slice(0, length), form.slice(-length)]) {
						const shown = hiding(secret).hide(`500 Command unrecognized: "AUTH PLAIN ${piece}..."`);
						expectNoPart(shown, secret);
					}
	});

	test('gives nothing away, wherever it is wrapped', () => {
		for (const form of [password, framed(password), base64(password)])
			for (let at = 1; at < form.length; at++) {
				const shown = hiding(password).hideAll([
					`5.7.8 bad ${form.slice(0, at)}`,
					`5.7.8 ${form.slice(at)} is it`,
				]);
				expect(shown).toEqual([`5.7.8 bad ${mask}`, `5.7.8 ${mask} is it`]);
			}
	});

	test('over many lines, of which some are empty, is masked on each', () => {
		const pieces = [...password].flatMap(letter => [`5.7.8 ${letter}`, '5.7.8']);
		expect(hiding(password).hideAll(pieces)).toEqual([...password].flatMap(() => [`5.7.8 ${mask}`, '5.7.8']));
	});

	test('is masked with the name in it, which alone is left as it is', () => {
		const form = framed(password);
		expect(hiding(password).hide(`got ${form} and ${form.slice(0, -6)}...`)).toMatch(
			/^got ••••••=* and ••••••\.\.\.$/,
		);
		expect(hiding(password).hide(`no ${base64(user)} here`)).toBe(`no ${base64(user)} here`);
	});

	test('of any letters beside it, of any case, is masked', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.nat(token.length - 8), fc.boolean(), (a, b, at, large) => {
				const piece = token.slice(at, at + 8);
				const shown = hiding(token).hide(`${a}${large ? piece.toUpperCase() : piece}${b}`);
				expect(shown.toLowerCase()).not.toContain(piece.toLowerCase());
			}),
		);
	});
});

test('a challenge with words that are also in the response stays as it is', () => {
	const cover = createCover();
	for (const name of ['a@home.test', 'ab@home.test', 'abc@home.test'])
		cover.conceal(concealed(token, [base64(`user=${name}\u0001auth=Bearer ${token}\u0001\u0001`)]));
	for (const before of ['', ' ', '  ']) {
		const challenge = base64(
			`${before}{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}`,
		);
		expect(cover.hide(challenge)).toBe(challenge);
	}
});

test('what is as long as a login can be is hidden in a long reply', () => {
	const long = `ey${'J0canary-of-a-token_'.repeat(450)}`;
	const shown = hiding(long).hideAll(
		Array.from({length: 4}, (_, at) => long.slice(at * 3000, (at + 1) * 3000)),
	);
	expect(shown).toEqual([mask, mask, mask, mask]);
});

describe('words that servers say to everybody', () => {
	const replies = [
		'5.7.8 Username and Password not accepted. For more information, go to',
		'5.7.8 Error: authentication failed: UGFzc3dvcmQ6',
		'5.7.14 Please log in with your web browser and then try again.',
		'SMTPUTF8',
		'AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2',
	];

	test.each([
		'password',
		'Password',
		'authentication',
		'my-authentication-1',
		'auth',
		'login',
		'plain',
		'mail',
		'fail',
		'starttls',
		'information',
		'cram-md5',
	])('are left as they are where the password is %j', secret => {
		expect(hiding(secret).hideAll(replies)).toEqual(replies);
		expectNoPart(hiding(secret).hide(`unrecognized: AUTH PLAIN ${framed(secret)}`), `${user}\0${secret}`);
	});

	test.each([
		['password1', 'no password1 here', `no ${mask} here`],
		['password!', 'no password! here', `no ${mask} here`],
		['my-authentication-1', 'no authentication-1 here', `no ${mask} here`],
		['correct-password-horse', 'no "correct-password..." here', `no "${mask}..." here`],
		['auth', 'an authxy, oauthentic', `an ${mask}xy, o${mask}entic`],
		['7Hq!x', 'no 7hQ!X here, nor Hq!x', `no ${mask} here, nor Hq!x`],
	])('but not what goes on from them: the password %j', (secret, text, shown) => {
		expect(hiding(secret).hide(text)).toBe(shown);
	});
});

describe('before anything was sent', () => {
	const knowing = (secret: string) => {
		const cover = createCover();
		cover.know(concealed(secret, []));
		return cover;
	};

	test('a form of eight characters or more is masked where it is whole', () => {
		const cover = knowing(password);
		expect(cover.hide(`hello ${password.toUpperCase()}, ${base64(`ab${password}`)}`)).not.toMatch(/7hq/i);
		expect(cover.hide(`hello ${password.slice(1)}`)).toBe(`hello ${password.slice(1)}`);
	});

	test('nothing of fewer characters is masked', () => {
		expect(knowing('7Hq!x').hide('hello 7Hq!x')).toBe('hello 7Hq!x');
	});
});

const refusal = ({stop}: SmtpAnswer) => stop?.reply?.lines.join('\n') ?? '';

describe('over the wire', () => {
	test.each([
		['all but its end', (line: string) => `500 5.5.1 Command unrecognized: "${line.slice(0, -4)}..."`],
		['its beginning', (line: string) => `500 5.5.1 Command unrecognized: "${line.slice(0, 45)}"`],
		[
			'it in two lines',
			(line: string) => `500-5.5.1 What is "${line.slice(0, 40)}\n500 5.5.1 ${line.slice(40)}"`,
		],
		[
			'the password in two lines',
			(line: string) => {
				const sent =
					Buffer.from(line.split(' ')[2] ?? '', 'base64')
						.toString()
						.split('\0')[2] ?? '';
				return `535-5.7.8 bad ${sent.slice(0, 8)}\n535 5.7.8 ${sent.slice(8)}`;
			},
		],
	])('a server that sends back %s', async (_, reply) => {
		const server = await listening('AUTH PLAIN', reply);
		const answer = await probing(server.port, {secret: () => password}).ask('login', byPassword);
		expect(refusal(answer)).toContain(mask);
		expect(JSON.stringify(answer)).not.toContain('Hq!x');
		expectNoPart(JSON.stringify(answer), password);
	});

	test('a server that sends a token back without its middle', async () => {
		const server = await listening(
			'AUTH XOAUTH2',
			line => `500 5.5.1 Command unrecognized: "${line.slice(0, 70)}...${line.slice(-40)}"`,
		);
		const answer = await probing(server.port, {secret: name => secrets[name]}).ask('login', byToken);
		expect(refusal(answer)).toBe(`5.5.1 Command unrecognized: "AUTH XOAUTH2 ${mask}...${mask}"`);
		expectNoToken(answer);
		expectNoPart(JSON.stringify(answer), token);
	});

	test('a line that is no reply, behind others with a part of the password', async () => {
		const server = await listening('AUTH PLAIN', `535-${password.slice(0, 7)}\n${password.slice(7)}`);
		const answer = await probing(server.port, {secret: () => password}).ask('login', byPassword);
		expect(answer.stop?.failure?.detail).toBe(`not an SMTP reply: "${mask}"`);
	});

	test.each(['auth', 'plain', 'starttls', 'smtp', 'smtputf8', '250-', 'user'])(
		'the password %j changes nothing of what was offered, said or done',
		async secret => {
			const server = await provider({users: {nas: secret}, mechanisms: ['LOGIN', 'PLAIN']});
			const {ask} = probing(server.port, {secret: () => secret});
			const answer = await ask('login', {security: 'starttls', user: 'nas', secret: 'smtp-password'});
			expect(answer.stop).toBeUndefined();
			expect(answer.extensions.plain).toContain('STARTTLS');
			expect(answer.extensions.encrypted?.join()).toMatch(/AUTH (?:PLAIN LOGIN|LOGIN PLAIN)/);
			expect(answer.anomalies).toEqual([]);
		},
	);

	test('prompts that are the password are read as they were sent', async () => {
		const asked = ['334 dXNlcm5hbWU6', '334 cGFzc3dvcmQ6', '235 2.7.0 Accepted'];
		const server = await listening('AUTH LOGIN', ...asked);
		const answer = await probing(server.port, {secret: () => 'password:'}).ask('login', byPassword);
		expect(answer.stop).toBeUndefined();
		expect(server.lines().slice(1)).toEqual([base64(byPassword.user), base64('password:')]);
	});
});
