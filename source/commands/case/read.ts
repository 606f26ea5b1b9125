import {readBounded, readStream} from '../../cases/bounded.ts';
import {type Event, format} from '../../core/event.ts';
import {printable} from '../../core/printable.ts';
import {fileTrouble} from '../file-trouble.ts';
import {UsageError} from '../io.ts';
import {eventFrom} from './shape.ts';
import {isKept} from './store.ts';

/** Bytes. */
const largest = 64 * 1024 * 1024;

const mostEvents = 200_000;

/** Questions, and steps; and how often one step needs another, in all. */
const mostOfEach = 2000;
const mostNeeds = 20_000;

/**
 * Reads a case file (`-` and `/dev/stdin`: stdin) line by line; what is wrong is told with its line. A file that is larger
 * than any run of this program writes is refused, and so is one whose events are not those of one case, in order.
 */
export const readCase = (file: string): readonly Event[] => {
	const text = textOf(file);
	const lines = text.split('\n');
	const log: Event[] = [];
	for (const [index, line] of lines.entries()) {
		if (line.trim() === '') continue;
		const place = `:${index + 1}`;
		if (log.length === mostEvents)
			complain(file, `${place}: more than ${mostEvents} events, too many for a case file; ${another}`);
		const raw = parsed(line);
		if ('wrong' in raw) {
			// A process that was killed may leave its last line unfinished: what came before it still counts.
			if (index === lines.length - 1 && log.length > 0) break;
			complain(file, `${place}: not an event: ${raw.wrong}`);
			continue;
		}
		const head = raw.value as {readonly type?: unknown; readonly format?: unknown} | null;
		if (log.length === 0 && head?.type !== 'case.opened')
			complain(file, `${place}: not a case file: the first line does not open a case`);
		if (head?.type === 'case.opened' && head.format !== format)
			complain(file, `${place}: format ${head.format}; this version of lostmail reads format ${format}`);
		const read = eventFrom(raw.value);
		if ('wrong' in read) {
			complain(file, `${place}: ${read.wrong}`);
			continue;
		}
		const wrong = outOfPlace(read.event, log.at(-1));
		if (wrong) complain(file, `${place}: ${wrong}`);
		log.push(read.event);
	}
	if (log.length === 0) complain(file, ': empty, so there is no case in it');
	return log;
};

const another = 'bring the file as lostmail wrote it, or name another';

/** Why an event cannot stand where it does. */
const outOfPlace = (event: Event, before: Event | undefined): string | undefined => {
	if (before && event.seq <= before.seq)
		return `event ${event.seq} stands after event ${before.seq}, so lines were moved or joined; ${another}`;
	if (event.type !== 'case.opened') return undefined;
	if (before)
		return 'a second case is opened here, and a file holds one; cut the lines into files of their own';
	const {inputs, steps} = event;
	const needs = steps.reduce((sum, step) => sum + step.needs.length, 0);
	if (inputs.length <= mostOfEach && steps.length <= mostOfEach && needs <= mostNeeds) return undefined;
	return `${inputs.length} questions, ${steps.length} steps and ${needs} needs, more than any playbook has; ${another}`;
};

const complain = (file: string, what: string): never => {
	throw new UsageError(`lostmail: ${file}${printable(what.slice(0, 500))}`);
};

const standardInput: readonly string[] = ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

const textOf = (file: string): string => {
	try {
		const octets = standardInput.includes(file)
			? readStream(0, largest)
			: readBounded(file, {most: largest, links: isKept(file) ? 'refused' : 'followed'});
		return octets.toString('utf8');
	} catch (error) {
		return complain(file, `: cannot be read: ${troubleOf(file, error)}`);
	}
};

const troubleOf = (file: string, error: unknown): string => {
	const {code, message} = error as NodeJS.ErrnoException;
	if (code === 'ELOOP' && isKept(file)) return 'it is a link, which is not followed';
	if (message === 'it is no file') return 'it is no file; what comes through a pipe is read with -';
	return fileTrouble(error);
};

const parsed = (line: string): {readonly value: unknown} | {readonly wrong: string} => {
	try {
		return {value: JSON.parse(line)};
	} catch (error) {
		return {wrong: (error as Error).message};
	}
};
