import {type Edit, edit, emptyField, type Field} from './field.ts';

/** What only the lists of home know. */
export const homeCommands = ['open-shelf', 'leave-shelf', 'remove-case', 'export-case', 'refresh'] as const;
export type HomeCommand = (typeof homeCommands)[number];

/** Which list of home is shown: what is used most, every case on disk, or every scenario of the lab. */
export type Shelf = 'home' | 'cases' | 'lab';

/** `jump` counts the moves that the list itself did not make: it has to be told. */
export type HomeUi = {
	readonly shelf: Shelf;
	readonly filter: Field;
	readonly filtering: boolean;
	readonly selected: number;
	readonly jump: number;
};

export type HomeChange =
	| {readonly type: 'shelf.shown'; readonly shelf: Shelf}
	| {readonly type: 'row.picked'; readonly selected: number}
	| {readonly type: 'row.jumped'; readonly selected: number}
	| {readonly type: 'filter.started'}
	| {readonly type: 'filter.edited'; readonly edit: Edit}
	| {readonly type: 'filter.kept'}
	| {readonly type: 'filter.dropped'};

export const firstShelf: HomeUi = {
	shelf: 'home',
	filter: emptyField,
	filtering: false,
	selected: 0,
	jump: 0,
};

/** What the person did in the lists of home, folded; pure. */
export const reduceHome = (ui: HomeUi, change: HomeChange): HomeUi => {
	switch (change.type) {
		case 'shelf.shown':
			return {...firstShelf, shelf: change.shelf, jump: ui.jump + 1};
		case 'row.picked':
			return {...ui, selected: change.selected};
		case 'row.jumped':
			return {...ui, selected: change.selected, jump: ui.jump + 1};
		case 'filter.started':
			return {...ui, filtering: true};
		case 'filter.edited': {
			const filter = edit(ui.filter, change.edit);
			const same = filter.text === ui.filter.text;
			return {...ui, filter, ...(same ? {} : {selected: 0, jump: ui.jump + 1})};
		}
		case 'filter.kept':
			return {...ui, filtering: false};
		case 'filter.dropped':
			return {...ui, filter: emptyField, filtering: false, selected: 0, jump: ui.jump + 1};
	}
};
