import type {Procedure} from '../core/knowledge.ts';
import {wrapped} from './wrap.ts';

/** The procedure as it is followed: warnings before the first action, actions numbered in one column. */
export const procedureLines = ({
	title,
	name,
	about,
	warnings,
	actions,
	notStated,
}: Procedure): readonly string[] => {
	const digits = String(actions.length).length;
	const margin = ' '.repeat(2 + digits + 2);
	return [
		...wrapped(`What to do: ${title} (${name})`),
		...(about === undefined ? [] : wrapped(about, '  ')),
		...warnings.flatMap(warning => wrapped(warning, '  ! ', '    ')),
		...actions.flatMap(({do: action, details, warning}, index) => [
			...wrapped(action, `  ${String(index + 1).padStart(digits)}. `, margin),
			...(warning === undefined ? [] : wrapped(warning, `${margin}! `, `${margin}  `)),
			...(details === undefined ? [] : wrapped(details, margin)),
		]),
		...notStated.flatMap(open => wrapped(`Not stated by the vendor: ${open}`, '  ', '    ')),
	];
};
