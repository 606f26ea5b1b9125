import {lstatSync} from 'node:fs';
import {CaseInUse, type CaseLock, lockCase} from '../../cases/lock.ts';
import {heldLines} from '../../cases/recording.ts';
import {type Case, noCase, reduceCase} from '../../core/case.ts';
import type {CaseReach, Event} from '../../core/event.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {Playbook} from '../../core/playbook.ts';
import {printable} from '../../core/printable.ts';
import type {Vault} from '../../core/world.ts';
import type {Before} from '../../engine/session.ts';
import type {Reachability} from '../compose.ts';
import {readKnowledge, readPlaybook} from '../house.ts';
import {type Io, UsageError} from '../io.ts';
import {fallbacks} from '../lab/fallbacks.ts';
import type {RunOptions} from '../options.ts';
import {secretsOf} from '../run/prepare.ts';
import {fillVault} from '../secrets.ts';
import {raiseWorld} from '../worlds.ts';
import {demandAgreed, demandFragment, type Foreign, noPlaybook, ownPlaybookOf} from './foreign.ts';
import {newRun} from './new-run.ts';
import {type ReachOptions, reachAgain, reachInLab} from './reach.ts';
import {readCase} from './read.ts';
import {eventFrom} from './shape.ts';
import {calledBy, inUse, isKept} from './store.ts';

export type ResumeOptions = ReachOptions &
	Pick<RunOptions, 'secret'> & {
		/** Whatever a case wants read or reached that lies elsewhere than cases are kept. */
		readonly asRecorded?: true;
	};

/** Nobody can go on with a case; `closed` says why as a part of a sentence, and what it holds can still be looked at. */
export class CannotGoOn extends UsageError {
	readonly closed: string;
	readonly log: readonly Event[];
	constructor(message: string, closed: string, log: readonly Event[]) {
		super(message);
		this.closed = closed;
		this.log = log;
	}
}

/** All that a case goes on with; whoever takes it lets go of it. */
export type GoingOn = {
	readonly file: string;
	readonly lock: CaseLock;
	readonly before: Before;
	/** How it stands. */
	readonly state: Case;
	readonly playbook: Playbook;
	readonly knowledge: Knowledge;
	readonly reach: Reachability;
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
	/** Of the lab. */
	readonly scenario?: {readonly name: string};
	readonly release?: () => Promise<void>;
};

/**
 * Opens a case file for going on with it: nobody else can until its lock is released. Throws a `UsageError` where somebody
 * has it open or its file is none, or nobody agrees to what a file from elsewhere wants; and `CannotGoOn` where its playbook
 * is not the one that it was begun with.
 */
export const goOnWith = async (
	file: string,
	options: ResumeOptions,
	io: Io,
	known?: Knowledge,
): Promise<GoingOn> => {
	demandFile(file);
	const lock = locked(file);
	try {
		const before = readBefore(file);
		const log = [...before.told, ...before.held];
		const state = log.reduce(reduceCase, noCase);
		const reach = reachOf(state, file, log);
		const knowledge = known ?? (await readKnowledge());
		const playbook = isKept(file)
			? await readPlaybook(reach.playbook ?? state.playbook.name, knowledge)
			: await foreignPlaybook({file, reach, state}, {options, knowledge}, io);
		demandSame(playbook, reach, {state, log, file});
		const vault = await fillVault(options.secret, secretsOf(playbook), io);
		const begun = {file, lock, before, state, playbook, knowledge, vault};
		return reach.scenario === undefined
			? {...begun, reach: reachAgain(reach, options), answers: {}}
			: {...begun, ...(await inLab(reach.scenario, reach, options, {vault, playbook}))};
	} catch (error) {
		lock.release();
		throw error;
	}
};

