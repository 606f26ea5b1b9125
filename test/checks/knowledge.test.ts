import {expect, test} from 'vitest';
import {checks} from '../../source/checks/index.ts';
import type {Check} from '../../source/core/check.ts';
import type {Reply} from '../../source/core/smtp.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {stopped} from './said.ts';
import {runOn} from './taped.ts';

const {knowledge} = await loadKnowledge('playbooks');
const replies = knowledge?.replies ?? [];

/** A sample of the reply rules, as a server sends it. */
const replyIn = (sample: string): Reply => {
	const lines = sample.split('\n');
	const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/.exec(lines[0] ?? '')?.[1];
	return {
		code: Number(sample.slice(0, 3)),
		...(enhanced ? {enhanced} : {}),
		lines: lines.map(line => line.slice(4)),
	};
};

const params = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas@home.test',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
};

const stages = ['login', 'sender', 'recipient', 'accept'] as const;
const samples = stages.flatMap(stage =>
	replies
		.filter(rule => rule.stages.includes(stage))
		.flatMap(({samples: said, ...rule}) => said.map(sample => ({stage, ...rule, sample: replyIn(sample)}))),
);
const checkAt = (stage: string) => checks.find(({id}) => id === `smtp.${stage}`) as Check;

/** Where words count that anybody may use: on the servers of the provider that is known to mean something by them. */
const hosts: Readonly<Record<string, string>> = {
	yahoo: 'smtp.mail.yahoo.com',
	qq: 'smtp.qq.com',
	'163': 'smtp.163.com',
};
const given = ({
	stage,
	ordinary,
	provider = '',
}: {
	readonly stage: string;
	readonly ordinary?: true | undefined;
	readonly provider?: string | undefined;
}) => ({
	...params,
	...(ordinary ? {host: hosts[provider] ?? `nobody knows ${provider}`} : {}),
	...(stage === 'accept' ? {'may-send': 'yes'} : {}),
});

test('every reply that is known by heart leads to a finding with its own words, and 4xx never to a problem', async () => {
	expect(samples.length).toBeGreaterThan(100);
	for (const said of samples) {
		const {stage, sample} = said;
		const {finding} = await runOn(checkAt(stage), {smtp: stopped(stage, sample), replies}, given(said));
		expect(finding.text).toContain(String(sample.code));
		if (sample.code < 500) expect(finding.level, finding.text).toBe('unknown');
	}
});

const findings = await Promise.all(
	[{}, {helo: 'TNAS-0815.local'}].flatMap(named =>
		samples.map(async said => {
			const {stage, cause, unsure, sample} = said;
			const {finding} = await runOn(
				checkAt(stage),
				{smtp: stopped(stage, sample), replies},
				{...given(said), ...named},
			);
			return {stage, cause, unsure, sample, code: finding.code};
		}),
	),
);

test('the known replies that have no finding of their own are at most these', () => {
	const nameless = findings.filter(
		({code, cause, unsure}) => !unsure && code === 'refused' && !cause.endsWith('.refused'),
	);
	expect([
		'accept: tls.certificate-expired',
		'accept: tls.required',
		'login: tls.version',
		'recipient: accept.content-rejected',
		'recipient: accept.server-trouble',
		'recipient: accept.too-large',
		'recipient: tls.certificate-expired',
		'sender: accept.content-rejected',
		'sender: accept.too-large',
		'sender: tls.version',
		'login: accept.server-trouble',
		'sender: auth.locked-out',
		'recipient: auth.locked-out',
		'accept: auth.locked-out',
		// Said in bounces only.
		'recipient: mx.dangling',
		'accept: mx.dangling',
	]).toEqual(expect.arrayContaining([...new Set(nameless.map(({stage, cause}) => `${stage}: ${cause}`))]));
});

test('a refusal that is known by its code alone is a refusal and no more, but for a bare 530 at MAIL FROM', () => {
	const coarse = findings.filter(({unsure, sample}) => unsure && sample.code >= 500);
	expect(coarse.length).toBeGreaterThan(10);
	for (const {stage, sample, code} of coarse)
		expect(code).toBe(stage === 'sender' && sample.code === 530 ? 'login-required' : 'refused');
});

test('the findings by a reply that no known reply leads to are at most these', () => {
	const byReply = stages.flatMap(stage =>
		Object.entries(checkAt(stage).findings).flatMap(([code, {says}]) =>
			says.includes('{reply}') && code !== 'accepted' ? [`${stage}: ${code}`] : [],
		),
	);
	const led = new Set(findings.map(({stage, code}) => `${stage}: ${code}`));
	expect([
		'login: oauth-expired',
		'login: oauth-scope',
		'recipient: tls-required',
		'accept: clock',
		...['recipient', 'accept'].flatMap(stage =>
			['still-greylisted', 'accepted-later', 'too-late'].map(code => `${stage}: ${code}`),
		),
	]).toEqual(expect.arrayContaining(byReply.filter(code => !led.has(code))));
});
