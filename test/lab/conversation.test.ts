import {afterEach, expect, test} from 'vitest';
import type {z} from 'zod';
import {createAuthority} from '../../source/lab/certificates.ts';
import {type Provider, startProvider} from '../../source/lab/provider.ts';
import {serverSchema} from '../../source/lab/settings.ts';
import {talkTo} from './talk.ts';

const authority = await createAuthority();
const host = 'smtp.provider.test';
const running: Provider[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map(provider => provider.close()));
});

const start = async (settings: Partial<z.input<typeof serverSchema>>): Promise<Provider> => {
	const whole = serverSchema.parse({host, port: 587, ...settings});
	const provider = await startProvider(whole, await authority.issue({name: host, kind: 'good'}));
	running.push(provider);
	return provider;
};

test('a stripped STARTTLS is neither shown nor taken', async () => {
	const provider = await start({fault: 'strip-starttls'});
	const talk = talkTo(provider.port);
	await talk.read();
	const features = await talk.say('EHLO me.test');
	expect(features).toMatch(/^(?!.*STARTTLS).*XXXXXXXA/s);
	expect(await talk.say('STARTTLS')).toMatch(/^500 /);
	talk.socket.destroy();
});

test('an injected reply follows that to STARTTLS in plain text, and TLS still works', async () => {
	const provider = await start({fault: 'inject'});
	const talk = talkTo(provider.port);
	await talk.read();
	await talk.say('EHLO me.test');
	expect(await talk.say('STARTTLS')).toMatch(/^220 /);
	expect(await talk.read()).toBe('250-injected.test\r\n250 AUTH PLAIN\r\n');
	const secure = await talk.encrypt({servername: host, ca: authority.pem});
	expect(await secure.say('EHLO me.test')).toMatch(/AUTH PLAIN LOGIN/);
	secure.socket.destroy();
});

test('a firewall that masks leaves asterisks of the greeting, and HELO', async () => {
	const provider = await start({fault: 'masked'});
	const talk = talkTo(provider.port);
	expect(await talk.read()).toMatch(/^220 \*{40,}\r\n$/);
	expect(await talk.say('EHLO me.test')).toMatch(/^500 .*XXXX/);
	expect(await talk.say('HELO me.test')).toMatch(/^250 /);
	expect(await talk.say('STARTTLS')).toMatch(/^500 /);
	talk.socket.destroy();
});

test('after STARTTLS a server can be cut off at the first word of TLS', async () => {
	const provider = await start({fault: 'cut-tls'});
	const talk = talkTo(provider.port);
	await talk.read();
	await talk.say('EHLO me.test');
	expect(await talk.say('STARTTLS')).toMatch(/^220 /);
	await expect(talk.encrypt({servername: host, ca: authority.pem})).rejects.toThrow();
});

test('after STARTTLS a server can say nothing more, and is closed all the same', async () => {
	const provider = await start({fault: 'mute-tls'});
	const talk = talkTo(provider.port);
	await talk.read();
	await talk.say('EHLO me.test');
	expect(await talk.say('STARTTLS')).toMatch(/^220 /);
	talk.socket.write('something');
	const heard = talk.read();
	await provider.close();
	expect(await heard).toBe('');
});

test.each(['auth', 'mail'] as const)(
	'a server can say nothing more from %s on, and is closed all the same',
	async stall => {
		const provider = await start({stall, port: 25});
		const talk = talkTo(provider.port);
		await talk.read();
		await talk.say('EHLO me.test');
		talk.socket.write(stall === 'auth' ? 'AUTH LOGIN\r\n' : 'MAIL FROM:<me@me.test>\r\n');
		const heard = talk.read();
		await provider.close();
		expect(await heard).toBe('');
	},
);

test('extensions that a server lacks are not in its answer to EHLO', async () => {
	for (const [lacks, offers] of [
		[[], true],
		[['SMTPUTF8'], false],
	] as const) {
		const talk = talkTo((await start({lacks: [...lacks]})).port);
		await talk.read();
		expect((await talk.say('EHLO me.test')).includes('SMTPUTF8')).toBe(offers);
		talk.socket.destroy();
	}
});
