import {Box, useAnimation, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useCallback, useEffect, useMemo, useReducer, useRef, useSyncExternalStore} from 'react';
import type {Session} from '../core/session.ts';
import type {StoredCase} from '../core/stored-case.ts';
import {type Bench, beginning, type Opened, reduceBench, tabAt} from './bench.ts';
import type {HomeChoice} from './entries.ts';
import {wasGuided} from './guided.ts';
import type {
	ConsoleHost,
	ConsoleStart,
	Library,
	Manner,
	MessageView,
	SinkDesk,
	SinkView,
	Summary,
	Watched,
} from './host.ts';
import {caughtIn} from './inbox.ts';
import {keyName} from './keypress.ts';
import {layoutFor} from './layout.ts';
import {type Doors, paste, press} from './obey.ts';
import {type Page, pageOf} from './page.ts';
import {isTyping, ofGuide, ofSink} from './place.ts';
import {Guide} from './screens/guide.tsx';
import {Help} from './screens/help.tsx';
import {Home} from './screens/home.tsx';
import {FullPage} from './screens/page.tsx';
import {Question} from './screens/question.tsx';
import {Run} from './screens/run.tsx';
import {Sink} from './screens/sink.tsx';
import {Opening, Sure, Tiny} from './screens/small.tsx';
import {type Desk, type Situation, sinkOn, situationOf} from './situation.ts';
import {sinkSummary, summaryOf} from './summary.ts';
import type {Theme} from './theme.ts';
import type {Action} from './ui.ts';
import {KeyBar} from './views/bars.tsx';

export type AppProps = {
	readonly host: ConsoleHost;
	readonly start: ConsoleStart;
	readonly theme: Theme;
	readonly manner: Manner;
	/** Puts a text into the clipboard of the person's own terminal. */
	readonly copy: (text: string) => void;
	/** Stops the process until it is told to go on. */
	readonly stop: () => void;
};

