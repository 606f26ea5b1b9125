import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {openArchive} from '../../source/sink/store/open.ts';
import {startLostmail} from './lostmail.ts';

/** LOSTMAIL_KILLS sets how often the sink is killed. */
const rounds = Number(process.env['LOSTMAIL_KILLS'] ?? 5);
const clients = 8;

const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
};

/** Small steps of a generator that repeats itself, so that a failure can be had again. */
const seeded = (seed: number) => (): number => {
	seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
	return seed / 2_147_483_648;
};

const hashOf = (octets: Buffer | string): string => createHash('sha256').update(octets).digest('hex');

/** One client that sends until the sink is gone; `acknowledged` has the hash of what was taken, by tag. */
const sendUntilGone = async (
	port: number,
	name: string,
	bodies: () => number,
	acknowledged: Map<string, string>,
): Promise<void> => {
	const socket: Socket = connect({host: '127.0.0.1', port});
	socket.on('error', () => {});
	let heard = '';
	let hear: (() => void) | undefined;
	socket.setEncoding('latin1').on('data', (chunk: string) => {
		heard += chunk;
		hear?.();
	});
	const closed = new Promise<boolean>(resolve => socket.once('close', () => resolve(false)));
	const reply = async (): Promise<boolean> => {
		while (!/^\d{3} .*\r\n$/m.test(heard)) {
			const more = new Promise<boolean>(resolve => {
				hear = () => resolve(true);
			});
			if (!(await Promise.race([more, closed]))) return false;
		}
		const good = /^[23]/.test(heard.split('\r\n').at(-2) ?? '');
		heard = '';
		return good;
	};
	const say = (text: string): Promise<boolean> => {
		socket.write(text);
		return reply();
	};
	if (!(await reply()) || !(await say('EHLO nas.example.com\r\n'))) return;
	for (let count = 0; ; count++) {
		const tag = `${name}-${count}`;
		const body = `X-Tag: ${tag}\r\nSubject: ${tag}\r\n\r\n${'0123456789abcdef'.repeat(bodies())}\r\n`;
		const taken =
			(await say('MAIL FROM:<nas@example.com>\r\n')) &&
			(await say('RCPT TO:<user@example.org>\r\n')) &&
			(await say('DATA\r\n')) &&
			(await say(`${body}.\r\n`));
		if (!taken) return;
		acknowledged.set(tag, hashOf(body));
	}
};

test(`what was acknowledged is there after the sink was killed ${rounds} times`, {
	timeout: 20_000 + rounds * 4000,
}, async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-killed-'));
	const store = path.join(folder, 'sink.db');
	const random = seeded(20_261_122);
	const acknowledged = new Map<string, string>();
	try {
		for (let round = 0; round < rounds; round++) {
			const port = await freePort();
			const before = acknowledged.size;
			const {child, says, ended} = startLostmail([
				...['sink', '--plain', '--listen', '127.0.0.1', '--port', `${port}/plain`, '--store', store],
				...['--keep-count', '10000000', '--keep-size', '50GB'],
			]);
			await says(String(port));
			const bodies = () => Math.floor(random() ** 4 * 20_000);
			const sending = Array.from({length: clients}, (_, index) =>
				sendUntilGone(port, `${round}-${index}`, bodies, acknowledged),
			);
			while (acknowledged.size === before) await wait(2);
			await wait(random() * 300);
			child.kill('SIGKILL');
			await ended;
			await Promise.all(sending);
		}
		const archive = openArchive(store);
		const found = new Map<string, string>();
		for (let page = archive.messages([], {most: 1000}); page.length > 0; ) {
			for (const {id, subject = ''} of page)
				found.set(subject, hashOf(Buffer.concat([...archive.octets(id)])));
			page = archive.messages([], {most: 1000, before: page.at(-1)?.id ?? 0});
		}
		archive.close();
		const lost = [...acknowledged].filter(([tag, hash]) => found.get(tag) !== hash);
		expect(lost.slice(0, 5)).toEqual([]);
		expect(acknowledged.size).toBeGreaterThan(rounds);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
});
