import {holdsNoFinding} from '../../cases/abandoned.ts';
import {readStored} from '../../cases/stored.ts';
import {printable, printableJson} from '../../core/printable.ts';
import type {StoredCase} from '../../core/stored-case.ts';
import {exitCodes, type Io} from '../io.ts';
import {calledBy, forgetOldAnswers, keptFiles} from './store.ts';

/** How many are listed unless all are wanted. */
const usual = 20;

/** `lostmail case list`: a line for each case, newest first; what does not stay says so. */
export const listCases = async (
	{all, json}: {readonly all?: true; readonly json?: true},
	io: Pick<Io, 'out' | 'err' | 'stdout'>,
): Promise<number> => {
	forgetOldAnswers();
	const files = keptFiles();
	const cases = files
		.slice(0, all ? files.length : usual)
		.map(readStored)
		.toSorted((a, b) => b.openedAt - a.openedAt);
	if (json) io.out(`${printableJson(cases, 2)}\n`);
	else if (cases.length === 0) io.out('No case is kept yet: “lostmail run PLAYBOOK” begins one.\n');
	else
		for (const line of linesOf(cases, io.stdout.isTTY ? io.stdout.columns : Number.POSITIVE_INFINITY))
			io.out(`${line}\n`);
	const more = files.length - cases.length;
	if (json) return exitCodes.healthy;
	if (cases.some(({file, isOpen}) => !isOpen && holdsNoFinding(file)))
		io.err('A case in which nothing was found yet is deleted a week after its last answer.\n');
	if (more > 0) io.err(`${more} older: lostmail case list --all\n`);
	return exitCodes.healthy;
};

/**
 * Columns of one line, the last of them as long as it wants to be; a command that a terminal would break has a line of
 * its own, because what is broken cannot be copied.
 */
const linesOf = (cases: readonly StoredCase[], width: number): readonly string[] => {
	const rows = cases.map(one => [calledBy(one.file), whenOf(one), standingOf(one), ...whatOf(one)]);
	const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	const joined = (row: readonly string[]) =>
		row
			.map((cell, column) => printable(cell).padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	return rows.flatMap((row, index) => {
		const goOn = goOnWith(cases[index]);
		const line = joined(row);
		if (goOn === undefined) return [line];
		return line.length + goOn.length + 2 <= width ? [`${line}  ${goOn}`] : [line, `    ${goOn}`];
	});
};

/** What to type to go on with a case that is unfinished, and that nobody has open. */
const goOnWith = (stored: StoredCase | undefined): string | undefined => {
	if (!stored || stored.unreadable !== undefined || stored.isOpen) return undefined;
	const isUnfinished = stored.verdict === undefined || stored.verdict === 'cancelled';
	return isUnfinished ? `lostmail case resume ${calledBy(stored.file)}` : undefined;
};

/** By the clock of this machine. */
const whenOf = ({openedAt}: StoredCase): string => {
	const at = new Date(openedAt);
	const two = (value: number) => String(value).padStart(2, '0');
	const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
	return `${date} ${two(at.getHours())}:${two(at.getMinutes())}`;
};

const standingOf = ({verdict, isOpen, unreadable}: StoredCase): string => {
	if (unreadable !== undefined) return 'unreadable';
	return isOpen ? 'open' : (verdict ?? 'broken off');
};

const whatOf = (stored: StoredCase): readonly string[] => {
	const {playbook, diagnosis, scenario, unreadable} = stored;
	if (unreadable !== undefined) return [unreadable];
	return [
		playbook.name,
		...(diagnosis ? [diagnosis.cause] : []),
		...(scenario === undefined ? [] : [`lab: ${scenario}`]),
	];
};
