import type {ConsoleStart, Manner, OpenCase, SinkDesk, Summary} from './host.ts';
import {type Action, atHome, inCase, inSink, reduceUi, type Ui} from './ui.ts';

/** One thing that is open, and how it is looked at; the first is always home. */
export type Tab = {
	readonly id: number;
	readonly ui: Ui;
	/** The title of the world of the lab that it was opened in. */
	readonly world?: string;
};

/** Tabs beside home that may be open at once. */
export const mostTabs = 12;

/** Everything that is open at once. */
export type Bench = {
	readonly tabs: readonly [Tab, ...Tab[]];
	/** The tab on the screen, from 0. */
	readonly at: number;
	readonly manner: Manner;
	/** Of what was closed last. */
	readonly summary?: Summary;
};

export type BenchAction =
	/** What the person did in a tab, or what came to it while another one was looked at. */
	| {readonly type: 'in-tab'; readonly tab: number; readonly action: Action}
	/** `id` is new, and of the caller's choice. */
	| {
			readonly type: 'tab.opening';
			readonly id: number;
			readonly title: string;
			/** The title of a world of the lab. */
			readonly world?: string;
	  }
	| {readonly type: 'tab.opened'; readonly id: number; readonly what: Opened}
	| {readonly type: 'tab.refused'; readonly id: number; readonly why: string}
	| {readonly type: 'tab.shown'; readonly at: number}
	| {readonly type: 'tab.closed'; readonly id: number; readonly summary?: Summary}
	| {readonly type: 'manner.chosen'; readonly manner: Manner};

export type Opened =
	| {readonly kind: 'case'; readonly open: OpenCase}
	| {readonly kind: 'sink'; readonly desk: SinkDesk};

/** Where the console begins. */
export const beginning = ({
	start,
	manner,
}: {
	readonly start: ConsoleStart;
	readonly manner: Manner;
}): Bench => {
	const home: Tab = {id: 0, ui: atHome};
	switch (start.kind) {
		case 'home':
			return {tabs: [home], at: 0, manner};
		case 'case':
			return {tabs: [home, {id: 1, ui: inCase(start.case)}], at: 1, manner};
		case 'opening':
			return {
				tabs: [home, {id: 1, ui: {...atHome, at: {place: 'opening', title: start.title}}}],
				at: 1,
				manner,
			};
		case 'sink':
			return {tabs: [home, {id: 1, ui: inSink(start.desk)}], at: 1, manner};
	}
};

/** What is open, folded; pure. */
export const reduceBench = (bench: Bench, action: BenchAction): Bench => {
	const {tabs} = bench;
	switch (action.type) {
		case 'in-tab':
			return changeTab(bench, action.tab, ui => reduceUi(ui, action.action));
		case 'tab.opening': {
			const ui: Ui = {...atHome, at: {place: 'opening', title: action.title}};
			if (isFull(bench)) return bench;
			const world = action.world === undefined ? {} : {world: action.world};
			return {...bench, tabs: [...tabs, {id: action.id, ui, ...world}], at: tabs.length};
		}
		case 'tab.opened':
			return changeTab(bench, action.id, () =>
				action.what.kind === 'case' ? inCase(action.what.open) : inSink(action.what.desk),
			);
		case 'tab.refused':
			return tellIn(without(bench, action.id), action.why);
		case 'tab.shown':
			return {...bench, at: Math.max(0, Math.min(tabs.length - 1, action.at))};
		case 'tab.closed':
			return {...without(bench, action.id), ...(action.summary ? {summary: action.summary} : {})};
		case 'manner.chosen':
			return {...bench, manner: action.manner};
	}
};

export const tabAt = ({tabs, at}: Bench): Tab => tabs[at] ?? tabs[0];

const changeTab = (bench: Bench, id: number, change: (ui: Ui) => Ui): Bench => {
	const [home, ...others] = bench.tabs.map(tab => (tab.id === id ? {...tab, ui: change(tab.ui)} : tab));
	return home ? {...bench, tabs: [home, ...others]} : bench;
};

/** Home cannot be closed; whoever looked at what is closed is at home then. */
const without = (bench: Bench, id: number): Bench => {
	const gone = bench.tabs.findIndex(tab => tab.id === id);
	if (gone < 1) return bench;
	const [home, ...others] = bench.tabs;
	const at = bench.at === gone ? 0 : bench.at > gone ? bench.at - 1 : bench.at;
	return {...bench, tabs: [home, ...others.filter(tab => tab.id !== id)], at};
};

/** Where the person looks, they are told what went wrong. */
const tellIn = (bench: Bench, notice: string): Bench =>
	changeTab(bench, tabAt(bench).id, ui => ({...ui, notice, alarm: true}));

export const isFull = ({tabs}: Bench): boolean => tabs.length > mostTabs;

/** What would be broken off: cases that run, and sinks that listen. */
export const busyTabs = ({tabs}: Bench): readonly Tab[] =>
	tabs.filter(
		({ui: {at}}) =>
			at.place === 'sink' ||
			(at.place === 'case' &&
				at.open.closed === undefined &&
				at.open.session.snapshot().verdict === undefined),
	);

export const busy = (bench: Bench): number => busyTabs(bench).length;
