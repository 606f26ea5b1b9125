import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, afterEach, describe, expect, test} from 'vitest';
import score from '../../source/checks/spam/score.ts';
import trigger from '../../source/checks/spam/trigger.ts';
import {worldOf} from '../../source/commands/compose.ts';
import type {Check} from '../../source/core/check.ts';
import {mapProbes} from '../../source/core/probe.ts';
import {createVault} from '../../source/engine/redact.ts';
import {parseScenario} from '../../source/lab/scenario.ts';
import {type Lab, raiseLab} from '../../source/lab/world.ts';
import {parseConnectTo} from '../../source/probes/connect-to.ts';
import {knowledge} from '../checks/health.ts';
import {code, token, whole} from '../mail/pieces/mails.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-filters-'));
const file = path.join(folder, 'code.eml');
writeFileSync(file, whole);
afterAll(() => rmSync(folder, {recursive: true}));

const labs: Lab[] = [];
afterEach(async () => {
	await Promise.all(labs.splice(0).map(lab => lab.close()));
});

const never = new AbortController().signal;

/** Runs a check in a world of filters, with real probes, and keeps all that was asked and answered. */
const runIn = async (check: Check, filters: string, params: object, timeout = 2000) => {
	const parsed = parseScenario(
		'one',
		`title: One\nabout: A world.\nfault: none\nexpect: {verdict: healthy}\nfilters:\n${filters}`,
	);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
	const lab = await raiseLab(parsed.value);
	labs.push(lab);
	const connectTo = lab.connectTo.flatMap(text => {
		const rule = parseConnectTo(text);
		return rule.ok ? [rule.value] : [];
	});
	const reach = {
		resolvers: [lab.resolver],
		connectTo,
		ca: [lab.ca],
		timeout,
		deadline: 60_000,
		offline: false,
	};
	const staff = {answers: {}, vault: createVault(), attended: false, signal: never};
	const {probes, close} = worldOf(reach, staff, knowledge).open(1);
	const said: unknown[] = [];
	const heard = mapProbes(probes, (_, probe) => async (question, signal) => {
		const answer = await probe(question, signal);
		said.push(question, answer);
		return answer;
	});
	const finding = await check.run(check.params.parse({file, ...params}), {
		probes: heard,
		signal: never,
		...knowledge,
		startedAt: Date.now(),
		roundAt: Date.now(),
		tag: 't1',
	});
	close();
	return {finding, said};
};

const spamd = `  - speaks: spamd
    host: filter.mailbox.test
    port: 783
    rules:
      - {name: SUBJ_ALL_CAPS, score: 1.5, when: {header: {name: Subject, pattern: '^(?-i:[^a-z]+)$'}}}
      - {name: URIBL_BLACK, score: 4, says: 'A link is listed', when: {link: {contains: t.example.net}}}
      - {name: HAS_MAILER, score: 1, when: {header: {name: X-Mailer}}}
      - {name: NO_LIST, score: 0.3, when: {header: {name: List-Id, absent: true}}}
      - {name: NEVER, score: 9, when: {text: {contains: nobody says this}}}
`;
const rspamd = spamd
	.replace('spamd', 'rspamd')
	.replace('783', '11333')
	.replace('rules:', 'threshold: 5\n    rules:');
const places = {spamd: 'spamd:filter.mailbox.test:783', rspamd: 'rspamd:http://filter.mailbox.test:11333'};

