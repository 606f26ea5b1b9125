import type {Room} from '../layout.ts';
import type {Doors} from '../obey.ts';
import type {Page} from '../page.ts';
import type {Situation} from '../situation.ts';
import {Header} from '../views/bars.tsx';

type Props = {
	readonly situation: Situation;
	readonly room: Room;
	readonly page: Page;
	readonly doors: Doors;
};

/** One thing a screen, in plain words: what to begin with, what happens, what was found, and each action. */
export const Guide = ({situation: {theme}, room}: Props) => (
	<Header title="Guide" width={room.columns} theme={theme} />
);
