import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import type {Store} from '../../../source/sink/store.ts';
import {openFolder, openSample, turns} from './sample.ts';

/** LOSTMAIL_KILLS sets how often a writer is killed, LOSTMAIL_SEED when. */
const rounds = Number(process.env['LOSTMAIL_KILLS'] ?? 20);
const seed = Number(process.env['LOSTMAIL_SEED'] ?? 1);
const lanes = 2;
const mostAcknowledged = 120;

const at = openFolder();

const fixture = fileURLToPath(new URL('./depositing.ts', import.meta.url));

/** Runs the writer until it has acknowledged so many messages, and kills it; tells all that it acknowledged. */
const killAfter = async (
	acknowledged: number,
	file: string,
	round: number,
): Promise<ReadonlyMap<number, string>> => {
	const child = spawn(process.execPath, [fixture, file, String(round)], {stdio: ['ignore', 'pipe', 'pipe']});
	let printed = '';
	let complaint = '';
	let lines = 0;
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		complaint += chunk;
	});
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		printed += chunk;
		lines += chunk.split('\n').length - 1;
		if (lines >= acknowledged) child.kill('SIGKILL');
	});
	const [, signal] = await once(child, 'close');
	expect({signal, complaint}).toEqual({signal: 'SIGKILL', complaint: ''});
	return new Map(
		printed
			.split('\n')
			.slice(0, -1)
			.map(line => line.split(' '))
			.map(([id, hash = '']) => [Number(id), hash]),
	);
};

const hashIn = (store: Store, id: number): string => {
	const hash = createHash('sha256');
	for (const piece of store.octets(id)) hash.update(piece);
	return hash.digest('hex');
};

const problemsOf = (file: string): readonly unknown[] => {
	const database = new DatabaseSync(file, {readOnly: true});
	const found = [
		...database.prepare('PRAGMA integrity_check').all(),
		...database.prepare('SELECT deposit FROM loose').all(),
		...database
			.prepare(
				`SELECT id FROM piece WHERE NOT EXISTS (SELECT 1 FROM message WHERE deposit = piece.id / 65536)`,
			)
			.all(),
	];
	database.close();
	return found.map(row => Object.values(row)[0]).filter(value => value !== 'ok');
};

/** Every message that can be seen is whole, has its session, and none that was acknowledged is missing. */
const expectWhole = (store: Store, all: ReadonlyMap<number, string>, after: number): void => {
	const seen = store.messages([], {most: 1_000_000});
	expect(store.counts()).toEqual({
		messages: seen.length,
		sessions: store.sessions([], {most: 1_000_000}).length,
		octets: seen.reduce((sum, {octets}) => sum + octets, 0),
	});
	for (const message of seen.filter(({id}) => id > after)) {
		expect(hashIn(store, message.id)).toBe(message.subject);
		expect(store.session(message.session)?.messages).toContain(message.id);
	}
	const subjects = new Map(seen.map(({id, subject}) => [id, subject]));
	for (const [id, hash] of all) expect(subjects.get(id)).toBe(hash);
	expect(store.sessions([{is: 'session', what: 'open'}], {most: 1})).toEqual([]);
};

const lane = async (number: number): Promise<number> => {
	const file = at(`lane-${number}`);
	const all = new Map<number, string>();
	let last = 0;
	let state = seed * lanes + number;
	for (let round = number; round < rounds; round += lanes) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		for (const [id, hash] of await killAfter(1 + ((state >>> 8) % mostAcknowledged), file, state)) {
			expect(all.has(id)).toBe(false);
			all.set(id, hash);
		}
		const store = await openSample({file});
		await turns(60);
		expectWhole(store, all, last);
		last = store.messages([], {most: 1})[0]?.id ?? 0;
		store.close();
		expect(problemsOf(file)).toEqual([]);
	}
	return all.size;
};

test(`nothing that was acknowledged is lost when the writer is killed ${rounds} times`, {
	timeout: 30_000 + rounds * 5000,
}, async () => {
	const kept = await Promise.all(Array.from({length: lanes}, (_, number) => lane(number)));
	expect(kept.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(rounds);
});
