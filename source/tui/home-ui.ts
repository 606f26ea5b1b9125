import {type Edit, edit, emptyField, type Field} from './field.ts';

/** What only the lists of home know. */
export const homeCommands = [
	'open-entry',
	'open-shelf',
	'leave-shelf',
	'section',
	'remove-case',
	'refresh',
] as const;
export type HomeCommand = (typeof homeCommands)[number];

/** Which list of home is shown: what is used most, every case on disk, or every scenario of the lab. */
export type Shelf = 'home' | 'cases' | 'lab';

/**
 * Where the pointer stands: at the entry with the key `chosen`, wherever it is by now; at the row `selected`, from 0,
 * while nothing was chosen or what was chosen is gone.
 */
export type HomeUi = {
	readonly shelf: Shelf;
	readonly filter: Field;
	readonly filtering: boolean;
	readonly selected: number;
	readonly chosen?: string;
};

export type HomeChange =
	| {readonly type: 'shelf.shown'; readonly shelf: Shelf}
	| {readonly type: 'row.picked'; readonly selected: number; readonly key?: string}
	| {readonly type: 'filter.started'}
	| {readonly type: 'filter.edited'; readonly edit: Edit}
	| {readonly type: 'filter.kept'}
	| {readonly type: 'filter.dropped'};

export const firstShelf: HomeUi = {
	shelf: 'home',
	filter: emptyField,
	filtering: false,
	selected: 0,
};

/** What the person did in the lists of home, folded; pure. */
export const reduceHome = (ui: HomeUi, change: HomeChange): HomeUi => {
	switch (change.type) {
		case 'shelf.shown':
			return change.shelf === 'home'
				? {...firstShelf, ...(ui.shelf === 'home' ? {} : {chosen: `shelf:${ui.shelf}`})}
				: {...firstShelf, shelf: change.shelf};
		case 'row.picked': {
			const {chosen: _, ...rest} = ui;
			return {
				...rest,
				selected: change.selected,
				...(change.key === undefined ? {} : {chosen: change.key}),
			};
		}
		case 'filter.started':
			return {...ui, filtering: true};
		case 'filter.edited': {
			const filter = edit(ui.filter, change.edit);
			if (filter.text === ui.filter.text) return {...ui, filter};
			const {chosen: _, ...rest} = ui;
			return {...rest, filter, selected: 0};
		}
		case 'filter.kept':
			return {...ui, filtering: false};
		case 'filter.dropped':
			return {...ui, filter: emptyField, filtering: false, selected: 0};
	}
};
