/** One thing that can be chosen. */
export type Item<T> = {
	readonly value: T;
	/** What it is, as a sentence; its beginning chooses it. */
	readonly says: string;
	/** Other words that choose it, such as a name. */
	readonly names?: readonly string[];
};

export type Picked<T> =
	/** `begun`: only its beginning was typed. */
	| {readonly is: 'one'; readonly item: Item<T>; readonly begun?: true}
	/** More than one begins like that. */
	| {readonly is: 'several'; readonly items: readonly Item<T>[]}
	| {readonly is: 'none'};

/** What was meant by a number from 1, by the whole of a name, or by the beginning of one. */
export const pickedBy = <T>(items: readonly Item<T>[], typed: string): Picked<T> => {
	const numbered = /^\d{1,5}\.?$/.test(typed) ? items[Number.parseInt(typed, 10) - 1] : undefined;
	if (numbered) return {is: 'one', item: numbered};
	const said = wordsIn(typed);
	if (said === '') return {is: 'none'};
	const named = items.map(item => ({item, all: [item.says, ...(item.names ?? [])].map(wordsIn)}));
	const whole = named.filter(({all}) => all.includes(said));
	const begun = whole.length > 0 ? whole : named.filter(({all}) => all.some(name => name.startsWith(said)));
	const [one, another] = begun;
	if (!one) return {is: 'none'};
	if (another) return {is: 'several', items: begun.map(({item}) => item)};
	return {is: 'one', item: one.item, ...(whole.length > 0 ? {} : {begun: true})};
};

/** Letters and digits alone, so that nobody has to type a hyphen or a full stop. */
const wordsIn = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** The items as they are read out, numbered from `from`, counted from 0. */
export const itemLines = (
	items: ReadonlyArray<Item<unknown>>,
	from = 0,
	most = items.length,
): readonly string[] => items.slice(from, from + most).map(({says}, index) => `${from + index + 1}. ${says}`);
