import {parseMisbehaviour, type Rule, readMisbehaviour} from '../../sink/misbehave.ts';
import {beginningOf} from '../beginning.ts';
import {fileTrouble} from '../file-trouble.ts';
import {UsageError} from '../io.ts';

/** What a sink does wrong on purpose; the seed decides what chance decides, so that it can be had again. */
export type Faults = {readonly rules: readonly Rule[]; readonly seed?: number | undefined};

export const noFaults: Faults = {rules: []};

/** Octets of a file of rules. */
const largest = 262_144;

/** Reads `--misbehave`, each a rule in short or a YAML file, in their order; `--seed` goes before the seed of a file. */
export const faultsOf = (texts: readonly string[], chosen?: string): Faults => {
	if (chosen !== undefined && texts.length === 0) throw new UsageError('--seed: it goes with --misbehave');
	if (texts.length === 0) return noFaults;
	const given = chosen === undefined ? undefined : seedOf(chosen);
	const read = texts.map(text => (/\.ya?ml$/i.test(text) ? inFile(text) : inShort(text)));
	const seed = given ?? read.findLast(one => one.seed !== undefined)?.seed;
	return {rules: read.flatMap(({rules}) => rules), seed};
};

const largestSeed = 0xff_ff_ff_ff;

const seedOf = (text: string): number => {
	if (/^\d{1,10}$/.test(text) && Number(text) <= largestSeed) return Number(text);
	throw new UsageError(`--seed ${text}: expected a whole number from 0 to ${largestSeed}`);
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
		throw new UsageError(`--misbehave ${file}: ${fileTrouble(error)}`);
	}
};
