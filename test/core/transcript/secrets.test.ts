import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readTranscript} from '../../../source/core/transcript.ts';
import {canary, secrets} from '../dialects.ts';
import {pasted} from '../pasted-noise.ts';

const said = (text: string) =>
	readTranscript(text)
		.lines.filter(({side}) => side !== 'connection')
		.map(({side, text: line}) => `${side === 'client' ? 'C' : 'S'} ${line}`);

const expectSilent = (shown: string) => {
	for (const secret of secrets) expect(shown).not.toContain(secret);
	expect(shown).not.toContain('CANARY');
};

describe('secrets', () => {
	const hidden: ReadonlyArray<readonly [string, string]> = [
		['an unknown mechanism', `C: AUTH ${secrets[3]}`],
		[
			'a response that was broken into lines',
			`C: AUTH XOAUTH2 ${secrets[4]?.slice(0, 30)}\n${secrets[4]?.slice(30)}\nS: 535 no`,
		],
		[
			'a response without marks that was broken',
			`AUTH PLAIN\n334\n${secrets[3]?.slice(0, 12)}\n${secrets[3]?.slice(12)}\n535 no`,
		],
		['responses without replies', `C: AUTH LOGIN\nC: ${secrets[7]}\nC: ${secrets[6]}`],
		['a response that looks like a command', `AUTH LOGIN\n334 UGFzc3dvcmQ6\nHELP\n535 HELP is no password`],
		['a password in a URL', `* Trying smtp://kim:${canary.password}@smtp.example.org:587\n< 220 x`],
		['a password by its name', `=== password: ${canary.password}\n<-  220 x`],
		['a login that a server sends back', `535 5.7.8 bad login ${secrets[3]}`],
		['a login in the middle of a line', `535 5.7.8 rejected command "AUTH PLAIN ${secrets[3]}"`],
		['a prompt of Python', `>>> s.login('kim', '${canary.password}')\n<<< 535 no`],
		['a prompt of a shell', `$ curl --user kim:${canary.password} smtp://example.org\n< 535 no`],
		[
			'a login to another kind of server',
			`C: PASS ${canary.password}\nC: a1 LOGIN kim ${canary.password}\nS: 500 no`,
		],
		['a login after a login', `C: AUTH PLAIN\nS: 504 no\nC: ${secrets[3]}\nS: 500 what`],
	];

	test.each(hidden)('%s', (_, text) => {
		const shown = JSON.stringify(readTranscript(text));
		expectSilent(shown);
		expect(shown).not.toContain('HELP"');
		for (const secret of secrets.slice(3, 8))
			for (const part of [secret.slice(0, 12), secret.slice(-12)]) expect(shown).not.toContain(part);
	});

	test('nothing is hidden that servers say of logins', () => {
		const lines = [
			'S 250-smtp.example.org\n250-AUTH LOGIN PLAIN XOAUTH2 X-OWN\n250 HELP',
			'S 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
			'S 535 5.5.4 Optional Argument not permitted for that AUTH mode.',
			'S 535 5.7.8 AUTH LOGIN failed',
		];
		expect(said(lines.map(line => line.slice(2)).join('\n'))).toEqual(lines);
	});
});

test('a response to a login is never shown, whatever stands around it', () => {
	const login = fc.tuple(
		fc.constantFrom('C: ', ' ~> ', '', '> ', '--> '),
		fc.constantFrom('PLAIN', 'XOAUTH2', 'login'),
		fc
			.base64String({minLength: 16, maxLength: 200})
			.filter(text => !/^[A-Z0-9_-]+=*$/i.test(text) || /\d/.test(text)),
	);
	fc.assert(
		fc.property(pasted, login, pasted, (before, [sign, mechanism, response], after) => {
			const text = `${before}\n${sign}AUTH ${mechanism} ${response}\n${after}`;
			expect(JSON.stringify(readTranscript(text))).not.toContain(response);
		}),
		{numRuns: 500},
	);
});
