import path from 'node:path';
import type {Case} from '../../core/case.ts';
import type {Event} from '../../core/event.ts';
import {printable} from '../../core/printable.ts';
import {reporters} from '../../report/index.ts';
import type {OpenCase} from '../../tui/console.tsx';
import {fileTrouble} from '../file-trouble.ts';
import {writeNew} from '../write-whole.ts';

/**
 * Writes a report of a case into the folder, over no file, readable by its owner alone; returns its path. A case that is
 * not over is told as far as it has come. Throws in words that say what to do.
 */
export const writeReport = (open: OpenCase, report: string, folder = '.'): string => {
	const text = reportOf(open, report);
	const {openedAt} = open.session.snapshot();
	const name = open.id ?? new Date(openedAt).toISOString().slice(0, 19).replaceAll(/[:.]/g, '-');
	return writeBeside(
		folderHere(folder),
		`lostmail-${name.replaceAll(/[^\w-]/g, '')}`,
		endings[report] ?? '.txt',
		text,
	);
};

const endings: Readonly<Record<string, string>> = {
	text: '.txt',
	transcript: '-transcript.txt',
	json: '.json',
	ndjson: '.ndjson',
};

const reportOf = ({session, explain}: OpenCase, report: string): string => {
	const reporter = reporters.find(({name}) => name === report);
	if (!reporter)
		throw new Error(
			`There is no report named ${printable(report)}. Try one of: ${reporters.map(({name}) => name).join(', ')}.`,
		);
	const state = session.snapshot();
	const log = session.log();
	if (report === 'ndjson') return log.map(event => reporter.report(event, state, explain)).join('');
	const closing = log.findLast(event => event.type === 'case.closed');
	if (closing && state.verdict !== undefined) return reporter.report(closing, state, explain);
	const last = log.at(-1);
	if (report === 'json' || !last)
		throw new Error('JSON is written when the case is over. Export ndjson for what is known so far.');
	const told = reporter.report(soFar(last), state, explain);
	return `${headOf(state, last)}\n\n${report === 'text' ? withoutVerdict(told) : told}`;
};

/** Reporters speak when a case is closed. */
const soFar = ({seq, at}: Event): Event => ({seq: seq + 1, at, type: 'case.closed', verdict: 'cancelled'});

const headOf = ({diagnosis}: Case, {at}: Event): string =>
	[
		`NOT OVER YET: this is what was known at ${new Date(at).toISOString()}.`,
		...(diagnosis ? [`So far: ${printable(diagnosis.plain)} [${printable(diagnosis.cause)}]`] : []),
	].join('\n');

/** The first paragraph of a report is its verdict, and there is none yet. */
const withoutVerdict = (text: string): string => text.slice(text.indexOf('\n\n') + 2);

const most = 99;

/** The folder that the program was started in may be gone by now. */
const folderHere = (folder: string): string => {
	try {
		return path.resolve(folder);
	} catch {
		throw new Error(
			'Not written: the folder that lostmail was started in is gone. Leave it, and start it in another one; the case is kept.',
		);
	}
};

/** Under the first name that is free. */
const writeBeside = (folder: string, name: string, ending: string, text: string): string => {
	for (let number = 1; number <= most; number++) {
		const file = path.join(folder, `${name}${number === 1 ? '' : `-${number}`}${ending}`);
		try {
			writeNew(file, text);
			return file;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritten(file, error);
		}
	}
	throw new Error(
		`Not written: ${most} reports of this case are there already. Delete some. (${printable(path.join(folder, name))})`,
	);
};

/** A line of the screen cuts the end, so what to do comes before the path. */
const unwritten = (file: string, error: unknown): Error => {
	const {code} = error as NodeJS.ErrnoException;
	const advice = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '')
		? 'Make room, or start lostmail in another folder.'
		: 'Start lostmail in a folder that you may write into, such as after cd ~.';
	return new Error(`Not written: ${fileTrouble(error)}. ${advice} (${printable(file)})`);
};
