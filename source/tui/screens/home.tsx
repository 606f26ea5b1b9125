import {Box} from 'ink';
import {useMemo} from 'react';
import {chosenEntry} from '../entries.ts';
import type {Room} from '../layout.ts';
import type {Situation} from '../situation.ts';
import {span, wrap} from '../text.ts';
import {Header} from '../views/bars.tsx';
import {FieldRow} from '../views/field.tsx';
import {seenOf} from '../views/home-rows.ts';
import {Pane} from '../views/pane.tsx';
import {Row, Rows} from '../views/row.tsx';

type Props = {readonly situation: Situation; readonly room: Room};

/** What is open, what was looked at last, and what can be begun; or every case on disk; or every world of the lab. */
export const Home = ({situation, room}: Props) => {
	const {ui, theme, host, place} = situation;
	const {columns, body} = room;
	const aboutRows = body >= 30 ? 3 : body >= 14 ? 2 : 1;
	const isFiltered = place === 'filter' || ui.home.filter.text !== '';
	const height = body - aboutRows - (isFiltered ? 1 : 0);
	const seen = useMemo(() => seenOf(situation, room, height - 2), [situation, room, height]);
	const about = wrap(chosenEntry(situation)?.about ?? '', columns - 2).slice(0, aboutRows);
	return (
		<Box flexDirection="column">
			<Header title="Why did the code never arrive?" right={host.version} width={columns} theme={theme} />
			<Pane
				title={titleOf(situation)}
				{...(seen.note ? {note: seen.note} : {})}
				width={columns}
				height={height}
				inset={0}
				theme={theme}
				focused={place === 'home'}
			>
				<Rows lines={seen.lines} />
			</Pane>
			{isFiltered && (
				<Box height={1} flexShrink={0}>
					<Row line={[span(' Search ', 'faint')]} />
					<FieldRow field={ui.home.filter} width={columns - 8} active={place === 'filter'} theme={theme} />
				</Box>
			)}
			<Box flexDirection="column" height={aboutRows} flexShrink={0} overflow="hidden">
				<Box flexDirection="column" flexShrink={0}>
					<Rows lines={about.map(text => [span(` ${text}`)])} />
				</Box>
			</Box>
		</Box>
	);
};

const titleOf = ({ui, entries, outOf, cases, library}: Situation): string => {
	const {shelf, filter} = ui.home;
	const found = filter.text.trim() === '' ? undefined : `${entries.length} of ${outOf}`;
	switch (shelf) {
		case 'home':
			return found ? `Everything: ${found}` : 'Home';
		case 'cases':
			if (found) return `Cases on disk: ${found}`;
			return cases.length === 1 ? '1 case on disk' : `${cases.length} cases on disk`;
		case 'lab':
			return `The lab: ${found ?? `${library.scenarios.length} worlds, each with one fault`}`;
	}
};
