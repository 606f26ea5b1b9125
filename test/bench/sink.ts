import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {bare, contestants, lostmailSink, type Running} from './sink/sinks.ts';

/** Messages a second that the sink has to take of what bare smtp-server takes, and times as many as MailDev. */
const wanted = {bare: 0.8, maildev: 8};

const say = (line: string) => void process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

type Load = {
	readonly octets: number;
	readonly connections: number;
	readonly each?: 'new connection';
	/** The sinks whose speed is no aim are measured as well. */
	readonly by?: 'everybody';
};

const loads: readonly Load[] = [
	{octets: 2048, connections: 1},
	{octets: 2048, connections: 10, by: 'everybody'},
	{octets: 2048, connections: 50},
	{octets: 102_400, connections: 1},
	{octets: 102_400, connections: 10, by: 'everybody'},
	{octets: 102_400, connections: 50},
	{octets: 2048, connections: 50, each: 'new connection'},
];

/** Messages a second, by Postfix's own load generator. */
const send = async (port: number, {octets, connections, each}: Load, messages: number): Promise<number> => {
	const began = performance.now();
	const child = spawn(
		'smtp-source',
		[
			...(each ? [] : ['-d']),
			'-s',
			`${connections}`,
			'-m',
			`${messages}`,
			'-l',
			`${octets}`,
			'-f',
			'nas@example.com',
			'-t',
			'user@example.org',
			`127.0.0.1:${port}`,
		],
		{stdio: 'ignore'},
	);
	const [code] = (await once(child, 'exit')) as [number];
	if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
	return messages / ((performance.now() - began) / 1000);
};

const words = ({octets, connections, each}: Load): string =>
	`${octets < 10_000 ? '  2 KB' : '100 KB'}, ${String(connections).padStart(2)} at a time${each ? `, ${each} each` : ''}`;

const rounds = 5;
/** Seconds of one measurement, about, and messages by which is found out how many these are. */
const aMeasurement = 1.2;
const aTrial = 100;
const fewest = 20;
const whole = 100_000;

/** As many messages as this sink takes in the time of a measurement. */
const enough = async (port: number, load: Load): Promise<number> => {
	const before = await send(port, load, Math.max(fewest, load.connections));
	const rate = await send(port, load, Math.max(aTrial, load.connections) * (before > aTrial ? 4 : 1));
	return Math.max(fewest, load.connections, Math.round(rate * aMeasurement));
};

const compared = new Set([lostmailSink.name, bare]);

/** The sinks take each load by turns, so that whatever else the machine does hits all of them alike. */
const benchLoads = async (
	sinks: readonly Running[],
): Promise<ReadonlyMap<Load, ReadonlyMap<string, number>>> => {
	const all = new Map<Load, ReadonlyMap<string, number>>();
	for (const load of loads) {
		const measured = [];
		for (const sink of sinks)
			if (load.by === 'everybody' || compared.has(sink.name))
				measured.push({...sink, messages: await enough(sink.port, load), rates: [] as number[]});
		for (let round = 0; round < rounds; round++)
			for (const {port, messages, rates} of measured) rates.push(await send(port, load, messages));
		all.set(load, new Map(measured.map(({name, rates}) => [name, median(rates)])));
		say(`  ${words(load)}`);
		for (const {name, rates, messages} of measured)
			say(
				`    ${name.padEnd(22)} ${median(rates).toFixed(0).padStart(7)} a second (${messages} messages at a time)`,
			);
	}
	return all;
};

const benchMemory = async (folder: string): Promise<boolean> => {
	const sink = await lostmailSink.start(folder);
	if (!sink) return false;
	const load = {octets: 2048, connections: 20};
	const sizes: number[] = [];
	for (let part = 0; part < 10; part++) {
		await send(sink.port, load, whole / 10);
		sizes.push(sink.memory());
	}
	await sink.close();
	say(`memory of the sink after each of ten times ${whole / 10} messages, in MiB`);
	say(`  ${sizes.map(size => size.toFixed(0)).join('  ')}`);
	const grown = median(sizes.slice(-3)) / median(sizes.slice(1, 4));
	say(`  the last three to the first after warming up: ${grown.toFixed(2)} (at most 1.25)`);
	return grown <= 1.25;
};

/**
 * Messages a second beside other sinks, and memory; false when an aim is missed. MailDev takes part when
 * LOSTMAIL_BENCH_MAILDEV names its program.
 */
export const benchSink = async (): Promise<boolean> => {
	if (spawnSync('which', ['smtp-source']).status !== 0) {
		say('sink: not measured, because smtp-source (package postfix) is missing');
		return true;
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-bench-sink-'));
	const sinks: Running[] = [];
	try {
		for (const contestant of contestants) {
			const sink = await contestant.start(folder);
			if (sink) sinks.push(sink);
			else say(`sink: ${contestant.name} is not there and takes no part`);
		}
		say(`messages a second, median of ${rounds}, by turns`);
		const all = await benchLoads(sinks);
		const isFast = judge(all);
		for (const sink of sinks.splice(0)) await sink.close();
		return (await benchMemory(folder)) && isFast;
	} finally {
		for (const sink of sinks) await sink.close();
		await rm(folder, {recursive: true, force: true});
	}
};

const judge = (all: ReadonlyMap<Load, ReadonlyMap<string, number>>): boolean => {
	say('ratios');
	const verdicts = [...all].map(([load, rates]) => {
		const own = rates.get(lostmailSink.name) ?? Number.NaN;
		const ratio = (name: string) => own / (rates.get(name) ?? Number.NaN);
		const [ofBare, maildev] = [ratio(bare), ratio('MailDev')];
		say(
			`  ${words(load)}: ${ofBare.toFixed(2)} of bare smtp-server${Number.isNaN(maildev) ? '' : `, ${maildev.toFixed(1)} times MailDev`}`,
		);
		return ofBare >= wanted.bare && !(maildev < wanted.maildev);
	});
	return verdicts.every(Boolean);
};
