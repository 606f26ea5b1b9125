import {expect, test} from 'vitest';
import login from '../../source/checks/smtp/login.ts';
import {passed, stopped} from './said.ts';
import {runOn} from './taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
};
const notOffered = (...encrypted: string[]) =>
	stopped('login', {code: 'not-offered', detail: 'whatever'}, {extensions: {plain: ['STARTTLS'], encrypted}});

test('what is offered and what was tried is told line by line, and safe to print', async () => {
	const {finding} = await runOn(
		login,
		{smtp: passed('login', {mechanism: 'PLAIN', extensions: {encrypted: ['AUTH PLAIN \u202eX\u001b[2J']}})},
		server,
	);
	expect(finding.facts['details']).toEqual([
		'Logins offered after TLS: PLAIN \\u{202e}X\\u{1b}[2J.',
		'The login was tried with PLAIN.',
	]);
});

test('however much a server offers, little of it is told', async () => {
	const flood = `AUTH ${Array.from({length: 400}, (_, index) => `X${index}${'Y'.repeat(100)}`).join(' ')}`;
	const {finding} = await runOn(login, {smtp: notOffered(flood)}, server);
	expect(finding.code).toBe('other-mechanisms');
	expect(finding.text.length).toBeLessThan(1100);
	expect(finding.text).toContain('and 380 more');
});
