import {type Case, tickKey} from '../../core/case.ts';
import type {Procedure} from '../../core/knowledge.ts';
import type {OpenCase} from '../../tui/console.tsx';
import {
	actionLines,
	againOffer,
	allActionLines,
	doneIn,
	endLines,
	guardLines,
	openingLines,
	procedureHelp,
	wordOf,
} from './procedure-lines.ts';
import type {LineTerminal} from './terminal.ts';
import type {Wish} from './wish.ts';

/** Leads through a procedure one action at a time, and at its end offers to check again what it touched. */
export const followProcedure = async (
	open: OpenCase,
	procedure: Procedure,
	terminal: LineTerminal,
): Promise<Wish> => {
	if (procedure.destructive) {
		const opened = await guard(open, procedure, terminal);
		if (opened !== 'opened') return opened;
	}
	const ticks = ticksOf(open, procedure);
	terminal.say(openingLines(ticks.state(), procedure));
	const done = doneIn(ticks.state(), procedure);
	const first = procedure.actions.findIndex((_, index) => !done.includes(index));
	const ended = await takeActions(ticks, procedure, Math.max(0, first), terminal);
	if (ended !== 'ended') return ended;
	terminal.say(endLines(ticks.state(), procedure));
	return offerCheck(open, procedure, terminal);
};

/** The ticks of a procedure: what was sent counts at once here, while the case takes a moment to say so. */
const ticksOf = ({session}: OpenCase, {name}: Procedure) => {
	let {ticked} = session.snapshot();
	return {
		state: (): Case => ({...session.snapshot(), ticked}),
		mark(type: 'tick' | 'untick', action: number) {
			session.send({type, procedure: name, action});
			const key = tickKey(name, action);
			const others = ticked.filter(one => one !== key);
			ticked = type === 'tick' ? [...others, key] : others;
		},
	};
};

/** A procedure that cannot be undone opens only for its word, typed in full. */
const guard = async (
	{session}: OpenCase,
	procedure: Procedure,
	terminal: LineTerminal,
): Promise<'opened' | Wish> => {
	const word = wordOf(procedure);
	terminal.say(guardLines(session.snapshot(), procedure));
	for (;;) {
		const typed = await terminal.askAnew(`Type ${word} in full to open it, ? repeats, Enter goes back:`);
		if (typed.is !== 'line') return 'leave';
		const text = typed.text.trim();
		if (text === word) return 'opened';
		if (text === '' || text === '<' || text === 'back') return 'stay';
		if (text === '?') terminal.say(guardLines(session.snapshot(), procedure));
		else terminal.say([`That is not the word ${word}. Nothing was opened.`]);
	}
};

const takeActions = async (
	{state, mark}: ReturnType<typeof ticksOf>,
	procedure: Procedure,
	from: number,
	terminal: LineTerminal,
): Promise<'ended' | Wish> => {
	const {length} = procedure.actions;
	const read = (action: number) => terminal.say(actionLines(state(), procedure, action));
	read(from);
	for (let index = from; index < length; ) {
		const typed = await terminal.askAnew('Enter when done, s skip, b back, l list, ? help:');
		if (typed.is !== 'line') return 'leave';
		const meant = meantAt(index, length, typed.text.trim().toLowerCase());
		if (meant === 'leave-procedure') return 'stay';
		if (typeof meant === 'number') {
			index = meant;
			read(index);
			continue;
		}
		switch (meant) {
			case 'done':
			case 'skip':
				if (meant === 'done') mark('tick', index);
				index += 1;
				if (index < length) read(index);
				break;
			case 'undo':
				mark('untick', index);
				terminal.say([`Action ${index + 1} is not done.`]);
				break;
			case 'list':
				terminal.say(allActionLines(state(), procedure));
				break;
			case 'help':
				terminal.say(procedureHelp);
				read(index);
				break;
			case 'nothing':
				terminal.say(['That means nothing here; ? says what does.']);
		}
	}
	return 'ended';
};

/** What a line means at an action: a number is the place of another one. */
const meantAt = (
	index: number,
	length: number,
	text: string,
): number | 'done' | 'skip' | 'undo' | 'list' | 'help' | 'leave-procedure' | 'nothing' => {
	const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	if (number >= 1 && number <= length) return number - 1;
	if (text === '' || text === 'done') return 'done';
	if (text === 's' || text === 'skip') return 'skip';
	if (text === 'b' || text === 'back') return Math.max(0, index - 1);
	if (text === 'u') return 'undo';
	if (text === 'l' || text === 'list') return 'list';
	if (text === '<') return 'leave-procedure';
	return text === '?' ? 'help' : 'nothing';
};

const offerCheck = async (
	{session, closed}: OpenCase,
	procedure: Procedure,
	terminal: LineTerminal,
): Promise<Wish> => {
	const touched = againOffer(session.snapshot(), procedure);
	if (touched === undefined || closed !== undefined) {
		terminal.say([
			closed === undefined
				? 'Nothing of it is looked at again by itself. The menu can check everything.'
				: `Nothing can be checked again: ${closed}.`,
		]);
		return 'stay';
	}
	terminal.say([`Now check again whether it helped. ${touched}`]);
	for (;;) {
		const typed = await terminal.askAnew('Check again? Enter for yes, n for no:');
		if (typed.is !== 'line') return 'leave';
		const text = typed.text.trim().toLowerCase();
		if (text === '' || text === 'y' || text === 'yes')
			return {steps: procedure.again, ...(procedure.ask.length > 0 ? {ask: procedure.ask} : {})};
		if (text === 'n' || text === 'no' || text === '<') return 'stay';
		terminal.say([`Enter checks again. ${touched}`, 'n goes back to what next; what is done stays marked.']);
	}
};
