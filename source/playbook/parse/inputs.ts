import {expected} from '../../core/nearest.ts';
import {type Choice, unknownAnswer} from '../../core/person.ts';
import {type Input, routeKeys} from '../../core/playbook.ts';
import {complaintAbout} from '../../core/value.ts';
import type {InputShape} from '../shape.ts';
import {answersTo, checkAnswers, conditionOf} from './conditions.ts';
import type {Draft, Part} from './draft.ts';

const kinds = ['choices', 'type', 'secret', 'confirm'] as const;

/** The questions of a playbook, in their order; what is wrong with them is reported. */
export const inputsOf = (draft: Draft): readonly Input[] => {
	const earlier: string[] = [];
	return [...draft.inputs].flatMap(([name, part]) => {
		const known = [...earlier];
		earlier.push(name);
		if (!part) return [];
		checkKind(draft, name, part);
		checkUnsure(draft, part);
		checkFallback(draft, part);
		checkAnswers(draft, part.value.when, [...part.path, 'when'], {known});
		return [inputOf(name, part.value)];
	});
};

const inputOf = (name: string, shape: InputShape): Input => ({
	name,
	ask: shape.ask,
	...(shape.why === undefined ? {} : {why: shape.why}),
	...(shape.caution === undefined ? {} : {caution: shape.caution}),
	kind: shape.choices
		? 'choice'
		: shape.secret
			? 'secret'
			: shape.confirm === undefined
				? 'text'
				: 'confirmation',
	choices: choicesOf(shape.choices),
	type: shape.type ?? 'text',
	...(shape.confirm === undefined ? {} : {word: shape.confirm}),
	when: conditionOf(shape.when),
	...(shape.later ? {later: true} : {}),
	...(shape.consent ? {consent: true} : {}),
	...(shape.default === undefined ? {} : {fallback: shape.default}),
	...(shape.unsure === undefined
		? {}
		: {
				unsure: {
					ask: shape.unsure.ask,
					...(shape.unsure.why === undefined ? {} : {why: shape.unsure.why}),
					choices: choicesOf(shape.unsure.choices),
				},
			}),
});

const choicesOf = (choices: Readonly<Record<string, string>> = {}): readonly Choice[] =>
	Object.entries(choices).map(([value, label]) => ({value, label}));

const checkKind = ({document, report}: Draft, name: string, {path, value}: Part<InputShape>): void => {
	if (routeKeys.some(key => key === name))
		report(
			document.problemAtKey(path, 'name', `"${name}" is a key of every route row and cannot be an input`),
		);
	const [, ...others] = kinds.filter(kind => value[kind] !== undefined);
	if (kinds.every(kind => value[kind] === undefined))
		report(document.problemAtKey(path, 'input-kind', `"${name}" needs one of ${kinds.join(', ')}`));
	for (const kind of others)
		report(
			document.problemAtKey([...path, kind], 'input-kind', `an input has only one of ${kinds.join(', ')}`),
		);
};

const checkUnsure = ({document, report}: Draft, {path, value}: Part<InputShape>): void => {
	if (!value.unsure) return;
	if (!value.choices) {
		report(document.problemAtKey([...path, 'unsure'], 'unsure', 'only a choice can have "unsure"'));
		return;
	}
	const known = Object.keys(value.choices);
	for (const settled of Object.keys(value.unsure.choices))
		if (!known.includes(settled))
			report(
				document.problemAtKey(
					[...path, 'unsure', 'choices', settled],
					'unsure',
					`"${settled}" is not a choice of this input`,
					expected(settled, known),
				),
			);
};

const checkFallback = ({document, report}: Draft, {path, value}: Part<InputShape>): void => {
	const fallback = value.default;
	if (fallback === undefined || fallback === unknownAnswer) return;
	const place = [...path, 'default'];
	if (value.secret || value.confirm !== undefined)
		report(
			document.problem(
				place,
				'default',
				`only "${unknownAnswer}" can be the default of a ${value.secret ? 'secret' : 'confirmation'}`,
			),
		);
	else if (value.choices) {
		if (!Object.hasOwn(value.choices, fallback))
			report(
				document.problem(
					place,
					'default',
					`"${fallback}" is not a choice of this input`,
					expected(fallback, answersTo(value)),
				),
			);
	} else {
		const complaint = complaintAbout(value.type ?? 'text', fallback);
		if (complaint !== undefined) report(document.problem(place, 'default', complaint));
	}
};
