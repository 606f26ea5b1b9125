import {describe, expect, test} from 'vitest';
import login from '../../../../source/checks/smtp/login.ts';
import type {MailProvider} from '../../../../source/core/provider.ts';
import type {SecretShape} from '../../../../source/core/smtp.ts';
import {because, stopped} from '../../said.ts';
import {runOn} from '../../taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
};

describe('what is known of the provider', () => {
	const provider = (more: Partial<MailProvider>): MailProvider => ({
		id: 'a',
		name: 'A Mail',
		domains: [],
		mx: [],
		spf: [],
		selectors: [],
		source: 'the tests',
		submission: [{host: 'smtp.provider.test', port: 587, security: 'starttls'}],
		...more,
	});
	const app: Partial<MailProvider> = {
		password: {kind: 'app-password', says: 'Create an app password of 16 letters.'},
	};
	const refused = async (
		known: readonly MailProvider[],
		{
			user = 'nas',
			secretShape,
			cause = 'auth.wrong-credentials',
			host = server.host,
		}: {
			user?: string;
			secretShape?: SecretShape;
			cause?: string;
			host?: string;
		} = {},
	) => {
		const smtp = stopped('login', because(cause, 535), secretShape === undefined ? {} : {secretShape});
		const {finding} = await runOn(login, {params: {user, host}, smtp, providers: known}, server);
		return {...finding, details: (finding.facts['details'] ?? []) as readonly string[]};
	};

	test('is told of a wrong password', async () => {
		const found = await refused([provider({...app, user: 'address'})], {secretShape: 'other'});
		expect(found.code).toBe('wrong-credentials');
		expect(found.facts).toMatchObject({
			provider: 'A Mail',
			passwordKind: 'app-password',
			says: 'Create an app password of 16 letters.',
			userName: 'the full address',
			secretShape: 'other',
		});
		expect(found.details).toEqual(
			expect.arrayContaining([
				'Password at A Mail: Create an app password of 16 letters.',
				'Login name at A Mail: the full address; the device uses nas.',
				'The password that was given does not look like one of 16 letters.',
			]),
		);
	});

	test.each([
		['app-password', 'A Mail takes an app password here, not that of the account'],
		['app-password-with-2fa', 'A Mail takes an app password here, where the account has two-factor login'],
		['authorization-code', 'A Mail takes an authorization code here, not the password of the account'],
		['api-key', 'A Mail takes a key here that is made for sending, not the password of the account'],
		['oauth-only', 'A Mail takes OAuth here, and no password'],
		['account', 'it does not say which of the two is wrong'],
	] as const)('a refused password of the kind %s is told with the hint “%s”', async (kind, hint) => {
		const {facts} = await refused([provider({password: {kind, says: 'Do it.'}})]);
		expect(facts).toMatchObject({hint});
	});

	test('what is not certain of the provider is not told as if it were', async () => {
		const {facts} = await refused([provider({...app, unsure: ['password']})]);
		expect(facts).toMatchObject({
			hint: 'A Mail is said to take an app password here, not that of the account',
		});
	});

	test('of a provider that nobody knows there is no hint about its passwords', async () => {
		const {facts} = await refused([]);
		expect(facts).toMatchObject({hint: 'it does not say which of the two is wrong'});
	});

	test.each([
		['address', 'nas@a.test', 'the full address.'],
		['local-part', 'nas', 'the part of the address before the @.'],
		['local-part', 'nas@a.test', 'the part of the address before the @; the device uses nas@a.test.'],
		['given', 'AKIA', 'the name that the provider made together with the password.'],
		[{word: 'apikey'}, 'apikey', 'the word “apikey”.'],
		[{word: 'apikey'}, 'nas', 'the word “apikey”; the device uses nas.'],
	] as const)('the login name is %j, and %s is used', async (rule, user, line) => {
		const {details} = await refused([provider({user: rule})], {user});
		expect(details).toContain(`Login name at A Mail: ${line}`);
	});

	test('the entry for the domain of the login comes before one for domains of one’s own', async () => {
		const both = [provider({id: 'own', name: 'Own'}), provider({name: 'Public', domains: ['a.test']})];
		expect((await refused(both, {user: 'nas@a.test'})).facts).toMatchObject({provider: 'Public'});
		expect((await refused(both, {user: 'nas@b.test'})).facts).toMatchObject({provider: 'Own'});
		expect((await refused(both.toReversed(), {user: 'nas'})).facts).toMatchObject({provider: 'Public'});
	});

	test('a server that nobody knows is one of the provider of the address', async () => {
		const known = [provider({...app, domains: ['a.test']})];
		const found = await refused(known, {user: 'nas@a.test', host: 'mail.elsewhere.test'});
		expect(found.facts).toMatchObject({passwordKind: 'app-password'});
	});

	test('sixteen letters are no reproach', async () => {
		const {details} = await refused([provider(app)], {secretShape: 'sixteen-letters'});
		expect(details.join()).toContain('looks like one of 16 letters');
	});

	test('nothing is made of the shape where the provider speaks of no letters', async () => {
		const {details} = await refused([provider({})], {secretShape: 'other'});
		expect(details.join()).not.toContain('letters');
	});

	test('a blank around the password is told of any server', async () => {
		expect((await refused([], {secretShape: 'blanks-around'})).details.join()).toContain('blank');
	});

	test('nothing of it stands beside a login that was refused for another reason', async () => {
		const found = await refused([provider(app)], {cause: 'auth.locked-out'});
		expect(found.facts).not.toHaveProperty('passwordKind');
	});
});
