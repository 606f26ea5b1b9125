import {noCase, reduceCase} from '../../core/case.ts';
import {printable, printableJson, printableLines} from '../../core/printable.ts';
import {wrapped} from '../../report/wrap.ts';
import {fileTrouble} from '../file-trouble.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {type Entry, sightingIn, withSighting} from '../unmatched/entry.ts';
import {readUnmatched, unmatchedFile} from '../unmatched/store.ts';
import {stubsOf} from '../unmatched/stub.ts';
import {readCase} from './read.ts';

type Options = {readonly json?: true; readonly yaml?: true};

/** `lostmail case unmatched`: the replies that no rule knows, of all runs or of the case files that are named. */
export const listUnmatched = async (
	files: readonly string[],
	options: Options,
	io: Pick<Io, 'out'>,
): Promise<number> => {
	const entries = (files.length === 0 ? kept() : seenIn(files)).toReversed();
	if (options.json) io.out(`${printableJson(entries, 2)}\n`);
	else if (entries.length === 0) io.out(`${nothing(files)}\n`);
	else io.out(options.yaml ? printableLines(stubsOf(entries)) : textOf(entries));
	return exitCodes.healthy;
};

const nothing = (files: readonly string[]): string =>
	files.length === 0
		? 'No reply has been kept: every one that was seen is known.'
		: 'Every reply in these cases is known.';

const kept = (): readonly Entry[] => {
	const file = unmatchedFile();
	try {
		return readUnmatched(file);
	} catch (error) {
		throw new UsageError(`lostmail: ${file} cannot be read: ${fileTrouble(error)}`);
	}
};

const seenIn = (files: readonly string[]): readonly Entry[] =>
	files.flatMap(sightingsIn).reduce<readonly Entry[]>(withSighting, []);

const sightingsIn = (file: string): readonly Entry[] => {
	const found: Entry[] = [];
	readCase(file).reduce((before, event) => {
		const state = reduceCase(before, event);
		const sighting = sightingIn(event, state);
		if (sighting) found.push(sighting);
		return state;
	}, noCase);
	return found;
};

const textOf = (entries: readonly Entry[]): string =>
	[
		`${entries.length === 1 ? 'One reply that no rule knows' : `${entries.length} replies that no rule knows, newest first`}`,
		...entries.map(entryText),
		'lostmail case unmatched --yaml prints a rule for each, to be filled in.\n',
	].join('\n\n');

const entryText = ({code, words, stage, host, count, first, last, version}: Entry): string =>
	[
		...wrapped(`${code} ${words}`, '', '  '),
		...wrapped(`at ${stage}, said by ${host}`, '  '),
		...wrapped(
			count === 1
				? `seen once, ${time(last)}, by lostmail ${version}`
				: `seen ${count} times, first ${time(first)}, last ${time(last)}, by lostmail ${version}`,
			'  ',
		),
	].join('\n');

const time = (iso: string): string => `${printable(iso).slice(0, 16).replace('T', ' ')} UTC`;
