import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {contestants, lostmailSink, type Running} from './sink/sinks.ts';

/** Messages a second that the sink has to take of what bare smtp-server takes, and times as many as MailDev. */
const wanted = {bare: 0.8, maildev: 8};

const say = (line: string) => void process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]): number =>
	numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

type Load = {
	readonly octets: number;
	readonly connections: number;
	readonly messages: number;
	readonly each?: 'new connection';
};

const loads: readonly Load[] = [
	...[1, 10, 50].map(connections => ({octets: 2048, connections, messages: connections === 1 ? 1500 : 5000})),
	...[1, 10, 50].map(connections => ({octets: 102_400, connections, messages: 1000})),
	{octets: 2048, connections: 50, messages: 1500, each: 'new connection'},
];

/** Messages a second, by Postfix's own load generator. */
const send = async (port: number, {octets, connections, messages, each}: Load): Promise<number> => {
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

const rounds = 3;
const whole = 100_000;

/** Every sink takes every load by turns, so that whatever else the machine does hits all of them alike. */
const benchLoads = async (
	sinks: readonly Running[],
): Promise<ReadonlyMap<Load, ReadonlyMap<string, number>>> => {
	const all = new Map<Load, ReadonlyMap<string, number>>();
	for (const load of loads) {
		const rates = new Map<string, number[]>();
		for (let round = 0; round < rounds; round++)
			for (const {name, port} of sinks) {
				// Bare smtp-server greets after 100 ms: it would take minutes.
				const few = load.each ? {...load, messages: load.messages / 5} : load;
				rates.set(name, [...(rates.get(name) ?? []), await send(port, few)]);
			}
		const medians = new Map([...rates].map(([name, numbers]) => [name, median(numbers)]));
		all.set(load, medians);
		say(`  ${words(load)}`);
		for (const [name, rate] of medians) say(`    ${name.padEnd(22)} ${rate.toFixed(0).padStart(7)} a second`);
	}
	return all;
};

const benchMemory = async (folder: string): Promise<boolean> => {
	const sink = await lostmailSink.start(folder);
	if (!sink) return false;
	const load = {octets: 2048, connections: 20, messages: whole / 10};
	const sizes: number[] = [];
	for (let part = 0; part < 10; part++) {
		await send(sink.port, load);
		sizes.push(sink.memory());
	}
	await sink.close();
	say(`memory of the sink after each of ten times ${load.messages} messages, in MiB`);
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
		const [bare, maildev] = [ratio('smtp-server, bare'), ratio('MailDev')];
		say(
			`  ${words(load)}: ${bare.toFixed(2)} of bare smtp-server${Number.isNaN(maildev) ? '' : `, ${maildev.toFixed(1)} times MailDev`}`,
		);
		return bare >= wanted.bare && !(maildev < wanted.maildev);
	});
	return verdicts.every(Boolean);
};