/** A link where cases are kept may lead anywhere: nothing is written beside what it leads to. */
const demandFile = (file: string): void => {
	if (isKept(file) && lstatSync(file, {throwIfNoEntry: false})?.isFile() === false)
		throw new UsageError(
			`lostmail: ${file}: cannot be read: it is no file, or a link, which is not followed`,
		);
};

/** Nothing that the file names is read before somebody has agreed, and nothing that stands in it is shown. */
const foreignPlaybook = async (
	foreign: Foreign,
	{options, knowledge}: {readonly options: ResumeOptions; readonly knowledge: Knowledge},
	io: Io,
): Promise<Playbook> => {
	await demandAgreed(foreign, options, io);
	const {reach, state} = foreign;
	if (options.dnsOverlay === undefined && reach.overlay !== undefined) demandFragment(reach.overlay);
	const own = ownPlaybookOf(foreign);
	try {
		return await readPlaybook(own ?? reach.playbook ?? state.playbook.name, knowledge);
	} catch (error) {
		if (own === undefined || !(error instanceof UsageError)) throw error;
		throw noPlaybook(own);
	}
};

const locked = (file: string): CaseLock => {
	try {
		return lockCase(file);
	} catch (error) {
		if (error instanceof CaseInUse) throw inUse(file, error);
		throw error;
	}
};

/** What stands in the file, and what a process that was killed had not written into it yet. */
const readBefore = (file: string): Before => {
	const told = readCase(file);
	const last = told.at(-1)?.seq ?? 0;
	const held = heldLines(file)
		.flatMap(line => eventOf(line) ?? [])
		.filter(({seq}) => seq > last);
	return {told, held: held.every(({seq}, index) => seq === last + 1 + index) ? held : []};
};

const eventOf = (line: string): Event | undefined => {
	try {
		const read = eventFrom(JSON.parse(line));
		return 'event' in read ? read.event : undefined;
	} catch {
		return undefined;
	}
};

const reachOf = ({reach, playbook}: Case, file: string, log: readonly Event[]): CaseReach => {
	if (reach) return reach;
	throw new CannotGoOn(
		[
			`lostmail: ${file}: nobody can go on with this case: it does not say how it reached the network.`,
			playbook.sha256 === ''
				? `  One check alone is simply looked at again: lostmail check ${printable(playbook.name)}`
				: `  Begin a new one: lostmail run ${printable(playbook.name)}`,
		].join('\n'),
		'it does not say how it reached the network',
		log,
	);
};

/** What was found with one playbook is not mixed with what another one asks. */
const demandSame = (
	playbook: Playbook,
	reach: CaseReach,
	{state, log, file}: {readonly state: Case; readonly log: readonly Event[]; readonly file: string},
): void => {
	if (playbook.sha256 === state.playbook.sha256) return;
	throw new CannotGoOn(
		[
			`lostmail: the playbook ${playbook.name} has changed since this case was begun (version ${state.version}).`,
			'  What was found with the old one is not mixed with the new one. What it found: lostmail case show ' +
				calledBy(file),
			'  A new case with the same answers:',
			`    ${newRun(playbook, reach, state)}`,
		].join('\n'),
		'its playbook has changed since; a new case has to be begun',
		log,
	);
};

/** The world is raised anew; what it knows by itself nobody is asked for. */
const inLab = async (
	name: string,
	reach: CaseReach,
	options: ResumeOptions,
	{vault, playbook}: Pick<GoingOn, 'vault' | 'playbook'>,
): Promise<Pick<GoingOn, 'reach' | 'answers' | 'scenario' | 'release'>> => {
	const world = await raiseWorld(name);
	try {
		for (const secret of secretsOf(playbook)) {
			const value = world.vault.get(secret);
			if (value !== undefined && !vault.has(secret)) vault.set(secret, value);
		}
		return {
			reach: reachInLab(world.reach, reach, options),
			answers: {...fallbacks(playbook), ...world.answers},
			scenario: world.scenario,
			release: world.close,
		};
	} catch (error) {
		await world.close();
		throw error;
	}
};
