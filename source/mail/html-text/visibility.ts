/** `gone`: whatever is inside is not seen. `hidden` and `tiny` (text without size) can be taken back by what is inside. */
export type Visibility = {readonly gone: boolean; readonly hidden: boolean; readonly tiny: boolean};

const longestStyle = 2000;

/** Declarations of a style in small letters without blanks: the last of a name counts. */
export const declarationsOf = (style: string): ReadonlyMap<string, string> =>
	new Map(
		style
			.slice(0, longestStyle)
			.toLowerCase()
			.replaceAll(/\s+/g, '')
			.replaceAll('!important', '')
			.split(';')
			.flatMap(one => {
				const colon = one.indexOf(':');
				return colon < 0 ? [] : [[one.slice(0, colon), one.slice(colon + 1)] as const];
			}),
	);

const nothing = (value: string | undefined): boolean => value !== undefined && Number.parseFloat(value) === 0;

/** Whether nobody sees what stands in an element with these declarations, whatever it declares itself. */
export const isGone = (declared: ReadonlyMap<string, string>): boolean =>
	declared.get('display') === 'none' ||
	declared.get('mso-hide') === 'all' ||
	nothing(declared.get('opacity')) ||
	(declared.get('overflow')?.startsWith('hidden') === true &&
		['height', 'max-height', 'width', 'max-width'].some(name => nothing(declared.get(name)))) ||
	Number.parseFloat(declared.get('text-indent') ?? '0') < -900;

/** A pixel or less is a size that nobody reads: where it is inherited, it is that of the text before the first one seen. */
const isTiny = (size: string): boolean => {
	const value = Number.parseFloat(size);
	return value === 0 || (value <= 1 && /(?:px|pt)$/.test(size));
};

/** What of an element is seen, by what is seen of the one around it, its attributes and the mail's own style sheet. */
export const hides = (
	around: Visibility,
	attributes: Readonly<Record<string, string>>,
	rules: {readonly classes: ReadonlySet<string>; readonly ids: ReadonlySet<string>},
): Visibility => {
	const {style, hidden, id} = attributes;
	const byRule =
		(id !== undefined && rules.ids.has(id)) ||
		(rules.classes.size > 0 &&
			(attributes['class'] ?? '')
				.slice(0, longestStyle)
				.split(/\s+/)
				.some(name => rules.classes.has(name)));
	const gone = around.gone || hidden !== undefined || byRule;
	if (style === undefined) return gone === around.gone ? around : {...around, gone};
	const declared = declarationsOf(style);
	const visibility = declared.get('visibility');
	const size = declared.get('font-size');
	return {
		gone: gone || isGone(declared),
		hidden: visibility === undefined || visibility === 'inherit' ? around.hidden : visibility !== 'visible',
		tiny: size === undefined || size === 'inherit' ? around.tiny : isTiny(size),
	};
};
