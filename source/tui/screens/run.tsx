import {Box} from 'ink';
import type {Step} from '../../core/case.ts';
import {type Room, windowAround} from '../layout.ts';
import type {Page} from '../page.ts';
import {type Desk, isRunning, type Situation} from '../situation.ts';
import {cellsOf, clean, cut, type Line, padded, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {Header} from '../views/bars.tsx';
import {Pane, ScrollPane} from '../views/pane.tsx';
import {pathLines} from '../views/path.ts';
import {Row, Rows} from '../views/row.tsx';
import {useSpinner} from '../views/spinner.ts';
import {stepTitle} from '../views/step-lines.ts';
import {verdictSign} from '../views/verdict.ts';
import {type Wait, waitIn} from '../views/wait.ts';
import {duration, signOfStep} from '../words.ts';

type Props = {readonly situation: Situation; readonly desk: Desk; readonly room: Room; readonly page: Page};

/** The mail's path, every step as it is filled in, what the selected one found, and what we think so far. */
export const Run = ({situation, desk, room, page}: Props) => {
	const {theme, ui} = situation;
	const {state, step} = desk;
	const {account, domain} = state.answers;
	const spinner = useSpinner(
		theme,
		isRunning(desk) && state.steps.some(one => one.state.status === 'running'),
	);
	const wait = isRunning(desk) ? waitIn(state, situation.host.now()) : undefined;
	const lists = room.kind === 'wide' || ui.pane === 'steps';
	const details = room.kind === 'wide' || ui.pane === 'detail';
	return (
		<Box flexDirection="column">
			<Header
				title={state.playbook.title}
				right={[
					state.playbook.appliesTo,
					(account ?? domain)?.value,
					state.assumed.length > 0 ? 'with assumed records' : undefined,
					duration(state.ms),
				]
					.filter(part => part !== undefined)
					.join(` ${theme.dot} `)}
				width={room.columns}
				theme={theme}
			/>
			<Rows lines={pathLines(state, room.columns, theme, spinner).slice(0, room.path)} />
			<Box height={room.panes} flexShrink={0}>
				{lists && <Steps {...{desk, room, theme, spinner, wait}} focused={ui.pane === 'steps'} />}
				{details && step && (
					<ScrollPane
						title={stepTitle(step, theme)}
						page={page}
						width={room.detail}
						height={room.panes}
						focused={ui.pane === 'detail'}
						theme={theme}
					/>
				)}
			</Box>
			<Row line={wait ? waitLine(wait, room.columns, theme) : verdictLine(desk, room.columns, theme)} />
		</Box>
	);
};

const verdictLine = (desk: Desk, width: number, theme: Theme): Line => {
	const {mark, text, tone, cause} = verdictSign(desk.state, theme);
	const named = cause && cellsOf(clean(cause)) + 44 < width ? clean(cause) : '';
	const left = width - 4 - cellsOf(clean(text)) - (named ? cellsOf(named) + 3 : 0) - 3;
	const hint = hintIn(left, desk, width, theme);
	const tail = [named, hint].filter(part => part !== '');
	const room = width - 4 - tail.reduce((sum, part) => sum + cellsOf(part) + 3, 0);
	return [
		span(` ${mark} `, tone),
		{
			text: padded(clean(text), room, theme.ellipsis),
			...(desk.state.diagnosis ? {strong: true as const} : {}),
		},
		...tail.map(part => span(`   ${part}`, part === hint ? 'accent' : 'faint')),
	];
};

/** Cells of a title that still tells something. */
const least = 24;

/** What comes next, by its key. Where the verdict needs the line for itself, the key bar alone names the procedure. */
const hintIn = (left: number, {asked, procedure}: Desk, width: number, theme: Theme): string => {
	if (asked?.waits) return width >= 66 ? 'a answer the question' : '';
	if (!procedure) return '';
	if (left >= least) return cut(clean(`p ${procedure.title}`), Math.min(40, left), theme.ellipsis);
	return width >= 100 ? 'p what to do' : '';
};

const waitLine = ({left, why}: Wait, width: number, theme: Theme): Line => [
	span(` ${theme.marks.unknown} `, 'accent'),
	{
		text: cut(clean(`Waiting ${left}: ${why}. Ctrl+C ends the run.`), width - 4, theme.ellipsis),
		strong: true,
	},
];

type StepsProps = {
	readonly desk: Desk;
	readonly room: Room;
	readonly theme: Theme;
	readonly spinner: string;
	readonly wait: Wait | undefined;
	readonly focused: boolean;
};

const Steps = ({desk: {state, step}, room, theme, spinner, wait, focused}: StepsProps) => {
	const height = room.panes - 2;
	const at = state.steps.findIndex(({id}) => id === step?.id);
	const from = windowAround(state.steps.length, height, at);
	const shown = state.steps.slice(from, from + height);
	return (
		<Pane
			title="Steps"
			inset={0}
			width={room.list}
			height={room.panes}
			focused={focused}
			theme={theme}
			{...(state.steps.length > height ? {note: `${at + 1} of ${state.steps.length}`} : {})}
		>
			{shown.map(one => (
				<Row
					key={one.id}
					line={stepLine(
						one,
						one.id === step?.id,
						room.list - 2,
						theme,
						spinner,
						one.id === wait?.step ? wait.left : 'running',
					)}
				/>
			))}
		</Pane>
	);
};

const stepLine = (
	step: Step,
	selected: boolean,
	width: number,
	theme: Theme,
	spinner: string,
	doing: string,
): Line => {
	const {mark, tone} = signOfStep(step, theme);
	const running = step.state.status === 'running';
	const wanted = step.ms ? duration(step.ms) : running ? doing : '';
	const right = cellsOf(clean(step.title)) + cellsOf(wanted) + 5 > width ? '' : wanted;
	const title = padded(clean(step.title), width - 4 - (right ? cellsOf(right) + 1 : 0), theme.ellipsis);
	return [
		span(selected ? theme.pointer : ' ', 'accent'),
		span(running ? spinner : mark, tone),
		{
			text: ` ${title}`,
			...(selected ? {strong: true as const} : {}),
			...(step.state.status === 'waiting' || step.state.status === 'skipped' ? {tone: 'faint' as const} : {}),
		},
		span(right ? ` ${right}` : '', running ? 'accent' : 'faint'),
	];
};
