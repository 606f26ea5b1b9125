import {closeSync, constants, fstatSync, openSync} from 'node:fs';
import {z} from 'zod';
import type {Check} from '../../core/check.ts';
import {nearest} from '../../core/nearest.ts';
import {complaintOf} from '../../playbook/misshapen.ts';
import {isSecret} from '../../playbook/parse/arguments.ts';
import {wrapped} from '../../report/wrap.ts';
import {keyValue, secretWays} from '../answers.ts';
import {fileTrouble} from '../file-trouble.ts';
import {UsageError, usageError} from '../io.ts';

type Values = Readonly<Record<string, string>>;

/** The parameters of a check that are names of secrets. */
export const secretsOf = ({params: {shape}}: Check): readonly string[] =>
	Object.keys(shape).filter(name => isSecret(shape[name] as z.ZodType));

/** What stands on the command line, by parameter; a usage error where a check has no such one, or where it is a secret. */
export const valuesOf = (check: Check, pairs: readonly string[]): Values => {
	const known = Object.keys(check.params.shape);
	const secrets = secretsOf(check);
	return Object.fromEntries(
		pairs.map(pair => {
			const [name, value] = keyValue(check.id, pair);
			if (secrets.includes(name))
				throw usageError(
					`lostmail: ${name}: a secret's value is never taken from the command line; use ${secretWays(name)}`,
				);
			if (!known.includes(name)) {
				const near = nearest(name, known);
				throw usageError(
					`lostmail: ${check.id} has no parameter "${name}"`,
					`  ${near ? `did you mean ${near}? ` : ''}(known: ${known.join(', ')})`,
				);
			}
			return [name, value];
		}),
	);
};

/** Refuses what the check could do nothing with, before anything is asked; all of it is told. */
export const demandUsable = (check: Check, values: Values, secrets: readonly string[]): void => {
	const {id, params} = check;
	const usable = params.safeParse(
		{...values, ...Object.fromEntries(secrets.map(name => [name, name]))},
		{reportInput: true},
	);
	const issues = usable.error?.issues ?? [];
	const complaints = [
		...issues.map(issue => {
			const name = issue.path.join('.');
			return name in values ? `${id}: ${name}: ${complaintOf(issue).message}` : needed(check, name);
		}),
		...Object.keys(params.shape)
			.filter(name => !(name in values) && metaOf(check, name)['neededAlone'] === true)
			.map(name => needed(check, name)),
	];
	if (complaints.length > 0)
		throw usageError(...complaints.map(line => `lostmail: ${line}`), [
			'  parameters:',
			...parameterLines(check),
		]);
	for (const [name, value] of Object.entries(values))
		if (metaOf(check, name)['file'] === true) demandFile(id, name, value);
};

const needed = ({id, params: {shape}}: Check, name: string): string =>
	`${id} needs ${name}=…: ${shape[name]?.description ?? ''}`;

/** What the schema of a parameter says of it beyond its values, also where it may be left out. */
const metaOf = ({params: {shape}}: Check, name: string): Readonly<Record<string, unknown>> =>
	z.toJSONSchema(shape[name] as z.ZodType, {io: 'input', unrepresentable: 'any'});

const demandFile = (id: string, name: string, file: string): void => {
	const refuse = (why: string) => usageError(`lostmail: ${id}: ${name}: ${file}: cannot be read: ${why}`);
	let handle: number | undefined;
	try {
		// A pipe that nobody writes into must not hold the program up.
		handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		if (!fstatSync(handle).isFile()) throw refuse('it is not a file');
	} catch (error) {
		throw error instanceof UsageError ? error : refuse(fileTrouble(error));
	} finally {
		if (handle !== undefined) closeSync(handle);
	}
};

const parameterLines = (check: Check): readonly string[] => {
	const {shape} = check.params;
	const names = Object.keys(shape);
	const secrets = secretsOf(check);
	const room = Math.max(...names.map(name => name.length)) + 2;
	return names.flatMap(name => {
		const about = shape[name]?.description ?? '';
		const isNeeded = metaOf(check, name)['neededAlone'] === true;
		const may = !isNeeded && shape[name]?.safeParse(undefined).success ? 'May be left out. ' : '';
		const how = secrets.includes(name)
			? ` Not given as ${name}=…, but as --secret ${name}=env:NAME, file:PATH, fd:N or prompt.`
			: '';
		return wrapped(`${may}${about}${how}`, `    ${name.padEnd(room)}`, ' '.repeat(room + 4));
	});
};
