import {Box} from 'ink';
import type {Room} from '../layout.ts';
import type {Page} from '../page.ts';
import type {Situation} from '../situation.ts';
import {Header} from '../views/bars.tsx';
import {ScrollPane} from '../views/pane.tsx';

/** The keys, over whatever screen is below. */
export const Help = ({
	situation: {theme},
	room,
	page,
}: {
	readonly situation: Situation;
	readonly room: Room;
	readonly page: Page;
}) => (
	<Box flexDirection="column">
		<Header title="Help" width={room.columns} theme={theme} />
		<ScrollPane title="Keys here" page={page} width={room.columns} height={room.body} theme={theme} focused />
	</Box>
);
