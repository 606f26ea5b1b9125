import {expect, test} from 'vitest';
import check from '../../../../source/checks/smtp/tls.ts';
import {certificate, passed, stopped, tls} from '../../said.ts';
import {runOn} from '../../taped.ts';
import {faulty, known, others, owner, unencrypted} from './known.ts';

const server = {host: 'smtp.provider.test', port: 587, security: 'starttls'};

test('what is looked at besides are two servers of other providers, without an account', async () => {
	const params = {
		...server,
		user: 'nas',
		password: 'smtp-password',
		from: 'nas@home.test',
		helo: 'TNAS.local',
	};
	for (const fault of ['expired', 'not-yet-valid', 'unknown-issuer', 'self-signed'] as const) {
		const {asked} = await runOn(check, {smtp: faulty(fault), params, providers: others});
		expect(asked.slice(1)).toEqual(
			['smtp.one.test', 'smtp.two.test'].map(host => ({
				host,
				port: 465,
				security: 'implicit',
				stage: 'tls',
				dialogue: 'second look',
			})),
		);
	}
});

test('where there is nobody of another family with TLS from the first byte, STARTTLS does', async () => {
	const {asked} = await runOn(
		check,
		{
			smtp: faulty('expired', known(server.host, 'CN=Some Authority')),
			providers: [owner, ...others.slice(0, 2)],
		},
		server,
	);
	expect(asked.slice(1)).toMatchObject([{host: 'smtp.late.test', port: 587, security: 'starttls'}]);
});

test.each(['wrong-name', 'other'] as const)('nobody else is looked at for the fault %s', async fault => {
	expect((await runOn(check, {smtp: faulty(fault), providers: others}, server)).asked).toHaveLength(1);
});

test('names in certificates cannot act on a terminal', async () => {
	const hostile = 'CN=\u202Egnp.exe\u0007\u001B[2J';
	const chain = [
		certificate({subject: hostile, issuer: hostile, names: [hostile], key: hostile, signature: hostile}),
	];
	for (const when of [
		{smtp: passed('tls', {tls: tls({chain})})},
		{smtp: faulty('unknown-issuer', {chain})},
		{smtp: faulty('wrong-name', {chain})},
		{smtp: faulty('wrong-name', {chain}), providers: [owner]},
		{smtp: faulty('expired', {chain}), providers: others},
	]) {
		const {finding} = await runOn(check, when, server);
		expect(JSON.stringify([finding.text, finding.facts['details'], finding.facts['why'] ?? ''])).not.toMatch(
			/\\u(?:202e|0007|001b)/i,
		);
		expect(finding.text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	}
});

test('a certificate with more names than anybody reads makes a sentence of bounded length', async () => {
	const names = Array.from({length: 50}, (_, index) => `DNS:${'x'.repeat(250)}${index}.test`);
	const {finding} = await runOn(check, {smtp: faulty('wrong-name', {chain: [certificate({names})]})}, server);
	expect(finding.text).toContain('and 40 more');
	expect(finding.text.length).toBeLessThan(2000);
});

test('a try with outdated versions carries nothing but the server, and there is one', async () => {
	const params = {
		...server,
		user: 'nas',
		password: 'smtp-password',
		from: 'nas@home.test',
		helo: 'TNAS.local',
	};
	const {asked} = await runOn(check, {params, smtp: stopped('tls', 'reset', unencrypted)});
	expect(asked.slice(1)).toEqual([
		{
			host: server.host,
			port: 587,
			security: 'starttls',
			stage: 'tls',
			dialogue: 'second look',
			versions: 'outdated-too',
		},
	]);
});

test.each([
	['a handshake that was finished', passed('tls')],
	['silence', stopped('tls', 'timeout', unencrypted)],
	['no STARTTLS', stopped('tls', 'not-offered', unencrypted)],
	['a run that was called off', stopped('tls', 'cancelled', unencrypted)],
])('no second try after %s', async (_, smtp) => {
	expect((await runOn(check, {smtp}, server)).asked).toHaveLength(1);
});

test('whatever the dates of a certificate, days are never negative', async () => {
	for (const validTo of ['1970-01-01T00:00:00.000Z', '', '9999-12-31T23:59:59.000Z']) {
		const {finding} = await runOn(
			check,
			{smtp: passed('tls', {tls: tls({chain: [certificate({validTo, validFrom: ''})]})})},
			server,
		);
		expect(finding.facts['days']).toBeGreaterThanOrEqual(0);
	}
});
