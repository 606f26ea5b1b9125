import {Box} from 'ink';
import {useMemo} from 'react';
import type {Entry} from '../entries.ts';
import type {Room} from '../layout.ts';
import type {Doors} from '../obey.ts';
import type {Situation} from '../situation.ts';
import {type Line, padded, span, wrap} from '../text.ts';
import {Header} from '../views/bars.tsx';
import {FieldRow} from '../views/field.tsx';
import {Pane} from '../views/pane.tsx';
import {PickList} from '../views/pick-list.tsx';
import {Row, Rows} from '../views/row.tsx';

type Props = {readonly situation: Situation; readonly room: Room; readonly doors: Doors};

const kinds: Readonly<Record<Entry['choice']['kind'], string>> = {
	playbook: 'run',
	sink: 'sink',
	scenario: 'lab',
	case: 'case',
	shelf: 'all',
};

/** Playbooks, sinks and lab scenarios in one list, filtered as one types; the first line offers the lab. */
export const Home = ({situation, room, doors}: Props) => {
	const {entries, ui, theme, host, place, library} = situation;
	const {columns, body} = room;
	const titles = columns < 72 ? columns - 13 : Math.min(42, Math.floor(columns * 0.45));
	const rows = useMemo(
		() =>
			entries.map(
				({choice, title, about, note}): Line => [
					span(padded(kinds[choice.kind], 5), choice.kind === 'playbook' ? 'faint' : 'accent'),
					span(padded(title, titles, theme.ellipsis)),
					...(columns < 72
						? []
						: [span(`  ${note === 'lab' || note === '' ? '' : `${note} ${theme.dot} `}${about}`, 'faint')]),
				],
			),
		[entries, titles, columns, theme],
	);
	const roomy = body >= 14;
	const aboutRows = roomy ? 3 : 1;
	const filtered = place === 'filter' || ui.home.filter.text !== '';
	const height = body - aboutRows - (roomy ? 3 : 1) - (filtered ? 1 : 0);
	const chosen = entries[ui.home.selected];
	return (
		<Box flexDirection="column">
			<Header title="Why did the code never arrive?" right={host.version} width={columns} theme={theme} />
			{roomy && <Row line={[]} />}
			<Row
				line={[
					span(' New here? ', 'accent'),
					span('Take a line marked lab: it needs no network and no mail account.'),
				]}
			/>
			{roomy && <Row line={[]} />}
			<Pane
				title={`${entries.length} of ${library.playbooks.length + library.scenarios.length + 2} playbooks, sinks and lab scenarios`}
				width={columns}
				height={height}
				theme={theme}
				focused={place === 'home'}
			>
				{rows.length === 0 ? (
					<Row line={[span('Nothing has these words. Esc shows everything again.', 'faint')]} />
				) : (
					<PickList
						rows={rows}
						picked={ui.home}
						limit={Math.max(1, height - 2)}
						active={place === 'home'}
						theme={theme}
						onPick={selected =>
							doors.dispatch({type: 'home.changed', change: {type: 'row.picked', selected}})
						}
						onJump={selected =>
							doors.dispatch({type: 'home.changed', change: {type: 'row.jumped', selected}})
						}
						onOpen={index => {
							const entry = entries[index];
							if (entry) doors.open(entry.choice, entry.title);
						}}
					/>
				)}
			</Pane>
			{filtered && (
				<Box height={1} flexShrink={0}>
					<Row line={[span(' Filter ', 'faint')]} />
					<FieldRow field={ui.home.filter} width={columns - 8} active={place === 'filter'} theme={theme} />
				</Box>
			)}
			<Box flexDirection="column" height={aboutRows} flexShrink={0} overflow="hidden">
				<Box flexDirection="column" flexShrink={0}>
					<Rows
						lines={wrap(chosen?.about ?? '', columns - 2)
							.slice(0, aboutRows)
							.map(text => [span(` ${text}`)])}
					/>
				</Box>
			</Box>
		</Box>
	);
};
