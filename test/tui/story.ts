import type {Happening, Route} from '../../source/core/event.ts';
import type {Procedure} from '../../source/core/knowledge.ts';
import type {PersonQuestion} from '../../source/core/person.ts';

const began = Date.UTC(2026, 0, 5, 12);

const hops = [
	['settings', 'Settings complete', 'settings'],
	['host', 'Host resolves', 'dns'],
	['connect', 'Server answers', 'connect'],
	['tls', 'Encryption', 'tls'],
	['login', 'Login', 'auth'],
	['sender', 'Sender', 'sender'],
	['recipient', 'Recipient', 'recipient'],
	['mx', 'Exchangers (MX)', 'mx'],
	['blocklists', 'Blocklists', 'reputation'],
] as const;

export const opened: Happening = {
	type: 'case.opened',
	format: 1,
	version: '0.1.0',
	playbook: {
		name: 'tos-verification-code',
		title: 'Verification code never arrives',
		sha256: 'ab',
		appliesTo: 'TOS 7',
	},
	inputs: [],
	steps: hops.map(([id, title, hop], index) => ({
		id,
		title,
		check: `smtp.${id}`,
		hop,
		needs: index > 0 && index < 7 ? [hops[index - 1]?.[0] ?? ''] : [],
	})),
};

export const whoCanLogIn: PersonQuestion = {
	id: 'who-can-log-in',
	ask: 'Who can still log in to the device?',
	why: 'An administrator can give you a new password without any mail, so this comes first. Answering changes nothing.',
	caution: "Before you clear a browser's cache: it may be the last one that is logged in.",
	kind: 'choice',
	choices: [
		{value: 'administrator', label: 'An administrator can'},
		{value: 'open-session', label: 'A browser somewhere is still logged in'},
		{value: 'nobody', label: 'Nobody'},
	],
	mayBeUnknown: true,
	place: {number: 2, about: 6},
};

export const whichAddress: PersonQuestion = {
	id: 'address',
	ask: 'Which address should the code reach?',
	kind: 'text',
	type: 'address',
	mayBeUnknown: true,
	place: {number: 3, about: 6},
};

const smtp = (
	stage: string,
	...said: ReadonlyArray<readonly [number, 'C' | 'S' | '-', string]>
): Happening => ({
	type: 'step.observed',
	step: stage === 'auth' ? 'login' : stage,
	evidence: {
		probe: 'smtp',
		question: {host: 'smtp.gmail.com', port: 587, security: 'starttls', stage},
		answer: {
			exchanges: said.map(([ms, side, text]) => ({
				ms,
				side: ({C: 'client', S: 'server', '-': 'connection'} as const)[side],
				text,
			})),
			extensions: {},
			anomalies: [],
			stages: {},
		},
		at: began,
		ms: 88,
	},
});

const fine = (step: string, text: string, ms: number): Happening => ({
	type: 'step.finished',
	step,
	finding: {code: 'ok', level: 'ok', facts: {}, text},
	ms,
});

export const untilLogin: readonly Happening[] = [
	{type: 'step.started', step: 'settings'},
	fine('settings', 'Host, port, encryption, user and sender are all there.', 0),
	{type: 'step.started', step: 'mx'},
	{
		type: 'step.observed',
		step: 'mx',
		evidence: {
			probe: 'dns',
			question: {name: 'example.org', type: 'MX'},
			answer: {
				server: '127.0.0.1:53',
				protocol: 'udp',
				records: [{name: 'example.org', type: 'MX', ttl: 60, data: 'mx.example.org', priority: 10}],
				aliases: [],
				authenticated: false,
				tries: 1,
				dropped: [],
			},
			at: began,
			ms: 12,
		},
	},
	fine('mx', 'example.org takes mail at mx.example.org.', 12),
	{type: 'step.started', step: 'blocklists'},
	{type: 'step.started', step: 'host'},
	fine('host', 'smtp.gmail.com resolves to 192.0.2.7.', 3),
	{type: 'step.started', step: 'connect'},
	smtp('connect', [0, '-', 'connected to 192.0.2.7:587'], [41, 'S', '220 smtp.gmail.com ESMTP']),
	fine('connect', 'smtp.gmail.com greets on port 587.', 41),
	{type: 'step.started', step: 'tls'},
	smtp(
		'tls',
		[44, 'C', 'EHLO nas.local'],
		[58, 'S', '250-STARTTLS'],
		[60, 'C', 'STARTTLS'],
		[146, '-', 'TLS 1.3, *.gmail.com'],
	),
	fine('tls', 'TLS 1.3 with a trusted certificate.', 88),
	{type: 'step.started', step: 'login'},
];

const diagnosis = {
	cause: 'auth.app-password-needed',
	hop: 'auth',
	who: 'mail-owner',
	repair: 'device',
	text: 'smtp.gmail.com accepts the account only with an app password.',
	plain: 'Two-step verification is on; the normal password no longer works for programs.',
	fix: 'Create an app password, enter it on the device, send a test.',
	because: ['login'],
	alsoFound: [],
	notRuledOut: [{cause: 'reputation.blocklisted', because: ['blocklists']}],
} as const;

export const loginFails: readonly Happening[] = [
	smtp(
		'auth',
		[320, 'C', 'AUTH PLAIN ••••••'],
		[412, 'S', '534 5.7.9 Application-specific password required. Learn more at https://support.google.com/'],
	),
	{
		type: 'step.finished',
		step: 'login',
		finding: {
			code: 'app-password-needed',
			level: 'problem',
			facts: {host: 'smtp.gmail.com'},
			text: 'smtp.gmail.com accepts the account only with an app password.',
		},
		ms: 412,
	},
	{type: 'case.diagnosed', mail: 'broken', diagnosis, notRuledOut: diagnosis.notRuledOut},
	{type: 'step.skipped', step: 'sender', why: 'blocked', reason: 'Login found a problem'},
	{type: 'step.skipped', step: 'recipient', why: 'blocked', reason: 'Login found a problem'},
];

export const procedure: Procedure = {
	name: 'create-app-password',
	title: 'Create an app password',
	about: 'Needs no mail, about 3 minutes.',
	destructive: false,
	warnings: [],
	actions: [
		{
			do: 'Log in to the mail account in a browser.',
			details: 'Open myaccount.google.com and choose Security.',
		},
		{do: 'Create an app password.'},
		{do: 'Enter it on the device under Control Panel > Notification.', warning: 'Without the spaces.'},
		{do: 'Send a test mail.'},
	],
	again: ['login', 'sender'],
	ask: [],
	notStated: ['whether this is allowed for the super user'],
};

export const erasing: Procedure = {
	name: 'initialize-device',
	title: 'Initialize the device',
	destructive: true,
	word: 'ERASE',
	warnings: ['Every file on the device is lost.'],
	actions: [{do: 'Hold the reset button for ten seconds.'}],
	again: [],
	ask: [],
	notStated: ['whether the volumes survive'],
};

export const ending = (route: Route = {procedure, also: []}): readonly Happening[] => [
	{
		type: 'step.finished',
		step: 'blocklists',
		finding: {code: 'no-answer', level: 'unknown', facts: {}, text: 'zen.example did not answer in time.'},
		ms: 1900,
	},
	{type: 'case.routed', route, undecided: []},
	{type: 'case.closed', verdict: 'diagnosed'},
];

export const done: readonly Happening[] = [opened, ...untilLogin, ...loginFails, ...ending()];
