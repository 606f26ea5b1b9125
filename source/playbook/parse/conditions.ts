import {expected} from '../../core/nearest.ts';
import {unknownAnswer} from '../../core/person.ts';
import type {Condition} from '../../core/playbook.ts';
import {complaintAbout} from '../../core/value.ts';
import type {Path} from '../document.ts';
import type {InputShape} from '../shape.ts';
import type {Draft} from './draft.ts';

type Written = Readonly<Record<string, string | readonly string[]>>;

/** A condition with every single word made a list. */
export const conditionOf = (written: Written = {}): Condition =>
	Object.fromEntries(Object.entries(written).map(([key, wanted]) => [key, [wanted].flat()]));

/** Every value that is wanted, with its key and its place. */
export const wantedIn = (
	written: Written | undefined,
	path: Path,
): ReadonlyArray<{readonly key: string; readonly value: string; readonly path: Path}> =>
	Object.entries(written ?? {}).flatMap(([key, wanted]) =>
		typeof wanted === 'string'
			? [{key, value: wanted, path: [...path, key]}]
			: wanted.map((value, index) => ({key, value, path: [...path, key, index]})),
	);

/** The answers that an input can have besides a text that only the person knows. */
export const answersTo = (input: InputShape): readonly string[] => {
	if (input.choices) return [...Object.keys(input.choices), unknownAnswer];
	if (input.confirm !== undefined) return ['typed', unknownAnswer];
	if (input.secret) return ['given', unknownAnswer];
	return [unknownAnswer];
};

/** Reports conditions on inputs that do not exist, and on answers that cannot be given. */
export const checkAnswers = (
	{document, inputs, report}: Draft,
	written: Written | undefined,
	path: Path,
	{known = [...inputs.keys()], rule = 'unknown-input', noun = 'input'} = {},
): void => {
	for (const key of Object.keys(written ?? {})) {
		if (known.includes(key)) continue;
		report(
			inputs.has(key)
				? document.problemAtKey([...path, key], 'later-input', `"${key}" is asked later than this`)
				: document.problemAtKey([...path, key], rule, `there is no ${noun} "${key}"`, expected(key, known)),
		);
	}
	for (const {key, value, path: place} of wantedIn(written, path)) {
		const input = inputs.get(key)?.value;
		if (!input || answersTo(input).includes(value)) continue;
		const complaint = input.type === undefined ? '' : complaintAbout(input.type, value);
		if (complaint === undefined) continue;
		report(
			document.problem(
				place,
				'unknown-answer',
				complaint || `"${value}" is not an answer to "${key}"`,
				complaint ? undefined : expected(value, answersTo(input)),
			),
		);
	}
};
