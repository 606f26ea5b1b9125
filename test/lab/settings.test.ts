import {expect, onTestFinished, test} from 'vitest';
import {createAuthority} from '../../source/lab/certificates.ts';
import {startProvider} from '../../source/lab/provider.ts';
import {serverSchema} from '../../source/lab/settings.ts';
import {talkTo} from './talk.ts';

const host = 'smtp.provider.test';

test('a token opens its own login, and any other is refused as Google refuses one that has expired', async () => {
	const settings = serverSchema.parse({
		host,
		port: 587,
		mechanisms: ['XOAUTH2'],
		users: {nas: 'secret'},
		tokens: {nas: 'fresh'},
	});
	const authority = await createAuthority();
	const provider = await startProvider(settings, await authority.issue({name: host, kind: 'good'}));
	onTestFinished(() => provider.close());
	const logIn = async (token: string) => {
		const talk = talkTo(provider.port);
		await talk.read();
		await talk.say('EHLO me.test');
		await talk.say('STARTTLS');
		const secure = await talk.encrypt({servername: host, ca: authority.pem});
		await secure.say('EHLO me.test');
		const response = Buffer.from(`user=nas\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64');
		const replies = [await secure.say(`AUTH XOAUTH2 ${response}`)];
		if (replies[0]?.startsWith('334')) replies.push(await secure.say(''));
		secure.socket.destroy();
		return replies;
	};
	expect(await logIn('fresh')).toEqual([expect.stringMatching(/^235 /)]);
	for (const token of ['stale', 'secret']) {
		const [challenge = '', refusal] = await logIn(token);
		expect(JSON.parse(Buffer.from(challenge.slice(4), 'base64').toString())).toEqual({
			status: '400',
			schemes: 'Bearer',
			scope: 'https://mail.google.com/',
		});
		expect(refusal).toMatch(/^535 /);
	}
});

test('a token without the right to send is refused with that as the reason', async () => {
	const settings = serverSchema.parse({
		host,
		port: 465,
		security: 'implicit',
		mechanisms: ['XOAUTH2'],
		tokenFault: 'scope',
	});
	const authority = await createAuthority();
	const provider = await startProvider(settings, await authority.issue({name: host, kind: 'good'}));
	onTestFinished(() => provider.close());
	const talk = await talkTo(provider.port).encrypt({servername: host, ca: authority.pem});
	await talk.read();
	await talk.say('EHLO me.test');
	const response = Buffer.from('user=nas\u0001auth=Bearer some\u0001\u0001').toString('base64');
	const challenge = await talk.say(`AUTH XOAUTH2 ${response}`);
	expect(JSON.parse(Buffer.from(challenge.slice(4), 'base64').toString())).toMatchObject({
		status: 'insufficient_scope',
	});
	talk.socket.destroy();
});
