import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {get} from 'node:https';
import {connect} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {afterEach, describe, expect, test} from 'vitest';
import {parseScenario} from '../../source/lab/scenario.ts';
import {type Lab, raiseLab} from '../../source/lab/world.ts';
import {parseConnectTo} from '../../source/probes/connect-to.ts';
import {ask} from './ask.ts';
import {type Talk, talkTo} from './talk.ts';

const labs: Lab[] = [];
afterEach(async () => {
	await Promise.all(labs.splice(0).map(lab => lab.close()));
});

const raise = async (world: string): Promise<Lab> => {
	const parsed = parseScenario(
		'one',
		`title: One\nabout: A world.\nfault: none\nexpect: {verdict: healthy}\n${world}`,
	);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
	const lab = await raiseLab(parsed.value);
	labs.push(lab);
	return lab;
};

/** Where the first rule that fits leads. */
const portFor = ({connectTo}: Lab, host: string, port: number): number => {
	for (const text of connectTo) {
		const rule = parseConnectTo(text);
		if (!rule.ok) throw new Error(rule.failure);
		const {host: from, port: fromPort, toHost, toPort} = rule.value;
		expect(toHost).toBe('127.0.0.1');
		if ((from === '' || from === host) && (fromPort === '' || Number(fromPort) === port))
			return Number(toPort);
	}
	throw new Error('nothing fits');
};

const knock = async (port: number): Promise<unknown> => {
	const client = connect({host: '127.0.0.1', port, signal: AbortSignal.timeout(300)});
	const heard = Promise.race([once(client, 'connect').then(() => 'open'), once(client, 'error')]);
	const [error] = await heard
		.then(said => (said === 'open' ? ['open'] : (said as unknown[])))
		.catch(thrown => [thrown]);
	client.destroy();
	return error === 'open' ? error : ((error as NodeJS.ErrnoException).code ?? (error as Error).name);
};

const greeted = async (port: number): Promise<Talk> => {
	const talk = talkTo(port);
	await talk.read();
	return talk;
};

describe('mail servers', () => {
	test('exchangers of one name are told apart by address', async () => {
		const lab = await raise(`
zones:
  mail.test: {mx: [A 192.0.2.25, A 192.0.2.28, AAAA 2001:db8::25]}
servers:
  - {host: mx.mail.test, port: 25, address: 192.0.2.25, name: four.mail.test}
  - {host: mx.mail.test, port: 25, address: '2001:DB8::25', name: six.mail.test}
  - {host: mx2.mail.test, port: 25, address: 192.0.2.26, fault: refused}
`);
		for (const [host, name] of [
			['192.0.2.25', 'four'],
			['2001:db8::25', 'six'],
			['mx.mail.test', 'four'],
		] as const) {
			const talk = talkTo(portFor(lab, host, 25));
			expect(await talk.read()).toContain(`220 ${name}.mail.test`);
			talk.socket.destroy();
		}
		expect(await knock(portFor(lab, '192.0.2.26', 25))).toBe('ECONNREFUSED');
		expect(await knock(portFor(lab, '192.0.2.27', 25))).toBe('ECONNREFUSED');
		// Not what the name leads to.
		expect(lab.connectTo.filter(rule => rule.startsWith('192.0.2.28:25:'))).toHaveLength(1);
		expect(await knock(portFor(lab, '192.0.2.28', 25))).toBe('ECONNREFUSED');
	});

	test('an exchanger takes mail without a login, encrypted or not', async () => {
		const lab = await raise('servers: [{host: mx.mail.test, port: 25}, {host: mx.mail.test, port: 587}]\n');
		const plain = await greeted(portFor(lab, 'mx.mail.test', 25));
		expect(await plain.say('EHLO me.test')).toContain('STARTTLS');
		await plain.say('STARTTLS');
		const talk = await plain.encrypt({servername: 'mx.mail.test', ca: lab.ca});
		await talk.say('EHLO me.test');
		expect(await talk.say('MAIL FROM:<>')).toMatch(/^250 /);
		expect(await talk.say('RCPT TO:<person@mail.test>')).toMatch(/^250 /);
		talk.socket.destroy();
		const submission = await greeted(portFor(lab, 'mx.mail.test', 587));
		await submission.say('EHLO me.test');
		expect(await submission.say('MAIL FROM:<me@me.test>')).toMatch(/^530 /);
		submission.socket.destroy();
	});

	test('a port that is blocked on our side is silent everywhere but where it is served', async () => {
		const lab = await raise(
			'silentPorts: [25]\nservers: [{host: mx.mail.test, port: 587}, {host: relay.test, port: 25}]\n',
		);
		expect(await knock(portFor(lab, 'mx.mail.test', 25))).toBe('ABORT_ERR');
		expect(await knock(portFor(lab, '192.0.2.1', 25))).toBe('ABORT_ERR');
		expect(await knock(portFor(lab, 'mx.mail.test', 587))).toBe('open');
		expect(await knock(portFor(lab, 'relay.test', 25))).toBe('open');
		expect(await knock(portFor(lab, 'mx.mail.test', 465))).toBe('ECONNREFUSED');
	});
});

