import {type Edit, edit, emptyField, type Field} from './field.ts';

/** Looking for words in a page. */
export const findCommands = ['find-open', 'find-keep', 'find-next', 'find-previous', 'find-drop'] as const;
export type FindCommand = (typeof findCommands)[number];

/** What is looked for in a page; `finding`: it is being typed. */
export type FindUi = {
	readonly field: Field;
	readonly finding: boolean;
	/** Which of the places where it is, from 0. */
	readonly at: number;
	/** Where it was begun: whoever gives it up is there again. */
	readonly began: {readonly scroll: number; readonly step?: string};
};

export type FindChange =
	| {readonly type: 'find.started'; readonly began: FindUi['began']}
	/** With the place that this leads to. */
	| {readonly type: 'find.edited'; readonly edit: Edit; readonly at: number}
	| {readonly type: 'find.turned'; readonly at: number}
	| {readonly type: 'find.kept'}
	| {readonly type: 'find.dropped'};

export const notFinding: FindUi = {field: emptyField, finding: false, at: 0, began: {scroll: 0}};

/** What the person looks for, folded; pure. */
export const reduceFind = (ui: FindUi, change: FindChange): FindUi => {
	switch (change.type) {
		case 'find.started':
			return {...notFinding, finding: true, began: change.began};
		case 'find.edited':
			return {...ui, field: edit(ui.field, change.edit), at: change.at};
		case 'find.turned':
			return {...ui, at: change.at};
		case 'find.kept':
			return {...ui, finding: false};
		case 'find.dropped':
			return notFinding;
	}
};
