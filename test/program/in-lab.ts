import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll} from 'vitest';
import type {Event} from '../../source/core/event.ts';
import {raiseLab, readScenario} from '../../source/lab/world.ts';

const scenarios = path.resolve(import.meta.dirname, '../../playbooks/scenarios');

/** A temporary folder for each test file. */
export const openFolder = (): ((...parts: readonly string[]) => string) => {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'lostmail-program-'));
	});
	afterAll(() => rm(folder, {recursive: true, force: true}));
	return (...parts) => path.join(folder, ...parts);
};

/** Raises a scenario and says with which arguments the built program reaches it, as a person would write them. */
export const raise = async (name: string, folder: string) => {
	const read = await readScenario(scenarios, name);
	if (!read.ok) throw new Error(`${name}: ${read.failure[0]?.message}`);
	const lab = await raiseLab(read.value);
	const ca = path.join(folder, `${name}.pem`);
	await writeFile(ca, lab.ca);
	const secrets = await Promise.all(
		Object.entries(lab.secrets).map(async ([secret, value]) => {
			const file = path.join(folder, `${name}.${secret}`);
			await writeFile(file, value);
			return ['--secret', `${secret}=file:${file}`];
		}),
	);
	const reach = [
		'--resolver',
		lab.resolver,
		...lab.connectTo.flatMap(rule => ['--connect-to', rule]),
		'--ca',
		ca,
		'--timeout',
		'1500ms',
	];
	return {
		lab,
		expect: read.value.expect,
		reach,
		run: [
			'run',
			read.value.playbook,
			...reach,
			...Object.entries(lab.answers).flatMap(([input, value]) => ['--set', `${input}=${value}`]),
			...secrets.flat(),
		],
	};
};

/** The events of a case file; every line must be one. */
export const eventsIn = async (file: string): Promise<readonly Event[]> => {
	const text = await readFile(file, 'utf8');
	return text
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Event);
};
