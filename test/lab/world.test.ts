import {execFile} from 'node:child_process';
import {Resolver} from 'node:dns/promises';
import {once} from 'node:events';
import {connect} from 'node:net';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {expect, test} from 'vitest';
import {parseScenario, type Scenario} from '../../source/lab/scenario.ts';
import {type Lab, raiseLab, readScenario} from '../../source/lab/world.ts';
import {talkTo} from './talk.ts';

const folder = fileURLToPath(new URL('../../playbooks/scenarios/', import.meta.url));

const scenario = async (name: string): Promise<Scenario> => {
	const read = await readScenario(folder, name);
	if (!read.ok) throw new Error(`${name} does not parse`);
	return read.value;
};

const written = (world: string): Scenario => {
	const heading = 'title: One\nabout: A world.\nfault: none\nexpect: {verdict: healthy}\n';
	const parsed = parseScenario('one', `${heading}${world}`);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
	return parsed.value;
};

/** Where `--connect-to` leads, the first that fits. */
const portFor = ({connectTo}: Lab, host: string, port: number): number => {
	const wanted = connectTo.find(rule => rule.startsWith(`${host}:${port}:`) || rule.startsWith('::'));
	return Number(wanted?.split(':').at(-1));
};

const resolverOf = (lab: Lab): Resolver => {
	const resolver = new Resolver({timeout: 1000, tries: 1});
	resolver.setServers([lab.resolver]);
	return resolver;
};

const refusal = async (port: number): Promise<unknown> => {
	const client = connect({host: '127.0.0.1', port});
	const [error] = await once(client, 'error').catch(thrown => [thrown]);
	return (error as NodeJS.ErrnoException).code;
};

test('in the healthy world names resolve, and a message goes through', async () => {
	const lab = await raiseLab(await scenario('healthy'));
	expect(await resolverOf(lab).resolve4('smtp.provider.test')).toEqual(['127.0.0.1']);
	expect(await resolverOf(lab).resolveMx('mailbox.test')).toMatchObject([
		{exchange: 'mx.mailbox.test', priority: 10},
	]);

	const {answers, secrets} = lab;
	const {address} = answers;
	const client = new SMTPConnection({
		host: '127.0.0.1',
		port: portFor(lab, 'smtp.provider.test', 587),
		requireTLS: true,
		tls: {servername: 'smtp.provider.test', ca: lab.ca},
	});
	await new Promise<void>((resolve, reject) => {
		client.once('error', reject);
		client.connect(error => (error ? reject(error) : resolve()));
	});
	await promisify(client.login.bind(client))({
		user: answers['smtp-user'] ?? '',
		pass: secrets['smtp-password'] ?? '',
	});
	await new Promise((resolve, reject) =>
		client.send(
			{from: answers['smtp-from'] ?? '', to: [address ?? '']},
			'Subject: 1\r\n\r\n1',
			(error, info) => (error ? reject(error) : resolve(info)),
		),
	);
	client.close();
	expect(lab.sessions()).toMatchObject([
		{logins: ['nas@home-mail.test'], recipients: ['person@mailbox.test'], messages: [expect.any(String)]},
	]);
	await lab.close();
});

test('whatever is not served is refused on this machine', async () => {
	const lab = await raiseLab(await scenario('healthy'));
	for (const [host, port] of [
		['smtp.provider.test', 25],
		['smtp.provider.test', 465],
		['smtp.provider.test', 2525],
		['mx.mailbox.test', 25],
		['www.example.org', 443],
	] as const)
		expect(await refusal(portFor(lab, host, port))).toBe('ECONNREFUSED');
	expect(lab.connectTo.every(rule => rule.split(':')[2] === '127.0.0.1')).toBe(true);
	await lab.close();
});

test('a blocked port is silent while another of the same host answers', async () => {
	const lab = await raiseLab(await scenario('port-blocked'));
	const blocked = connect({
		host: '127.0.0.1',
		port: portFor(lab, 'smtp.provider.test', 587),
		signal: AbortSignal.timeout(300),
	});
	const [error] = await once(blocked, 'error').catch(thrown => [thrown]);
	expect(error).toMatchObject({name: 'AbortError'});
	const open = connect({host: '127.0.0.1', port: portFor(lab, 'smtp.provider.test', 465)});
	await once(open, 'connect');
	open.destroy();
	await lab.close();
});

test('where there is no way, the system itself says so, and nothing leaves this machine', async () => {
	const lab = await raiseLab(
		written(`
elsewhere: unreachable
servers:
  - {host: mx.mail.test, port: 587}
  - {host: mx.mail.test, port: 465, address: '2001:db8::25', fault: unreachable}
`),
	);
	const leading = (from: string) => lab.connectTo.find(rule => rule.startsWith(from));
	const [, nowhere = ''] = /^::([\d.]+):\d+$/.exec(leading('::') ?? '') ?? [];
	expect(leading('mx.mail.test:465:')).toContain(`:${nowhere}:`);
	expect(leading('[2001:db8::25]:465:')).toContain(`:${nowhere}:`);
	expect(leading('mx.mail.test:587:')).toContain(':127.0.0.1:');
	const client = connect({host: nowhere, port: 9});
	const [error] = await once(client, 'error').catch(thrown => [thrown]);
	expect((error as NodeJS.ErrnoException).code).toMatch(/^E(?:NET|HOST)UNREACH$/);
	await lab.close();
});

test('another issuer is trusted by whoever trusts the world, and an unknown one is not', async () => {
	const lab = await raiseLab(
		written(`
servers:
  - {host: smtp.mail.test, port: 465, security: implicit, issuer: CN=Example Mail Shield Root}
  - {host: smtp.mail.test, port: 994, security: implicit, certificate: unknown-issuer, issuer: CN=Stranger}
`),
	);
	const trusting = (port: number) =>
		talkTo(portFor(lab, 'smtp.mail.test', port)).encrypt({servername: 'smtp.mail.test', ca: lab.ca});
	const talk = await trusting(465);
	expect(await talk.read()).toMatch(/^220 /);
	talk.socket.destroy();
	await expect(trusting(994)).rejects.toMatchObject({code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'});
	await lab.close();
});

test('a name outside of every zone does not exist', async () => {
	const lab = await raiseLab(await scenario('host-not-found'));
	await expect(resolverOf(lab).resolve4('smpt.provider.test')).rejects.toMatchObject({code: 'ENOTFOUND'});
	await lab.close();
});

test('after close the ports are free, and close may be called twice', async () => {
	const lab = await raiseLab(await scenario('healthy'));
	const port = portFor(lab, 'smtp.provider.test', 587);
	await lab.close();
	await lab.close();
	expect(await refusal(port)).toBe('ECONNREFUSED');
});

test('close leaves nothing behind that would keep a program running', async () => {
	const program = `
		import {raiseLab, readScenario} from ${JSON.stringify(new URL('../../source/lab/world.ts', import.meta.url).href)};
		for (const name of ['healthy', 'port-blocked', 'not-smtp', 'no-greeting', 'resolver-dead']) {
			const read = await readScenario(${JSON.stringify(folder)}, name);
			const lab = await raiseLab(read.value);
			await lab.close();
		}
		process.stdout.write('over');
	`;
	const {stdout} = await promisify(execFile)(
		process.execPath,
		['--input-type=module-typescript', '--eval', program],
		{timeout: 15_000},
	);
	expect(stdout).toBe('over');
}, 20_000);
