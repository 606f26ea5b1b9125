import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {checks} from '../../../source/checks/index.ts';
import {demandUsable, secretsOf, valuesOf} from '../../../source/commands/check/parameters.ts';
import {UsageError} from '../../../source/commands/io.ts';
import type {Check} from '../../../source/core/check.ts';
import {widthOf} from '../../../source/report/wrap.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-parameters-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const mail = path.join(folder, 'mail.eml');
writeFileSync(mail, 'Subject: x\r\n\r\n');

const checkOf = (id: string): Check => {
	const check = checks.find(known => known.id === id);
	if (!check) throw new Error(id);
	return check;
};

/** What is complained about; nothing where the check can be run. */
const complaint = (id: string, values: Readonly<Record<string, string>>): string | undefined => {
	try {
		demandUsable(checkOf(id), values, []);
		return undefined;
	} catch (error) {
		expect(error).toBeInstanceOf(UsageError);
		const {message} = error as Error;
		for (const line of message.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
		return message.replaceAll(/\s+/g, ' ');
	}
};

test.each<readonly [string, Readonly<Record<string, string>>]>([
	['spam.score', {filter: 'spamd:127.0.0.1:783', file: mail}],
	['spam.trigger', {filter: 'rspamd:http://127.0.0.1:11333', file: mail}],
	['message.bounce', {file: mail}],
	['message.headers', {file: mail}],
	['domain.dkim', {domain: 'example.org'}],
	['domain.dkim', {domain: 'example.org', message: mail}],
	['clock.skew', {message: mail}],
	['person.search', {}],
])('%s with %j can be run', (id, values) => {
	expect(complaint(id, values)).toBeUndefined();
});

test.each<readonly [string, Readonly<Record<string, string>>, string]>([
	['spam.score', {filter: 'nonsense', file: mail}, 'spam.score: filter: expected spamd:HOST:PORT'],
	['spam.score', {filter: 'spamd:127.0.0.1:783'}, 'spam.score needs file=…: The file of the message'],
	['spam.trigger', {filter: 'spamd:127.0.0.1:783', caught: '3'}, 'spam.trigger needs file=…'],
	['spam.score', {filter: 'spamd:h:1', file: ''}, 'file: expected the path of a file'],
	[
		'mailbox.login',
		{security: 'x'},
		'mailbox.login: security: expected starttls or implicit or none, got "x"',
	],
	...['message.bounce', 'message.headers'].map(
		id =>
			[
				id,
				{file: path.join(folder, 'nowhere')},
				`${id}: file: ${path.join(folder, 'nowhere')}: cannot be read: there is no such file or folder`,
			] as const,
	),
	['message.bounce', {file: folder}, 'cannot be read: it is not a file'],
	['clock.skew', {message: '/nowhere/mail.eml'}, 'clock.skew: message: /nowhere/mail.eml: cannot be read'],
	[
		'domain.dkim',
		{domain: 'a.test', message: '/nowhere/m'},
		'domain.dkim: message: /nowhere/m: cannot be read',
	],
])('%s with %j is a mistake of whoever typed it, and nothing is asked', (id, values, wanted) => {
	expect(complaint(id, values)).toContain(wanted);
});

test('a filter that carries credentials is refused without repeating them', () => {
	const told = complaint('spam.score', {filter: 'rspamd:http://me:hunter2@filter.test/', file: mail});
	expect(told).toContain('the URL of the filter carries credentials');
	expect(told).not.toContain('hunter2');
});

test('the list of parameters says how a secret is given', () => {
	expect(secretsOf(checkOf('mailbox.login'))).toEqual(['password', 'token']);
	expect(complaint('mailbox.login', {})).toContain(
		'Not given as password=…, but as --secret password=env:NAME, file:PATH, fd:N or prompt.',
	);
	expect(() => valuesOf(checkOf('mailbox.login'), ['password=hunter2'])).toThrow(
		'--secret password=env:NAME',
	);
	expect(() => valuesOf(checkOf('mailbox.login'), ['password=hunter2'])).not.toThrow('hunter2');
});
