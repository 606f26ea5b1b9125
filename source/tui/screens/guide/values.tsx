import {Box} from 'ink';
import {windowAround} from '../../layout.ts';
import {type Line, span} from '../../text.ts';
import type {Theme} from '../../theme.ts';
import {Rows} from '../../views/row.tsx';

type Props = {
	readonly rows: ReadonlyArray<readonly Line[]>;
	readonly selected: number;
	readonly limit: number;
	readonly theme: Theme;
};

/** Values one under the other, to be copied or taken: Enter belongs to the screen and not to the list. */
export const ValueList = ({rows, selected, limit, theme}: Props) => {
	const from = Math.max(0, windowAround(rows.length, limit, selected));
	return (
		<Box flexDirection="column" flexShrink={0}>
			{rows.slice(from, from + limit).map((row, index) => {
				const here = from + index === selected;
				return (
					<Rows
						// biome-ignore lint/suspicious/noArrayIndexKey: the place on the screen is what a row is
						key={index}
						lines={row.map((line, at) => [
							span(here && at === 0 ? `${theme.pointer} ` : '  ', 'accent'),
							...line.map(part => (here ? {...part, strong: true as const} : part)),
						])}
					/>
				);
			})}
		</Box>
	);
};
