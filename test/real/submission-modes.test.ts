import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {type At, closeProviders, host} from './provider-servers.ts';
import {brands, raiseProviders, whyLeftOut} from './providers.ts';

let servers: Awaited<ReturnType<typeof raiseProviders>>;
beforeAll(async () => {
	servers = await raiseProviders();
}, 90_000);
afterAll(() => closeProviders(), 60_000);

const everything = {25: 'relay', 465: 'implicit', 587: 'submission', 2525: 'submission'} as const;
const implicit = 'implicit TLS (SSL/TLS)';

describe.each(brands)('%s', brand => {
	const leftOut = whyLeftOut(brand);
	beforeEach(({skip}) => skip(leftOut !== undefined, leftOut));

	/** Port 465 stays silent in the wrong mode until the patience ends. */
	const sweep = (
		at: Readonly<Record<number, At>>,
		device: Readonly<Record<string, string | number>> = {},
		patience: '10s' | '4s' = '10s',
	) => servers.check(brand, at, ['smtp.sweep', device], ['--timeout', patience]);

	test('every usual port is tried, and what works is named', async () => {
		const before = (await servers.serverOf(brand).log()).length;
		const {exit, finding} = await sweep(everything);
		expect(finding).toMatchObject({
			code: 'found',
			text: `At ${host} these work, the best first: port 587 with STARTTLS, port 465 with ${implicit}, port 2525 with STARTTLS, port 25 with STARTTLS (which offers no login).`,
			facts: {
				advice: 'set port 587 with STARTTLS',
				combinations: [
					{port: 587, security: 'starttls', state: 'works', login: 'offered'},
					{port: 465, security: 'implicit', state: 'works', login: 'offered'},
					{port: 2525, security: 'starttls', state: 'works', login: 'offered'},
					{port: 25, security: 'starttls', state: 'works', login: 'not-offered'},
				],
			},
		});
		expect(exit).toBe(0);
		const own = {
			postfix: /^220 smtp\.provider\.test ESMTP Postfix$/,
			exim: /^220 smtp\.provider\.test ESMTP Exim 4\.\d+ \w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+\d{4}$/,
		}[brand];
		for (const {greeting} of finding.facts['combinations'] as readonly {greeting: string}[])
			expect(greeting).toMatch(own);
		const said = (await servers.serverOf(brand).log()).slice(before);
		expect(said, 'nobody logs in, and no mail is begun').not.toMatch(
			/sasl_|auth=|authenticator|A=|mail=|from=|F=/,
		);
	});

	test('closed ports are told apart from those that work', async () => {
		const {finding} = await sweep({465: 'implicit'});
		expect(finding).toMatchObject({
			code: 'found',
			facts: {
				advice: `set port 465 with ${implicit}`,
				combinations: [
					{port: 587, state: 'refused'},
					{port: 465, state: 'works'},
					{port: 2525, state: 'refused'},
					{port: 25, state: 'refused'},
				],
			},
		});
	});

	test('a device that is set as it should be is left alone', async () => {
		const {exit, finding} = await sweep(everything, {port: 587, security: 'starttls'});
		expect(finding).toMatchObject({
			code: 'fits',
			facts: {advice: 'leave the settings of the device as they are'},
		});
		expect(finding.facts['combinations']).toContainEqual(
			expect.objectContaining({port: 587, security: 'implicit', state: 'wrong-mode'}),
		);
		expect(exit).toBe(0);
	});

	test.each([
		[465, 'starttls', implicit, '4s'],
		[587, 'implicit', 'STARTTLS', '10s'],
	] as const)('port %s in the wrong mode, %s', async (port, security, right, patience) => {
		const {exit, finding} = await sweep(everything, {port, security}, patience);
		expect(finding).toMatchObject({
			code: 'change-mode',
			level: 'problem',
			facts: {advice: `set port ${port} with ${right}`},
		});
		expect(exit).toBe(1);
	});

	test('a port that refuses, while another one works', async () => {
		const {exit, finding} = await sweep({587: 'submission', 25: 'relay'}, {port: 465, security: 'implicit'});
		expect(finding).toMatchObject({
			code: 'change-port',
			level: 'problem',
			facts: {advice: 'set port 587 with STARTTLS', works: expect.stringContaining('port 25 with STARTTLS')},
		});
		expect(exit).toBe(1);
	});

	test('a certificate with a fault is named, and no way to hide it is advised', async () => {
		const {finding} = await sweep({587: 'expired'}, {port: 587, security: 'starttls'});
		expect(finding).toMatchObject({code: 'certificate', level: 'warning'});
		expect(finding.facts['combinations']).toContainEqual(
			expect.objectContaining({port: 587, security: 'starttls', state: 'works-with-certificate-fault'}),
		);
	});

	test('nothing listens anywhere', async () => {
		const {exit, finding} = await sweep({});
		expect(finding).toMatchObject({code: 'all-refused', level: 'unknown'});
		expect(exit).toBe(3);
	});
});
