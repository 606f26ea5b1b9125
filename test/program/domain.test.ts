import {expect, test} from 'vitest';
import {openFolder, raise} from './in-lab.ts';
import {lostmail} from './lostmail.ts';

const inFolder = openFolder();

test('the built program finds what a domain publishes, with the libraries that judge it', async () => {
	const {lab, run, expect: wanted} = await raise('domain-healthy', inFolder());
	const {code, stdout, stderr} = await lostmail([...run, '--json']);
	await lab.close();
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	const {steps, verdict} = JSON.parse(stdout) as {
		readonly verdict: string;
		readonly steps: ReadonlyArray<{readonly id: string; readonly finding?: {readonly code: string}}>;
	};
	expect(verdict).toBe('healthy');
	expect(Object.fromEntries(steps.map(({id, finding}) => [id, finding?.code]))).toEqual(wanted.found);
});

test.each([
	['domain.spf', ['ip=192.0.2.25', 'sender=nas@office.test', 'helo=mx1.office.test'], 'pass', 0],
	['domain.spf', ['ip=203.0.113.9', 'sender=nas@office.test', 'helo=nas.local'], 'fail', 1],
	['domain.dkim', ['selector=s2026'], 'pass', 0],
	['domain.dkim', ['selector=missing'], 'permerror', 1],
	['domain.dmarc', [], 'pass', 0],
	['domain.dmarc', ['spf-domain=elsewhere.test', 'dkim-domain=none'], 'fail', 1],
] as const)('%s %j says %s in the word of its RFC', async (id, params, result, exit) => {
	const {lab, reach} = await raise('domain-healthy', inFolder());
	const {code, stdout} = await lostmail(['check', id, 'domain=office.test', ...params, ...reach, '--json']);
	await lab.close();
	expect(JSON.parse(stdout)).toMatchObject({finding: {facts: {result}}});
	expect(code).toBe(exit);
});
