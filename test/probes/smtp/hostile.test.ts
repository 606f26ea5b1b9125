import type {Socket} from 'node:net';
import {expect, test} from 'vitest';
import type {SmtpAnswer, SmtpQuestion} from '../../../source/core/smtp.ts';
import {probing, scripted, speaking} from './loopback.ts';

const starttls = {EHLO: '250-x\n250 STARTTLS', STARTTLS: '220 Go'};

/** What a server does, and what is left of the answer when everybody has given up. */
type Case = {
	readonly name: string;
	readonly play: (socket: Socket) => void;
	readonly ask?: Partial<SmtpQuestion>;
	readonly stop?: NonNullable<SmtpAnswer['stop']> | object;
	readonly anomalies?: readonly string[];
};

const drip = (text: string, every: number) => (socket: Socket) => {
	let at = 0;
	const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), every);
	socket.on('close', () => clearInterval(timer));
};

const cases: readonly Case[] = [
	{
		name: 'says nothing',
		play: () => {},
		stop: {stage: 'connect', failure: {code: 'timeout', detail: 'no reply within 0.2 s'}},
	},
	{name: 'drips its banner', play: drip('2', 20), stop: {stage: 'connect', failure: {code: 'timeout'}}},
	{
		name: 'turns everybody away',
		play: speaking({greeting: '554 5.7.1 go away'}),
		stop: {stage: 'connect', reply: {code: 554, enhanced: '5.7.1', lines: ['5.7.1 go away']}},
	},
	{
		name: 'is a web server',
		play: socket => socket.write('HTTP/1.1 400 Bad\r\n\r\n'),
		stop: {stage: 'connect', failure: {code: 'malformed', detail: 'not an SMTP reply: "HTTP/1.1 400 Bad"'}},
	},
	{
		name: 'is a shell',
		play: socket => socket.write('SSH-2.0-OpenSSH_9\r\n'),
		stop: {stage: 'connect', failure: {code: 'malformed'}},
	},
	{
		name: 'never ends its reply',
		play: socket => {
			const flood = () => {
				while (!socket.destroyed && socket.write(`220-${'x'.repeat(900)}\r\n`));
				if (!socket.destroyed) socket.once('drain', flood);
			};
			flood();
		},
		stop: {stage: 'connect', failure: {code: 'malformed', detail: 'a reply of more than 16384 octets'}},
	},
	{
		name: 'never ends the line of its greeting',
		play: socket => socket.write(`220 ${'x'.repeat(100_000)}`),
		stop: {stage: 'connect', failure: {code: 'malformed', detail: 'a reply line of more than 4096 octets'}},
	},
	{
		name: 'never ends its line',
		play: socket => socket.write('2'.repeat(100_000)),
		stop: {stage: 'connect', failure: {code: 'malformed', detail: 'a reply line of more than 4096 octets'}},
	},
	{
		name: 'has its STARTTLS blanked out',
		play: speaking({greeting: '220 asa ESMTP', EHLO: '250-asa\n250-XXXXXXXA\n250 SIZE 100'}),
		ask: {security: 'starttls'},
		stop: {stage: 'tls', failure: {code: 'not-offered', detail: 'the server does not offer STARTTLS'}},
		anomalies: ['starttls-stripped'],
	},
	{
		name: 'injects text behind STARTTLS',
		play: speaking({...starttls, STARTTLS: '220 go\n250-x\n250 AUTH PLAIN'}),
		ask: {security: 'starttls'},
		stop: {stage: 'tls', failure: {code: 'untrusted'}},
		anomalies: ['plaintext-after-starttls'],
	},
	{
		name: 'answers the handshake with garbage',
		play: socket => {
			speaking(starttls)(socket);
			socket.on('data', chunk => chunk[0] === 22 && socket.write('garbage garbage garbage'));
		},
		ask: {security: 'starttls'},
		stop: {stage: 'tls', failure: {code: 'tls'}},
	},
	{
		name: 'answers the handshake with silence',
		play: speaking(starttls),
		ask: {security: 'starttls'},
		stop: {stage: 'tls', failure: {code: 'timeout', detail: 'no TLS handshake within 0.2 s'}},
	},
	{
		name: 'takes STARTTLS back',
		play: speaking({...starttls, STARTTLS: '454 4.7.0 TLS not available'}),
		ask: {security: 'starttls'},
		stop: {stage: 'tls', reply: {code: 454}},
	},
	{name: 'knows only HELO', play: speaking({EHLO: '502 no'}), anomalies: ['helo-fallback']},
	{
		name: 'closes after its banner',
		play: socket => socket.end('220 x\r\n'),
		stop: {stage: 'connect', failure: {code: 'closed'}},
	},
	{
		name: 'resets',
		play: socket => socket.resetAndDestroy(),
		stop: {stage: 'connect', failure: {code: 'reset'}},
	},
	{
		name: 'forgets carriage returns',
		play: socket => {
			socket.write('220 x ESMTP\n');
			socket.on('data', chunk =>
				socket.write(String(chunk).startsWith('EHLO') ? '250-x\n250 SIZE 1\n' : '250 ok\n'),
			);
		},
		anomalies: ['bare-line-feed'],
	},
	{
		name: 'changes its mind inside a reply',
		play: speaking({greeting: '220-x\n250 y'}),
		anomalies: ['mixed-reply-codes'],
	},
	{
		name: 'accepts and refuses in one reply',
		play: speaking({EHLO: '250-x\n550 y'}),
		stop: {stage: 'connect', failure: {code: 'malformed', detail: 'one reply with the codes 250 and 550'}},
		anomalies: ['mixed-reply-codes'],
	},
	{
		name: 'sends two replies to EHLO',
		play: speaking({EHLO: '250 x\n250-x\n250 STARTTLS'}),
		ask: {security: 'starttls'},
		stop: {stage: 'connect', failure: {code: 'malformed', detail: 'a reply that nobody asked for'}},
	},
	{
		name: 'shuts down right after EHLO',
		play: speaking({EHLO: '250 x\n421 4.3.2 shutting down'}),
		stop: {stage: 'connect', reply: {code: 421, enhanced: '4.3.2', lines: ['4.3.2 shutting down']}},
	},
];

