import {Text} from 'ink';
import {memo} from 'react';
import {clean, type Line, type Span} from '../text.ts';
import {colors} from '../theme.ts';

type Props = {readonly line: Line};

/** Most keys change a few rows: the others are neither rendered nor laid out again. */
const isSame = ({line: before}: Props, {line: after}: Props): boolean =>
	before === after ||
	(before.length === after.length &&
		before.every((part, index) => {
			const other = after[index];
			return (
				part === other ||
				(part.text === other?.text &&
					part.tone === other.tone &&
					part.strong === other.strong &&
					part.found === other.found)
			);
		}));

/** One row of the screen: always exactly one, cut at the edge, and cleaned whatever it came from. */
export const Row = memo(
	({line}: Props) => (
		<Text wrap="truncate">
			{line.every(({text}) => text === '')
				? ' '
				: line.map((part, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a row is replaced as a whole
						<Part key={index} part={part} />
					))}
		</Text>
	),
	isSame,
);

const Part = ({part: {text, tone, strong, found}}: {readonly part: Span}) => {
	const color = tone && colors[tone];
	return (
		<Text
			{...(color ? {color} : {})}
			dimColor={tone === 'faint' && !found}
			bold={strong === true || tone === 'strong'}
			inverse={found === true}
		>
			{clean(text)}
		</Text>
	);
};

export const Rows = ({lines}: {readonly lines: readonly Line[]}) => (
	<>
		{lines.map((line, index) => (
			// biome-ignore lint/suspicious/noArrayIndexKey: the place on the screen is what a row is
			<Row key={index} line={line} />
		))}
	</>
);
