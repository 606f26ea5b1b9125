import {Box, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useMemo, useReducer, useSyncExternalStore} from 'react';
import type {Session} from '../core/session.ts';
import type {CaseChoice, ConsoleHost, ConsoleStart, Summary} from './host.ts';
import {keyName} from './keypress.ts';
import {layoutFor} from './layout.ts';
import {type Doors, paste, press} from './obey.ts';
import {type Page, pageOf} from './page.ts';
import {isTyping} from './place.ts';
import {Help} from './screens/help.tsx';
import {Home} from './screens/home.tsx';
import {FullPage} from './screens/page.tsx';
import {Question} from './screens/question.tsx';
import {Run} from './screens/run.tsx';
import {Opening, Sure, Tiny} from './screens/small.tsx';
import {type Situation, situationOf} from './situation.ts';
import {summaryOf} from './summary.ts';
import type {Theme} from './theme.ts';
import {atHome, inCase, reduceUi} from './ui.ts';
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

/** State comes down from the session, commands go up; what is looked at is folded in `reduceUi`. */
export const App = ({host, start, theme, copy, stop}: AppProps) => {
	const [ui, dispatch] = useReducer(reduceUi, start, from =>
		from.kind === 'case' ? inCase(from.case) : atHome,
	);
	const {columns, rows} = useWindowSize();
	const {exit, suspendTerminal} = useApp();
	const open = ui.at.place === 'case' ? ui.at.open : undefined;
	const session = open?.session ?? nothing;
	const state = useSyncExternalStore(
		listener => session.subscribe(listener),
		() => (open ? open.session.snapshot() : undefined),
	);
	const situation = useMemo(
		() => situationOf(ui, state, {host, theme, layout: layoutFor(columns, rows)}),
		[ui, state, host, theme, columns, rows],
	);
	const page = useMemo(() => pageOf(situation), [situation]);

	const doors: Doors = {
		dispatch,
		copy,
		send: command => open?.session.send(command),
		open: (choice: CaseChoice, title: string) => {
			dispatch({type: 'case.opening', title});
			host.open(choice).then(
				opened => dispatch({type: 'case.opened', open: opened}),
				(error: unknown) =>
					dispatch({type: 'case.refused', why: error instanceof Error ? error.message : String(error)}),
			);
		},
		leave: () => {
			if (!open) return;
			dispatch({type: 'case.left', summary: summaryOf(open, theme)});
			open.session.send({type: 'leave'});
			void open.close();
		},
		quit: () => {
			const summary: Summary = open ? summaryOf(open, theme) : (ui.summary ?? {lines: []});
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
	const {place, desk, layout, ui} = situation;
	if (layout.kind === 'tiny') return null;
	const room = layout;
	if (place === 'help') return <Help {...{situation, room, page}} />;
	if (place === 'sure') return <Sure {...{situation, room}} />;
	if (ui.at.place === 'opening') return <Opening {...{situation, room}} title={ui.at.title} />;
	if (!desk) return <Home {...{situation, room, doors}} />;
	if (desk.asked && (place === 'choice' || place === 'text' || place === 'between'))
		return <Question {...{situation, desk, room, doors}} asked={desk.asked} />;
	if (place === 'run') return <Run {...{situation, desk, room, page}} />;
	return <FullPage {...{situation, desk, room, page}} />;
};
