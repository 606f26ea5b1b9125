import {existsSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import type {Case} from '../../core/case.ts';
import type {CaseReach} from '../../core/event.ts';
import {printable} from '../../core/printable.ts';
import {longestFragment, readFragment} from '../../probes/dns/overlay.ts';
import {wrapped} from '../../report/wrap.ts';
import {beginningOf} from '../beginning.ts';
import {fileTrouble} from '../file-trouble.ts';
import {playbooksFolder} from '../installed.ts';
import {type Io, UsageError} from '../io.ts';
import type {ReachOptions} from './reach.ts';
import {shellWord} from './shell-word.ts';

/** A case file that lies elsewhere than this program keeps its own: somebody else may have written it. */
export type Foreign = {
	readonly file: string;
	readonly reach: CaseReach;
	readonly state: Pick<Case, 'playbook' | 'answers' | 'inputs'>;
};

type Agreed = ReachOptions & {readonly asRecorded?: true};

/**
 * Tells all that such a case wants read or reached, before any of it is, and settles when a person agrees. Throws a
 * `UsageError` where nobody does. Nobody is asked where the command line says otherwise for all of it.
 */
export const demandAgreed = async (foreign: Foreign, options: Agreed, io: Io): Promise<void> => {
	const wants = wantsOf(foreign, options);
	const asked = wants.length > 0 && !options.asRecorded;
	const told = linesOf(foreign, wants);
	if (asked && !(io.stdin.isTTY && io.stderr.isTTY))
		throw new UsageError(
			[
				'lostmail: nobody is here to be asked, and this case is not simply gone on with.',
				...told.map(line => `  ${line}`),
				'  --as-recorded goes on with all of that, without asking.',
			].join('\n'),
		);
	for (const line of told) io.err(`${line}\n`);
	if (asked && !(await isAgreed(io)))
		throw new UsageError('lostmail: nobody agreed, so nothing of it was read and nothing was reached.');
};

/** The playbook that a case names, where it is none of those that come with the program. */
export const ownPlaybookOf = ({reach, state}: Pick<Foreign, 'reach' | 'state'>): string | undefined => {
	const named = reach.playbook ?? state.playbook.name;
	const isBundled = /^[\w-]+$/.test(named) && existsSync(path.join(playbooksFolder(), `${named}.yaml`));
	return isBundled ? undefined : named;
};

/** Nothing of a file that a stranger named is quoted: it may be any file of this machine. */
export const noPlaybook = (named: string): UsageError =>
	new UsageError(
		[
			`lostmail: ${named}: this file, which the case names as its playbook, is no playbook.`,
			'  Whoever wrote the case has the right one; “lostmail playbook lint FILE” says what is wrong with a file.',
		].join('\n'),
	);

/** Says of a zone file fragment that a stranger named no more than that it is none. */
export const demandFragment = (file: string): void => {
	const read = (() => {
		try {
			return readFragment(beginningOf(file, longestFragment + 1).toString('utf8'));
		} catch (error) {
			throw new UsageError(`lostmail: --dns-overlay ${file}: ${fileTrouble(error)}`);
		}
	})();
	if (!read.ok)
		throw new UsageError(
			`lostmail: --dns-overlay ${file}: this file, which the case names, is no zone file fragment.`,
		);
};

/** Characters of one line: a stranger's list fits a screen, and what is beyond it is counted. */
const longest = 200;
const mostLines = 40;

const linesOf = ({file, reach}: Foreign, wants: readonly string[]): readonly string[] => {
	const stays = reach.offline ? ', and nothing leaves this machine (--offline)' : '';
	if (wants.length === 0)
		return wrapped(
			printable(
				`This case goes on as its file says: with the resolver of this system, and with what the command line says${stays}.`,
			),
			'',
		);
	const more = wants.length - mostLines;
	return [
		...wrapped(
			printable(
				`${file} lies elsewhere than lostmail keeps its cases, so somebody else may have written it. It goes on as its file says${stays}, with:`,
			),
			'',
			'  ',
		),
		...wants.slice(0, mostLines).map(want => printable(`  ${want.slice(0, longest)}`)),
		...(more > 0 ? [`  and ${more} more`] : []),
	];
};

/** What it wants, but for what the command line says otherwise; empty where it wants nothing of its own. */
const wantsOf = (foreign: Foreign, now: Agreed): readonly string[] => {
	const {reach} = foreign;
	const playbook = ownPlaybookOf(foreign);
	const isOffline = reach.offline === true || now.offline === true;
	return [
		...(playbook === undefined ? [] : [`the playbook ${shellWord(playbook)}, which is read`]),
		...(reach.scenario === undefined
			? []
			: [`the world of the lab ${shellWord(reach.scenario)}, raised on this machine`]),
		...(now.ca.length > 0 ? [] : reach.ca.map(file => `--ca ${shellWord(file)}, which is read and trusted`)),
		...(now.dnsOverlay !== undefined || reach.overlay === undefined
			? []
			: [`--dns-overlay ${shellWord(reach.overlay)}, which is read, and answers before DNS`]),
		...(isOffline ? [] : reachedOf(foreign, now)),
	];
};

/** Servers that it asks, and answers, by which a check knows whom to ask: an address, a server, a user. */
const reachedOf = ({reach, state}: Foreign, now: Agreed): readonly string[] => [
	...(now.resolver.length > 0 ? [] : reach.resolvers.map(server => `--resolver ${shellWord(server)}`)),
	...(now.connectTo.length > 0 ? [] : reach.connectTo.map(rule => `--connect-to ${shellWord(rule)}`)),
	...(reach.scenario === undefined ? typedIn(state) : []),
];

const typedIn = ({inputs, answers}: Foreign['state']): readonly string[] =>
	inputs.flatMap(({name, kind}) => {
		const value = answers[name]?.value;
		return kind === 'text' && value !== undefined && value !== 'unknown'
			? [`the answer ${shellWord(name)} = ${shellWord(value)}`]
			: [];
	});

const isAgreed = (io: Io): Promise<boolean> =>
	new Promise(resolve => {
		const lines = createInterface({input: io.stdin, output: io.stderr});
		lines.question('Go on with all of that? (yes/no) ', answer => {
			resolve(/^yes$/i.test(answer.trim()));
			lines.close();
		});
		lines.once('SIGINT', () => lines.close());
		lines.once('close', () => resolve(false));
	});
