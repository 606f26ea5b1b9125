import type {Command as Commander} from 'commander';
import {Option} from 'commander';
import {readBounded} from '../cases/bounded.ts';
import {type ConnectTo, parseConnectTo} from '../probes/connect-to.ts';
import {longestFragment, readFragment} from '../probes/dns/overlay.ts';
import {parseServer} from '../probes/dns.ts';
import {reporters} from '../report/index.ts';
import {beginningOf} from './beginning.ts';
import type {Reachability} from './compose.ts';
import {fileTrouble} from './file-trouble.ts';
import {UsageError} from './io.ts';

/** The options that `run`, `check` and `demo` share, as commander hands them over. */
export type RunOptions = {
	readonly set: readonly string[];
	readonly inputs?: string;
	readonly fromConfig?: string;
	readonly secret: readonly string[];
	readonly resolver: readonly string[];
	readonly connectTo: readonly string[];
	readonly ca: readonly string[];
	readonly dnsOverlay?: string;
	readonly timeout?: string;
	readonly deadline?: string;
	readonly json?: true;
	readonly report?: string;
	readonly output?: string;
	readonly record?: string;
	readonly offline?: true;
	readonly plain?: true;
	readonly ascii?: true;
	readonly unicode?: true;
	readonly guide?: true;
};

/** An option that may stand there several times. */
export const repeatable = (flags: string, about: string): Option =>
	new Option(flags, `${about} (repeatable)`)
		.argParser((value: string, before: readonly string[]) => [...before, value])
		.default([], 'none');

export const addReachOptions = (command: Commander): Commander =>
	command
		.addOption(repeatable('--secret <key=source>', 'a secret by name: env:NAME, file:PATH, prompt or fd:N'))
		.addOption(repeatable('--resolver <addr[:port]>', "ask this DNS server instead of the system's"))
		.addOption(
			repeatable(
				'--connect-to <HOST:PORT:ADDR:PORT>',
				'reach HOST:PORT at another address; an empty field matches or keeps all',
			),
		)
		.addOption(repeatable('--ca <file>', 'trust the certificates of this PEM file in addition'))
		.option(
			'--dns-overlay <file>',
			'answer from this zone file fragment before DNS: what would change if it were published',
		)
		.option(
			'--timeout <duration>',
			'for one connection, handshake or reply, such as 5s or 500ms (default 10s)',
		)
		.option('--deadline <duration>', 'for the whole run (default 2m)')
		.option('--offline', 'no probe may leave this machine; steps that need one are unknown');

export const addReportOptions = (command: Commander): Commander =>
	command
		.addOption(new Option('--json', 'the same as --report json').conflicts('report'))
		.addOption(
			new Option('--report <name>', 'what is printed on stdout').choices(reporters.map(({name}) => name)),
		)
		.option('--output <file>', 'write the report there instead');

export const addRecordOption = (command: Commander): Commander =>
	command.option('--record <file>', 'write the case file as it happens');

export const addConsoleOptions = (command: Commander): Commander =>
	command
		.option('--guide', 'one question a screen, in plain words')
		.option('--plain', 'line by line, without the console')
		.addOption(
			new Option('--screen-reader', 'the same as --plain: nothing is drawn anew').implies({plain: true}),
		)
		.option('--ascii', 'no characters beyond ASCII in the console')
		.option('--unicode', 'box and mark characters in the console, whatever the locale says');

/** Reads how the world is to be reached; every mistake is told, not just the first. */
export const reachabilityOf = (options: RunOptions): Reachability => {
	const mistakes: string[] = [];
	const attempt = <T>(read: () => T): T | undefined => {
		try {
			return read();
		} catch (error) {
			mistakes.push((error as Error).message);
			return undefined;
		}
	};
	for (const server of options.resolver)
		if (!parseServer(server).ok)
			mistakes.push(`--resolver ${server}: expected ADDRESS, ADDRESS:PORT or [V6]:PORT`);
	const connectTo = options.connectTo.flatMap((text): readonly ConnectTo[] => {
		const parsed = parseConnectTo(text);
		if (parsed.ok) return [parsed.value];
		mistakes.push(`--connect-to: ${parsed.failure}`);
		return [];
	});
	const ca = options.ca.flatMap(file => attempt(() => readPem(file)) ?? []);
	const overlay = options.dnsOverlay === undefined ? undefined : readOverlay(options.dnsOverlay, mistakes);
	const timeout = attempt(() => milliseconds('--timeout', options.timeout ?? '10s')) ?? 0;
	const deadline = attempt(() => milliseconds('--deadline', options.deadline ?? '2m')) ?? 0;
	if (mistakes.length > 0) throw new UsageError(mistakes.map(line => `lostmail: ${line}`).join('\n'));
	return {
		resolvers: options.resolver,
		connectTo,
		ca,
		timeout,
		deadline,
		offline: options.offline === true,
		...(overlay ? {overlay} : {}),
	};
};

/** Mistakes are told by file and line, as a compiler would. */
const readOverlay = (file: string, mistakes: string[]): Reachability['overlay'] => {
	try {
		const read = readFragment(beginningOf(file, longestFragment + 1).toString('utf8'));
		if (read.ok) return {from: file, records: read.value};
		mistakes.push(...read.failure.map(({line, message}) => `--dns-overlay ${file}:${line}: ${message}`));
	} catch (error) {
		mistakes.push(`--dns-overlay ${file}: ${fileTrouble(error)}`);
	}
	return undefined;
};

/** Octets of a file of certificates; those that a system trusts are some hundred KiB. */
const largestPem = 8 * 1024 * 1024;

const readPem = (file: string): readonly string[] => {
	const text = (() => {
		try {
			return readBounded(file, {most: largestPem, links: 'followed'}).toString('utf8');
		} catch (error) {
			throw new Error(`--ca ${file}: ${fileTrouble(error)}`);
		}
	})();
	const found = certificatesIn(text);
	if (found.length === 0) throw new Error(`--ca ${file}: expected a PEM file with at least one certificate`);
	return found;
};

const certificatesIn = (text: string): readonly string[] => {
	const [begin, end] = ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'];
	const found: string[] = [];
	for (let at = 0; ; ) {
		const from = text.indexOf(begin, at);
		const to = from < 0 ? -1 : text.indexOf(end, from + begin.length);
		if (to < 0) return found;
		at = to + end.length;
		found.push(text.slice(from, at));
	}
};

const units: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000};

/** A duration such as 500ms, 5s, 2m; a bare number is seconds. */
export const milliseconds = (option: string, text: string): number => {
	const parsed = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
	const value = Number(parsed?.[1]) * (units[parsed?.[2] ?? 's'] ?? 1000);
	if (!parsed || value < 1 || value > 86_400_000)
		throw new UsageError(`${option} ${text}: expected a duration such as 500ms, 5s or 2m, at most a day`);
	return Math.round(value);
};
