import {expect, test} from 'vitest';
import login from '../../source/checks/smtp/login.ts';
import type {Reply, TokenRefusal} from '../../source/core/smtp.ts';
import {reply, stopped} from './said.ts';
import {runOn} from './taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
};
const no = reply('535 5.7.8 No');
const byToken = {token: 'smtp-token', password: undefined};
const tokenRefused = (reason: TokenRefusal, by: Reply) =>
	stopped('login', by, {mechanism: 'XOAUTH2', tokenRefused: reason});

test('why a token was refused is told, and that a copied one proves little', async () => {
	const smtp = tokenRefused({status: '400', scope: 'https://mail.google.com/', schemes: 'Bearer'}, no);
	const {finding} = await runOn(login, {params: byToken, smtp}, server);
	expect(finding.facts['details']).toContain(
		'The server says of the token: status 400, it has to be one for https://mail.google.com/, of the kind Bearer.',
	);
	expect(String(finding.facts['details'])).toContain('says nothing about the device');
});

test.each([
	['400', true],
	['401', false],
])('status %s may be for a request that is malformed: %s', async (status, isOpen) => {
	const {finding} = await runOn(login, {params: byToken, smtp: tokenRefused({status}, no)}, server);
	expect(finding.code).toBe('oauth-expired');
	expect(String(finding.facts['details']).includes('was malformed')).toBe(isOpen);
});

test('a token that the server has no room for', async () => {
	const smtp = stopped('login', reply('500 5.5.6 Line too long'), {mechanism: 'XOAUTH2'});
	const {finding} = await runOn(login, {params: byToken, smtp}, server);
	expect(finding.code).toBe('refused');
	expect(String(finding.facts['details'])).toContain('12288');
});
