import {once} from 'node:events';
import {expect, test} from 'vitest';
import {createAuthority} from '../../source/lab/certificates.ts';
import {type ImpostorFault, startImpostor} from '../../source/lab/impostor.ts';
import {serverSchema} from '../../source/lab/settings.ts';
import {talkTo} from './talk.ts';

const settings = serverSchema.parse({host: 'smtp.provider.test', port: 587});

test.each<[ImpostorFault, RegExp]>([
	['http', /^HTTP\/1\.1 408 /],
	['ssh', /^SSH-2\.0-/],
	['drop', /^220 smtp\.provider\.test ESMTP\r\n$/],
])('%s says %s first', async (fault, first) => {
	const impostor = await startImpostor(settings, fault);
	const talk = talkTo(impostor.port);
	expect(await talk.read()).toMatch(first);
	expect(impostor.sessions()).toMatchObject([{server: 'smtp.provider.test:587', logins: []}]);
	talk.socket.destroy();
	await impostor.close();
});

test('a web server complains about EHLO', async () => {
	const impostor = await startImpostor(settings, 'http');
	const talk = talkTo(impostor.port);
	expect(await talk.say('EHLO me.test')).toBe('HTTP/1.1 400 Bad Request\r\n');
	talk.socket.destroy();
	await impostor.close();
});

test('a dropped connection ends behind the greeting', async () => {
	const impostor = await startImpostor(settings, 'drop');
	const talk = talkTo(impostor.port);
	await talk.read();
	expect(await talk.read()).toBe('');
	await impostor.close();
});

test('a mute server takes the connection and says nothing until it is closed', async () => {
	const impostor = await startImpostor(settings, 'mute');
	const talk = talkTo(impostor.port);
	await once(talk.socket, 'connect');
	talk.socket.write('EHLO me.test\r\n');
	const heard = talk.read();
	await impostor.close();
	expect(await heard).toBe('');
});

test.each<[ImpostorFault, RegExp]>([
	['http', /^HTTP\/1\.1 408 /],
	['ssh', /^SSH-2\.0-/],
	['drop', /^220 smtp\.provider\.test ESMTP\r\n$/],
])('where security is implicit, %s comes after TLS', async (fault, first) => {
	const authority = await createAuthority();
	const {host} = settings;
	const impostor = await startImpostor(
		{...settings, security: 'implicit'},
		fault,
		await authority.issue({name: host, kind: 'good'}),
	);
	const talk = await talkTo(impostor.port).encrypt({servername: host, ca: authority.pem});
	expect(await talk.read()).toMatch(first);
	talk.socket.destroy();
	await impostor.close();
});

test('cut closes the connection at the first word', async () => {
	const impostor = await startImpostor(settings, 'cut');
	const talk = talkTo(impostor.port);
	expect(await talk.say('EHLO me.test')).toBe('');
	await impostor.close();
});

test('it is closed while somebody is in the middle of a handshake', async () => {
	const authority = await createAuthority();
	const implicit = {...settings, security: 'implicit'} as const;
	const identity = await authority.issue({name: settings.host, kind: 'good'});
	const impostor = await startImpostor(implicit, 'http', identity);
	const talk = talkTo(impostor.port);
	await once(talk.socket, 'connect');
	const heard = talk.read();
	await impostor.close();
	expect(await heard).toBe('');
});
