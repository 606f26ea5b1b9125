import {readFile} from 'node:fs/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Outcome} from '../../source/core/outcome.ts';
import {closeServers, raiseDomains} from './domain-world.ts';

let domains: Awaited<ReturnType<typeof raiseDomains>>;
beforeAll(async () => {
	domains = await raiseDomains();
}, 60_000);
afterAll(() => closeServers(), 60_000);

type By = keyof typeof domains.resolvers;

/** What a check of the built program finds, with the exit code. */
const finds = async (id: string, params: string, by?: By) => {
	const {finding, exit} = await domains.check(id, params.split(' '), by);
	return {...finding, exit};
};

/** What each step of a run found. */
const codes = (steps: Outcome['steps']) =>
	Object.fromEntries(steps.flatMap(({id, finding}) => (finding ? [[id, finding.code]] : [])));

const problems = (steps: Outcome['steps']) =>
	steps.filter(({finding}) => finding?.level === 'problem').map(({id}) => id);

describe.concurrent('the whole of a domain', () => {
	test('in good order: only the blocklists, which nobody serves here, stay open', async () => {
		const {exit, verdict, diagnosis, steps} = await domains.run({
			domain: 'office.test',
			'sending-ip': '192.0.2.25',
			helo: 'mx1.office.test',
			sender: 'nas@office.test',
			'dkim-selector': 's2026',
			address: 'person@office.test',
		});
		expect(codes(steps)).toEqual({
			typo: 'plausible',
			authoritative: 'agree',
			resolvers: 'agree',
			dnssec: 'validated',
			mx: 'found',
			reachable: 'all-answer',
			'mta-sts': 'none',
			dane: 'matches',
			'tls-rpt': 'published',
			spf: 'passes',
			dkim: 'usable',
			dmarc: 'enforcing',
			bimi: 'not-published',
			'domain-lists': 'nothing-asked',
			ptr: 'confirmed',
			'address-lists': 'nothing-asked',
		});
		expect({verdict, diagnosis, exit}).toEqual({verdict: 'inconclusive', diagnosis: null, exit: 3});
	});

	test.each([
		['expired.test', 'mx.dnssec-bogus'],
		['circle.test', 'mx.lame-servers'],
		['announced.trade.test', 'mx.dane'],
		['nosuch.test', 'mx.no-such-domain'],
	])('%s: the cause is %s', async (domain, cause) => {
		const {diagnosis, exit} = await domains.run({domain});
		expect(diagnosis).toMatchObject({cause});
		expect(exit).toBe(1);
	});
});

describe.concurrent('signatures', () => {
	test.each([
		['office.test', 'validating', 'validated'],
		['announced.trade.test', 'validating', 'validated'],
		['plain.test', 'validating', 'not-signed'],
		['expired.test', 'validating', 'bogus'],
		['forged.test', 'validating', 'partly-bogus'],
		['stranger.test', 'validating', 'bogus'],
		['keyless.test', 'validating', 'ds-without-key'],
		['island.test', 'validating', 'island'],
		['aged.test', 'validating', 'weak-algorithm'],
		['refused.test', 'validating', 'unanswered'],
		['circle.test', 'validating', 'unanswered'],
		['nosuch.office.test', 'validating', 'no-such-domain'],
		['office.test', 'trusting', 'not-validated'],
		['stranger.test', 'trusting', 'ds-mismatch'],
		['keyless.test', 'trusting', 'ds-without-key'],
		['plain.test', 'trusting', 'not-signed'],
	] as const)('of %s by the %s resolver: %s', async (domain, by, code) => {
		expect(await finds('domain.dnssec', `domain=${domain}`, by)).toMatchObject({code});
	});

	test('the DS record to publish instead is the one that the signer made', async () => {
		const {facts} = await finds('domain.dnssec', 'domain=stranger.test');
		expect(facts['publish']).toEqual([domains.signers['stranger.test']?.replace(' IN DS ', ' DS ')]);
	});
});

describe.concurrent('authoritative servers', () => {
	test.each([
		['office.test', 'agree'],
		['announced.trade.test', 'not-a-zone'],
		['expired.test', 'agree'],
		['behind.test', 'serial-differs'],
		['apart.test', 'records-differ'],
		['lame.test', 'lame'],
		['circle.test', 'all-lame'],
		['refused.test', 'none-authoritative'],
		['moved.test', 'delegation-differs'],
		['lonely.test', 'single-server'],
		['nosuch.office.test', 'no-such-domain'],
		['lost.trade.test', 'not-a-zone'],
	])('of %s: %s', async (domain, code) => {
		expect(await finds('domain.authoritative', `domain=${domain}`)).toMatchObject({code});
	});

	test('the root is the parent of what has no dot', async () => {
		const {facts} = await finds('domain.authoritative', 'domain=test');
		expect(facts['details']).toContain('The name servers of the parent zone hold test themselves.');
	});
});

describe.concurrent('resolvers', () => {
	test.each([
		['office.test', 'trusting', 'agree'],
		['nosuch.office.test', 'validating', 'agree-absent'],
		['expired.test', 'validating', 'validation-fails'],
		['office.test', 'cutOff', 'fails-here'],
		['plain.test', 'filtering', 'filtered'],
		['behind.test', 'filtering', 'filtered'],
		['lonely.test', 'filtering', 'fails-here'],
	] as const)('%s by the %s one: %s', async (domain, by, code) => {
		expect(await finds('dns.resolvers', `domain=${domain}`, by)).toMatchObject({code});
	});
});

