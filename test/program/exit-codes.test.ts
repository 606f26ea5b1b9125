import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import type {Outcome} from '../../source/core/outcome.ts';
import {eventsIn, openFolder, raise} from './in-lab.ts';
import {lostmail, startLostmail} from './lostmail.ts';

const inFolder = openFolder();

test.each([
	['healthy', 0],
	['wrong-password', 1],
	['certificate-expired', 1],
	['recipient-unknown', 1],
	['temporary-recipient', 3],
	['greylisted', 3],
	['resolver-dead', 3],
	['no-password', 3],
] as const)(
	'%s: exit code %i',
	async (name, wanted) => {
		const world = await raise(name, inFolder());
		const {code, stdout, stderr} = await lostmail([...world.run, '--json']);
		await world.lab.close();
		const outcome = JSON.parse(stdout) as Outcome;
		expect(outcome.verdict).toBe(world.expect.verdict);
		expect(outcome.diagnosis?.cause ?? null).toBe(world.expect.cause ?? null);
		expect(code).toBe(wanted);
		expect(stderr).toBe('');
	},
	30_000,
);

test.each([
	['SIGTERM', 143],
	['SIGINT', 130],
	['SIGHUP', 143],
] as const)(
	'%s in the middle of a run: exit code %i, and the case file is complete',
	async (signal, wanted) => {
		// A server that accepts and then says nothing holds the run until it is told to end.
		const world = await raise('no-greeting', inFolder());
		const record = inFolder(`${signal}.ndjson`);
		const started = startLostmail([...world.run, '--timeout', '1m', '--json', '--record', record]);
		await expect
			.poll(() => readFile(record, 'utf8').catch(() => ''), {timeout: 10_000, interval: 10})
			.toMatch(/"type":"step\.asked","step":"connect"/);
		started.child.kill(signal);
		const {code, signal: killedBy, stdout, stderr} = await started.ended;
		await world.lab.close();
		expect({code, killedBy, stderr}).toEqual({code: wanted, killedBy: null, stderr: ''});
		expect(JSON.parse(stdout)).toMatchObject({verdict: 'cancelled', diagnosis: null});

		const events = await eventsIn(record);
		expect(events.map(({seq}) => seq)).toEqual(events.map((_event, index) => index));
		expect(events.at(-1)).toMatchObject({type: 'case.closed', verdict: 'cancelled'});
		const settled = new Set(
			events.flatMap(event =>
				event.type === 'step.finished' || event.type === 'step.skipped' ? [event.step] : [],
			),
		);
		const opened = events[0];
		expect(opened?.type === 'case.opened' && opened.steps.every(({id}) => settled.has(id))).toBe(true);
		const replayed = await lostmail(['case', 'replay', record, '--json']);
		expect(replayed.stdout).toBe(stdout);
	},
	30_000,
);

test('a check that is interrupted ends at once', async () => {
	const world = await raise('no-greeting', inFolder());
	const record = inFolder('check.ndjson');
	const started = startLostmail([
		'check',
		'smtp.connect',
		'host=smtp.provider.test',
		'port=587',
		'security=starttls',
		...world.reach,
		'--timeout',
		'1m',
		'--record',
		record,
	]);
	await expect
		.poll(() => readFile(record, 'utf8').catch(() => ''), {timeout: 10_000, interval: 10})
		.toContain('step.asked');
	started.child.kill('SIGTERM');
	const {code} = await started.ended;
	await world.lab.close();
	expect(code).toBe(143);
}, 30_000);
