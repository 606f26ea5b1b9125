import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {nearest} from '../core/nearest.ts';
import {printable} from '../core/printable.ts';
import type {Vault} from '../core/world.ts';
import type {Scenario} from '../lab/scenario.ts';
import type {Lab} from '../lab/world.ts';
import type {Reachability} from './compose.ts';
import {type Heading, readHeading} from './heading.ts';
import {playbooksFolder} from './installed.ts';
import {UsageError} from './io.ts';

const folder = (): string => path.join(playbooksFolder(), 'scenarios');

const namesOf = async (): Promise<readonly string[]> =>
	(await readdir(folder()))
		.filter(file => file.endsWith('.yaml'))
		.map(file => file.slice(0, -'.yaml'.length))
		.sort();

/** So many files are read before somebody else has a turn: keys are typed meanwhile. */
const atOnce = 64;

export type ListedWorld = Pick<Scenario, 'name' | 'title' | 'about' | 'playbook'>;

/** What a scenario is run with that names no playbook. */
const mainJob: Scenario['playbook'] = 'tos-verification-code';

/** Every scenario of the lab by its heading, in order. */
export const listWorlds = async (): Promise<readonly ListedWorld[]> => {
	const worlds: ListedWorld[] = [];
	for (const [at, name] of (await namesOf()).entries()) {
		const heading: Heading = readHeading(path.join(folder(), `${name}.yaml`)) ?? (await readWorld(name));
		const {title, about, playbook = mainJob} = heading;
		worlds.push({name, title, about, playbook});
		if (at % atOnce === atOnce - 1) await new Promise(resolve => setImmediate(resolve));
	}
	return worlds;
};

const mostAlike = 10;

/** One scenario; mistakes in it, or in its name, are told. */
export const readWorld = async (name: string): Promise<Scenario> => {
	const names = await namesOf();
	if (!names.includes(name)) {
		const near = nearest(name, names);
		const alike = names.filter(known => known.split('-')[0] === name.split('-')[0]);
		throw new UsageError(
			[
				`lostmail: there is no scenario "${printable(name.slice(0, 100))}"${near ? `; did you mean ${near}?` : '.'}`,
				...(alike.length > 0 ? [`  some that begin alike: ${alike.slice(0, mostAlike).join(', ')}`] : []),
				'  all of them: lostmail lab list',
			].join('\n'),
		);
	}
	const {readScenario} = await import('../lab/world.ts');
	const read = await readScenario(folder(), name);
	if (read.ok) return read.value;
	const lines = read.failure.map(
		({file = `${name}.yaml`, line, column, message}) => `${file}:${line}:${column}: ${message}`,
	);
	throw new UsageError(lines.join('\n'));
};

export type RaisedWorld = Pick<Lab, 'close' | 'sessions'> & {
	readonly scenario: Scenario;
	readonly lab: Lab;
	readonly reach: Reachability;
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
};

/** Brings a scenario up on loopback, and says how it is reached: by the very options that a person has. */
export const raiseWorld = async (name: string): Promise<RaisedWorld> => {
	const scenario = await readWorld(name);
	const {raiseLab} = await import('../lab/world.ts');
	const {createVault} = await import('../engine/redact.ts');
	const {parseConnectTo} = await import('../probes/connect-to.ts');
	const lab = await raiseLab(scenario);
	const vault = createVault();
	for (const [secret, value] of Object.entries(lab.secrets)) vault.set(secret, value);
	const mailbox = await lab.mailbox?.(vault.get);
	return {
		scenario,
		lab,
		vault,
		answers: lab.answers,
		reach: {
			resolvers: [lab.resolver],
			connectTo: lab.connectTo.map(text => {
				const parsed = parseConnectTo(text);
				if (!parsed.ok) throw new Error(parsed.failure);
				return parsed.value;
			}),
			ca: [lab.ca],
			timeout: 2000,
			deadline: 60_000,
			offline: false,
			lab: true,
			device: lab.device,
			...(mailbox ? {mailbox} : {}),
		},
		sessions: lab.sessions,
		close: lab.close,
	};
};
