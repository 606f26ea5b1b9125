import type {SinkReach} from '../core/capture.ts';
import type {StoredCase} from '../core/stored-case.ts';
import type {Bench} from './bench.ts';
import {caseEntries, worldEntries} from './entry-lists.ts';
import type {HomeUi, Shelf} from './home-ui.ts';
import type {CaseChoice, Library} from './host.ts';
import type {Layout} from './layout.ts';
import {stateOfTab, subjectOf, titleOfTab} from './tab-state.ts';
import {clean} from './text.ts';

/** What home offers; a tab by its id. */
export type HomeChoice =
	| CaseChoice
	| {readonly kind: 'sink'; readonly name: SinkReach}
	| {readonly kind: 'shelf'; readonly name: Shelf}
	| {readonly kind: 'tab'; readonly name: string};

export type Entry = {
	readonly choice: HomeChoice;
	readonly title: string;
	readonly about: string;
	readonly note: string;
	/** What stands above it, and above others of its kind. */
	readonly section: string;
	/** What a search looks at, in small letters. */
	readonly words: string;
	readonly stored?: StoredCase;
	/** The place of the tab in which it is open. */
	readonly tab?: number;
};

/** Tells an entry from all others, whatever comes before it in the list. */
export const keyOfEntry = ({choice}: Entry): string => `${choice.kind}:${choice.name}`;

type Home = {
	readonly bench: Bench;
	readonly library: Library;
	readonly cases: readonly StoredCase[];
	readonly ui: {readonly home: HomeUi};
	readonly layout: Layout;
};

/** The lines of the list of home that is shown, filtered, and how many there are without the filter. */
export const listingOf = (home: Home): {readonly entries: readonly Entry[]; readonly outOf: number} => {
	const {filter, shelf} = home.ui.home;
	const words = filter.text.trim().toLowerCase().split(/\s+/);
	if (words.join('') === '' && shelf === 'home') {
		const entries = usual(home);
		return {entries, outOf: entries.length};
	}
	const all = shelf === 'home' ? everything(home) : shelf === 'cases' ? known(home) : worldsOf(home);
	return {
		entries:
			words.join('') === '' ? all : all.filter(entry => words.every(word => entry.words.includes(word))),
		outOf: all.length,
	};
};

const worldsOf = ({library}: Home): readonly Entry[] => worldEntries(library);

/** Cases on disk, with the tab in which one is open. */
const known = ({cases, bench}: Home): readonly Entry[] => {
	const open = new Map(
		bench.tabs.flatMap(
			({ui: {at}}, index): ReadonlyArray<readonly [string, number]> =>
				at.place === 'case' && at.open.id !== undefined ? [[at.open.id, index]] : [],
		),
	);
	const entries = caseEntries(cases);
	if (open.size === 0) return entries;
	return entries.map(entry => {
		const tab = open.get(entry.choice.name);
		return tab === undefined ? entry : {...entry, tab, about: `It is open in tab ${tab}: Enter shows it.`};
	});
};

/** What is used most: what is open, the last cases, and what can be begun. */
const usual = (home: Home): readonly Entry[] => {
	const {library, cases} = home;
	const open = openNow(home);
	const playbooks = playbookEntries(library);
	// What is on the disk is read beside the library: before that nobody is called new.
	const isEmpty = cases.length === 0 && open.length === 0;
	const lab = labEntry(library, !isEmpty ? 'More' : library.loading ? 'The lab' : 'New here?');
	const rest = [
		...playbooks,
		...sinks,
		...(cases.length === 0 ? [] : [allCases(cases)]),
		...(isEmpty || !lab ? [] : [lab]),
	];
	const recent = recentOf(known(home), roomForRecent(home, open.length + rest.length));
	return [...(isEmpty && lab ? [lab] : []), ...open, ...recent, ...rest];
};

const everything = (home: Home): readonly Entry[] => [
	...openNow(home),
	...known(home),
	...playbookEntries(home.library),
	...sinks,
	...worldsOf(home),
];

/** Rows that the list of home has for the last cases: five at 80x24, more where everything else fits beside them. */
const roomForRecent = ({layout}: Home, others: number): number => {
	if (layout.kind === 'tiny' || layout.body < 14) return 2;
	const headings = 5;
	const bars = 5;
	return layout.body <= 22 ? 5 : Math.max(5, Math.min(15, layout.body - bars - headings - others));
};

/** Unfinished ones first, but never so many of them that nothing else is seen. */
const recentOf = (all: readonly Entry[], room: number): readonly Entry[] => {
	const own = all.filter(
		({stored, tab}) => stored && tab === undefined && !stored.scenario && stored.unreadable === undefined,
	);
	const unfinished = own.filter(({stored}) => stored?.verdict === undefined);
	const others = own.filter(({stored}) => stored?.verdict !== undefined);
	const first = unfinished.slice(0, Math.max(Math.ceil(room / 2), room - others.length));
	return [...first, ...others].slice(0, room).map(entry => ({...entry, section: 'Recent cases'}));
};

