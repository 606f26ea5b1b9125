import {Box} from 'ink';
import {tickKey} from '../../core/case.ts';
import {guardRows, isRead} from '../guard.ts';
import type {Room} from '../layout.ts';
import type {Page} from '../page.ts';
import type {Desk, Situation} from '../situation.ts';
import {clean, type Line, span} from '../text.ts';
import {Header} from '../views/bars.tsx';
import {CasePath} from '../views/case-path.tsx';
import {FieldRow} from '../views/field.tsx';
import {sideOf, sidesLine, sidesRows} from '../views/finding-lines.ts';
import {ScrollPane} from '../views/pane.tsx';
import {Row} from '../views/row.tsx';
import {stepTitle} from '../views/step-lines.ts';

type Props = {readonly situation: Situation; readonly desk: Desk; readonly room: Room; readonly page: Page};

/** A page of its own: a finding from one of its sides, the diagnosis, a procedure. */
export const FullPage = ({situation, desk, room, page}: Props) => {
	const {theme, drawn, ui} = situation;
	const {title, right} = headOf(situation, desk);
	const isFinding = drawn === 'step' || drawn === 'transcript';
	const taken = drawn === 'guard' ? guardRows(room) : isFinding ? sidesRows : 0;
	return (
		<Box flexDirection="column">
			<Header title={desk.state.playbook.title} right={right} width={room.columns} theme={theme} />
			<CasePath {...{situation, room}} />
			{isFinding && <Row line={sidesLine(sideOf(ui), room.columns, theme)} />}
			<ScrollPane
				title={title}
				page={page}
				width={room.columns}
				height={room.body - taken}
				theme={theme}
				focused
			/>
			{drawn === 'guard' && <Guard {...{situation, desk, room}} />}
		</Box>
	);
};

const headOf = (
	{drawn: place, theme}: Situation,
	{step, state, procedure, open}: Desk,
): {readonly title: string; readonly right: string} => {
	const name = step ? stepTitle(step, theme) : '';
	if (place === 'transcript') return {title: `Conversation ${theme.dot} ${name}`, right: step?.check ?? ''};
	if (place === 'diagnosis')
		return {
			title: 'Diagnosis',
			right: open.closed === undefined ? (open.id ?? open.file?.split('/').at(-1) ?? '') : 'recording',
		};
	if (place === 'step') return {title: name, right: step?.check ?? ''};
	const done = procedure?.actions.filter((_, index) => state.ticked.includes(tickKey(procedure.name, index)));
	return {
		title: clean(procedure?.title ?? 'Procedure'),
		right: place === 'guard' ? 'locked' : `${done?.length ?? 0} of ${procedure?.actions.length ?? 0} done`,
	};
};

/** The word stands between the person and the actions. */
const Guard = ({situation, desk, room}: Omit<Props, 'page'>) => {
	const {ui, theme} = situation;
	const [before, after] = isRead(situation)
		? ['Type ', ' to see the actions; esc goes back.']
		: [`Read on (${theme.keys['pagedown'] ?? 'PgDn'}), then type `, '.'];
	const line: Line = [
		span(` ${theme.marks.warning} `, 'warning'),
		span(before),
		{text: clean(desk.word), strong: true},
		span(after),
	];
	return (
		<Box flexDirection="column" height={guardRows(room)} flexShrink={0} overflow="hidden">
			<Row line={line} />
			<FieldRow field={ui.procedure.word} width={room.columns} active theme={theme} />
			{guardRows(room) > 2 && <Row line={[]} />}
		</Box>
	);
};
