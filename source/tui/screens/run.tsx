import {Box} from 'ink';
import type {Step} from '../../core/case.ts';
import {tabAt} from '../bench.ts';
import {Laying} from '../laying.ts';
import type {Room} from '../layout.ts';
import type {Page} from '../page.ts';
import {type Desk, isRunning, type Situation} from '../situation.ts';
import {cellsOf, clean, type Line, padded, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {atOnceRows} from '../views/at-once.ts';
import {Header} from '../views/bars.tsx';
import {CasePath, NowRow} from '../views/case-path.tsx';
import {windowOf} from '../views/list-window.ts';
import {isProbing, progressWords} from '../views/now.ts';
import {Pane, ScrollPane} from '../views/pane.tsx';
import {useRested} from '../views/rested.ts';
import {Row} from '../views/row.tsx';
import {nextLine, verdictLine} from '../views/status-lines.ts';
import {stepTitle} from '../views/step-lines.ts';
import {waitIn} from '../views/wait.ts';
import {duration, signOfStep} from '../words.ts';

type Props = {readonly situation: Situation; readonly desk: Desk; readonly room: Room; readonly page: Page};

/** The mail's path, every step as it is filled in, what the selected one found, and what we think so far. */
export const Run = ({situation, desk, room, page}: Props) => {
	const {theme, ui} = situation;
	const {state, step} = desk;
	const {account, domain} = state.answers;
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
					desk.open.closed === undefined ? duration(state.ms) : 'recording',
				]
					.filter(part => part !== undefined)
					.join(` ${theme.dot} `)}
				width={room.columns}
				theme={theme}
			/>
			<CasePath {...{situation, room}} />
			<Box height={room.panes} flexShrink={0}>
				{lists && <Steps {...{situation, desk, room}} />}
				{details && step && <Detail key={tabAt(situation.bench).id} {...{situation, step, room, page}} />}
			</Box>
			<Status {...{situation, desk, room}} />
		</Box>
	);
};

type DetailProps = Omit<Props, 'desk'> & {readonly step: Step};

/** What the selected step found; of a long page only what is read in passing, until the selection has rested. */
const Detail = ({situation: {theme, ui}, step, room, page}: DetailProps) => {
	const isRested = useRested(ui.step);
	const isWhole = isRested || page.scroll > 0 || page.found !== undefined;
	return (
		<ScrollPane
			title={stepTitle(step, theme)}
			page={isWhole ? page : inPassing(page, theme)}
			width={room.detail}
			height={room.panes}
			focused={ui.pane === 'detail'}
			theme={theme}
		/>
	);
};

const inPassing = (page: Page, theme: Theme): Page => {
	const {laying, height} = page;
	const unseen = laying.slice(height, laying.count);
	const passing = new Laying([() => [...atOnceRows(laying.slice(0, height), theme), ...unseen]]);
	passing.reach(laying.count);
	return {...page, laying: passing};
};

type Part = Pick<Props, 'situation' | 'desk' | 'room'>;

/** The verdict, and below it what happens now or comes next; on a low screen the one of them that says more. */
const Status = ({situation, desk, room}: Part) => {
	const {state} = desk;
	const runs = isRunning(desk) && isProbing(state) && !desk.asked?.waits;
	const now = runs ? <NowRow {...{situation, desk}} lead={[]} width={room.columns} /> : undefined;
	const verdict = <Row line={verdictLine(desk, room, situation.theme)} />;
	if (room.status === 1) {
		const waits = waitIn(state, situation.now) !== undefined;
		return runs && (waits || !isBroken(state)) ? now : verdict;
	}
	return (
		<>
			{verdict}
			{now ?? <Row line={nextLine(desk, room, situation.theme)} />}
		</>
	);
};

const isBroken = ({diagnosis, steps}: Desk['state']): boolean =>
	diagnosis !== undefined ||
	steps.some(({state}) => state.status === 'finished' && state.finding.level === 'problem');

const Steps = ({situation: {theme, ui}, desk: {state, step}, room}: Part) => {
	const height = room.panes - 2;
	const at = state.steps.findIndex(({id}) => id === step?.id);
	const from = windowOf(state.steps.length, height, at);
	const shown = state.steps.slice(from, from + height);
	const title = state.verdict === undefined ? `Steps ${theme.dot} ${progressWords(state)}` : 'Steps';
	return (
		<Pane
			title={title}
			inset={0}
			width={room.list}
			height={room.panes}
			focused={ui.pane === 'steps'}
			theme={theme}
			{...(state.steps.length > height ? {note: `${at + 1} of ${state.steps.length}`} : {})}
		>
			{shown.map(one => (
				<Row key={one.id} line={stepLine(one, one.id === step?.id, room.list - 2, theme)} />
			))}
		</Pane>
	);
};

/** A mark at the left, and at the right how long it took, or a word; the first without anything to tell has its place only. */
const stepLine = (step: Step, selected: boolean, width: number, theme: Theme): Line => {
	const {mark, tone} = signOfStep(step, theme);
	const {status} = step.state;
	const running = status === 'running';
	const asked = step.state.status === 'running' && step.state.asking?.probe === 'person';
	const wanted = step.ms ? duration(step.ms) : asked ? 'asks you' : running ? 'running' : '';
	const right = cellsOf(clean(step.title)) + cellsOf(wanted) + 5 > width ? '' : wanted;
	const title = padded(clean(step.title), width - 4 - (right ? cellsOf(right) + 1 : 0), theme.ellipsis);
	const isBad = status === 'finished' && step.state.finding.level === 'problem';
	return [
		span(selected ? theme.pointer : ' ', 'accent'),
		span(mark, tone),
		{
			text: ` ${title}`,
			...(selected || isBad ? {strong: true as const} : {}),
			...(status === 'waiting' || status === 'skipped' ? {tone: 'faint' as const} : {}),
		},
		span(right ? ` ${right}` : '', running ? 'accent' : 'faint'),
	];
};
