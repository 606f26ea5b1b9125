import path from 'node:path';
import {nearest} from '../core/nearest.ts';
import {printable} from '../core/printable.ts';
import type {Vault} from '../core/world.ts';
import {createVault} from '../engine/redact.ts';
import type {Scenario} from '../lab/scenario.ts';
import {type Heading, type Lab, listScenarios, raiseLab, readHeading, readScenario} from '../lab/world.ts';
import {parseConnectTo} from '../probes/connect-to.ts';
import type {Reachability} from './compose.ts';
import {playbooksFolder} from './house.ts';
import {UsageError} from './io.ts';

const folder = (): string => path.join(playbooksFolder(), 'scenarios');

/** Every scenario of the lab, in order. */
export const listWorlds = async (): Promise<readonly Heading[]> =>
	Promise.all(
		(await listScenarios(folder())).map(
			async name => (await readHeading(folder(), name)) ?? (await readWorld(name)),
		),
	);

const mostAlike = 10;

/** One scenario; mistakes in it, or in its name, are told. */
export const readWorld = async (name: string): Promise<Scenario> => {
	const names = await listScenarios(folder());
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
