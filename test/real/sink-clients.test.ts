import {spawnSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {openSinkHere, type SinkHere} from '../../source/commands/sink/open.ts';
import type {SinkSession} from '../../source/core/sink.ts';
import {fellSilentAfterTls, sessionWords} from '../../source/core/sink-words.ts';
import {type Client, clients, type Encryption, type Errand} from './sink-clients.ts';
import {isRequired} from './unpacked.ts';

const password = 'correct horse 42';
const encryptions: readonly Encryption[] = ['none', 'starttls', 'implicit'];

let folder: string;
let here: SinkHere;
let authority: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'lostmail-clients-'));
	here = await openSinkHere({
		listen: ['127.0.0.1'],
		ports: [
			{port: 0, security: 'none'},
			{port: 0, security: 'starttls'},
			{port: 0, security: 'implicit'},
		],
		store: path.join(folder, 'sink.db'),
		expected: {user: 'nas@example.com', password},
	});
	authority = path.join(folder, 'authority.pem');
	await writeFile(authority, here.certificate.pem);
});

afterAll(async () => {
	await here.close();
	await rm(folder, {recursive: true, force: true});
});

const portFor = (encryption: Encryption): number =>
	here.sink.places.find(({security}) => security === encryption)?.port ?? 0;

const errand = (encryption: Encryption, subject: string, more: Partial<Errand> = {}): Errand => ({
	port: portFor(encryption),
	encryption,
	from: 'nas@example.com',
	to: ['user@example.org'],
	subject,
	trusts: {file: authority},
	folder,
	...more,
});

/** What the sink has of the session of this client that ended first after `send` began. */
const sessionOf = async (send: () => Promise<unknown>): Promise<SinkSession> => {
	const ended = new Promise<SinkSession>(resolve => {
		const stop = here.sink.subscribe(happening => {
			if (happening.type !== 'session.ended') return;
			stop();
			resolve(happening.session);
		});
	});
	await send().catch(() => {});
	return ended;
};

const bodyOf = (session: SinkSession): string =>
	Buffer.concat([...here.sink.archive.octets(session.messages[0] ?? 0)]).toString();

const isThere = ({program}: Client): boolean =>
	program === undefined || spawnSync('which', [program]).status === 0;

const told: string[] = [];
const keepTold = (session: SinkSession) => void told.push(JSON.stringify(session));

describe.each(clients)('$name', client => {
	const there = isThere(client);
	test.runIf(isRequired())('is here', () => expect(there).toBe(true));

	describe.runIf(there)('to the sink', () => {
		test.each(encryptions)('sends without a login, encryption: %s', async encryption => {
			const subject = `${client.name} ${encryption}`;
			const session = await sessionOf(() => client.send(errand(encryption, subject)));
			expect(session).toMatchObject({
				end: 'quit',
				senders: ['nas@example.com'],
				recipients: ['user@example.org'],
				refusals: [],
			});
			expect(session.tls?.is).toBe(encryption === 'none' ? undefined : 'agreed');
			expect(here.sink.archive.message(session.messages[0] ?? 0)?.subject).toBe(subject);
			expect(bodyOf(session)).toContain('Your verification code is 482915.');
		});

		describe.each(client.mechanisms)('logs in by %s', mechanism => {
			test.each(encryptions)('encryption: %s', async encryption => {
				const login = {mechanism, user: 'nas@example.com', password};
				const subject = `${client.name} ${mechanism} ${encryption}`;
				const session = await sessionOf(() => client.send(errand(encryption, subject, {login})));
				keepTold(session);
				expect(session.logins).toMatchObject([
					{mechanism, user: 'nas@example.com', taken: true, encrypted: encryption !== 'none', same: true},
				]);
				expect(session.messages).toHaveLength(1);
			});
		});

		test('a login with another password is taken, and told from the expected one', async () => {
			const login = {mechanism: 'PLAIN', user: 'nas@example.com', password: 'wrong horse 43'} as const;
			const session = await sessionOf(() => client.send(errand('starttls', 'another', {login})));
			keepTold(session);
			expect(session.logins).toMatchObject([{taken: true, same: false}]);
		});

		test.each(['starttls', 'implicit'] as const)('does not trust the certificate: %s', async encryption => {
			const session = await sessionOf(() => client.send(errand(encryption, 'distrust', {trusts: 'nobody'})));
			expect(session.messages).toEqual([]);
			const {mark, text} = sessionWords(session);
			switch (client.distrusts) {
				case 'with an alert':
					expect(session).toMatchObject({end: 'tls-failed', tls: {is: 'failed', fault: 'distrust'}});
					expect({mark, text}).toEqual({
						mark: 'problem',
						text: 'TLS failed: the device does not trust this certificate',
					});
					break;
				case 'without a word':
					// With TLS 1.3 everything is agreed on before the client judges; who is quicker is not certain.
					expect(
						fellSilentAfterTls(session) || (session.tls?.is === 'failed' && session.tls.fault === 'left'),
						JSON.stringify(session),
					).toBe(true);
					expect(mark).toBe('warning');
					expect(text).toMatch(/: a device that does not trust the certificate leaves like this$/);
			}
		});
	});
});

test('no password is in any session', () => {
	for (const secret of [password, 'wrong horse 43']) {
		const text = told.join('\n');
		expect(text).not.toContain(secret);
		expect(text).not.toContain(Buffer.from(secret).toString('base64'));
		expect(text).not.toContain(Buffer.from(`\0nas@example.com\0${secret}`).toString('base64'));
	}
});
