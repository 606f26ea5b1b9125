import {readStored} from '../../cases/stored.ts';
import {missingInputs} from '../../core/answers.ts';
import {printable} from '../../core/printable.ts';
import type {StoredCase} from '../../core/stored-case.ts';
import {forgotten, isOver} from '../../engine/rest.ts';
import {secretWays} from '../answers.ts';
import type {Ready} from '../console/host.ts';
import {type Io, UsageError} from '../io.ts';
import {hearsLines} from '../line/hears-lines.ts';
import type {RunOptions} from '../options.ts';
import {type GoingOn, goOnWith, type ResumeOptions} from './going-on.ts';
import {showCase} from './replay.ts';
import {calledBy, fileOfCase, keptFiles} from './store.ts';

/** `lostmail case resume`: in the console, line by line, or without a terminal as far as nobody has to be asked. */
export const resumeCase = async (
	name: string | undefined,
	options: RunOptions & Pick<ResumeOptions, 'asRecorded'>,
	io: Io,
): Promise<number> => {
	const file = name === undefined ? newestUnfinished() : fileOfCase(name);
	const begun = await goOnWith(file, options, io);
	const ready: Ready & {readonly options: RunOptions} = {...begun, begun, options};
	if (!(io.stdin.isTTY && io.stdout.isTTY)) return unattended(ready, begun, io);
	if (options.plain || hearsLines(io)) {
		const {openCase} = await import('../console/host.ts');
		const {openLineMode} = await import('../line/open.ts');
		return openLineMode(io, openCase(ready, io), begun.knowledge);
	}
	const {runInConsole} = await import('../console/open.ts');
	return runInConsole(ready, io);
};

/** Without a terminal nothing is asked; what was found is printed as a report. */
const unattended = async (ready: Ready, begun: GoingOn, io: Io): Promise<number> => {
	try {
		if (isOver(begun.state)) {
			begun.lock.release();
			return await showCase(begun.file, plain, io);
		}
		if (!(io.stdin.isTTY && io.stderr.isTTY)) demandAnswered(begun);
		const {runHeadless} = await import('../run/start.ts');
		return await runHeadless(ready, io);
	} finally {
		begun.lock.release();
		await begun.release?.();
	}
};

const plain: RunOptions = {set: [], secret: [], resolver: [], connectTo: [], ca: [], plain: true};

/** Nobody answers here: what is still open has to be named, and what is kept nowhere has to be given. */
const demandAnswered = ({playbook, state, vault, file, answers: given}: GoingOn): void => {
	const told = Object.entries(state.answers).map(([name, {value}]) => [name, value] as const);
	const answers = {...given, ...Object.fromEntries(told)};
	const open = missingInputs(playbook, answers).filter(({name}) => !vault.has(name));
	const lost = new Set(forgotten(playbook, state.answers, {vault}));
	const gone = playbook.inputs.filter(({name}) => lost.has(name));
	if (open.length + gone.length === 0) return;
	throw new UsageError(
		[
			'lostmail: nobody is here to be asked, and this is not known:',
			...open.map(({name, ask}) => `  ${name}: ${printable(ask)}`),
			...gone.map(({name, kind}) =>
				kind === 'secret'
					? `  ${name}, which is kept nowhere: ${secretWays(name)}`
					: `  ${name}, which held a secret and was masked for that: it is typed once more`,
			),
			`  On a terminal it is asked for: lostmail case resume ${calledBy(file)}`,
		].join('\n'),
	);
};

/** The newest real case that is unfinished and that nobody has open. */
const newestUnfinished = (): string => {
	const files = keptFiles();
	const looked: StoredCase[] = [];
	for (const file of files) {
		const stored = readStored(file);
		if (isUnfinished(stored) && stored.scenario === undefined && !stored.isOpen) return file;
		looked.push(stored);
	}
	throw new UsageError(nothingToGoOnWith(looked));
};

const isUnfinished = ({verdict, unreadable}: StoredCase): boolean =>
	unreadable === undefined && (verdict === undefined || verdict === 'cancelled');

const nothingToGoOnWith = (cases: readonly StoredCase[]): string => {
	const open = cases.find(({isOpen}) => isOpen);
	const ofTheLab = cases.find(one => isUnfinished(one) && !one.isOpen);
	const newest = cases.find(one => one.unreadable === undefined && !one.isOpen);
	return [
		ofTheLab ? 'lostmail: no real case is unfinished.' : 'lostmail: no case is unfinished.',
		...(open ? [`  ${calledBy(open.file)} is open in another lostmail.`] : []),
		...(ofTheLab
			? [`  One of the lab is: lostmail case resume ${calledBy(ofTheLab.file)}`]
			: newest
				? [`  The newest, which came to its end: lostmail case show ${calledBy(newest.file)}`]
				: ['  None is kept at all: lostmail run PLAYBOOK begins one.']),
	].join('\n');
};
