import {parseMisbehaviour, type Rule, readMisbehaviour} from '../../sink/misbehave.ts';
import {beginningOf} from '../beginning.ts';
import {UsageError} from '../io.ts';

/** What a sink does wrong on purpose; the seed decides what chance decides, so that it can be had again. */
export type Faults = {readonly rules: readonly Rule[]; readonly seed?: number | undefined};

export const noFaults: Faults = {rules: []};

/** Octets of a file of rules. */
const largest = 262_144;

/** Reads `--misbehave`, each a rule in short or a YAML file, in their order. */
export const faultsOf = (texts: readonly string[]): Faults => {
	if (texts.length === 0) return noFaults;
	const read = texts.map(text => (/\.ya?ml$/i.test(text) ? inFile(text) : inShort(text)));
	const seed = read.findLast(one => one.seed !== undefined)?.seed;
	return {rules: read.flatMap(({rules}) => rules), seed};
};

const inShort = (text: string): Faults => {
	const parsed = parseMisbehaviour([text]);
	if (!parsed.ok) throw new UsageError(`--misbehave: ${parsed.failure}`);
	return {rules: parsed.value};
};

const inFile = (file: string): Faults => {
	const read = readMisbehaviour(textOf(file), file);
	if (!read.ok) throw new UsageError(read.failure.map(line => `--misbehave: ${line}`).join('\n'));
	return read.value;
};

const textOf = (file: string): string => {
	try {
		const octets = beginningOf(file, largest + 1);
		if (octets.length > largest) throw new Error('it is larger than 256 KB');
		return octets.toString('utf8');
	} catch (error) {
		throw new UsageError(`--misbehave ${file}: ${(error as Error).message}`);
	}
};
