import {afterEach, describe, expect, test} from 'vitest';
import type {SinkSession} from '../../source/core/sink.ts';
import {fellSilentAfterTls} from '../../source/core/sink-words.ts';
import {type Device, deviceSchema, startDevice} from '../../source/lab/device.ts';
import {openScene, type Scene} from '../sink/scene.ts';

const devices: Device[] = [];
afterEach(() => {
	for (const device of devices.splice(0)) device.close();
});

/** A device with this script, and the sink that is entered in it. */
const scene = async (script: unknown): Promise<Scene & {readonly device: Device}> => {
	const raised = await openScene({login: 'any', expected: {user: 'nas', password: 'correct horse 42'}});
	const device = startDevice(deviceSchema.parse(script), raised.sink.places);
	devices.push(device);
	return {...raised, device};
};

/** The one session that came of a visit. */
const sessionOf = async (visit: object): Promise<SinkSession> => {
	const {device, session} = await scene([[{to: ['me@mailbox.test'], ...visit}]]);
	device.awaited();
	return session();
};

describe('a device', () => {
	test.each(['none', 'starttls', 'implicit'] as const)('sends a mail as it is set to: %s', async security => {
		const {device, ended, store} = await scene([
			[
				{
					security,
					user: 'nas',
					password: 'correct horse 42',
					sender: 'nas@home.test',
					to: ['me@mailbox.test', 'you@mailbox.test'],
					mail: {subject: 'Your code', text: 'Your code is 482915.', clock: -86_400},
				},
			],
		]);
		device.awaited();
		const [session] = await ended(1);
		expect(session).toMatchObject({
			place: {security},
			end: 'quit',
			senders: ['nas@home.test'],
			recipients: ['me@mailbox.test', 'you@mailbox.test'],
			logins: [{user: 'nas', same: true, encrypted: security !== 'none'}],
			messages: [1],
		});
		expect(session?.tls?.is).toBe(security === 'none' ? undefined : 'agreed');
		const message = store.message(1);
		expect(message).toMatchObject({subject: 'Your code', from: 'nas@home.test'});
		const behind = Date.now() - Date.parse(message?.date ?? '');
		expect(Math.abs(behind - 86_400_000)).toBeLessThan(3_600_000);
		expect(store.bodies.get(1)?.toString()).toContain('Your code is 482915.');
		expect(JSON.stringify(session)).not.toContain('correct horse 42');
		expect(JSON.stringify(session)).not.toContain(Buffer.from('correct horse 42').toString('base64'));
	});

	test('does by turns what its script says, each as often as it says, and then nothing', async () => {
		const {device, ended, store} = await scene([
			[{security: 'none', to: ['a@mailbox.test'], times: 2}],
			[],
			[
				{security: 'none', to: ['b@mailbox.test']},
				{security: 'none', to: ['c@mailbox.test']},
			],
		]);
		expect(device.isOver()).toBe(true);
		device.awaited();
		expect(device.isOver()).toBe(false);
		await ended(2);
		device.awaited();
		device.awaited();
		await ended(4);
		device.awaited();
		await expect.poll(() => device.isOver()).toBe(true);
		expect(store.messages([], {most: 10}).flatMap(({recipients}) => recipients)).toEqual([
			'c@mailbox.test',
			'b@mailbox.test',
			'a@mailbox.test',
			'a@mailbox.test',
		]);
	});

	test.each<[string, object, object]>([
		['distrust', {}, {end: 'tls-failed', tls: {fault: 'distrust', alert: 'unknown_ca'}}],
		[
			'distrust',
			{security: 'implicit'},
			{end: 'tls-failed', place: {security: 'implicit'}, tls: {fault: 'distrust'}},
		],
		['leave-in-handshake', {}, {end: 'tls-failed', tls: {fault: 'left', offered: 'TLSv1.2'}}],
		['old-tls', {}, {end: 'tls-failed', tls: {fault: 'version', offered: 'TLSv1.1'}}],
		['plain-on-tls', {}, {end: 'tls-failed', place: {security: 'implicit'}, tls: {fault: 'not-tls'}}],
		['tls-on-plain', {}, {end: 'not-smtp', oddities: ['spoke-tls-in-plain']}],
		['leave', {}, {end: 'left', exchanges: expect.not.arrayContaining([{side: 'client'}])}],
		['leave-after-ehlo', {}, {end: 'quit', helo: 'nas'}],
		['break-off', {}, {end: 'left', broken: expect.any(Number), recipients: ['me@mailbox.test']}],
	])('fails as it is told: %s %j', async (fault, more, session) => {
		expect(await sessionOf({fault, ...more})).toMatchObject({messages: [], ...session});
	});

	test.each(['starttls', 'implicit'] as const)(
		'that does not say why it distrusts is gone after the handshake: %s',
		async security => {
			const session = await sessionOf({fault: 'distrust-silently', security});
			expect(session).toMatchObject({end: 'left', messages: [], tls: {is: 'agreed'}});
			expect(fellSilentAfterTls(session)).toBe(true);
		},
	);

	test('says lines of its own, each when the one before was answered', async () => {
		const {exchanges, refusals} = await sessionOf({
			says: ['EHLO my nas', 'MAIL FROM:<my nas>', 'QUIT'],
		});
		const said = exchanges.filter(({side}) => side === 'client').map(({text}) => text);
		expect(said).toEqual(['EHLO my nas', 'MAIL FROM:<my nas>', 'QUIT']);
		expect(refusals).toMatchObject([{stage: 'mail'}]);
	});

	test('of which a port that it needs is not there does nothing', async () => {
		const device = startDevice(deviceSchema.parse([[{fault: 'plain-on-tls', to: ['a@b.test']}]]), []);
		device.awaited();
		await expect.poll(() => device.isOver()).toBe(true);
	});

	test('is over when it is closed in the middle of something, or nobody answers', async () => {
		const {device, sink} = await scene([
			[{security: 'none', to: ['a@b.test'], times: 10}],
			[{security: 'none', to: ['a@b.test']}],
		]);
		device.awaited();
		device.close();
		await expect.poll(() => device.isOver()).toBe(true);
		await sink.close();
		device.awaited();
		await expect.poll(() => device.isOver()).toBe(true);
	});
});

test.each([
	['a line with a break in it', [[{to: ['a@b.test'], says: ['EHLO nas\r\nQUIT']}]]],
	['nobody to send to', [[{to: []}]]],
	['a fault that nobody knows', [[{to: ['a@b.test'], fault: 'sulk'}]]],
	['more turns than a case has', Array.from({length: 6}, () => [])],
])('a script with %s is refused', (_, script) => {
	expect(deviceSchema.safeParse(script).success).toBe(false);
});
