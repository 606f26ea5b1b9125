import {useMemo} from 'react';
import type {Case} from '../../core/case.ts';
import {insetOf, textWidth} from '../guide-content.ts';
import type {Room} from '../layout.ts';
import {type Desk, isRunning, type Situation} from '../situation.ts';
import {type Line, lineCells, span} from '../text.ts';
import {wayLine} from './guide-run.ts';
import {isProbing, nowLine, progressWords} from './now.ts';
import {brokenHop, pathLines} from './path.ts';
import {Row, Rows} from './row.tsx';
import {useSpinner} from './spinner.ts';
import {waitIn} from './wait.ts';

type Props = {readonly situation: Situation; readonly room: Room};

/** The mail's path, below the header of everything that belongs to a case. */
export const CasePath = ({situation, room}: Props) => {
	const {desk} = situation;
	if (!desk || room.path === 0) return null;
	return situation.bench.manner === 'guide' ? (
		<Way {...{situation, desk, room}} />
	) : (
		<Stations {...{situation, desk, room}} />
	);
};

type PathProps = Props & {readonly desk: Desk};

/** While something is on its way, what that is stands in place of the hops; a run tells it at its foot. */
const Stations = ({situation, desk, room: {columns, path}}: PathProps) => {
	const {theme, drawn} = situation;
	const {state} = desk;
	const lines = useMemo(() => pathLines(state, {columns, path}, theme), [state, columns, path, theme]);
	const isMoving = drawn !== 'run' && isRunning(desk) && isProbing(state);
	if (!isMoving) return <Rows lines={lines} />;
	if (path === 1) return <TimedRow {...{situation, state}} line={lines[0] ?? []} width={columns} />;
	return (
		<>
			<Rows lines={lines.slice(0, 1)} />
			<NowRow {...{situation, desk}} lead={brokenHop(state, theme)} width={columns} />
		</>
	);
};

type NowProps = {
	readonly situation: Situation;
	readonly desk: Desk;
	/** What stands before it. */
	readonly lead: Line;
	readonly width: number;
};

type TimedProps = {
	readonly situation: Situation;
	readonly state: Case;
	readonly line: Line;
	readonly width: number;
};

/** At its right end how long is still waited, else how much is done, where there is room. */
const TimedRow = ({situation: {theme, host}, state, line, width}: TimedProps) => {
	useSpinner(theme, true);
	const wait = waitIn(state, host.now());
	const room = width - lineCells(line);
	const ends = wait
		? [`${wait.left} left `, `${wait.left} `]
		: [`${progressWords(state).replace(' of ', '/')} `];
	const end = ends.find(({length}) => length < room) ?? '';
	return <Row line={[...line, span(end.padStart(room), 'faint')]} />;
};

/** The only row that moves by itself: the screen around it is laid out for what happens, and not for time. */
export const NowRow = ({situation: {theme, host, ui}, desk: {state, step}, lead, width}: NowProps) => {
	const spinner = useSpinner(theme, true);
	const at = {now: host.now(), chosen: ui.step ?? step?.id, spinner};
	return <Row line={[...lead, ...nowLine(state, at, width - lineCells(lead), theme)]} />;
};

const Way = ({situation: {theme}, desk: {state}, room}: PathProps) => (
	<Row line={[span(' '.repeat(insetOf(room))), ...(wayLine(state, textWidth(room), theme) ?? [])]} />
);
