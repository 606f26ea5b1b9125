import {readFile, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {openFolder, raise} from './in-lab.ts';
import {lostmail} from './lostmail.ts';

const inFolder = openFolder();
const value = 'canary5x-hunter2';
const book = 'tos-verification-code';
const login = ['check', 'smtp.login', 'host=a.test', 'port=587', 'security=starttls', 'user=u'];

test.each([
	[['run', book, '--set', `smtp-password=${value}`], '--secret smtp-password=env:NAME'],
	[['run', book, '--secret', `smtp-password=${value}`], '--secret smtp-password=env:NAME'],
	[['run', book, '--secret', `smtp-password:${value}`], 'expected key=value'],
	[['run', book, '--secret', value], 'expected key=value'],
	[['run', book, '--secret', `=${value}`], 'expected key=value'],
	[['run', book, `--secret=${value}`], 'expected key=value'],
	[['run', book, '--secret', `smtp-pasword=${value}`], 'did you mean smtp-password?'],
	[['run', book, '--secret', `smtp-password=env:${value}`], 'the environment has no variable'],
	[['run', book, '--set', `smtp-pasword=${value}`], 'did you mean smtp-password?'],
	[['run', book, '--set', `smtp-password:${value}`], 'expected key=value'],
	[[...login, `password=${value}`], '--secret password=env:NAME'],
	[[...login, `pasword=${value}`], 'did you mean password?'],
	[[...login, `password:${value}`], 'expected key=value'],
	[[...login, '--secret', `password=${value}`], '--secret password=env:NAME'],
] as const)('%j: a secret on the command line is refused and not repeated', async (args, help) => {
	const {code, stdout, stderr} = await lostmail(args);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain(help);
	expect(stderr).not.toContain(value);
});

test('a secret in a file of answers is refused and not repeated', async () => {
	const file = inFolder('answers.yaml');
	await writeFile(file, `smtp-password: ${value}\n`);
	const {code, stderr} = await lostmail(['run', book, '--inputs', file]);
	expect(code).toBe(2);
	expect(stderr).toContain('--secret smtp-password=env:NAME');
	expect(stderr).not.toContain(value);
});

test.each(['text', 'json', 'ndjson'])('a password that is used is written nowhere: %s', async report => {
	const world = await raise('wrong-password', inFolder());
	const record = inFolder(`secrets.${report}`);
	const {code, stdout, stderr} = await lostmail(
		[
			...world.run.slice(0, -2),
			'--secret',
			'smtp-password=env:CANARY',
			'--report',
			report,
			'--record',
			record,
		],
		{env: {CANARY: value}},
	);
	await world.lab.close();
	expect(code).toBe(1);
	const used = Buffer.from(`\0nas@home-mail.test\0${value}`).toString('base64');
	expect(await readFile(record, 'utf8')).toContain('"smtp-password"');
	for (const text of [stdout, stderr, await readFile(record, 'utf8')])
		for (const canary of [value, Buffer.from(value).toString('base64'), used])
			expect(text).not.toContain(canary);
});
