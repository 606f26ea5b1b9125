import {Box} from 'ink';
import type {Room} from '../layout.ts';
import type {Page} from '../page.ts';
import type {Situation} from '../situation.ts';
import {Header} from '../views/bars.tsx';
import {CasePath} from '../views/case-path.tsx';
import {ScrollPane} from '../views/pane.tsx';

/** The keys, over whatever screen is below. */
export const Help = ({
	situation,
	room,
	page,
}: {
	readonly situation: Situation;
	readonly room: Room;
	readonly page: Page;
}) => (
	<Box flexDirection="column">
		<Header title="Help" width={room.columns} theme={situation.theme} />
		<CasePath {...{situation, room}} />
		<ScrollPane
			title="Keys here"
			page={page}
			width={room.columns}
			height={room.body}
			theme={situation.theme}
			focused
		/>
	</Box>
);
