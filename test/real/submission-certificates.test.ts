import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {closeProviders, host} from './provider-servers.ts';
import {brands, raiseProviders, whyLeftOut} from './providers.ts';

let servers: Awaited<ReturnType<typeof raiseProviders>>;
beforeAll(async () => {
	servers = await raiseProviders();
}, 90_000);
afterAll(() => closeProviders(), 60_000);

const starttls = {port: 587, security: 'starttls'};

describe.each(brands)('%s', brand => {
	const leftOut = whyLeftOut(brand);
	beforeEach(({skip}) => skip(leftOut !== undefined, leftOut));

	const logins = async () => (await servers.serverOf(brand).log()).match(/\bauth=1|\bA=/g)?.length ?? 0;

	test.each([
		['submission', starttls],
		['implicit', {port: 465, security: 'implicit'}],
	] as const)('valid: %s', async (at, device) => {
		const {exit, finding} = await servers.check(brand, {[device.port]: at}, ['smtp.tls', device]);
		expect(finding).toMatchObject({
			code: 'encrypted',
			level: 'ok',
			facts: {protocol: 'TLSv1.3', subject: `CN=${host}`, names: host},
		});
		expect(exit).toBe(0);
	});

	test('valid for three days more: a warning, and nothing stops', async () => {
		const {exit, finding} = await servers.check(brand, {587: 'ending'}, ['smtp.tls', starttls]);
		expect(finding).toMatchObject({code: 'expires-soon', level: 'warning', facts: {subject: `CN=${host}`}});
		expect(exit).toBe(0);
	});

	test.each([
		['expired', 'certificate-expired', 'tls.certificate-expired', {subject: `CN=${host}`}],
		['elsewhere', 'certificate-name', 'tls.certificate-name', {names: 'shared-hosting.test'}],
		['selfSigned', 'certificate-self-signed', 'tls.certificate-untrusted', {issuer: `CN=${host}`}],
		[
			'incomplete',
			'certificate-incomplete',
			'tls.certificate-incomplete',
			{issuer: 'CN=Intermediate Authority'},
		],
	] as const)('%s: seen, and no password is sent', async (at, code, cause, facts) => {
		const before = await logins();
		const {exit, finding} = await servers.check(brand, {587: at}, ['smtp.tls', starttls]);
		expect(finding).toMatchObject({code, level: 'problem', facts});
		expect(exit).toBe(1);

		const run = await servers.run(brand, at);
		expect(run.found).toMatchObject({connect: 'greeted', tls: code, login: undefined});
		expect(run.outcome).toMatchObject({
			verdict: 'diagnosed',
			mail: 'broken',
			diagnosis: {cause, hop: 'tls', because: ['tls']},
			route: {destructive: false},
		});
		expect(run.exit).toBe(1);
		expect(await logins()).toBe(before);
	});

	test('nothing newer than TLS 1.0: seen, and no password is sent', async () => {
		const before = await logins();
		const {finding} = await servers.check(brand, {587: 'old'}, ['smtp.tls', starttls]);
		expect(finding).toMatchObject({code: 'version', level: 'problem'});
		expect(finding.facts['offered']).toMatch(/^TLS ?v?1(\.0)?$/i);

		const run = await servers.run(brand, 'old');
		expect(run.found).toMatchObject({connect: 'greeted', tls: 'version', login: undefined});
		expect(run.outcome).toMatchObject({
			verdict: 'diagnosed',
			diagnosis: {cause: 'tls.version', hop: 'tls'},
			route: {destructive: false},
		});
		expect(await logins()).toBe(before);
	});
});
