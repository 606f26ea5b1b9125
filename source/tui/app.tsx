import {Box, useAnimation, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useEffect, useMemo, useReducer, useRef, useSyncExternalStore} from 'react';
import type {Session} from '../core/session.ts';
import {wasGuided} from './guided.ts';
import type {ConsoleHost, ConsoleStart, MessageView, OpenCase, SinkDesk, SinkView, Summary} from './host.ts';
import {caughtIn} from './inbox.ts';
import {keyName} from './keypress.ts';
import {layoutFor} from './layout.ts';
import {type Doors, paste, press} from './obey.ts';
import {type Page, pageOf} from './page.ts';
import {isTyping, ofSink} from './place.ts';
import {Help} from './screens/help.tsx';
import {Home} from './screens/home.tsx';
import {FullPage} from './screens/page.tsx';
import {Question} from './screens/question.tsx';
import {Run} from './screens/run.tsx';
import {Sink} from './screens/sink.tsx';
import {Opening, Sure, Tiny} from './screens/small.tsx';
import {type Desk, type HomeChoice, type Situation, sinkOn, situationOf} from './situation.ts';
import {sinkSummary, summaryOf} from './summary.ts';
import type {Theme} from './theme.ts';
import {type Action, beginning, reduceUi} from './ui.ts';
import {KeyBar} from './views/bars.tsx';

export type AppProps = {
	readonly host: ConsoleHost;
	readonly start: ConsoleStart;
	readonly theme: Theme;
	/** Puts a text into the clipboard of the person's own terminal. */
	readonly copy: (text: string) => void;
	/** Stops the process until it is told to go on. */
	readonly stop: () => void;
};

const nothing: Pick<Session, 'subscribe' | 'snapshot'> & {snapshot(): undefined} = {
	subscribe: () => () => undefined,
	snapshot: () => undefined,
} as never;

const noCase: NonNullable<OpenCase['caught']> = {subscribe: () => () => undefined, snapshot: () => undefined};

const noSink: Pick<SinkDesk, 'subscribe' | 'snapshot'> & {snapshot(): undefined} = nothing as never;

/** State comes down from the session, commands go up; what is looked at is folded in `reduceUi`. */
export const App = ({host, start, theme, copy, stop}: AppProps) => {
	const [ui, dispatch] = useReducer(reduceUi, start, beginning);
	const {columns, rows} = useWindowSize();
	const {exit, suspendTerminal} = useApp();
	const open = ui.at.place === 'case' ? ui.at.open : undefined;
	const session = open?.session ?? nothing;
	const state = useSyncExternalStore(
		listener => session.subscribe(listener),
		() => (open ? open.session.snapshot() : undefined),
	);
	const own = open?.caught ?? noCase;
	const caught = useSyncExternalStore(
		listener => own.subscribe(listener),
		() => own.snapshot(),
	);
	const desk = sinkOn(ui, caught);
	const sink = desk ?? noSink;
	const view: SinkView | undefined = useSyncExternalStore(
		listener => sink.subscribe(listener),
		() => sink.snapshot(),
	);
	// The age of a code is told by the second, where one is looked at.
	const {frame} = useAnimation({
		interval: 1000,
		isActive: desk !== undefined && ui.sink.screen === 'message',
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: time passes with every frame
	const situation = useMemo(
		() => situationOf(ui, {state, caught, view}, {host, theme, layout: layoutFor(columns, rows)}),
		[ui, state, caught, view, frame, host, theme, columns, rows],
	);
	useMessage(situation, desk, dispatch);
	useEndOfGuide(situation, dispatch);
	const page = useMemo(() => pageOf(situation), [situation]);

	const doors: Doors = {
		dispatch,
		copy,
		send: command => open?.session.send(command),
		open: (choice: HomeChoice, title: string) => {
			dispatch({type: 'case.opening', title});
			openWhat(choice, host).then(dispatch, (error: unknown) =>
				dispatch({type: 'case.refused', why: wordsOf(error)}),
			);
		},
		leave: () => {
			if (ui.at.place === 'sink') {
				dispatch({type: 'sink.left', summary: sinkSummary(ui.at.desk)});
				void ui.at.desk.close();
			}
			if (!open) return;
			dispatch({type: 'case.left', summary: summaryOf(open, theme)});
			open.session.send({type: 'leave'});
			void open.close();
		},
		quit: () => {
			const summary: Summary = open
				? summaryOf(open, theme)
				: desk
					? sinkSummary(desk)
					: (ui.summary ?? {lines: []});
			open?.session.send({type: 'leave'});
			exit(summary);
		},
		suspend: () => void suspendTerminal(stop),
	};
	useInput((input, key) => press(keyName(input, key), situation, doors));
	usePaste(text => paste(text, situation, doors), {isActive: isTyping(situation.place)});

	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Screen situation={situation} page={page} doors={doors} />
		</Box>
	);
};

const openWhat = async (choice: HomeChoice, host: ConsoleHost): Promise<Action> =>
	choice.kind === 'sink'
		? {type: 'sink.opened', desk: await host.openSink(choice.name)}
		: {type: 'case.opened', open: await host.open(choice)};

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
	if (!desk) return <Home {...{situation, room, doors}} />;
	if (desk.asked && (place === 'choice' || place === 'text' || place === 'between'))
		return <Question {...{situation, desk, room, doors}} asked={desk.asked} />;
	if (place === 'run') return <Run {...{situation, desk, room, page}} />;
	return <FullPage {...{situation, desk, room, page}} />;
};
