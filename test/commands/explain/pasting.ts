import {readdirSync, readFileSync} from 'node:fs';
import {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';
import {explained} from '../../../source/commands/explain/explained.ts';
import {readPasted} from '../../../source/commands/explain/read.ts';
import {exitCodeOf} from '../../../source/commands/explain/start.ts';
import {type Io, UsageError} from '../../../source/commands/io.ts';
import {type Explanation, explainSchema} from '../../../source/core/explanation.ts';
import {printableJson, printableLines} from '../../../source/core/printable.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';
import {explainedText} from '../../../source/report/explain.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

/** Explains what stands on standard input; knowledge is read once. */
export const explanationOn = async (input: string | Uint8Array): Promise<Explanation> => {
	const io = {stdin: Readable.from([Buffer.from(input)]), signal: new AbortController().signal};
	const paste = await readPasted(undefined, io as unknown as Io);
	const explanation = paste && (await explained(paste, knowledge));
	if (!explanation) throw new UsageError('nothing is known');
	return explanation;
};

export const run = async (input: string | Uint8Array) => {
	const explanation = await explanationOn(input);
	return {code: exitCodeOf(explanation), stdout: explainedText(explanation)};
};

/** As a program reads it. */
export const told = async (input: string | Uint8Array): Promise<Explanation> =>
	explainSchema.parse(JSON.parse(printableJson(await explanationOn(input))));

export const mails = (folder: string): readonly (readonly [name: string, octets: Buffer])[] => {
	const path = fileURLToPath(new URL(`../../mail/${folder}/mails/`, import.meta.url));
	return readdirSync(path)
		.filter(name => name.endsWith('.eml'))
		.map(name => [name.slice(0, -4), readFileSync(`${path}${name}`)] as const);
};

/** Nothing in it acts, and a terminal of 80 columns shows it. */
export const fine = (text: string) => {
	expect(text).toBe(printableLines(text));
	for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
};
