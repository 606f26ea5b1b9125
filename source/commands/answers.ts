import {readFileSync} from 'node:fs';
import {parseDocument} from 'yaml';
import {acceptTyped, missingInputs} from '../core/answers.ts';
import {nearest} from '../core/nearest.ts';
import type {Input, Playbook} from '../core/playbook.ts';
import type {Vault} from '../core/world.ts';
import {beginningOfAny} from './beginning.ts';
import {fileTrouble} from './file-trouble.ts';
import {type Io, UsageError, usageError} from './io.ts';

/** Splits `key=value`. What is no such pair may be a secret, so it is not shown. */
export const keyValue = (option: string, text: string): readonly [string, string] => {
	const at = text.indexOf('=');
	if (at < 1)
		throw usageError(
			`lostmail: ${option}: expected key=value; got ${text.length} characters with no key (not shown, in case they are a secret)`,
		);
	return [text.slice(0, at), text.slice(at + 1)];
};

/** The four ways to hand over a secret, for every message that has to name them. */
export const secretWays = (name: string): string =>
	`--secret ${name}=env:NAME, --secret ${name}=file:PATH, --secret ${name}=fd:N or --secret ${name}=prompt`;

type Given = {readonly set: readonly string[]; readonly inputs?: string};

/** The answers given beforehand, checked against the playbook's inputs; every mistake is told, not just the first. */
export const givenAnswers = async (
	{inputs}: Playbook,
	given: Given,
	{signal}: Pick<Io, 'signal'>,
): Promise<Readonly<Record<string, string>>> => {
	const known = new Map(inputs.map(input => [input.name, input]));
	const mistakes: string[] = [];
	const answers: Record<string, string> = {};
	const raw = [
		...(given.inputs === undefined ? [] : await fileAnswers(given.inputs, signal)),
		...given.set.map(text => ['--set', ...keyValue('--set', text)] as const),
	];
	for (const [where, name, value] of raw) {
		const input = known.get(name);
		if (!input) {
			const near = nearest(name, [...known.keys()]);
			mistakes.push(
				`${where}: there is no input "${name}"${near ? `; did you mean ${near}?` : ''} (known: ${[...known.keys()].join(', ')})`,
			);
		} else if (input.kind === 'secret' && value.toLowerCase() !== 'unknown')
			mistakes.push(`${where} ${name}: a secret's value is never taken from here; use ${secretWays(name)}`);
		else {
			const accepted = acceptTyped(input, meantBy(input, value));
			if (accepted.ok) answers[name] = accepted.value;
			else mistakes.push(`${where} ${name}: ${accepted.failure}`);
		}
	}
	if (mistakes.length > 0) throw new UsageError(mistakes.map(line => `lostmail: ${line}`).join('\n'));
	return answers;
};

/** YAML's true and false as the choice that they stand for. */
const meantBy = ({choices}: Input, value: string): string => {
	const meant = {true: ['yes', 'on'], false: ['no', 'off']}[value] ?? [];
	return choices.find(choice => meant.includes(choice.value))?.value ?? value;
};

const fileAnswers = async (
	file: string,
	signal: AbortSignal,
): Promise<ReadonlyArray<readonly [string, string, string]>> => {
	const document = parseDocument(await textOf(file, signal), {prettyErrors: false});
	const [mistake] = document.errors;
	// Neither the line nor the parser's words are shown: somebody may have written a secret there.
	if (mistake)
		throw new UsageError(
			`lostmail: --inputs ${file}: not YAML at character ${mistake.pos[0] + 1} (${mistake.code.toLowerCase().replaceAll('_', ' ')})`,
		);
	const read: unknown = document.toJS({maxAliasCount: 0});
	if (typeof read !== 'object' || read === null || Array.isArray(read))
		throw new UsageError(`lostmail: --inputs ${file}: expected a map of inputs and answers`);
	return Object.entries(read).map(([name, value]) => [file, name, String(value ?? 'unknown')]);
};

const largest = 262_144;

const textOf = async (file: string, signal: AbortSignal): Promise<string> => {
	try {
		if (file === '-') return readFileSync(0, 'utf8').slice(0, largest);
		return (await beginningOfAny(file, largest, signal)).toString('utf8');
	} catch (error) {
		throw new UsageError(`lostmail: --inputs ${file}: ${fileTrouble(error)}`);
	}
};

/** Refuses to start a run that can ask nobody while answers are missing; all of them are named. */
export const demandAnswers = (
	playbook: Playbook,
	answers: Readonly<Record<string, string>>,
	{has}: Pick<Vault, 'has'>,
): void => {
	const missing = missingInputs(playbook, answers).filter(
		({name, kind}) => !(kind === 'secret' && has(name)),
	);
	if (missing.length === 0) return;
	const lines = missing.map(({name, ask, choices, kind}) => {
		const how =
			kind === 'secret'
				? secretWays(name)
				: `--set ${name}=${choices.map(({value}) => value).join('|') || '…'}`;
		return `  ${how}\n      ${ask}`;
	});
	throw new UsageError(
		[
			`lostmail: ${playbook.name} needs ${missing.length} more answer${missing.length === 1 ? '' : 's'}, and nobody is here to be asked: ${missing.map(({name}) => name).join(', ')}`,
			...lines,
			'  What nobody knows is answered with "unknown".',
		].join('\n'),
	);
};
