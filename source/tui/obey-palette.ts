import {completionsOf, readLine} from './palette/read.ts';
import {needsWords, type Reach} from './palette/row.ts';
import type {PaletteChange, PaletteCommand} from './palette-ui.ts';
import type {Situation} from './situation.ts';

/** What a key of the command line does. */
export const obeyInPalette = (command: PaletteCommand, reach: Reach) => {
	const {situation, doors} = reach;
	const {ui} = situation;
	const change = (what: PaletteChange) => doors.dispatch({type: 'palette.changed', change: what});
	if (command === 'palette') {
		if (ui.overlay) doors.dispatch({type: 'overlay.closed'});
		return change({type: 'palette.opened', text: ''});
	}
	if (!ui.palette) return;
	const {field, selected} = ui.palette;
	switch (command) {
		case 'palette-run':
			return run(field.text, selected, reach, change);
		case 'palette-complete':
			return complete(field.text, selected, situation, change);
		case 'palette-up':
		case 'palette-down': {
			const last = completionsOf(field.text, situation).length - 1;
			const at = selected + (command === 'palette-up' ? -1 : 1);
			return change({type: 'palette.picked', selected: at < 0 ? last : at > last ? 0 : at});
		}
		case 'palette-erase':
			return change(
				field.text === '' ? {type: 'palette.closed'} : {type: 'palette.edited', edit: {type: 'erase'}},
			);
		case 'palette-drop':
			return change({type: 'palette.closed'});
	}
};

const run = (text: string, selected: number, reach: Reach, change: (what: PaletteChange) => void) => {
	const {situation} = reach;
	const reading = readLine(text, selected, situation);
	switch (reading.is) {
		case 'wrong':
			return change({type: 'palette.refused', complaint: reading.complaint});
		case 'unfinished':
			return change({type: 'palette.completed', text: reading.text});
		case 'run': {
			change({type: 'palette.closed'});
			const {palette: _, ...ui} = situation.ui;
			reading.row.run(reading.words, {
				...reach,
				situation: {...situation, ui, place: situation.drawn},
			});
		}
	}
};

const complete = (
	text: string,
	selected: number,
	situation: Situation,
	change: (what: PaletteChange) => void,
): void => {
	const chosen = completionsOf(text, situation)[selected];
	if (!chosen) return;
	const goesOn = chosen.words === '' && chosen.row.takes !== undefined;
	const isSame = text.trimEnd() === chosen.text;
	// A command that may stand alone is not led on into what may follow it, unless Tab is pressed once more.
	change({
		type: 'palette.completed',
		text: goesOn && (needsWords(chosen.row) || isSame) ? `${chosen.text} ` : chosen.text,
	});
};
