import {readFileSync, statSync} from 'node:fs';
import {type Event, format} from '../../core/event.ts';
import {printable} from '../../core/printable.ts';
import {fileTrouble} from '../file-trouble.ts';
import {UsageError} from '../io.ts';
import {eventFrom} from './shape.ts';

/** Bytes. */
const largest = 64 * 1024 * 1024;

/** Reads a case file (`-`: stdin) line by line; what is wrong is told with its line. */
export const readCase = (file: string): readonly Event[] => {
	const text = textOf(file);
	const lines = text.split('\n');
	const log: Event[] = [];
	for (const [index, line] of lines.entries()) {
		if (line.trim() === '') continue;
		const place = `:${index + 1}`;
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
		if ('wrong' in read) complain(file, `${place}: ${read.wrong}`);
		else log.push(read.event);
	}
	if (log.length === 0) complain(file, ': empty, so there is no case in it');
	return log;
};

const complain = (file: string, what: string): never => {
	throw new UsageError(`lostmail: ${file}${printable(what.slice(0, 500))}`);
};

const textOf = (file: string): string => {
	const tooLarge = `: larger than ${largest / 1024 / 1024} MiB, too large for a case file`;
	try {
		if (file !== '-' && statSync(file).size > largest) return complain(file, tooLarge);
		const bytes = readFileSync(file === '-' ? 0 : file);
		return bytes.length > largest ? complain(file, tooLarge) : bytes.toString('utf8');
	} catch (error) {
		if (error instanceof UsageError) throw error;
		return complain(file, `: cannot be read: ${fileTrouble(error)}`);
	}
};

const parsed = (line: string): {readonly value: unknown} | {readonly wrong: string} => {
	try {
		return {value: JSON.parse(line)};
	} catch (error) {
		return {wrong: (error as Error).message};
	}
};
