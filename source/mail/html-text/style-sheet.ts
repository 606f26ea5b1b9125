import {declarationsOf, isGone} from './visibility.ts';

const mostRules = 2000;
const simple = /^[a-z0-9]{0,20}([.#])([\w-]{1,100})$/i;

/**
 * Classes and ids that a style sheet hides wherever they stand. Rules for some screens only (`@media`) hide nothing here,
 * and of selectors only the plain ones are read: `.name`, `#name`, `div.name`.
 */
export const hiddenByStyleSheet = (
	sheet: string,
): {readonly classes: readonly string[]; readonly ids: readonly string[]} => {
	const classes: string[] = [];
	const ids: string[] = [];
	for (const [selectors, body] of rulesOf(sheet)) {
		const declared = declarationsOf(body);
		if (!isGone(declared) && declared.get('visibility') !== 'hidden') continue;
		for (const selector of selectors.split(',').slice(0, 50)) {
			const [, kind, name] = simple.exec(selector.trim().slice(0, 200)) ?? [];
			if (name !== undefined) (kind === '.' ? classes : ids).push(name);
		}
	}
	return {classes, ids};
};

/** Selectors and declarations of the rules that no other rule is around. */
const rulesOf = (sheet: string): readonly (readonly [string, string])[] => {
	const rules: (readonly [string, string])[] = [];
	const text = sheet.replaceAll('<!--', ' ').replaceAll('-->', ' ');
	let depth = 0;
	let from = 0;
	let selectors = '';
	for (let at = 0; at < text.length && rules.length < mostRules; at++) {
		if (text[at] === '{') {
			if (depth === 0) selectors = text.slice(from, at).trim();
			depth++;
			from = at + 1;
		} else if (text[at] === '}') {
			depth = Math.max(0, depth - 1);
			if (depth === 0 && !selectors.startsWith('@')) rules.push([selectors, text.slice(from, at)]);
			from = at + 1;
		}
	}
	return rules;
};
