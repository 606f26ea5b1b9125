import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {z} from 'zod';
import {runCheck} from '../../source/commands/check/start.ts';
import {leaveWhenClosed, startCase} from '../../source/commands/compose.ts';
import {noOptions} from '../../source/commands/console/host.ts';
import type {Io} from '../../source/commands/io.ts';
import {readUnmatched, unmatchedFile} from '../../source/commands/unmatched/store.ts';
import {keepUnmatched} from '../../source/commands/unmatched.ts';
import {defineCheck, problem} from '../../source/core/check.ts';
import {createVault, redacted} from '../../source/engine/redact.ts';
import {playbookOf, stage, stepOf} from '../engine/scene.ts';
import {finished, knownReply, newReply} from './unmatched/finished.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'lostmail-keep-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));
const file = () => path.join(folder, 'lostmail', 'unmatched.ndjson');
const keep = (one: typeof newReply, at?: number) => {
	const {event, after} = finished(one, at);
	keepUnmatched(file)(event, after);
};

test('keeps what no rule knows, and counts it', () => {
	keep(knownReply);
	expect(readUnmatched(file())).toEqual([]);
	keep(newReply, Date.UTC(2026, 10, 20));
	keep(newReply, Date.UTC(2026, 10, 22));
	expect(readUnmatched(file())).toEqual([
		expect.objectContaining({
			count: 2,
			first: '2026-11-20T00:00:00.000Z',
			last: '2026-11-22T00:00:00.000Z',
			words: '5.7.77 someone@example.org may not send from 192.0.2.1 as someone',
		}),
	]);
	expect(readFileSync(file(), 'utf8')).not.toMatch(/kim|mail\.com|203\.0|nasbox/);
});

test('keeps nothing of the lab', () => {
	for (const host of ['smtp.provider.test', 'test', 'SMTP.PROVIDER.TEST.'])
		keep({...newReply, facts: {...newReply.facts, host}});
	expect(readUnmatched(file())).toEqual([]);
});

test('no failure comes out of it', () => {
	writeFileSync(path.join(folder, 'lostmail'), 'a file where the folder should be');
	expect(() => keep(newReply)).not.toThrow();
	const {event, after} = finished(newReply);
	const broken = keepUnmatched(() => {
		throw new Error('no home');
	});
	expect(() => broken(event, after)).not.toThrow();
});

test('a password that a server sends back was taken out before', () => {
	const password = 'correct-horse-battery';
	const base64 = Buffer.from(`\0nas\0${password}`).toString('base64');
	const vault = createVault();
	vault.set('smtp-password', password);
	const reply = `550 5.7.77 you said ${password} and ${base64}`;
	const {event, after} = finished({...newReply, facts: {...newReply.facts, reply}});
	keepUnmatched(file)({...redacted(event, vault), seq: 1, at: event.at} as typeof event, after);
	const text = readFileSync(file(), 'utf8');
	expect(text).toContain('you said ••••••');
	expect(text).not.toContain(password);
	expect(text).not.toContain(base64);
	expect(text).not.toContain(Buffer.from(password).toString('base64'));
});

/** A server that refuses every sender in these words. */
const refusing = async (words: string) => {
	const server = createServer(socket => {
		socket.on('error', () => {});
		socket.write('220 mx.provider.example ESMTP\r\n');
		socket.on('data', data => {
			const verb = String(data).slice(0, 4).toUpperCase();
			if (verb === 'EHLO') socket.write('250 mx.provider.example\r\n');
			else if (verb === 'MAIL') socket.write(`${words}\r\n`);
			else socket.end('221 bye\r\n');
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {port: (server.address() as AddressInfo).port, close: () => server.close()};
};

const check = async (host: string, words: string) => {
	const {port, close} = await refusing(words);
	const io = {out: () => {}, err: () => {}, stdin: {}, stdout: {}, stderr: {}, env: {}} as unknown as Io;
	try {
		await runCheck(
			'smtp.sender',
			[`host=${host}`, 'port=25', 'security=none', 'user=', 'from=nas@acme.example', 'to=kim@mail.com'],
			{...noOptions, json: true, connectTo: [`${host}:25:127.0.0.1:${port}`]},
			{...io, signal: new AbortController().signal},
		);
	} finally {
		close();
	}
};

const newWords = '550 5.7.99 kim@mail.com may not send to the moon';

describe('a real run', () => {
	beforeEach(() => void vi.stubEnv('XDG_STATE_HOME', folder));
	afterEach(() => void vi.unstubAllEnvs());

	test('keeps what no rule knows', async () => {
		await check('smtp.provider.example', newWords);
		expect(readUnmatched(unmatchedFile())).toEqual([
			expect.objectContaining({
				words: '5.7.99 someone@example.org may not send to the moon',
				stage: 'sender',
				host: 'smtp.provider.example',
				code: 550,
				enhanced: '5.7.99',
				count: 1,
			}),
		]);
	});

	test('keeps no words that are known, and nothing of the lab', async () => {
		await check(
			'smtp.provider.example',
			'550 5.7.60 SMTP; Client does not have permissions to send as this sender',
		);
		await check('smtp.provider.test', newWords);
		expect(readUnmatched(unmatchedFile())).toEqual([]);
	});

	test.each([
		[{}, 1],
		[{lab: true}, 0],
	] as const)('of a world with %j it keeps %i', async (lab, kept) => {
		const odd = defineCheck({
			id: 'smtp.sender',
			title: 'Sender',
			about: 'A check of the test.',
			hop: 'sender',
			params: z.object({}),
			findings: {refused: problem('{host}: {reply}')},
			run: async ({found}) =>
				found('refused', {host: 'smtp.provider.example', reply: newWords, matched: false}),
		});
		const {world} = stage(lab);
		const step = {...stepOf('sender', async () => 'fine'), check: odd};
		const session: ReturnType<typeof startCase> = startCase(playbookOf([step]), world, [
			leaveWhenClosed(() => session),
		]);
		await session.done;
		expect(readUnmatched(unmatchedFile())).toHaveLength(kept);
	});
});