/** State comes down from the session, commands go up; what is looked at is folded in `reduceBench`. */
export const App = ({host, start, theme, manner, copy, stop}: AppProps) => {
	const [bench, change] = useReducer(reduceBench, {start, manner}, beginning);
	const {id, ui} = tabAt(bench);
	const dispatch = useCallback((action: Action) => change({type: 'in-tab', tab: id, action}), [id]);
	const {columns, rows} = useWindowSize();
	const {exit, suspendTerminal} = useApp();
	const open = ui.at.place === 'case' ? ui.at.open : undefined;
	const state = useWatched(open?.session);
	const caught = useWatched(open?.caught);
	const desk = sinkOn(ui, caught);
	const view: SinkView | undefined = useWatched(desk);
	const library = useWatched(host.library) ?? nothingYet;
	const cases = useWatched(host.cases) ?? none;
	const others = useOtherTabs(bench);
	// The age of a code is told by the second, where one is looked at.
	const {frame} = useAnimation({
		interval: 1000,
		isActive: desk !== undefined && ui.sink.screen === 'message',
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: time passes with every frame, and other tabs go on
	const situation = useMemo(
		() =>
			situationOf(
				bench,
				{state, caught, view, library, cases},
				{host, theme, layout: layoutFor(columns, rows)},
			),
		[bench, state, caught, view, library, cases, others, frame, host, theme, columns, rows],
	);
	useMessage(situation, desk, dispatch);
	useEndOfGuide(situation, dispatch);
	const page = useMemo(() => pageOf(situation), [situation]);
	const tell = (notice: string) => dispatch({type: 'told', notice});
	const complain = (error: unknown) => dispatch({type: 'told', notice: wordsOf(error), alarm: true});
	const opened = useRef(bench.tabs.length);

	const doors: Doors = {
		dispatch,
		copy,
		send: command => open?.session.send(command),
		open: (choice, title) => {
			if (choice.kind === 'shelf')
				return dispatch({type: 'home.changed', change: {type: 'shelf.shown', shelf: choice.name}});
			const already = choice.kind === 'case' ? tabOf(bench, choice.name) : -1;
			if (already > 0) return change({type: 'tab.shown', at: already});
			const id = opened.current++;
			change({type: 'tab.opening', id, title});
			openWhat(choice, host).then(
				what => change({type: 'tab.opened', id, what}),
				(error: unknown) => change({type: 'tab.refused', id, why: wordsOf(error)}),
			);
		},
		leave: () => {
			if (ui.at.place === 'sink') {
				change({type: 'tab.closed', id, summary: sinkSummary(ui.at.desk)});
				void ui.at.desk.close();
			}
			if (!open) return;
			change({type: 'tab.closed', id, summary: summaryOf(open, theme)});
			open.session.send({type: 'leave'});
			void open.close().then(host.cases.refresh);
		},
		show: at => {
			change({type: 'tab.shown', at});
			if (at === 0) host.cases.refresh();
		},
		choose: chosen => change({type: 'manner.chosen', manner: chosen}),
		quit: () => {
			const summary: Summary = open
				? summaryOf(open, theme)
				: desk
					? sinkSummary(desk)
					: (bench.summary ?? {lines: []});
			for (const {ui: one} of bench.tabs)
				if (one.at.place === 'case') one.at.open.session.send({type: 'leave'});
			exit(summary);
		},
		suspend: () => void suspendTerminal(stop),
		page: text => void suspendTerminal(() => host.page(text)).catch(complain),
		write: report => {
			if (open) host.write(open, report).then(file => tell(`Written: ${file}`), complain);
		},
		removeCase: stored => void host.cases.remove(stored).catch(complain),
		refresh: () => host.cases.refresh(),
	};
	useInput((input, key) => press(keyName(input, key), situation, doors));
	usePaste(text => paste(text, situation, doors), {isActive: isTyping(situation.place)});

	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Screen situation={situation} page={page} doors={doors} />
		</Box>
	);
};

const nothingYet: Library = {playbooks: [], scenarios: [], loading: true};
const none: readonly StoredCase[] = [];

const useWatched = <T,>(watched: Watched<T> | undefined): T | undefined =>
	useSyncExternalStore(
		listener => watched?.subscribe(listener) ?? (() => undefined),
		() => watched?.snapshot(),
	);

/** Changes with every verdict of a case in a tab, looked at or not. */
const useOtherTabs = ({tabs}: Bench): string => {
	const sessions = tabs.flatMap(({ui: {at}}) => (at.place === 'case' ? [at.open.session] : []));
	return useSyncExternalStore(
		listener => {
			const ends = sessions.map(session => session.subscribe(listener));
			return () => {
				for (const end of ends) end();
			};
		},
		() => sessions.map(session => session.snapshot().verdict ?? '').join(),
	);
};

/** The tab in which a case on disk is open already; -1 when in none. */
const tabOf = ({tabs}: Bench, id: string): number =>
	tabs.findIndex(({ui: {at}}) => at.place === 'case' && at.open.id === id);

const openWhat = async (choice: Exclude<HomeChoice, {kind: 'shelf'}>, host: ConsoleHost): Promise<Opened> =>
	choice.kind === 'sink'
		? {kind: 'sink', desk: await host.openSink(choice.name)}
		: {kind: 'case', open: await host.open(choice)};

/** Reads the message that is looked at, once for each time that it is opened. */
const useMessage = (
	{ui, inbox}: Situation,
	desk: SinkDesk | undefined,
	dispatch: (action: Action) => void,
): void => {
	const id = inbox && ui.sink.screen === 'message' ? caughtIn(inbox)?.message.id : undefined;
	useEffect(() => {
		if (!desk || id === undefined) return;
		let left = false;
		const read = (what: {view: MessageView} | {why: string}) => {
			if (!left) dispatch({type: 'sink.changed', change: {type: 'message.read', read: {id, ...what}}});
		};
		desk.message(id).then(
			view => read({view}),
			(error: unknown) => read({why: wordsOf(error)}),
		);
		return () => {
			left = true;
		};
	}, [desk, id, dispatch]);
};

/** Whoever was asked in the middle of a run sees what to do when it ends, and not how every step went. */
const useEndOfGuide = ({desk}: Situation, dispatch: (action: Action) => void): void => {
	const session = desk?.open.session;
	const running = useRef<Session>(undefined);
	const isLeading = desk !== undefined && leadsOn(desk);
	const verdict = desk?.state.verdict;
	useEffect(() => {
		if (session && verdict === undefined) running.current = session;
		if (!session || verdict === undefined || running.current !== session) return;
		running.current = undefined;
		if (isLeading && wasGuided(session.log())) dispatch({type: 'guide.ended'});
	}, [session, verdict, isLeading, dispatch]);
};

/** There is something to do that may be read without a warning first. */
const leadsOn = ({state, procedure, locked}: Desk): boolean =>
	procedure !== undefined && !locked && state.verdict !== 'cancelled';

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type ScreenProps = {readonly situation: Situation; readonly page: Page; readonly doors: Doors};

const Screen = ({situation, page, doors}: ScreenProps) => {
	const {layout} = situation;
	if (layout.kind === 'tiny') return <Tiny layout={layout} />;
	return (
		<>
			<Box flexDirection="column" height={layout.rows - 1} flexShrink={0} overflow="hidden">
				<Main situation={situation} page={page} doors={doors} />
			</Box>
			<KeyBar situation={situation} />
		</>
	);
};

const Main = ({situation, page, doors}: ScreenProps) => {
	const {place, desk, inbox, layout, ui} = situation;
	if (layout.kind === 'tiny') return null;
	const room = layout;
	if (place === 'help') return <Help {...{situation, room, page}} />;
	if (place === 'sure') return <Sure {...{situation, room}} />;
	if (ui.at.place === 'opening') return <Opening {...{situation, room}} title={ui.at.title} />;
	if (inbox && ofSink.includes(place)) return <Sink {...{situation, inbox, room, page}} />;
	if (ofGuide.includes(place)) return <Guide {...{situation, room, page, doors}} />;
	if (!desk) return <Home {...{situation, room, doors}} />;
	if (desk.asked && (place === 'choice' || place === 'text' || place === 'between'))
		return <Question {...{situation, desk, room, doors}} asked={desk.asked} />;
	if (place === 'run') return <Run {...{situation, desk, room, page}} />;
	return <FullPage {...{situation, desk, room, page}} />;
};
