import {useMemo} from 'react';
import {chosenAt, guidePage, insetOf, textWidth} from '../guide-content.ts';
import type {Room} from '../layout.ts';
import type {Doors} from '../obey.ts';
import {chooseInGuide} from '../obey-guide.ts';
import {ofGuide} from '../place.ts';
import {isRunning, type Situation} from '../situation.ts';
import {FieldRow} from '../views/field.tsx';
import {listRows} from '../views/guide-page.ts';
import {PickList} from '../views/pick-list.tsx';
import {useSpinner} from '../views/spinner.ts';
import {GuideFrame} from './guide/frame.tsx';
import {ValueList} from './guide/values.tsx';

type Props = {readonly situation: Situation; readonly room: Room; readonly doors: Doors};

/** Whether the screen is one of the guide: its own places, and in its manner what stands before the irreversible. */
export const isGuided = ({drawn, bench}: Situation): boolean =>
	ofGuide.includes(drawn) || (drawn === 'guard' && bench.manner === 'guide');

/** One thing a screen, in plain words: what to begin with, what happens, what was found, and each action. */
export const Guide = ({situation, room, doors}: Props) => {
	const {theme, drawn, place, desk, ui} = situation;
	const spinner = useSpinner(theme, drawn === 'guide-run' && isRunning(desk));
	const {content, share, way} = guidePage(situation, room, spinner);
	const width = textWidth(room);
	const labels = content.rows.join('\n');
	const {wraps} = share;
	const rows = useMemo(
		() => listRows(labels.split('\n'), {...(wraps ? {wraps} : {})}, width - 2, theme),
		[labels, wraps, width, theme],
	);
	const lists = drawn === 'guide-start' || drawn === 'guide-result';
	const selected = chosenAt(content, ui);
	const pick = (type: 'row.picked' | 'row.jumped', index: number) =>
		doors.dispatch({
			type: 'guide.changed',
			change: {type, selected: index, row: content.rows[index] ?? ''},
		});
	return (
		<GuideFrame {...{situation, room, content, share, way, selected}} inset={insetOf(room)}>
			{drawn === 'guard' && (
				<FieldRow field={ui.procedure.word} width={width} active={place === 'guard'} theme={theme} />
			)}
			{content.rows.length > 0 && lists && (
				<PickList
					key={content.of}
					rows={rows}
					picked={{selected, jump: ui.guide.jump}}
					limit={share.limit}
					active={place === drawn}
					theme={theme}
					onPick={index => pick('row.picked', index)}
					onJump={index => pick('row.jumped', index)}
					onOpen={index => chooseInGuide(index, situation, doors)}
				/>
			)}
			{content.rows.length > 0 && !lists && (
				<ValueList rows={rows} selected={selected} limit={share.limit} theme={theme} />
			)}
		</GuideFrame>
	);
};
