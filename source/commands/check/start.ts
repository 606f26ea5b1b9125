import {checks} from '../../checks/index.ts';
import type {Check} from '../../core/check.ts';
import {nearest} from '../../core/nearest.ts';
import {stepOutcome} from '../../core/outcome.ts';
import type {Playbook} from '../../core/playbook.ts';
import {printableJson} from '../../core/printable.ts';
import type {Reporter} from '../../core/reporter.ts';
import type {Session} from '../../core/session.ts';
import type {World} from '../../core/world.ts';
import {stepLines} from '../../report/steps.ts';
import {leaveWhenClosed, type Reachability, startCase, worldOf} from '../compose.ts';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io, usageError} from '../io.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';
import {exitCodeOf, pausesTo, recordTo, reporterOf, reportTo} from '../output.ts';
import {fillVault} from '../secrets.ts';
import {demandUsable, secretsOf, valuesOf} from './parameters.ts';

/**
 * `lostmail check`: a playbook of one step, made on the spot, so that there is one way to run anything. `around` may put
 * other probes into its world.
 */
export const runCheck = async (
	id: string,
	pairs: readonly string[],
	options: RunOptions,
	io: Io,
	around: (world: World, reach: Reachability) => World = world => world,
): Promise<number> => {
	const check = checkOf(id);
	const values = valuesOf(check, pairs);
	const secrets = secretsOf(check);
	const vault = await fillVault(options.secret, secrets, io);
	demandUsable(check, values, secrets.filter(vault.has));

	const playbook = singleStep(check, values, secrets.filter(vault.has));
	const ending = new AbortController();
	const knowledge = await readKnowledge();
	const reach = reachabilityOf(options);
	const staffing = {answers: {}, vault, attended: false, signal: ending.signal};
	const world = around(worldOf(reach, staffing, knowledge), reach);
	const readers = [
		...(options.record === undefined ? [] : [recordTo(options.record, io)]),
		reportTo(singleStepReporters[reporterOf(options).name] ?? reporterOf(options), options, knowledge, io),
		pausesTo(io),
		leaveWhenClosed(() => session),
	];
	const session: Session & ReturnType<typeof startCase> = startCase(playbook, world, readers);
	io.signal.addEventListener('abort', () => session.send({type: 'cancel'}), {once: true});
	const state = await session.done;
	const found = state.steps[0]?.state;
	return found?.status === 'finished' && found.finding.level === 'problem'
		? exitCodes.diagnosed
		: exitCodeOf(state, io);
};

/** The step alone, as `run --json` would list it, or as the text report tells it: a check has no verdict on the mail. */
const singleStepReporters: Readonly<Record<string, Reporter>> = {
	text: {
		name: 'text',
		about: 'One step as text.',
		report: (event, {steps, assumed}, explain) =>
			event.type === 'case.closed'
				? [...assumed.map(line => `Assumed: ${line}`), ...stepLines(steps, explain(steps)).map(outdented)]
						.map(line => `${line}\n`)
						.join('')
				: '',
	},
	json: {
		name: 'json',
		about: 'One step as JSON.',
		report: (event, {steps: [step], assumed}, explain) =>
			event.type === 'case.closed' && step
				? `${printableJson({...stepOutcome(step, explain([step])), ...(assumed.length > 0 ? {assumed} : {})}, 2)}\n`
				: '',
	},
};

const outdented = (line: string): string => line.replace(/^ {2}/, '');

const checkOf = (id: string): Check => {
	const check = checks.find(known => known.id === id);
	if (check) return check;
	const ids = checks.map(known => known.id);
	const near = nearest(id, ids) ?? ids.find(known => known.endsWith(`.${id.toLowerCase()}`));
	throw usageError(
		`lostmail: there is no check "${id}"${near ? `; did you mean ${near}?` : '.'}`,
		`  known checks: ${ids.join(', ')}`,
	);
};

const singleStep = (
	check: Check,
	values: Readonly<Record<string, string>>,
	secrets: readonly string[],
): Playbook => ({
	name: check.id,
	title: check.title,
	about: check.about,
	sha256: '',
	inputs: secrets.map(name => ({
		name,
		ask: name,
		kind: 'secret',
		choices: [],
		type: 'text',
		when: {},
		fallback: 'unknown',
	})),
	steps: [
		{
			id: check.id,
			title: check.title,
			check,
			with: {
				...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, {value}])),
				...Object.fromEntries(secrets.map(name => [name, {input: name}])),
			},
			needs: [],
			when: {},
		},
	],
	diagnose: [],
	route: [],
});
