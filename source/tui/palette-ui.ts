import {type Edit, edit, type Field} from './field.ts';

/** The command line. */
export const paletteCommands = [
	'palette',
	'palette-run',
	'palette-complete',
	'palette-up',
	'palette-down',
	'palette-erase',
	'palette-drop',
] as const;
export type PaletteCommand = (typeof paletteCommands)[number];

/** The command line that is being typed, and which of its completions is chosen. */
export type PaletteUi = {
	readonly field: Field;
	readonly selected: number;
	/** Why it could not be run as it stands. */
	readonly complaint?: string;
};

export type PaletteChange =
	| {readonly type: 'palette.opened'; readonly text: string}
	| {readonly type: 'palette.edited'; readonly edit: Edit}
	| {readonly type: 'palette.completed'; readonly text: string}
	| {readonly type: 'palette.picked'; readonly selected: number}
	| {readonly type: 'palette.refused'; readonly complaint: string}
	| {readonly type: 'palette.closed'};

/** The command line, folded; undefined while there is none. Pure. */
export const reducePalette = (ui: PaletteUi | undefined, change: PaletteChange): PaletteUi | undefined => {
	switch (change.type) {
		case 'palette.opened':
		case 'palette.completed':
			return {field: {text: change.text, cursor: [...change.text].length}, selected: 0};
		case 'palette.edited':
			return ui && {field: edit(ui.field, change.edit), selected: 0};
		case 'palette.picked':
			return ui && {field: ui.field, selected: change.selected};
		case 'palette.refused':
			return ui && {...ui, complaint: change.complaint};
		case 'palette.closed':
			return undefined;
	}
};
