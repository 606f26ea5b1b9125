import type {OpenCase} from '../../tui/console.tsx';
import {proceduresOf} from '../../tui/views/procedure-lines.ts';
import {choose} from './choose.ts';
import {againOffer} from './procedure-lines.ts';
import {sentence} from './sentence.ts';
import type {LineTerminal} from './terminal.ts';
import type {Redo, Wish} from './wish.ts';

/** Asks what is to be checked again: what the best procedure touches, everything, or one step. */
export const checkAgain = async (open: OpenCase, terminal: LineTerminal): Promise<Wish> => {
	const state = open.session.snapshot();
	const [procedure] = proceduresOf(state);
	const touched = procedure && againOffer(state, procedure);
	const all: Redo = {steps: state.steps.map(({id}) => id)};
	const items = [
		...(procedure && touched !== undefined
			? [
					{
						value: {steps: procedure.again, ask: procedure.ask} as Redo,
						says: `What “${procedure.title}” touches. ${touched}`,
						names: ['touched'],
					},
				]
			: []),
		{value: all, says: 'Everything.', names: ['all']},
	];
	const [first = {value: all}] = items;
	const chosen = await choose<Redo>(
		{
			ask: ['', 'What is to be checked again?'],
			items,
			prompt: 'What?',
			usual: {value: first.value, word: 'the first'},
			help: ['You can also type the name of one step, or a part of it.'],
			back: true,
			search: words =>
				state.steps
					.filter(({title}) => title.toLowerCase().includes(words.toLowerCase()))
					.map(({id, title}) => ({value: {steps: [id]}, says: sentence(title)})),
		},
		terminal,
	);
	return chosen.is === 'chosen' ? chosen.value : chosen.is === 'back' ? 'stay' : 'leave';
};