describe('name servers', () => {
	const world = `
zones:
  mail.test: {'@': [NS ns1.mail.test., MX 10 mx.mail.test.], mx: A 192.0.2.25}
signed: [mail.test]
authorities:
  - {address: 192.0.2.53, serves: [mail.test]}
  - {address: 2001:db8::53, serves: [mail.test], zones: {mail.test: {mx: A 192.0.2.99}}}
  - {address: 192.0.2.54, serves: [mail.test], fault: closed}
resolvers:
  - {address: 9.9.9.9, zones: {mail.test: {mx: []}}, signed: []}
  - {address: 8.8.8.8, fault: rewrite-nxdomain}
`;
	test('each is reached by its address and knows what it is said to know', async () => {
		const lab = await raise(world);
		const at = (address: string) => portFor(lab, address, 53);
		const address = (data: string) => ({answers: [{data}]});
		const main = Number(lab.resolver.split(':')[1]);
		expect(await ask(main, 'mx.mail.test', 'A')).toMatchObject({flag_ad: true, ...address('192.0.2.25')});
		expect(await ask(at('192.0.2.53'), 'mx.mail.test', 'A')).toMatchObject({
			flag_aa: true,
			...address('192.0.2.25'),
		});
		expect(await ask(at('2001:db8::53'), 'mx.mail.test', 'A')).toMatchObject(address('192.0.2.99'));
		expect(await ask(at('9.9.9.9'), 'mail.test', 'MX')).toMatchObject({flag_ad: false, rcode: 'NOERROR'});
		expect(await ask(at('9.9.9.9'), 'mx.mail.test', 'A')).toMatchObject({rcode: 'NXDOMAIN'});
		expect(await ask(at('8.8.8.8'), 'gone.mail.test', 'A')).toMatchObject(address('192.0.2.200'));
	});

	test('an address at which nobody answers refuses, or is silent where the world is', async () => {
		for (const address of ['192.0.2.54', '192.0.2.55'])
			await expect(ask(portFor(await raise(world), address, 53), 'mail.test', 'MX')).rejects.toMatchObject({
				code: 'ECONNREFUSED',
			});
		const silent = await raise(`${world}elsewhere: silent\n`);
		expect(await knock(portFor(silent, '192.0.2.55', 53))).toBe('ABORT_ERR');
	});
});

