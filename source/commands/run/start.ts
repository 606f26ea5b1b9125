import type {Case} from '../../core/case.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {Playbook} from '../../core/playbook.ts';
import type {Session} from '../../core/session.ts';
import type {Vault} from '../../core/world.ts';
import {demandAnswers, givenAnswers} from '../answers.ts';
import {leaveWhenClosed, type Reachability, startCase, worldOf} from '../compose.ts';
import {readKnowledge, readPlaybook} from '../house.ts';
import type {Io} from '../io.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';
import {exitCodeOf, pausesTo, progressTo, recordTo, reporterOf, reportTo} from '../output.ts';
import {askPlainly} from '../plain.ts';
import {fillVault} from '../secrets.ts';
import {openTalk} from '../talk.ts';

/** `lostmail run`: in the console on a terminal, else as a report on stdout. */
export const runPlaybook = async (name: string, options: RunOptions, io: Io): Promise<number> => {
	const knowledge = await readKnowledge();
	const playbook = await readPlaybook(name, knowledge);
	const given = await givenAnswers(playbook, options, io);
	const reach = reachabilityOf(options);
	const config = await configOf(options, playbook, io);
	const vault = await fillVault(options.secret, secretsOf(playbook), io);
	const answers = {...given, ...config?.fill({playbook, given, vault}, io)};
	const hasTerminal = Boolean(io.stdin.isTTY && io.stdout.isTTY);
	const wantsReport =
		options.json || options.report !== undefined || options.output !== undefined || options.plain;
	if (hasTerminal && !wantsReport) {
		const {runInConsole} = await import('../console/open.ts');
		return runInConsole({playbook, knowledge, reach, answers, vault, options}, io);
	}
	return runHeadless({playbook, knowledge, reach, answers, vault, options}, io);
};

/** The settings of `--from-config`, read before anybody is asked for a secret. */
const configOf = async ({fromConfig, inputs}: RunOptions, playbook: Playbook, io: Io) => {
	if (fromConfig === undefined) return undefined;
	const {readConfig} = await import('../from-config.ts');
	return readConfig({named: fromConfig, isStdinTaken: inputs === '-'}, playbook, io);
};

export type Prepared = {
	readonly playbook: Playbook;
	readonly knowledge: Knowledge;
	readonly reach: Reachability;
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
	readonly options: Pick<RunOptions, 'json' | 'report' | 'output' | 'record' | 'ascii' | 'unicode'>;
};

/** A run whose reader is a report; on a terminal what is missing is asked line by line. */
export const runHeadless = async (
	{playbook, knowledge, reach, answers, vault, options}: Prepared,
	io: Io,
): Promise<number> => {
	const attended = Boolean(io.stdin.isTTY && io.stderr.isTTY);
	if (!attended) demandAnswers(playbook, answers, vault);
	const talk = openTalk(io);
	const beside = {...io, err: talk.say};
	const readers = [
		...(options.record === undefined ? [] : [recordTo(options.record, beside)]),
		reportTo(reporterOf(options), options, knowledge, io),
		progressTo(beside),
		pausesTo(beside),
		leaveWhenClosed(() => session),
	];
	const ending = new AbortController();
	const world = worldOf(reach, {answers, vault, attended, signal: ending.signal}, knowledge);
	const session: Session & {readonly done: Promise<Case>} = startCase(playbook, world, readers);
	const cancel = () => {
		session.send({type: 'cancel'});
		session.send({type: 'leave'});
	};
	if (io.signal.aborted) cancel();
	io.signal.addEventListener('abort', cancel, {once: true});
	if (attended) askPlainly(session, io, talk);
	return exitCodeOf(await session.done, io);
};

export const secretsOf = ({inputs}: Playbook): readonly string[] =>
	inputs.filter(({kind}) => kind === 'secret').map(({name}) => name);
