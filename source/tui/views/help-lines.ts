import {keysOf, whyOff} from '../keys.ts';
import {placeBelow, type Situation} from '../situation.ts';
import {blank, type Line, labelled, span} from '../text.ts';
import {commandLines} from './palette-lines.ts';

const legend = ['good', 'warning', 'problem', 'unknown', 'notReached'] as const;

/** All keys of the screen below, straight from the key table, and what the marks say. */
export const helpLines = (situation: Situation, width: number): readonly Line[] => {
	const {theme} = situation;
	const {ui, bench, desk, inbox} = situation;
	const below = placeBelow(ui, bench.manner, desk, inbox);
	const place = ui.below?.find.finding ? 'find' : ui.palette ? 'command' : below;
	return [
		...keysOf(place).flatMap(row => {
			const keys = row.keys.map(key => theme.keys[key] ?? key).join(' ');
			const why = whyOff(row, situation);
			return labelled(
				span(`${keys.padEnd(14)}  `, 'accent'),
				row.does + (why ? ` (now off: ${why})` : ''),
				width,
				why ? 'faint' : undefined,
			);
		}),
		blank,
		[
			span('Marks           ', 'faint'),
			...legend.map(name => span(`${theme.marks[name]} ${name === 'notReached' ? 'not reached' : name}  `)),
		],
		blank,
		[{text: 'Commands, after a colon', strong: true}],
		...commandLines({...situation, place, drawn: place}, width),
	];
};
