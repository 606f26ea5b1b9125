import {z} from 'zod';
import type {Check} from '../../core/check.ts';
import type {Json} from '../../core/json.ts';
import {expected} from '../../core/nearest.ts';
import type {ValueType} from '../../core/person.ts';
import type {Argument} from '../../core/playbook.ts';
import {secretName} from '../../core/value.ts';
import type {Path} from '../document.ts';
import {complaintOf} from '../misshapen.ts';
import type {InputShape, StepShape} from '../shape.ts';
import type {Draft, Part} from './draft.ts';

/** The parameters of one step; those that its check would refuse are reported. */
export const argumentsOf = (
	draft: Draft,
	check: Check,
	{path, value}: Part<StepShape>,
): Readonly<Record<string, Argument>> => {
	const {document, report} = draft;
	const fields: Readonly<Record<string, unknown>> = check.params.shape;
	const given = Object.entries(value.with ?? {}).map(
		([name, raw]) => [name, argumentOf(raw as Json)] as const,
	);
	for (const [name, argument] of given) {
		const place = [...path, 'with', name];
		const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (!(field instanceof z.ZodType))
			report(
				document.problemAtKey(
					place,
					'unknown-parameter',
					`${check.id} has no parameter "${name}"`,
					expected(name, Object.keys(fields)),
				),
			);
		else if ('input' in argument) checkReference(draft, {name, field, place}, argument.input);
		else checkLiteral(draft, {name, field, place}, argument.value);
	}
	for (const [name, field] of Object.entries(fields))
		if (
			field instanceof z.ZodType &&
			!Object.hasOwn(value.with ?? {}, name) &&
			!field.safeParse(undefined).success
		)
			report(
				document.problem(
					[...path, 'check'],
					'missing-parameter',
					`${check.id} needs the parameter "${name}"`,
					field.description,
				),
			);
	return Object.fromEntries(given);
};

/** `$name` is the answer to an input, `$$` a dollar; everything else stands for itself. */
const argumentOf = (raw: Json): Argument => {
	if (typeof raw !== 'string' || !raw.startsWith('$')) return {value: raw};
	return raw.startsWith('$$') ? {value: raw.slice(1)} : {input: raw.slice(1)};
};

type Parameter = {readonly name: string; readonly field: z.ZodType; readonly place: Path};

const checkLiteral = ({document, report}: Draft, {name, field, place}: Parameter, value: Json): void => {
	if (isSecret(field)) {
		report(
			document.problem(
				place,
				'secret',
				`"${name}" is a secret and is never written down`,
				'name a secret input, as in $smtp-password',
			),
		);
		return;
	}
	if (needsConsent(field) && value !== 'no') {
		report(
			document.problem(
				place,
				'consent',
				`"${name}" is agreed to by a person, and never written down`,
				'name an input with `consent: true`, as in $may-send',
			),
		);
		return;
	}
	const parsed = field.safeParse(value, {reportInput: true});
	const issue = parsed.error?.issues[0];
	if (!issue) return;
	const {message, hint = field.description} = complaintOf(issue);
	report(document.problem(place, 'parameter', `${name}: ${message}`, hint));
};

const checkReference = (draft: Draft, {name, field, place}: Parameter, reference: string): void => {
	const {document, inputs, report} = draft;
	if (!inputs.has(reference)) {
		report(
			document.problem(
				place,
				'unknown-input',
				`there is no input "${reference}"`,
				`${expected(reference, [...inputs.keys()])}; a dollar itself is written $$`,
			),
		);
		return;
	}
	const input = inputs.get(reference)?.value;
	if (!input) return;
	if (needsConsent(field) && (!input.consent || input.default === 'yes')) {
		report(
			document.problem(
				place,
				'consent',
				`"${name}" is agreed to by a person each time, and "${reference}" is not asked that way`,
				'give the input `consent: true`, and no default but "no"',
			),
		);
		return;
	}
	if (isSecret(field)) {
		if (!input.secret)
			report(
				document.problem(
					place,
					'secret',
					`"${name}" is a secret, but the input "${reference}" is not`,
					'declare the input with `secret: true`',
				),
			);
	} else if (input.secret)
		report(document.problem(place, 'secret', `the secret "${reference}" may not be given to "${name}"`));
	else
		for (const answer of samples(input)) {
			if (field.safeParse(answer).success) continue;
			report(
				document.problem(
					place,
					'parameter',
					`${name} does not accept every answer to "${reference}": ${answer}`,
					field.description,
				),
			);
			return;
		}
};

const sample: Readonly<Record<Exclude<ValueType, 'text'>, string>> = {
	address: 'name@example.org',
	host: 'mail.example.org',
	port: '587',
	domain: 'example.org',
	ip: '192.0.2.1',
	minutes: '10',
	'wait-minutes': '10',
	'sink-ports': '2525/starttls',
	filter: 'spamd:127.0.0.1:783',
};

/** Answers that will come: all choices, or one text of the type that is asked for. */
const samples = ({choices, type}: InputShape): readonly string[] => {
	if (choices) return Object.keys(choices);
	return type === undefined || type === 'text' ? [] : [sample[type]];
};

const patternOf = (field: z.ZodType): unknown =>
	z.toJSONSchema(field, {io: 'input', unrepresentable: 'any'}).pattern;
const secretPattern = patternOf(secretName());

/** A parameter that does something to the world: a person has to agree each time. */
const needsConsent = (field: z.ZodType): boolean => field.meta()?.['consent'] === true;

/** A parameter is a secret when its schema is that of a secret's name, optional or not. */
export const isSecret = (field: z.ZodType): boolean => patternOf(field) === secretPattern;
