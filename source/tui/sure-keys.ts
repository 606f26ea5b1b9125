import type {KeyRow} from './keys.ts';

/** Every key of a question that is asked before something ends or goes; what is deleted wants more than Enter. */
export const sureKeys: readonly KeyRow[] = [
	{keys: ['y'], command: 'yes', label: 'yes', does: 'Yes', on: ['sure']},
	{
		keys: ['enter'],
		command: 'yes',
		does: 'Yes, except before something is deleted',
		on: ['sure'],
		idle: ({ui}) =>
			ui.overlay === 'remove' || ui.overlay === 'remove-case'
				? 'only y deletes it; Enter is not enough'
				: undefined,
	},
	{keys: ['esc', 'n'], command: 'no', label: 'no', does: 'No, stay', on: ['sure']},
];
