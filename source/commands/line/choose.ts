import {type Item, itemLines, type Picked, pickedBy} from './menu.ts';
import type {LineTerminal} from './terminal.ts';

/** Items that are read out at a time where a menu does not say. */
const usualPage = 10;

export type Menu<T> = {
	/** What is asked, before the items. */
	readonly ask: readonly string[];
	readonly items: readonly Item<T>[];
	/** Such as `What next?`, in front of what can be typed. */
	readonly prompt: string;
	/** What an empty line takes; without it, an empty line reads the list out again. */
	readonly usual?: {readonly value: T; readonly word: string};
	/** What `?` says before the list is read out again. */
	readonly help: readonly string[];
	/** There is a way back from here to where one came from. */
	readonly back?: true;
	/** Turns words that choose nothing into other things to choose from. */
	readonly search?: (words: string) => readonly Item<T>[];
	/** Items of it that are read out at a time. */
	readonly page?: number;
	/** The list was read out before. */
	readonly isKnown?: boolean;
};

export type Chosen<T> =
	| {readonly is: 'chosen'; readonly value: T}
	| {readonly is: 'back'}
	/** Ctrl+C, or the end of the input. */
	| {readonly is: 'gone'};

/** What of a menu is being read out: its own items or what a search found, and from which item on. */
type Place<T> = {readonly items: readonly Item<T>[]; readonly from: number; readonly isFound: boolean};

/** Reads a numbered list out, a page at a time, and asks until something of it was chosen. */
export const choose = async <T>(menu: Menu<T>, terminal: LineTerminal): Promise<Chosen<T>> => {
	let place: Place<T> = {items: menu.items, from: 0, isFound: false};
	if (!menu.isKnown) terminal.say([...menu.ask, ...pageLines(menu, place)]);
	for (;;) {
		const typed = await terminal.ask(promptOf(menu, place));
		if (typed.is !== 'line') return {is: 'gone'};
		const next = turn(menu, place, typed.text.trim());
		if ('is' in next) return next;
		place = next.place;
		terminal.say(next.says);
	}
};

/** What a line means: something is chosen, or something else is read out. */
const turn = <T>(
	menu: Menu<T>,
	place: Place<T>,
	text: string,
): Chosen<T> | {readonly place: Place<T>; readonly says: readonly string[]} => {
	const whole: Place<T> = {items: menu.items, from: 0, isFound: false};
	const read = (next: Place<T>, ...first: readonly string[]) => ({
		place: next,
		says: [...first, ...pageLines(menu, next)],
	});
	if ((text === '<' || text === 'back') && place.isFound) return read(whole, ...menu.ask);
	if ((text === '<' || text === 'back') && menu.back) return {is: 'back'};
	const usual = usualOf(menu, place);
	if (text === '') return usual ? {is: 'chosen', value: usual.value} : read(place);
	if (text === '?') return read({...place, from: 0}, ...menu.help, ...menu.ask);
	if (/^more$/i.test(text) && leftOf(menu, place) > 0)
		return read({...place, from: place.from + pageOf(menu)});
	const picked = pickedBy(place.items, text);
	const items = fitting(menu, picked, text);
	if (picked.is === 'one' && items.length === 1) return {is: 'chosen', value: picked.item.value};
	return items.length === 0
		? {place, says: [`Nothing here is called “${text.slice(0, 100)}”.`]}
		: read({items, from: 0, isFound: true}, items.length === 1 ? 'One fits:' : `${items.length} fit:`);
};

/** All that was meant, perhaps: what begins like that comes first, and what else a search finds after it. */
const fitting = <T>({search}: Menu<T>, picked: Picked<T>, text: string): ReadonlyArray<Item<T>> => {
	if (picked.is === 'several') return picked.items;
	if (picked.is === 'none') return search?.(text) ?? [];
	const also = picked.begun ? (search?.(text) ?? []) : [];
	const known = JSON.stringify(picked.item.value);
	return [picked.item, ...also.filter(({value}) => JSON.stringify(value) !== known)];
};

const pageOf = ({page = usualPage}: Pick<Menu<unknown>, 'page'>): number => page;

const leftOf = (menu: Pick<Menu<unknown>, 'page'>, {items, from}: Place<unknown>): number =>
	items.length - from - pageOf(menu);

/** Of what a search found, an empty line takes the first. */
const usualOf = <T>({usual}: Menu<T>, {items, isFound}: Place<T>): Menu<T>['usual'] =>
	isFound && items[0] ? {value: items[0].value, word: 'the first'} : usual;

const pageLines = (menu: Pick<Menu<unknown>, 'page'>, place: Place<unknown>): readonly string[] => {
	const left = leftOf(menu, place);
	return [
		...itemLines(place.items, place.from, pageOf(menu)),
		...(left > 0 ? [`${left} more. Type more to hear them.`] : []),
	];
};

const promptOf = <T>(menu: Menu<T>, place: Place<T>): string => {
	const usual = usualOf(menu, place);
	const {length} = place.items;
	const ways = [
		length === 1 ? '1' : `1 to ${length}`,
		...(leftOf(menu, place) > 0 ? ['more'] : []),
		...(menu.search ? ['words to search'] : []),
		...(usual ? [`Enter for ${usual.word}`] : []),
		...(menu.back || place.isFound ? ['< back'] : []),
		'? help',
	];
	return `${menu.prompt} ${ways.join(', ')}:`;
};