describe.concurrent('exchangers', () => {
	test.each([
		['dns.mx', 'office.test', 'found'],
		['dns.mx', 'alias.trade.test', 'alias'],
		['dns.mx', 'dangling.trade.test', 'dangling'],
		['dns.mx', 'null.trade.test', 'null-mx'],
		['dns.mx', 'nosuch.test', 'no-such-domain'],
		['dns.mx', 'expired.test', 'unanswered'],
		['dns.mx', 'copy.trade.test', 'found'],
		['dns.mx', 'lost.trade.test', 'missing'],
		['dns.mx', 'round.trade.test', 'unanswered'],
		['mx.reachable', 'plain.test', 'all-answer'],
		['mx.reachable', 'expired.trade.test', 'certificate'],
		['mx.reachable', 'bare.trade.test', 'no-starttls'],
		['mx.reachable', 'strict.trade.test', 'turned-away'],
		['mx.reachable', 'shut.trade.test', 'refused'],
		['mx.reachable', 'null.trade.test', 'nothing-to-reach'],
		['mx.reachable', 'expired.test', 'unanswered'],
		['domain.dane', 'alias.trade.test', 'matches'],
		['domain.dane', 'announced.trade.test', 'mismatch'],
		['domain.dane', 'plain.test', 'unsigned'],
		['domain.dane', 'outside.trade.test', 'none'],
		['domain.dane', 'forged.test', 'unanswered'],
	])('%s domain=%s: %s', async (id, domain, code) => {
		expect(await finds(id, `domain=${domain}`)).toMatchObject({code});
	});

	test('what TLSA records are worth stays open where nobody checks signatures', async () => {
		const {code, level} = await finds('domain.dane', 'domain=office.test', 'trusting');
		expect({code, level}).toEqual({code: 'not-authenticated', level: 'unknown'});
	});
});

describe.concurrent('what the domain publishes', () => {
	test.each([
		['domain.spf', 'domain=office.test ip=2001:db8::25', 'passes', 0],
		['domain.spf', 'domain=office.test ip=198.51.100.9', 'passes', 0],
		['domain.spf', 'domain=office.test ip=203.0.113.9', 'not-authorized', 1],
		['domain.spf', 'domain=big.trade.test ip=192.0.2.25', 'passes', 0],
		['domain.spf', 'domain=expired.test ip=192.0.2.25', 'unanswered', 3],
		['domain.dkim', 'domain=office.test selector=long', 'usable', 0],
		['domain.dkim', 'domain=office.test selector=hosted', 'usable', 0],
		['domain.dkim', 'domain=office.test selector=missing', 'no-key', 1],
		['domain.dkim', 'domain=wild.trade.test selector=any', 'not-a-key', 1],
		['domain.dmarc', 'domain=trade.test', 'missing', 0],
		['domain.dmarc', 'domain=wild.trade.test', 'missing', 0],
		['domain.mta-sts', 'domain=wild.trade.test', 'none', 0],
		['address.ptr', 'ip=192.0.2.26', 'not-confirmed', 1],
		['address.ptr', 'ip=192.0.2.27', 'missing', 1],
	])('%s %s: %s', async (id, params, code, exit) => {
		expect(await finds(id, params)).toMatchObject({code, exit});
	});
});

describe.concurrent('noise is never taken for a fault', () => {
	test.each(['office.test', 'expired.test', 'nosuch.test'])(
		'%s by a resolver that reaches nobody',
		async domain => {
			const {steps, diagnosis, exit} = await domains.run({domain, 'sending-ip': '192.0.2.25'}, 'cutOff');
			expect(problems(steps)).toEqual([]);
			expect({diagnosis, exit}).toEqual({diagnosis: null, exit: 3});
		},
	);

	test('a zone whose name server is silent', async () => {
		const {steps, diagnosis, exit} = await domains.run({domain: 'silent.test', 'dkim-selector': 's2026'});
		expect(problems(steps)).toEqual([]);
		expect(codes(steps)).toMatchObject({
			authoritative: 'nobody-heard',
			resolvers: 'unanswered',
			dnssec: 'unanswered',
			mx: 'unanswered',
			spf: 'unanswered',
			dkim: 'unanswered',
			dmarc: 'unanswered',
		});
		expect({diagnosis, exit}).toEqual({diagnosis: null, exit: 3});
	}, 60_000);

	test('a resolver that ends in the middle of the run, and one that is not there at all', async () => {
		const answers = {domain: 'office.test', 'sending-ip': '192.0.2.25', 'dkim-selector': 's2026'};
		const {ended, record} = domains.start(answers, 'doomed');
		const recorded = () => readFile(record, 'utf8').catch(() => '');
		await expect.poll(recorded, {interval: 2, timeout: 20_000}).toContain('"step.observed"');
		await domains.resolvers.doomed.close();
		const {code, stdout} = await ended;
		const cut = JSON.parse(stdout) as Outcome;
		expect(problems(cut.steps)).toEqual([]);
		expect({code, diagnosis: cut.diagnosis}).toEqual({code: 3, diagnosis: null});

		const {steps, diagnosis, exit} = await domains.run(answers, 'doomed');
		expect(problems(steps)).toEqual([]);
		expect({diagnosis, exit}).toEqual({diagnosis: null, exit: 3});
	});
});
