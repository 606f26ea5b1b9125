/** How a cell is drawn: for each of the eight things that can be so, the parameter of SGR that makes it so, or none. */
export type Style = {
	readonly on: readonly string[];
	/** A space drawn so looks like one that is drawn in no way, and so does what is erased. */
	readonly isBare: boolean;
};

/** Bold, dim, italic, underlined, inverse, struck, the colour, the ground; and what ends each. */
const ends = ['22', '22', '23', '24', '27', '29', '39', '49'] as const;
const begins: ReadonlyMap<string, number> = new Map([
	...['1', '2', '3', '4', '7', '9'].map((code, slot) => [code, slot] as const),
	...tens(30, 90).map(code => [code, 6] as const),
	...tens(40, 100).map(code => [code, 7] as const),
]);
const seen = [3, 4, 5, 7];

function tens(...from: readonly number[]): readonly string[] {
	return from.flatMap(first => Array.from({length: 8}, (_, index) => String(first + index)));
}

const made = new Map<string, Style>();

/** The same ones are the same object. */
const styleOf = (on: readonly string[]): Style => {
	const name = on.join();
	const known = made.get(name);
	if (known) return known;
	const style: Style = {on, isBare: seen.every(slot => on[slot] === '')};
	made.set(name, style);
	return style;
};

export const unstyled = styleOf(ends.map(() => ''));

/** What SGR with these parameters makes of a style; undefined where one of them is none of ours. */
export const styledBy = (style: Style, parameters: string): Style | undefined => {
	let on = [...style.on];
	for (const code of parameters.split(';')) {
		const slot = begins.get(code);
		if (slot !== undefined) on[slot] = code;
		else if (code === '' || code === '0') on = [...unstyled.on];
		else if ((ends as readonly string[]).includes(code))
			on = on.map((one, index) => (ends[index] === code ? '' : one));
		else return undefined;
	}
	return styleOf(on);
};

const turns = new Map<Style, Map<Style, string>>();

/** The shortest sequence that leads from one style to another. */
export const turnOf = (from: Style, to: Style): string => {
	if (from === to) return '';
	const known = turns.get(from) ?? new Map<Style, string>();
	turns.set(from, known);
	const turn = known.get(to) ?? shorter(changing(from, to), anew(to));
	known.set(to, turn);
	return turn;
};

const shorter = (one: string, other: string): string => (one.length < other.length ? one : other);

const sgr = (codes: readonly string[]): string => `\u001B[${codes.join(';')}m`;

const anew = ({on}: Style): string => {
	const codes = on.filter(code => code !== '');
	return sgr(codes.length > 0 ? ['0', ...codes] : []);
};

/** Bold and dim end together. */
const changing = (from: Style, to: Style): string => {
	const isLighter = [0, 1].some(slot => from.on[slot] !== '' && to.on[slot] === '');
	const weight = to.on.slice(0, 2).filter((code, slot) => code !== '' && (isLighter || from.on[slot] === ''));
	const rest = to.on.flatMap((code, slot) =>
		slot < 2 || code === from.on[slot] ? [] : [code === '' ? (ends[slot] ?? '') : code],
	);
	return sgr([...(isLighter ? ['22'] : []), ...weight, ...rest]);
};
