import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createVault} from '../../../source/engine/redact.ts';
import {concealed} from '../../../source/probes/smtp/concealed.ts';
import {base64, byPassword, byToken, decodedAfter, password, secrets, token} from './account.ts';
import {listening} from './listening.ts';
import {anyText, probing} from './loopback.ts';

test('a secret is found in base64 wherever it begins, of either alphabet, and in a query', () => {
	const secret = 'a?b>c~ÿ/+ canary';
	const forms = concealed(secret, ['said']).map(({text}) => text);
	expect(forms).toEqual(expect.arrayContaining(['said', secret, encodeURIComponent(secret)]));
	for (const before of ['', 'x', 'xy', 'xyz'])
		for (const encoding of ['base64', 'base64url'] as const) {
			const sent = Buffer.from(`${before}${secret}${before}`).toString(encoding);
			expect(forms.some(form => form.length > 15 && sent.includes(form))).toBe(true);
		}
});

const line = anyText.map(text => text.replaceAll(/[\r\n]/g, ' '));

/** What a server may make of the line that it was sent and of the secret that it knows. */
const echo = fc.constantFrom(
	(sent: string) => sent,
	(sent: string) => Buffer.from(sent.replace(/^AUTH \S+ /, ''), 'base64').toString('latin1'),
	(sent: string) => sent.replace(/=+$/, ''),
	(_: string, secret: string) => secret,
	(_: string, secret: string) => secret.toUpperCase(),
	(_: string, secret: string) => base64(secret),
	(_: string, secret: string) => base64(`a${secret}`),
	(_: string, secret: string) => base64(`ab${secret}b`),
	(_: string, secret: string) => base64(JSON.stringify({status: secret, scope: `for ${secret}`})),
	(_: string, secret: string) => encodeURIComponent(secret),
);

const reply = fc
	.tuple(fc.constantFrom('334 ', '334 ', '535 5.7.8 ', '454 ', '535-', '250 '), line, echo, line)
	.map(([code, before, make, after]) => (secret: string) => (sent: string) => {
		const text = `${code}${before}${make(sent, secret).replaceAll(/[\r\n]/g, ' ')}${after}`;
		return code.endsWith('-') ? `${text}\n535 .` : text;
	});

test('whatever a server says to a login, no secret is in any kept text', {timeout: 60_000}, async () => {
	const vault = createVault();
	for (const [name, value] of Object.entries(secrets)) vault.set(name, value);
	const mechanism = fc.constantFrom('PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER');
	await fc.assert(
		fc.asyncProperty(mechanism, fc.array(reply, {minLength: 1, maxLength: 4}), async (name, replies) => {
			const [question, secret] = name.includes('OAUTH') ? [byToken, token] : [byPassword, password];
			const said = replies.map(make => make(secret));
			const server = await listening(`AUTH ${name}`, ...said, '501 No', '501 No', '501 No', '501 No');
			const {ask, close} = probing(server.port, {secret: key => secrets[key]});
			const kept = JSON.stringify(await ask('login', question));
			close();
			await server.close();
			expect(vault.redact(kept)).toBe(kept);
			for (const sent of server.lines().map(text => text.replace(/^AUTH \S+ ?/, '')))
				if (decodedAfter(sent, '').includes(secret)) expect(kept).not.toContain(sent);
		}),
		{numRuns: 50},
	);
});

test('a proof that was made of the password is as secret as the password', async () => {
	const server = await listening(
		'AUTH CRAM-MD5',
		`334 ${base64('<1.2@provider.test>')}`,
		sent => `535 5.7.8 ${sent} is ${Buffer.from(sent, 'base64').toString()}`,
	);
	const answer = await probing(server.port, {secret: () => password}).ask('login', byPassword);
	const digest = decodedAfter(server.lines()[1], '').split(' ')[1] ?? '';
	expect(digest).toMatch(/^[\da-f]{32}$/);
	expect(JSON.stringify(answer)).not.toContain(digest);
	expect(answer.stop?.reply?.lines).toEqual([`5.7.8 •••••• is ${byPassword.user} ••••••`]);
});
