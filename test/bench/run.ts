import {spawnSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Event} from '../../source/core/event.ts';
import {raiseLab, readScenario} from '../../source/lab/world.ts';
import {launcher, lostmail} from '../program/lostmail.ts';
import {benchConsole} from './console.ts';
import {benchConsoleStart} from './console-start.ts';
import {benchHostile} from './hostile.ts';
import {benchMailbox} from './mailbox.ts';
import {benchSink} from './sink.ts';

/** Milliseconds before every answer of every server of the world. */
const delay = 50;
/** A whole run may take this many times its longest chain of probes that need each other. */
const allowed = 1.2;
const runs = 7;

const median = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const say = (line: string) => void process.stdout.write(`${line}\n`);

type Span = {readonly at: number; readonly ms: number};

/** Milliseconds in which at least one of these questions waited for its answer. */
const waitedFor = (spans: readonly Span[]): number => {
	let [total, until] = [0, 0];
	for (const {at, ms} of spans.toSorted((a, b) => a.at - b.at)) {
		total += Math.max(0, at + ms - Math.max(at, until));
		until = Math.max(until, at + ms);
	}
	return total;
};

/** Milliseconds of the whole case, and of the longest chain of steps that need each other, waiting for answers. */
const measure = (events: readonly Event[]) => {
	const [opened] = events;
	if (opened?.type !== 'case.opened') throw new Error('not a case');
	const waits = Object.groupBy(
		events.filter(event => event.type === 'step.observed'),
		({step}) => step,
	);
	const ends = new Map<string, number>();
	const end = (id: string): number => {
		const known = ends.get(id);
		if (known !== undefined) return known;
		const needs = opened.steps.find(step => step.id === id)?.needs ?? [];
		const own = waitedFor((waits[id] ?? []).map(({evidence}) => evidence));
		const ms = Math.max(0, ...needs.map(end)) + own;
		ends.set(id, ms);
		return ms;
	};
	return {
		chain: Math.max(...opened.steps.map(({id}) => end(id))),
		run: (events.at(-1)?.at ?? opened.at) - opened.at,
	};
};

const benchRun = async (folder: string): Promise<boolean> => {
	const read = await readScenario(path.resolve(import.meta.dirname, '../../playbooks/scenarios'), 'healthy');
	if (!read.ok) throw new Error('the scenario does not parse');
	const {servers, resolver, ...scenario} = read.value;
	const lab = await raiseLab({
		...scenario,
		resolver: {...resolver, delay},
		servers: servers.map(server => ({...server, delay})),
	});
	const ca = path.join(folder, 'ca.pem');
	const password = path.join(folder, 'password');
	await writeFile(ca, lab.ca);
	await writeFile(password, lab.secrets['smtp-password'] ?? '');
	const measured: Array<ReturnType<typeof measure>> = [];
	for (let count = 0; count < runs; count++) {
		const {code, stdout, stderr} = await lostmail([
			'run',
			scenario.playbook,
			'--report',
			'ndjson',
			'--resolver',
			lab.resolver,
			...lab.connectTo.flatMap(rule => ['--connect-to', rule]),
			'--ca',
			ca,
			'--secret',
			`smtp-password=file:${password}`,
			...Object.entries(lab.answers).flatMap(([input, value]) => ['--set', `${input}=${value}`]),
		]);
		if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
		measured.push(
			measure(
				stdout
					.trimEnd()
					.split('\n')
					.map(line => JSON.parse(line) as Event),
			),
		);
	}
	await lab.close();
	const chain = median(measured.map(one => one.chain));
	const run = median(measured.map(one => one.run));
	const ratio = median(measured.map(one => one.run / one.chain));
	say(`whole run, ${delay} ms before each answer, median of ${runs}`);
	say(`  longest chain of dependent probes  ${chain} ms`);
	say(`  the run                            ${run} ms`);
	say(`  ratio                              ${ratio.toFixed(3)}  (at most ${allowed})`);
	return ratio <= allowed;
};

const benchStart = (args: readonly string[]): void => {
	const times = Array.from({length: runs}, () => {
		const before = performance.now();
		const {status} = spawnSync(process.execPath, [launcher, ...args], {stdio: 'ignore'});
		if (status !== 0) throw new Error(`lostmail ${args.join(' ')}: exit code ${status}`);
		return performance.now() - before;
	});
	say(
		`lostmail ${args.join(' ').padEnd(26)} ${median(times).toFixed(0)} ms, from start to end (fastest ${Math.min(...times).toFixed(0)} ms)`,
	);
};

/** `npm run bench -- sink` measures that alone. */
const wanted = process.argv.slice(2);
const wants = (what: string) => wanted.length === 0 || wanted.includes(what);

const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-bench-'));
try {
	if (wants('run') && !(await benchRun(folder))) process.exitCode = 1;
	if (wants('start')) {
		say('cold start');
		benchStart(['--version']);
		benchStart(['demo', '--plain']);
	}
	if (wants('hostile')) await benchHostile();
	if (wants('sink') && !(await benchSink())) process.exitCode = 1;
	if (wants('mailbox')) await benchMailbox();
	if (wants('console')) {
		if (!(await benchConsoleStart())) process.exitCode = 1;
		if (!(await benchConsole())) process.exitCode = 1;
	}
} finally {
	await rm(folder, {recursive: true, force: true});
}
