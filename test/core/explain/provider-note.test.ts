import {expect, test} from 'vitest';
import {noteOfProvider, type Party, type Refused} from '../../../source/core/explain/provider-note.ts';
import {type MailProvider, providerSchema} from '../../../source/core/provider.ts';

const entry = (id: string, more: Record<string, unknown>): MailProvider => ({
	...providerSchema.parse({name: id.toUpperCase(), source: 'x', ...more}),
	id,
});

const submission = [{host: 'smtp.shared.test', port: 587, security: 'starttls'}];
const providers = [
	entry('private', {
		domains: ['home.test'],
		submission,
		password: {kind: 'app-password', says: 'Create an app password.'},
		limits: ['About 500 messages in 24 hours.', 'A login that fails five times locks the account.'],
		changes: [
			{
				when: '2022-05-30',
				what: 'The password of the account is no longer accepted.',
				source: 'https://x.test',
			},
			{when: '2025-05', what: 'Nothing is accepted without encryption.', source: 'https://x.test'},
			{when: '2025-06', what: 'Large senders need SPF and DKIM.', source: 'https://x.test'},
		],
		unsure: ['limits'],
		sources: [{of: ['limits'], at: 'https://x.test'}],
		read: '2026-11-22',
	}),
	entry('business', {
		submission,
		password: {kind: 'account', says: 'Use the password of the mailbox.'},
	}),
	entry('exmail-qq', {
		submission: [{host: 'smtp.*.regions.test', port: 465, security: 'implicit'}],
		'no-smtp': 'Free accounts cannot send by SMTP.',
	}),
	entry('silent', {submission: [{host: 'smtp.silent.test', port: 587, security: 'starttls'}]}),
];

const note = (party: Party, refused: Refused) => noteOfProvider(providers, party)(refused);
const shared = {host: 'SMTP.shared.test.'};

test('the server tells the provider; of several that share it the login, or whose words it says', () => {
	const login = {stage: 'login'} as const;
	expect(note(shared, login)?.name).toBe('PRIVATE');
	expect(note({...shared, user: 'kim@Home.test'}, login)?.name).toBe('PRIVATE');
	expect(note(shared, {...login, provider: 'business'})?.name).toBe('BUSINESS');
	expect(note({...shared, user: 'kim@home.test'}, {...login, provider: 'business'})?.name).toBe('PRIVATE');
	expect(note({host: 'smtp.eu.regions.test'}, login)).toEqual({
		name: 'EXMAIL-QQ',
		says: ['Free accounts cannot send by SMTP.'],
	});
	expect(note({host: 'smtp.eu.x.regions.test'}, login)).toBeUndefined();
	expect(note({host: 'smtp.silent.test'}, login)).toBeUndefined();
	expect(note({provider: 'business'}, login)?.guessed).toBeUndefined();
});

test('words alone make a guess, and it is marked as one', () => {
	expect(note({host: 'smtp.elsewhere.test'}, {stage: 'login', provider: 'business'})).toEqual({
		name: 'BUSINESS',
		says: ['Use the password of the mailbox.'],
		guessed: true,
	});
	expect(note({}, {stage: 'login', provider: 'qq-exmail'})?.name).toBe('EXMAIL-QQ');
	expect(note({}, {stage: 'login', provider: 'home.test'})?.name).toBe('PRIVATE');
	expect(note({}, {stage: 'login', provider: 'nobody'})).toBeUndefined();
	expect(note({}, {stage: 'login'})).toBeUndefined();
});

test('only what concerns the stage is said, and what is not certain says so', () => {
	const says = (stage: Refused['stage'], cause?: string) =>
		note(shared, {stage, ...(cause === undefined ? {} : {cause})})?.says;
	expect(says('login')).toEqual([
		'Create an app password.',
		'A login that fails five times locks the account. (Not certain.)',
		'The password of the account is no longer accepted (2022-05-30).',
	]);
	expect(note(shared, {stage: 'login', withToken: true})).toBeUndefined();
	expect(says('tls')).toEqual(['Nothing is accepted without encryption (2025-05).']);
	expect(says('recipient', 'sender.quota')).toEqual(['About 500 messages in 24 hours. (Not certain.)']);
	expect(says('recipient')).toEqual(['About 500 messages in 24 hours. (Not certain.)']);
	expect(says('recipient', 'recipient.unknown')).toBeUndefined();
	expect(says('accept', 'reputation.spf')).toEqual(['Large senders need SPF and DKIM (2025-06).']);
});

test('whatever was asked before, each refusal gets its own note', () => {
	const asked = noteOfProvider(providers, shared);
	const all: readonly Refused[] = [
		{stage: 'login'},
		{stage: 'login', withToken: true},
		{stage: 'recipient'},
		{stage: 'recipient', cause: 'reputation.spf'},
		{stage: 'login', provider: 'business'},
	];
	for (const refused of [...all, ...all]) expect(asked(refused)).toEqual(note(shared, refused));
});
