import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {ruleFor} from '../../../source/core/knowledge.ts';
import {providerOfServer} from '../../../source/core/reply-rule.ts';
import type {Reply} from '../../../source/core/smtp.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {replies, providers: entries} = knowledge;

const replyOf = (sample: string): Reply => {
	const lines = sample.split('\n').map(line => line.slice(4));
	const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(lines[0] ?? '')?.[0];
	return {code: Number(sample.slice(0, 3)), ...(enhanced ? {enhanced} : {}), lines};
};

const providers = [...new Set(replies.flatMap(({provider}) => provider ?? []))];

test('no sample gets another sure cause, at whatever provider’s server it is said', () => {
	const named = entries.flatMap(({submission = []}) =>
		submission.flatMap(({host}) => providerOfServer(host) ?? []),
	);
	const servers = new Set([undefined, ...providers, ...named]);
	expect(named.length).toBeGreaterThan(10);
	const blamed = replies.flatMap(rule =>
		rule.samples.flatMap(sample =>
			rule.stages.flatMap(stage =>
				[...servers].flatMap(server => {
					const won = ruleFor(replies, stage, replyOf(sample), server);
					return won?.unsure || won?.cause === rule.cause || (!won && rule.ordinary)
						? []
						: [`${server}, ${stage}: ${sample} → ${won?.cause}`];
				}),
			),
		),
	);
	expect(blamed).toEqual([]);
}, 30_000);

test.each([
	[
		'recipient',
		'550 5.1.0 <nas@x.test>: Sender address rejected: User unknown in virtual mailbox table',
		'sender.not-allowed',
	],
	[
		'recipient',
		'550-Verification failed for <nas@x.test>\n550-No such user\n550 Sender verify failed',
		'sender.not-allowed',
	],
	[
		'recipient',
		'554 5.7.1 <kim@x.test>: Recipient address rejected: Policy Rejection- Quota exceeded.',
		undefined,
	],
	['recipient', '550 5.4.5 Daily sending quota exceeded.', 'sender.quota'],
	['accept', '550 5.7.1 user over quota of messages per hour', undefined],
	['accept', '552 5.2.2 user is over quota', 'recipient.mailbox-full'],
	['recipient', '554 5.7.1 Your account has been suspended for sending spam', 'auth.locked-out'],
	['recipient', '550 5.2.1 Mailbox disabled for sending', 'auth.locked-out'],
	['recipient', '550 5.2.1 This account has been suspended', 'recipient.disabled'],
	['recipient', '554 5.7.1 Relay access denied: authentication required', 'sender.relay-denied'],
	['login', '534 5.7.9 Two-factor authentication required', undefined],
	['login', '535 5.7.139 OAuth2 authentication required', undefined],
	['login', '535 5.7.8 Error: authentication failed: generic failure', 'accept.server-trouble'],
	[
		'login',
		'535 5.7.8 Error: authentication failed: Connection lost to authentication server',
		'accept.server-trouble',
	],
	['login', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'auth.wrong-credentials'],
	['login', '535 5.7.8 Error: authentication failed:', 'auth.wrong-credentials'],
] as const)('wide words blame nobody else: %s: %s', (stage, sample, cause) => {
	for (const server of [undefined, ...providers, 'nobody']) {
		const rule = ruleFor(replies, stage, replyOf(sample), server);
		expect(rule?.unsure ? undefined : rule?.cause, `at ${server}`).toBe(cause);
	}
});