describe('digests of certificates', () => {
	const peer = async (lab: Lab, host: string): Promise<X509Certificate> => {
		const plain = await greeted(portFor(lab, host, 25));
		await plain.say('EHLO me.test');
		await plain.say('STARTTLS');
		const {socket} = await plain.encrypt({servername: host, ca: lab.ca});
		const certificate = (socket as TLSSocket).getPeerX509Certificate();
		socket.destroy();
		if (!certificate) throw new Error('no certificate');
		return certificate;
	};

	test('are those of the certificates that are served', async () => {
		const lab = await raise(`
zones:
  mail.test:
    _25._tcp.mx: [TLSA 3 1 1 OF mx.mail.test, TLSA 2 0 2 OF mx.mail.test., TLSA 3 0 0 OF mx.mail.test]
    _443._tcp.www: TLSA 3 1 1 OF www.mail.test
servers:
  - {host: mx.mail.test, port: 25, address: 192.0.2.25}
  - {host: mx.mail.test, port: 25, address: 192.0.2.26}
web: [{host: www.mail.test}]
`);
		const port = Number(lab.resolver.split(':')[1]);
		const {answers} = await ask(port, '_25._tcp.mx.mail.test', 'TLSA');
		const served = await peer(lab, 'mx.mail.test');
		const issuer = served.issuerCertificate;
		const digest = async (algorithm: string, data: Buffer) =>
			Buffer.from(await crypto.subtle.digest(algorithm, new Uint8Array(data)));
		expect(issuer?.raw).toEqual(new X509Certificate(lab.ca).raw);
		const data = answers.map(answer => answer.data as Readonly<Record<string, unknown>>);
		expect(data.map(({usage, selector, matchingType}) => [usage, selector, matchingType])).toEqual([
			[3, 1, 1],
			[2, 0, 2],
			[3, 0, 0],
		]);
		expect(data.map(({certificate}) => certificate)).toEqual([
			await digest('SHA-256', served.publicKey.export({type: 'spki', format: 'der'})),
			await digest('SHA-512', issuer?.raw ?? Buffer.alloc(0)),
			served.raw,
		]);
		expect((await ask(port, '_443._tcp.www.mail.test', 'TLSA')).answers).toHaveLength(1);
	});
});

describe('web servers', () => {
	type Page = {readonly status: number; readonly type: string; readonly body: string};
	const fetchFrom = (lab: Lab, host: string, path = '/.well-known/mta-sts.txt'): Promise<Page> =>
		new Promise((resolve, reject) => {
			const options = {host: '127.0.0.1', port: portFor(lab, host, 443), servername: host, ca: lab.ca, path};
			get({...options, agent: false}, response => {
				const {statusCode = 0, headers} = response;
				let body = '';
				response.on('data', (piece: Buffer) => {
					body += piece.toString();
					if (body.length > 1_000_000) response.destroy(new Error('more than anybody reads'));
				});
				response.on('error', reject);
				response.on('end', () =>
					resolve({status: statusCode, type: headers.location ?? headers['content-type'] ?? '', body}),
				);
			}).on('error', reject);
		});

	test('answer their one path with what they are told', async () => {
		const lab = await raise(`
web:
  - {host: mta-sts.mail.test, address: 192.0.2.80, body: "version: STSv1\\r\\nmode: enforce\\n", type: text/plain;charset=utf-8}
  - {host: moved.mail.test, status: 301, location: 'https://other.test/'}
  - {host: old.mail.test, certificate: expired}
  - {host: gone.mail.test, fault: refused}
  - {host: drop.mail.test, fault: drop}
  - {host: quiet.mail.test, fault: silent}
  - {host: endless.mail.test, fault: endless}
`);
		expect(await fetchFrom(lab, 'mta-sts.mail.test')).toEqual({
			status: 200,
			type: 'text/plain;charset=utf-8',
			body: 'version: STSv1\r\nmode: enforce\n',
		});
		expect(portFor(lab, '192.0.2.80', 443)).toBe(portFor(lab, 'mta-sts.mail.test', 443));
		expect(await fetchFrom(lab, 'mta-sts.mail.test', '/')).toMatchObject({status: 404});
		expect(await fetchFrom(lab, 'moved.mail.test')).toMatchObject({status: 301, type: 'https://other.test/'});
		for (const [host, code] of [
			['old', 'CERT_HAS_EXPIRED'],
			['gone', 'ECONNREFUSED'],
			['drop', 'ECONNRESET'],
		] as const)
			await expect(fetchFrom(lab, `${host}.mail.test`)).rejects.toMatchObject({code});
		expect(await knock(portFor(lab, 'quiet.mail.test', 443))).toBe('ABORT_ERR');
		await expect(fetchFrom(lab, 'endless.mail.test')).rejects.toThrow('more than anybody reads');
	});
});
