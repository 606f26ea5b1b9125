import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ConfigFile, Fetched} from '../../source/settings/found.ts';
import {companionsOf, readSettings, secretAt} from '../../source/settings/read.ts';
import {mistakeIn} from './reading.ts';

type Fixture = {
	/** The files with this secret in them, the configuration first. */
	readonly files: (secret: string) => readonly [ConfigFile, ...ConfigFile[]];
	/** Whether the program itself would take the secret as it is. */
	readonly takes: (secret: string) => boolean;
};

const isTrimmed = (secret: string): boolean => secret.trim() === secret;

const fixtures: Readonly<Record<string, Fixture>> = {
	msmtp: {
		files: secret => [
			{
				name: 'msmtprc',
				text: `account a\nhost a.test\nauth on\nuser kim\npassword ${secret}\naccount b\nhost b.test\npassword other-${secret}\naccount default : a\n`,
			},
		],
		takes: secret => isTrimmed(secret) && !/^".*"$/.test(secret),
	},
	ssmtp: {
		files: secret => [{name: 'ssmtp.conf', text: `mailhub=a.test\nAuthUser=kim\nAuthPass=${secret}\n`}],
		takes: secret => !/[#=\s]/.test(secret),
	},
	postfix: {
		files: secret => [
			{
				name: 'main.cf',
				text: 'relayhost = [a.test]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:sasl\n',
			},
			{name: 'sasl', text: `# x\n[b.test]:587 joe:other-${secret}\n[a.test]:587 kim:${secret}\n`},
		],
		takes: isTrimmed,
	},
	'postfix static': {
		files: secret => [
			{
				name: 'main.cf',
				text: `relayhost = [a.test]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = static:{kim:${secret}}\n`,
			},
		],
		takes: secret => isTrimmed(secret) && !/[${}]/.test(secret),
	},
	'url with codes': {
		files: secret => [
			{name: '.env', text: `X=1\nSMTP_URL=smtp://kim:${encodeURIComponent(secret)}@a.test:587\n`},
		],
		takes: () => true,
	},
	'url as it is': {
		files: secret => [{name: '.env', text: `SMTP_URL='smtp://kim:${secret}@a.test:587'\n`}],
		takes: secret => /^[\w!*+,.;~-]+$/.test(secret),
	},
};

const read = ([file, ...others]: readonly [ConfigFile, ...ConfigFile[]]) => {
	const fetched: readonly Fetched[] = companionsOf(file).map(({asked}) => {
		const found = others.find(({name}) => name === asked);
		return found ? {asked, file: found} : {asked, why: 'it is not there'};
	});
	return readSettings(file, {fetched});
};

/** Long enough to be no part of anything else, and of the characters that files and URLs trip over. */
const secret = fc
	.array(fc.constantFrom(...'QZxq0189 #=:@/?%&"\'`$\\{}[]()<>,;+*!~.-_ü\t'), {minLength: 1, maxLength: 12})
	.map(marks => `qzQZ${marks.join('')}ZQzq`);

/** The pieces that would give it away: what stands between characters that could cut it. */
const pieces = (value: string): readonly string[] =>
	value.split(/[^\w]/).filter(piece => /[qQzZ]/.test(piece) && piece.length >= 4);

describe.each(Object.entries(fixtures))('%s', (_name, {files, takes}) => {
	test('no secret, and no piece of one, is in what is read or said', () => {
		fc.assert(
			fc.property(secret, value => {
				const said = JSON.stringify(read(files(value)));
				expect(said).not.toContain(value);
				expect(said).not.toContain(Buffer.from(value).toString('base64'));
				for (const piece of pieces(value)) expect(said).not.toContain(piece);
			}),
			{numRuns: 300},
		);
	});

	test('the secret is fetched from its place as the program takes it', () => {
		fc.assert(
			fc.property(secret, value => {
				fc.pre(takes(value));
				const all = files(value);
				const reading = read(all);
				expect(reading.ok && secretAt(reading.value, all)).toBe(value);
			}),
			{numRuns: 200},
		);
	});

	test('whatever becomes of the lines around it, nothing is thrown and no secret is told', () => {
		fc.assert(
			fc.property(
				secret,
				fc.nat(200),
				fc.nat(40),
				fc.constantFrom('', '\n', '"', '#', ' ', '=', ':'),
				(value, from, length, put) => {
					const [file, ...others] = files(value);
					const text = `${file.text.slice(0, from)}${put}${file.text.slice(from + length)}`;
					// Without the word before it, nobody knows it for a secret.
					fc.pre(intact(file.text, text, value));
					expect(JSON.stringify(read([{name: file.name, text}, ...others]))).not.toContain(value);
				},
			),
			{numRuns: 200},
		);
	});
});

/** Whether what makes it a secret still stands before it. */
const intact = (before: string, after: string, value: string): boolean => {
	const at = before.indexOf(value);
	const marker = before.slice(before.lastIndexOf('\n', at) + 1, at);
	return at < 0 || after.includes(`${marker}${value}`);
};

test('any text at all is read or refused', () => {
	fc.assert(
		fc.property(
			fc.string({unit: 'binary', maxLength: 300}),
			fc.constantFrom('msmtprc', 'ssmtp.conf', 'main.cf', '.env', 'x'),
			(text, name) => {
				const file = {name, text};
				const reading = readSettings(file, {fetched: [{asked: 'revaliases', file}]});
				expect(typeof reading.ok).toBe('boolean');
			},
		),
		{numRuns: 300},
	);
});

test('a secret that comes from a command, or a file that was not read, is not fetched', () => {
	const file = {name: 'msmtprc', text: 'host a.test\nauth on\npasswordeval echo x\n'};
	const reading = readSettings(file);
	expect(reading.ok && reading.value.password?.what).toBe('command');
	expect(reading.ok && secretAt(reading.value, [file])).toBeUndefined();
	expect(secretAt({format: 'msmtp', password: {file: 'x', line: 1, what: 'plain'}}, [file])).toBeUndefined();
	expect(secretAt({format: 'msmtp'}, [file])).toBeUndefined();
});

test('what is no configuration is refused with what would be one', () => {
	for (const text of ['', 'hello\n', 'Host: a.test\n', '{"host": "a.test"}'])
		expect(mistakeIn(readSettings({name: 'x', text}))).toEqual({
			at: 'x:1:1',
			message: 'This is no configuration that lostmail can read.',
			advice:
				'It reads: msmtp (msmtprc), sSMTP (ssmtp.conf), Postfix (main.cf), a connection URL (smtp://…).',
		});
	expect(mistakeIn(readSettings({name: 'msmtprc', text: 'host a\0b'})).message).toBe('This is not a text.');
	expect(mistakeIn(readSettings({name: 'msmtprc', text: ''})).message).toBe(
		'There is no account in this file.',
	);
	expect(mistakeIn(readSettings({name: 'msmtprc', text: 'tls_trust_file x'})).message).toBe(
		'This file says nothing about a mail server.',
	);
});

test('remarks are bounded', () => {
	const reading = readSettings({name: 'msmtprc', text: `host a.test\n${'nonsense\n'.repeat(5000)}`});
	expect(reading.ok && reading.value.remarks.length).toBe(41);
	expect(reading.ok && reading.value.remarks.at(-1)?.text).toBe('There are 4960 further remarks.');
});

test('a long file is read in a time that grows with its length alone', () => {
	for (const unit of [
		'account a : b,c\n',
		'"'.repeat(3),
		'[a]:',
		'$a',
		'a=$a\n',
		' \t',
		'{',
		'smtp://a@',
		'SMTP_URL=smtp://a#',
		'x ',
	])
		for (const name of ['msmtprc', 'ssmtp.conf', 'main.cf', '.env']) {
			const head = {
				msmtprc: 'host ',
				'ssmtp.conf': 'mailhub=',
				'main.cf': 'relayhost = ',
				'.env': 'SMTP_URL=smtp://',
			}[name];
			const text = `${head}${unit.repeat(65_000 / unit.length)}x`;
			const file = {name, text};
			readSettings(file, {
				fetched: [...companionsOf(file), {asked: 'revaliases'}].map(({asked}) => ({asked, file})),
			});
		}
});
