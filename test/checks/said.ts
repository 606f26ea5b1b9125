import type {Failure, FailureCode} from '../../source/core/failure.ts';
import type {ReplyRule} from '../../source/core/knowledge.ts';
import {
	type Certificate,
	type Reply,
	type SmtpAnswer,
	type SmtpStage,
	smtpStages,
	type TlsFacts,
} from '../../source/core/smtp.ts';
import type {When} from './taped.ts';

/** A reply as a server sends it, e.g. `550 5.1.1 No such user`. */
export const reply = (text: string): Reply => {
	const enhanced = /^\d{3} ([245]\.\d+\.\d+)/.exec(text)?.[1];
	return {code: Number(text.slice(0, 3)), ...(enhanced ? {enhanced} : {}), lines: [text.slice(4)]};
};

/** A reply that the rules below take for this cause. */
export const because = (cause: string, code = 550): Reply => reply(`${code} 5.7.1 because of ${cause}!`);

const anyStage: Omit<ReplyRule, 'cause' | 'matches'> = {
	stages: [...smtpStages],
	means: 'a rule of the tests',
	retry: 'stop',
	seen: {last: '2026-06-15'},
	samples: ['550 x'],
	source: 'the tests',
};
const causes = [
	...['wrong-credentials', 'app-password-needed', 'basic-auth-disabled', 'smtp-service-off'].map(
		name => `auth.${name}`,
	),
	...['locked-out', 'oauth-expired', 'not-offered', 'refused'].map(name => `auth.${name}`),
	...['unknown', 'disabled', 'mailbox-full', 'rate-limited', 'policy', 'refused'].map(
		name => `recipient.${name}`,
	),
	...['not-allowed', 'helo-rejected', 'relay-denied', 'quota', 'refused'].map(name => `sender.${name}`),
	...['content-rejected', 'malformed', 'too-large', 'server-trouble', 'refused'].map(
		name => `accept.${name}`,
	),
	...['spf', 'dkim', 'dmarc', 'ptr', 'blocklisted'].map(name => `reputation.${name}`),
	...[
		'tls.required',
		'tls.not-offered',
		'filter.greylisted',
		'filter.spam-score',
		'mx.null',
		'mx.no-such-domain',
	],
	...['mailbox.forwarding', 'code.clock', 'settings.sender-mismatch', 'connect.refused'],
];

/** One rule for each cause, told by the words `because of <cause>!`. */
export const rules: readonly ReplyRule[] = causes.map(cause => ({
	...anyStage,
	cause,
	matches: ({lines}) => lines.join().includes(`because of ${cause}!`),
}));

/** A rule that goes by the code alone. */
export const bareRule = (code: number, cause: string): ReplyRule => ({
	...anyStage,
	cause,
	unsure: true,
	matches: answer => answer.code === code,
});

/** A dialogue that passed every stage up to this one. */
export const passed = (stage: SmtpStage, more: Partial<SmtpAnswer> = {}): SmtpAnswer => ({
	address: '192.0.2.1:587',
	exchanges: [],
	greeting: reply('220 smtp.provider.test ESMTP'),
	extensions: {plain: ['STARTTLS'], encrypted: ['AUTH PLAIN LOGIN']},
	tls: tls(),
	anomalies: [],
	stages: Object.fromEntries(smtpStages.slice(0, smtpStages.indexOf(stage) + 1).map(name => [name, 1])),
	...more,
});

/** A dialogue that ended at this stage, by a reply or a failure. */
export const stopped = (
	stage: SmtpStage,
	by: Reply | FailureCode | Failure,
	more: Partial<SmtpAnswer> = {},
): SmtpAnswer => {
	const before = smtpStages[smtpStages.indexOf(stage) - 1];
	const end = typeof by === 'string' ? {failure: {code: by}} : 'lines' in by ? {reply: by} : {failure: by};
	return {
		...(before
			? passed(before)
			: {...bare, ...('reply' in end ? {address: '192.0.2.1:587', greeting: end.reply} : {})}),
		stop: {stage, ...end},
		...('reply' in end ? {reply: end.reply} : {}),
		...more,
	};
};

const bare: SmtpAnswer = {exchanges: [], extensions: {}, anomalies: [], stages: {}};

export const certificate = (more: Partial<Certificate> = {}): Certificate => ({
	subject: 'CN=smtp.provider.test',
	issuer: 'CN=Some Authority',
	names: ['DNS:smtp.provider.test'],
	validFrom: '2026-01-01T00:00:00.000Z',
	validTo: '2026-12-31T00:00:00.000Z',
	sha256: 'AA:BB',
	key: 'ec prime256v1',
	...more,
});

export const tls = (more: Partial<TlsFacts> = {}): TlsFacts => ({
	protocol: 'TLSv1.3',
	cipher: 'TLS_AES_256_GCM_SHA384',
	chain: [certificate()],
	...more,
});

/** Failures that are about us or the way there, and so say nothing about the set-up. */
export const waySays = [
	'timeout',
	'reset',
	'closed',
	'unreachable',
	'not-permitted',
	'server-failure',
	'query-refused',
	'cancelled',
	'offline',
	'not-on-tape',
	'nobody-to-ask',
	'unexpected',
] as const satisfies readonly FailureCode[];

/** Everything on the way to a stage that proves nothing: failures and 4xx replies, at it and at every one before it. */
export const inconclusive = (stage: SmtpStage): Readonly<Record<string, When>> => {
	const before = smtpStages.slice(0, smtpStages.indexOf(stage) + 1);
	const temporary = ['421 4.3.2 Try later', '450 4.2.0 Greylisted', '451 4.3.0 Trouble', '454 4.7.0 Not now'];
	return Object.fromEntries([
		...waySays.map(code => [`the probe fails with ${code}`, {smtp: {code}}] as const),
		...before.flatMap(at => [
			...waySays.map(code => [`${code} at ${at}`, {smtp: stopped(at, code)}] as const),
			...waySays.map(
				code =>
					[`${code} at ${at}, with details`, {smtp: stopped(at, {code, detail: `EXXX: ${code}`})}] as const,
			),
			...temporary.map(text => [`${text} at ${at}`, {smtp: stopped(at, reply(text))}] as const),
			...causes.map(
				cause => [`${cause} for now at ${at}`, {smtp: stopped(at, because(cause, 450))}] as const,
			),
		]),
	]);
};
