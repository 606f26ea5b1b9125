import {Box, useAnimation, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useCallback, useEffect, useMemo, useReducer, useRef, useSyncExternalStore} from 'react';
import type {Session} from '../core/session.ts';
import type {StoredCase} from '../core/stored-case.ts';
import {beginning, isFull, reduceBench, tabAt} from './bench.ts';
import {useCaseTrouble} from './case-trouble.ts';
import {farewellOf} from './farewell.ts';
import {wasGuided} from './guided.ts';
import {useHastiness} from './hasty.ts';
import type {ConsoleHost, ConsoleStart, Library, Manner, SinkView, Summary} from './host.ts';
import {keyName} from './keypress.ts';
import {layoutFor} from './layout.ts';
import {type Doors, paste, press} from './obey.ts';
import {openWhat, removeCase, tabOf, tooMany} from './opening.ts';
import {useOtherTabs} from './other-tabs.ts';
import {type Page, pageOf} from './page.ts';
import {ofSink} from './place.ts';
import {sentencesOf, useMessage} from './read-message.ts';
import {Form} from './screens/form.tsx';
import {Guide, isGuided} from './screens/guide.tsx';
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
import {OpenTabs} from './views/bars.tsx';
import {BottomRow} from './views/bottom-row.tsx';
import {noticeLines} from './views/notice-lines.ts';
import {paletteLines} from './views/palette-lines.ts';
import {Rows} from './views/row.tsx';
import {useWatched} from './watched.ts';

export type AppProps = {
	readonly host: ConsoleHost;
	readonly start: ConsoleStart;
	readonly theme: Theme;
	readonly manner: Manner;
	/** Puts a text into the clipboard of the person's own terminal. */
	readonly copy: (text: string) => void;
	/** Draws the whole frame anew on a blank screen. */
	readonly repaint: () => void;
	/** Stops the process until it is told to go on. */
	readonly stop: () => void;
	/** Is told how to get what is to be left on the normal screen, for an end that no key brings. */
	readonly atEnd?: (tell: () => Summary) => void;
};

/** State comes down from the session, commands go up; what is looked at is folded in `reduceBench`. */
export const App = ({host, start, theme, manner, copy, repaint, stop, atEnd}: AppProps) => {
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
	useEffect(() => atEnd?.(() => farewellOf(bench, desk, theme)), [atEnd, bench, desk, theme]);
	const library = useWatched(host.library) ?? nothingYet;
	const cases = useWatched(host.cases) ?? none;
	const tell = (notice: string) => dispatch({type: 'told', notice});
	const others = useOtherTabs(bench, tell);
	useCaseTrouble(bench, dispatch);
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
	useEffect(() => {
		if (start.kind === 'opening')
			start.open().then(
				open => change({type: 'tab.opened', id: 1, what: {kind: 'case', open}}),
				(error: Error) => exit(error),
			);
	}, [start, exit]);
	const page = useMemo(() => pageOf(situation), [situation]);
	useSyncExternalStore(page.laying.subscribe, page.laying.snapshot);
	const complain = (error: unknown) => dispatch({type: 'told', notice: sentencesOf(error), alarm: true});
	const opened = useRef(bench.tabs.length);

	const doors: Doors = {
		dispatch,
		copy,
		send: command => open?.session.send(command),
		open: (choice, title) => {
			if (choice.kind === 'shelf') {
				const shown = {type: 'shelf.shown', shelf: choice.name} as const;
				change({type: 'in-tab', tab: 0, action: {type: 'home.changed', change: shown}});
				return doors.show(0);
			}
			const already = tabOf(bench, choice);
			if (already >= 0) return doors.show(already);
			if (choice.kind === 'tab') return;
			if (isFull(bench)) return complain(tooMany);
			const id = opened.current++;
			change({type: 'tab.opening', id, title, ...(choice.kind === 'scenario' ? {world: title} : {})});
			openWhat(choice, host).then(
				what => change({type: 'tab.opened', id, what}),
				(error: unknown) => change({type: 'tab.refused', id, why: sentencesOf(error)}),
			);
		},
		leave: () => {
			if (ui.at.place === 'sink') {
				change({type: 'tab.closed', id, summary: sinkSummary(ui.at.desk)});
				void ui.at.desk.close();
			}
			if (!open) return;
			change({type: 'tab.closed', id, summary: summaryOf(open, theme, bench.manner)});
			open.session.send({type: 'leave'});
			void open.close().then(host.cases.refresh);
		},
		show: at => {
			change({type: 'tab.shown', at});
			if (at === 0) host.cases.refresh();
		},
		choose: chosen => change({type: 'manner.chosen', manner: chosen}),
		quit: () => {
			const summary = farewellOf(bench, desk, theme);
			for (const {ui: one} of bench.tabs)
				if (one.at.place === 'case') one.at.open.session.send({type: 'leave'});
			exit(summary);
		},
		repaint,
		suspend: () => void suspendTerminal(stop),
		page: text => void suspendTerminal(() => host.page(text)).catch(complain),
		write: report => {
			if (open) host.write(open, report).then(file => tell(`Written: ${file}`), complain);
		},
		removeCase: stored => void removeCase(stored, host).then(tell, complain),
		refresh: () => host.cases.refresh(),
	};
	const isHasty = useHastiness();
	useInput((input, key) => {
		const name = keyName(input, key);
		if (isHasty(name, situation.place)) tell('That came together with the question; press it once more.');
		else press(name, situation, doors);
	});
	usePaste(text => paste(text, situation, doors));

	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Screen situation={situation} page={page} doors={doors} />
		</Box>
	);
};