const openNow = ({bench}: Home): readonly Entry[] =>
	bench.tabs.flatMap((tab, index): readonly Entry[] => {
		if (index === 0) return [];
		const title = titleOfTab(tab);
		const note = subjectOf(tab) ?? '';
		const {text} = stateOfTab(tab);
		return [
			{
				choice: {kind: 'tab', name: String(tab.id)},
				title,
				note,
				about: text,
				section: 'Open now',
				words: `${title} ${note} ${text}`.toLowerCase(),
				tab: index,
			},
		];
	});

const playbookEntries = ({playbooks}: Library): readonly Entry[] =>
	playbooks.map(({name, title, about, appliesTo}): Entry => {
		const note = clean(appliesTo ?? '');
		return {
			choice: {kind: 'playbook', name},
			title: clean(title),
			about: clean(about),
			note,
			section: 'Playbooks',
			words: `${name} ${title} ${about} ${note} playbook`.toLowerCase(),
		};
	});

const sinkEntry = (name: SinkReach, title: string, about: string): Entry => ({
	choice: {kind: 'sink', name},
	title,
	about,
	note: '',
	section: 'Catch mail',
	words: `sink ${name} ${title} ${about}`.toLowerCase(),
});

const sinks: readonly Entry[] = [
	sinkEntry(
		'this-machine',
		'Catch mail on this machine only',
		"A sink takes the device's mail, keeps it and sends nothing on: if the code arrives there, the device is innocent. Only programs on this machine can reach it.",
	),
	sinkEntry(
		'network',
		'Catch mail from the whole network',
		'The same for a device elsewhere: everybody who can reach this machine over the network can hand in mail while the sink is open. It keeps all and sends nothing on.',
	),
];

const shelfEntry = (name: Shelf, section: string, title: string, about: string): Entry => ({
	choice: {kind: 'shelf', name},
	title,
	about,
	note: '',
	section,
	words: `${name} ${title}`.toLowerCase(),
});

const allCases = (cases: readonly StoredCase[]): Entry =>
	shelfEntry(
		'cases',
		'More',
		`All cases (${cases.length})`,
		'Every case on disk, those of the lab included: to go on with one, to look at it again, or to delete it.',
	);

const labEntry = ({scenarios, loading}: Library, section: string): Entry | undefined =>
	scenarios.length === 0 && !loading
		? undefined
		: shelfEntry(
				'lab',
				section,
				scenarios.length === 0
					? 'The lab: worlds with one fault each'
					: `The lab: ${scenarios.length} ${scenarios.length === 1 ? 'world, with' : 'worlds, each with'} one fault`,
				'It needs no network and no mail account: see what each fault looks like, up to the procedure that helps.',
			);

/** The row of the list that the pointer stands at, from 0; where nobody put it, at the first that can be opened. */
export const selectedIn = (entries: readonly Entry[], {chosen, selected}: HomeUi): number => {
	const at = chosen === undefined ? -1 : entries.findIndex(entry => keyOfEntry(entry) === chosen);
	if (at >= 0) return at;
	const free = selected === 0 ? entries.findIndex(entry => !isElsewhere(entry)) : selected;
	return Math.max(0, Math.min(entries.length - 1, free));
};

/** Another process has it open, and only that can let it go. */
const isElsewhere = ({stored, tab}: Entry): boolean => stored?.isOpen === true && tab === undefined;

export const chosenEntry = ({
	entries,
	ui,
}: {
	readonly entries: readonly Entry[];
	readonly ui: {readonly home: HomeUi};
}): Entry | undefined => entries[selectedIn(entries, ui.home)];

/** The case that may be deleted: the very one that was pointed at, and none when it is gone by now. */
export const doomedCase = ({
	entries,
	ui,
}: {
	readonly entries: readonly Entry[];
	readonly ui: {readonly home: HomeUi};
}): StoredCase | undefined => entries.find(entry => keyOfEntry(entry) === ui.home.chosen)?.stored;

/** The first row of the part after this one; backwards of this one, or of the part before when it is the first already. */
export const sectionFrom = (entries: readonly Entry[], at: number, by: 1 | -1): number => {
	const section = (index: number) => entries[index]?.section;
	if (by === 1) {
		const next = entries.findIndex((entry, index) => index > at && entry.section !== section(at));
		return next < 0 ? at : next;
	}
	const start = (index: number) => entries.findIndex(entry => entry.section === section(index));
	return start(at) < at ? start(at) : Math.max(0, start(Math.max(0, at - 1)));
};
