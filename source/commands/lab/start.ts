import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {printableJson} from '../../core/printable.ts';
import type {Scenario} from '../../lab/scenario.ts';
import {wrapped} from '../../report/wrap.ts';
import {readKnowledge, readPlaybook} from '../house.ts';
import {exitCodes, type Io} from '../io.ts';
import {hearsLines} from '../line/hears-lines.ts';
import type {RunOptions} from '../options.ts';
import {runHeadless} from '../run/start.ts';
import {listWorlds, raiseWorld} from '../worlds.ts';
import {asShown} from './as-shown.ts';

/** `lostmail lab list`. */
export const listLab = async ({json}: {readonly json?: true}, io: Io): Promise<number> => {
	const worlds = await listWorlds();
	if (json)
		io.out(
			`${printableJson(
				worlds.map(({name, title, about}) => ({name, title, about})),
				2,
			)}\n`,
		);
	else {
		const width = Math.max(...worlds.map(({name}) => name.length));
		for (const {name, title} of worlds) io.out(`${name.padEnd(width)}  ${title}\n`);
	}
	return exitCodes.healthy;
};

/** `lostmail lab up`: the servers stay until the process is told to end. */
export const holdLab = async (name: string, io: Io): Promise<number> => {
	const {lab, scenario, close} = await raiseWorld(name);
	const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-lab-'));
	try {
		const ca = path.join(folder, 'ca.pem');
		writeFileSync(ca, lab.ca);
		const secrets = Object.entries(lab.secrets).map(([secret, value]) => {
			const file = path.join(folder, secret);
			writeFileSync(file, value, {mode: 0o600});
			return `--secret ${secret}=file:${file}`;
		});
		const ways = [
			`--resolver ${lab.resolver}`,
			...lab.connectTo.map(rule => `--connect-to ${quoted(rule)}`),
			`--ca ${ca}`,
		];
		const given = [
			...Object.entries(lab.answers).map(([input, value]) => `--set ${input}=${quoted(value)}`),
			...secrets,
		];
		const inside = playedInside(scenario);
		io.out(`# ${scenario.title}. ${scenario.about.replaceAll(/\s+/g, ' ')}\n`);
		io.out(
			inside === undefined
				? command([`lostmail run ${scenario.playbook}`, ...ways, ...given])
				: insideLines(inside, name, ways),
		);
		io.err('The servers stay up until Ctrl+C.\n');
		if (!io.signal.aborted)
			await new Promise<void>(resolve => io.signal.addEventListener('abort', () => resolve(), {once: true}));
		return exitCodes.healthy;
	} finally {
		await close();
		rmSync(folder, {recursive: true, force: true});
	}
};

const command = (words: readonly string[]): string => `${words.join(' \\\n  ')}\n`;

/** What of a world listens at no port: it is played inside of the program that goes through the world. */
const playedInside = ({mailbox, device}: Scenario): string | undefined => {
	const parts = [...(mailbox ? ['mailbox'] : []), ...(device.length > 0 ? ['device'] : [])];
	return parts.length > 0 ? parts.join(' and the ') : undefined;
};

/** No command reaches such a world from outside, so the one that is printed raises it anew. */
const insideLines = (inside: string, name: string, ways: readonly string[]): string =>
	[
		...wrapped(
			`The ${inside} of this world is played inside of the program that goes through it: nothing reaches it from outside. This command raises the world anew and goes through it:`,
			'# ',
		),
		`lostmail demo ${name}`,
		...wrapped('What can be reached from outside are its servers, with:', '# '),
		...ways.map(way => `#   ${way}`),
		'',
	].join('\n');

const quoted = (value: string): string =>
	/^[\w@.:+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;

/** `lostmail demo` where the console cannot be: a whole case in the lab, line by line on a terminal, else as text. */
export const runDemo = async (name = 'app-password-needed', options: RunOptions, io: Io): Promise<number> => {
	const world = await raiseWorld(name);
	const knowledge = await readKnowledge();
	const playbook = await readPlaybook(world.scenario.playbook, knowledge);
	const ready = {...world, playbook, knowledge, options};
	const hasTerminal = io.stdin.isTTY && io.stdout.isTTY;
	const wantsReport =
		options.json || options.report !== undefined || options.output !== undefined || options.plain;
	if (hasTerminal && hearsLines(io) && !wantsReport) {
		const {fallbacks, openCase} = await import('../console/host.ts');
		const answers = {...fallbacks(playbook), ...world.answers};
		const {openLineMode} = await import('../line/open.ts');
		const open = openCase({...ready, answers, release: world.close}, io);
		return asShown(await openLineMode(io, open, knowledge));
	}
	try {
		return asShown(await runHeadless(ready, io));
	} finally {
		await world.close();
	}
};
