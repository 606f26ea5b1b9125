import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {lostmailSink, type Running} from './sink/sinks.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** A socket that is read reply by reply. */
const talkTo = async (port: number, from?: string) => {
	const socket: Socket = connect({host: '127.0.0.1', port, ...(from ? {localAddress: from} : {})});
	socket.on('error', () => {});
	let heard = '';
	let hear: (() => void) | undefined;
	socket.setEncoding('latin1').on('data', (chunk: string) => {
		heard += chunk;
		hear?.();
	});
	socket.on('close', () => hear?.());
	const reply = async (): Promise<string> => {
		while (!/^\d{3} .*\r\n$/m.test(heard) && !socket.closed)
			await new Promise<void>(resolve => {
				hear = resolve;
			});
		const said = heard.trimEnd();
		heard = '';
		return said;
	};
	await once(socket, 'connect');
	const say = (octets: string | Buffer) => {
		socket.write(octets);
		return reply();
	};
	return {socket, reply, say};
};

type Talk = Awaited<ReturnType<typeof talkTo>>;

const greeted = async (port: number, from?: string): Promise<Talk> => {
	const talk = await talkTo(port, from);
	await talk.reply();
	await talk.say('EHLO nas.example.com\r\n');
	return talk;
};

const envelope = async ({say}: Talk): Promise<void> => {
	await say('MAIL FROM:<nas@example.com>\r\n');
	await say('RCPT TO:<user@example.org>\r\n');
	await say('DATA\r\n');
};

/** Milliseconds in which somebody else's ordinary message is taken meanwhile, from connecting to 250. */
const ordinary = async ({port}: Running): Promise<number> => {
	const began = performance.now();
	const talk = await greeted(port, '127.0.0.2');
	await envelope(talk);
	const said = await talk.say('Subject: Your code\r\n\r\nYour verification code is 482915.\r\n.\r\n');
	talk.socket.end('QUIT\r\n');
	if (!said.startsWith('250')) throw new Error(`an ordinary message was refused: ${said}`);
	return performance.now() - began;
};

const tenTimes = async (sink: Running): Promise<number> => {
	const times: number[] = [];
	for (let count = 0; count < 10; count++) times.push(await ordinary(sink));
	return median(times);
};

const report = async (what: string, sink: Running, before: number): Promise<void> => {
	const ms = await tenTimes(sink);
	say(
		`  ${what.padEnd(44)} ${sink.memory().toFixed(0).padStart(5)} MiB (before: ${before.toFixed(0)}), an ordinary message takes ${ms.toFixed(1)} ms`,
	);
};

const idle = async (sink: Running): Promise<void> => {
	const before = sink.memory();
	const sockets: Socket[] = [];
	const wanted = 10_000;
	let refused = 0;
	for (let count = 0; count < wanted; count += 200) {
		const some = await Promise.all(
			Array.from({length: 200}, async (_, index) => {
				// Addresses of their own, so that it is not the bound for one of them that holds.
				const talk = await talkTo(sink.port, `127.0.1.${1 + ((count + index) % 50)}`);
				if (!(await talk.reply()).startsWith('220')) refused++;
				return talk.socket;
			}),
		);
		sockets.push(...some);
	}
	await report(`${wanted} connections that say nothing, ${refused} refused`, sink, before);
	for (const socket of sockets) socket.destroy();
};

const drip = async (sink: Running): Promise<void> => {
	const before = sink.memory();
	const talks = await Promise.all(Array.from({length: 200}, () => greeted(sink.port)));
	await Promise.all(talks.map(envelope));
	const timer = setInterval(() => {
		for (const {socket} of talks) socket.write('x');
	}, 1000);
	await report('200 messages at an octet a second', sink, before);
	clearInterval(timer);
	for (const {socket} of talks) socket.destroy();
};

const large = async (sink: Running): Promise<void> => {
	const before = sink.memory();
	const line = `${'0123456789abcdef'.repeat(4)}\r\n`;
	const piece = Buffer.from(line.repeat(4096));
	const peak: number[] = [];
	const send = async (): Promise<string> => {
		const talk = await greeted(sink.port);
		await envelope(talk);
		talk.socket.write('Subject: large\r\n\r\n');
		for (let octets = 0; octets < 49 * 1024 * 1024; octets += piece.length) {
			if (!talk.socket.write(piece)) await once(talk.socket, 'drain');
			peak.push(sink.memory());
		}
		const said = await talk.say('.\r\n');
		talk.socket.end('QUIT\r\n');
		return said;
	};
	const sending = Promise.all(Array.from({length: 4}, send));
	const meanwhile = await tenTimes(sink);
	const replies = await sending;
	say(
		`  4 messages of 49 MB at once                  ${Math.max(...peak)
			.toFixed(0)
			.padStart(
				5,
			)} MiB at most (before: ${before.toFixed(0)}), ${replies.filter(one => one.startsWith('250')).length} taken; an ordinary message meanwhile takes ${meanwhile.toFixed(1)} ms`,
	);
};

const nested = async (sink: Running): Promise<void> => {
	const before = sink.memory();
	const parts = 20_000;
	const open = Array.from(
		{length: parts},
		(_, index) => `Content-Type: multipart/mixed; boundary="b${index}"\r\n\r\n--b${index}\r\n`,
	);
	const talk = await greeted(sink.port);
	await envelope(talk);
	const said = await talk.say(
		`Subject: nested\r\nMIME-Version: 1.0\r\n${open.join('')}Content-Type: text/plain\r\n\r\nx\r\n.\r\n`,
	);
	talk.socket.end('QUIT\r\n');
	await report(`20,000 nested parts: ${said.slice(0, 12)}`, sink, before);
};

/** What a hostile client costs the sink, and everybody else who uses it. */
export const benchHostile = async (): Promise<void> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-bench-hostile-'));
	try {
		for (const attack of [idle, drip, large, nested]) {
			const sink = await lostmailSink.start(folder);
			if (!sink) return;
			try {
				if (attack === idle)
					say(`the sink alone: an ordinary message takes ${(await tenTimes(sink)).toFixed(1)} ms`);
				await attack(sink);
			} finally {
				await sink.close();
			}
		}
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
};