test.each(cases)('a server that $name', async ({play, ask = {}, stop, anomalies = []}) => {
	const server = await scripted(play);
	const {ask: take, close} = probing(server.port, {ms: 200});
	const answer = await take('login', ask);
	if (stop === undefined) expect(answer.stop).toBeUndefined();
	else expect(answer.stop).toMatchObject(stop);
	expect(answer.anomalies).toEqual(anomalies);
	close();
	await server.idle();
});

test('a reply that nobody asked for is not taken for the next one', async () => {
	const server = await scripted(speaking({'MAIL FROM': '250 ok\n250 and the recipient, too'}));
	const answer = await probing(server.port).ask('recipient');
	expect(answer.stop).toEqual({
		stage: 'recipient',
		failure: {code: 'malformed', detail: 'a reply that nobody asked for'},
	});
	expect(server.heard()).not.toContain('RCPT');
});

test('421 is heard even before it is asked for', async () => {
	const server = await scripted(speaking({'MAIL FROM': '250 ok\n421 4.3.2 shutting down'}));
	const {stop} = await probing(server.port).ask('recipient');
	expect(stop).toEqual({
		stage: 'recipient',
		reply: {code: 421, enhanced: '4.3.2', lines: ['4.3.2 shutting down']},
	});
});

test.each(
	['EHLO', 'MAIL FROM', 'RCPT TO', 'DATA'].flatMap(
		verb =>
			[
				[verb, 'CLOSE', 'closed'],
				[verb, 'RESET', 'reset'],
			] as const,
	),
)('a server that answers %s with %s', async (verb, how, code) => {
	const server = await scripted(speaking({[verb]: how}));
	const {stop} = await probing(server.port).ask('accept');
	expect(stop?.failure?.code).toBe(code);
	await server.idle();
});

test('a dialogue that drips through every stage ends after six times the patience for one reply', async () => {
	const slow = (socket: Socket) => {
		const pending: Array<() => void> = [];
		let spoken = 0;
		const timer = setInterval(() => pending.shift()?.(), 20);
		const say = (text: string) => {
			spoken += 1;
			pending.push(() => socket.write(text));
		};
		say('220 slow ESMTP\r\n');
		socket
			.on('data', () => say(spoken === 1 ? '250-slow\r\n250 AUTH\r\n' : '250 ok\r\n'))
			.on('close', () => clearInterval(timer));
	};
	const server = await scripted(slow);
	// On this clock every reply takes some 400 ms: each is in time, all of them together are not.
	const {ask} = probing(server.port, {ms: 200, clock: () => performance.now() * 20});
	const answers = [await ask('connect'), await ask('recipient'), await ask('accept')];
	expect(answers.at(-1)?.stop).toMatchObject({
		failure: {code: 'timeout', detail: 'the whole conversation took more than 1.2 s'},
	});
	await server.idle();
});

test('replies in Latin-1 and with control characters arrive as text', async () => {
	const server = await scripted(socket => socket.write(Buffer.from('554 caf\u00e9 \u001b[2J\r\n', 'latin1')));
	const {stop} = await probing(server.port).ask('connect');
	expect(stop?.reply?.lines).toEqual(['café \u001b[2J']);
});
