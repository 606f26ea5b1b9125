import {Text} from 'ink';
import {clean, type Line, type Span} from '../text.ts';
import {colors} from '../theme.ts';

/** One row of the screen: always exactly one, cut at the edge, and cleaned whatever it came from. */
export const Row = ({line}: {readonly line: Line}) => (
	<Text wrap="truncate">
		{line.every(({text}) => text === '')
			? ' '
			: line.map((part, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a row is replaced as a whole
					<Part key={index} part={part} />
				))}
	</Text>
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
