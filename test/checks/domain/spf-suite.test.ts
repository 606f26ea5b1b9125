import {readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parseAllDocuments} from 'yaml';
import spf from '../../../source/checks/domain/spf.ts';
import type {Probes} from '../../../source/core/probe.ts';
import {failed} from '../../../source/core/result.ts';
import {domain} from '../../../source/core/value.ts';
import {dnsProbe} from '../../../source/probes/dns.ts';
import {rules} from '../said.ts';
import {now} from '../taped.ts';
import {serveSuite, type ZoneData} from './suite-server.ts';

type Case = {
	readonly host: string;
	readonly helo?: string;
	readonly mailfrom: string;
	readonly result: string | readonly string[];
	readonly explanation?: string;
};
type Part = {
	readonly description: string;
	readonly tests: Readonly<Record<string, Case>>;
	readonly zonedata: ZoneData;
};

const partsOf = (file: string): readonly Part[] =>
	parseAllDocuments(readFileSync(path.join(import.meta.dirname, 'suites', file), 'utf8'), {
		uniqueKeys: false,
		version: '1.1',
	}).flatMap(document => {
		const part = document.toJS() as Partial<Part> | null;
		return part?.tests ? [part as Part] : [];
	});

const run = (server: string, {host, helo, mailfrom}: Case) => {
	const silent = async () => failed({code: 'not-on-tape'} as const);
	const probes: Probes = {
		dns: dnsProbe({servers: [server], timeoutMs: 1000, tries: 1}),
		smtp: silent,
		http: silent,
		message: silent,
		person: silent,
		pause: silent,
		time: silent,
		sink: silent,
		imap: silent,
		spam: silent,
	};
	const own = mailfrom.slice(mailfrom.lastIndexOf('@') + 1);
	const params = {
		domain: domain().safeParse(own).success ? own : 'example.com',
		ip: host,
		sender: mailfrom,
		...(helo === undefined ? {} : {helo}),
	};
	return spf.run(spf.params.parse(params), {
		probes,
		signal: new AbortController().signal,
		replies: rules,
		blocklists: [],
		providers: [],
		inspectors: [],
		filterRules: [],
		startedAt: now,
		tag: 'a1b2c3',
	});
};

const levels: Readonly<Record<string, readonly string[]>> = {
	pass: ['ok', 'warning'],
	fail: ['problem'],
	softfail: ['warning'],
	neutral: ['warning'],
	none: ['warning'],
	permerror: ['problem'],
	temperror: ['unknown'],
};

const suite = partsOf('rfc7208-tests.yml');

test('the suite is complete', () => {
	expect(suite.flatMap(({tests}) => Object.keys(tests))).toHaveLength(203);
});

const runs = (['udp', 'tcp'] as const).flatMap(protocol => suite.map(part => ({...part, protocol})));

describe.concurrent.each(runs)('$description, over $protocol', ({tests, zonedata, protocol}) => {
	let server: Awaited<ReturnType<typeof serveSuite>>;
	beforeAll(async () => {
		server = await serveSuite(zonedata, protocol);
	});
	afterAll(() => server[Symbol.asyncDispose]());

	test.concurrent.each(Object.entries(tests))('%s', async (_, wanted) => {
		const {level, code, facts, text} = await run(`127.0.0.1:${server.port}`, wanted);
		const result = String(facts['result']);
		expect([wanted.result].flat(), text).toContain(result);
		expect(code === 'not-public' ? ['unknown'] : levels[result], `${code}: ${text}`).toContain(level);
		expect(text).not.toMatch(/undefined|NaN|\[object/);
		if (result === 'permerror') {
			expect(code).not.toBe('other-permerror');
			expect(text).toMatch(/"[^"]+"|\d SPF records/);
		}
		if (wanted.explanation !== undefined && wanted.explanation !== 'DEFAULT' && result === 'fail')
			expect(String(facts['explanation'] ?? '').toLowerCase()).toBe(wanted.explanation.toLowerCase());
	});
});