describe.each([
	['spamd', spamd],
	['rspamd', rspamd],
] as const)('a filter that speaks %s', (speaks, filters) => {
	const filter = places[speaks];

	test('scores by its rules', async () => {
		const {finding} = await runIn(score, filters, {filter});
		expect(finding).toMatchObject({
			code: 'spam',
			facts: {
				score: '6.8',
				rules: [{name: 'URIBL_BLACK'}, {name: 'SUBJ_ALL_CAPS'}, {name: 'HAS_MAILER'}, {name: 'NO_LIST'}],
			},
		});
		expect(finding.text).toContain('A link leads to a domain that is on a list of domains in spam');
	});

	test('what trips it is found, and neither code nor link is told anywhere', async () => {
		const {finding, said} = await runIn(trigger, filters, {filter});
		expect(finding).toMatchObject({
			code: 'found',
			facts: {pieces: [{id: 'link.2', shown: 'the picture from https://t.example.net/••••'}], after: '2.8'},
		});
		const all = JSON.stringify([finding, said]);
		for (const secret of [code, '482 915', token])
			for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
				expect(all).not.toContain(form.replaceAll('=', ''));
	});

	test.each([
		['refused', 'no-filter'],
		['drop', 'no-filter'],
		['garbage', 'no-filter'],
		['error', 'no-filter'],
		['skips', speaks === 'rspamd' ? 'not-scanned' : 'no-filter'],
	])('%s: %s', async (fault, finds) => {
		for (const check of [score, trigger]) {
			const {finding} = await runIn(check, `${filters}    fault: ${fault}\n`, {filter});
			expect(finding).toMatchObject({code: finds, level: 'unknown'});
		}
	});

	test('silence', async () => {
		const {finding} = await runIn(score, `${filters}    fault: silent\n`, {filter}, 200);
		expect(finding).toMatchObject({code: 'no-filter', level: 'unknown'});
	});

	test('an answer that takes too long', async () => {
		const {finding} = await runIn(score, `${filters}    delay: 60000\n`, {filter}, 50);
		expect(finding.facts['failure']).toBe('no verdict within 0.15 s');
	});

	test('a filter that changes its mind', async () => {
		const {finding} = await runIn(trigger, `${filters}    fault: changes-its-mind\n`, {filter});
		expect(finding).toMatchObject({code: 'changed-its-mind', level: 'unknown'});
	});
});

test('rspamd refuses, marks, wants it later, and tells its thresholds', async () => {
	const at = async (points: number) => {
		const filters = `  - {speaks: rspamd, host: f.test, port: 1, threshold: 6, greylist: 4, tells: true, rules: [{name: A, score: ${points}, when: {always: true}}]}\n`;
		const {facts, code: found} = (await runIn(score, filters, {filter: 'rspamd:f.test:1'})).finding;
		return [found, facts['verdict'], facts['limit']];
	};
	expect(await at(15)).toEqual(['spam', 'reject', 'rspamd acts from 6 on']);
	expect(await at(6)).toEqual(['spam', 'add header', 'rspamd acts from 6 on']);
	expect(await at(4)).toEqual(['greylist', 'greylist', 'rspamd acts from 6 on']);
	expect(await at(3)).toEqual(['passed', 'no action', 'rspamd acts from 6 on']);
});

test('a filter over TLS, and one whose certificate is of no worth', async () => {
	const filters = (certificate: string) =>
		`  - {speaks: rspamd, host: f.test, port: 443, scheme: https, certificate: ${certificate}}\n`;
	const filter = 'rspamd:https://f.test/';
	expect((await runIn(score, filters('good'), {filter})).finding.code).toBe('passed');
	const {finding} = await runIn(score, filters('expired'), {filter});
	expect(finding).toMatchObject({code: 'no-filter', facts: {failure: 'expired (CERT_HAS_EXPIRED)'}});
});

test('a pattern that RE2 does not know is a mistake, and so are two filters at one place', () => {
	const parse = (filters: string) =>
		parseScenario(
			'one',
			`title: One\nabout: A.\nfault: none\nexpect: {verdict: healthy}\nfilters:\n${filters}`,
		);
	const rule = (when: string) =>
		`  - {speaks: spamd, host: f.test, port: 1, rules: [{name: A, score: 1, when: ${when}}]}\n`;
	expect(parse(rule('{always: true}')).ok).toBe(true);
	for (const when of ["{text: {pattern: '(?=a)'}}", '{}', '{header: {name: "a b"}}'])
		expect(parse(rule(when)).ok).toBe(false);
	expect(JSON.stringify(parse(rule('{always: true}') + rule('{always: true}')))).toContain(
		'f.test:1 is served twice',
	);
});