const nothingYet: Library = {playbooks: [], scenarios: [], loading: true};
const none: readonly StoredCase[] = [];

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

type ScreenProps = {readonly situation: Situation; readonly page: Page; readonly doors: Doors};

const Screen = ({situation, page, doors}: ScreenProps) => {
	const {layout, bench, drawn} = situation;
	if (layout.kind === 'tiny') return <Tiny situation={situation} />;
	const offered = [...paletteLines(situation, layout), ...noticeLines(situation, layout).slice(0, -1)];
	return (
		<OpenTabs value={drawn === 'help' || drawn === 'sure' ? undefined : bench}>
			<Box height={layout.rows - 1 - offered.length} flexShrink={0} overflow="hidden">
				<Box flexDirection="column" width={layout.columns} height={layout.rows - 1} flexShrink={0}>
					<Main situation={situation} page={page} doors={doors} />
				</Box>
			</Box>
			<Rows lines={offered} />
			<BottomRow situation={situation} room={layout} />
		</OpenTabs>
	);
};

const Main = ({situation, page, doors}: ScreenProps) => {
	const {drawn: place, desk, inbox, layout, ui} = situation;
	if (layout.kind === 'tiny') return null;
	const room = layout;
	if (place === 'help') return <Help {...{situation, room, page}} />;
	if (place === 'sure') return <Sure {...{situation, room}} />;
	if (ui.at.place === 'opening') return <Opening {...{situation, room}} title={ui.at.title} />;
	if (inbox && ofSink.includes(place)) return <Sink {...{situation, inbox, room, page}} />;
	if (isGuided(situation)) return <Guide {...{situation, room, doors}} />;
	if (!desk) return <Home {...{situation, room}} />;
	if (desk.asked && (place === 'choice' || place === 'text' || place === 'between'))
		return situation.bench.manner === 'guide' ? (
			<Question {...{situation, room, doors}} asked={desk.asked} />
		) : (
			<Form {...{situation, desk, room, doors}} asked={desk.asked} />
		);
	if (place === 'run') return <Run {...{situation, desk, room, page}} />;
	return <FullPage {...{situation, desk, room, page}} />;
};
