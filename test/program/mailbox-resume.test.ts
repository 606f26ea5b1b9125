import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {eventsIn} from './in-lab.ts';
import {openCases} from './kept-cases.ts';
import {startLostmail} from './lostmail.ts';

const {cases, surroundings, command, forget} = openCases();

const foundIn = (json: string) => {
	const {verdict, diagnosis, route, steps} = JSON.parse(json) as {
		readonly verdict: string;
		readonly diagnosis: {readonly cause: string} | null;
		readonly route: {readonly procedure: {readonly name: string}} | null;
		readonly steps: ReadonlyArray<{readonly id: string; readonly finding?: {readonly code: string}}>;
	};
	return {
		verdict,
		cause: diagnosis?.cause,
		procedure: route?.procedure.name,
		steps: steps.map(({id, finding}) => [id, finding?.code]),
	};
};

const reportOf = async (file: string) =>
	foundIn((await command('case', 'export', file, '--report', 'json')).stdout);

/** Runs a world with a mailbox into a case that is kept, until this is in its file; then the process is killed. */
const killedAt = async (id: string, wanted: string): Promise<string> => {
	await mkdir(cases(), {recursive: true, mode: 0o700});
	const file = path.join(cases(), `2026-11-23T07-00-00-000Z-spam-interception-${id}.ndjson`);
	const {child, ended} = startLostmail(['demo', world, '--record', file], surroundings());
	const isOver = ended.then(() => true);
	for (let text = ''; !text.includes(wanted); ) {
		text = await readFile(file, 'utf8').catch(() => '');
		if (await Promise.race([isOver, new Promise(resolve => setImmediate(resolve, false))])) break;
	}
	child.kill('SIGKILL');
	await ended;
	return file;
};

const world = 'intercept-imap-in-junk';
const password = 'lab-password-2';

let whole: ReturnType<typeof foundIn>;
beforeAll(async () => {
	whole = foundIn((await command('demo', world, '--json')).stdout);
}, 60_000);

test.each([
	['while it logs in to the mailbox', '"type":"step.asked","step":"mailbox"'],
	['when the mailbox had let it in', '"type":"step.finished","step":"mailbox"'],
	['while it searches the mailbox', '"type":"step.asked","step":"find"'],
] as const)(
	'a run through a mailbox that is killed %s comes to the same when it goes on',
	async (_where, wanted) => {
		await forget();
		const file = await killedAt('abcd01', wanted);
		const before = await readFile(file, 'utf8');
		expect(before).toContain(wanted);
		// Whoever was quicker than the kill has nothing left to be shown.
		const wasWhole = before.includes('"type":"case.closed"');
		const resumed = await command('case', 'resume', 'abcd01');
		expect(resumed.stderr).toBe('');
		const events = await eventsIn(file);
		expect(events.map(({seq}) => seq)).toEqual(events.map((_, index) => index));
		expect(events.some(({type}) => type === 'case.resumed')).toBe(!wasWhole);
		const answered = events.findIndex(event => event.type === 'step.observed' && event.step === 'mailbox');
		const asked = events.findIndex(event => event.type === 'step.asked' && event.step === 'mailbox');
		const killed = events.findIndex(({type}) => type === 'case.resumed');
		if (asked >= 0 && asked < killed && (answered < 0 || answered > killed)) {
			// Nobody knows what came of that login, so there is no second one, and nothing is proven.
			const {verdict, steps} = await reportOf(file);
			expect([verdict, Object.fromEntries(steps)['mailbox']]).toEqual(['inconclusive', 'already-tried']);
		} else expect(await reportOf(file)).toEqual(whole);
		for (const secret of [password, Buffer.from(password).toString('base64')])
			expect(resumed.stdout + (await readFile(file, 'utf8'))).not.toContain(secret);
	},
	60_000,
);
