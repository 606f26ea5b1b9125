import {type Edit, edit, emptyField, type Field} from './field.ts';

/** Looking for words in a page. */
export const findCommands = ['find', 'find-keep', 'find-next', 'find-previous', 'find-drop'] as const;
export type FindCommand = (typeof findCommands)[number];

/** What is looked for in a page; `finding`: it is being typed. */
export type FindUi = {readonly field: Field; readonly finding: boolean};

export type FindChange =
	| {readonly type: 'find.started'}
	| {readonly type: 'find.edited'; readonly edit: Edit}
	| {readonly type: 'find.kept'}
	| {readonly type: 'find.dropped'};

export const notFinding: FindUi = {field: emptyField, finding: false};

/** What the person looks for, folded; pure. */
export const reduceFind = (ui: FindUi, change: FindChange): FindUi => {
	switch (change.type) {
		case 'find.started':
			return {...ui, finding: true};
		case 'find.edited':
			return {...ui, field: edit(ui.field, change.edit)};
		case 'find.kept':
			return {...ui, finding: false};
		case 'find.dropped':
			return notFinding;
	}
};
