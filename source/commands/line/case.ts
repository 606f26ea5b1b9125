import type {Step} from '../../core/case.ts';
import type {ConsoleHost, OpenCase} from '../../tui/console.tsx';
import {proceduresOf} from '../../tui/views/procedure-lines.ts';
import {checkAgain} from './again.ts';
import {choose} from './choose.ts';
import {hearConversations} from './conversation.ts';
import {conversationsOf} from './conversation-lines.ts';
import {type Next, nextMenu} from './next.ts';
import {followProcedure} from './procedure.ts';
import {procedureOffer} from './procedure-lines.ts';
import {readAloud} from './read-aloud.ts';
import {writeReport} from './report.ts';
import {resultLines} from './result-lines.ts';
import {followCase, type Manners, type Since} from './run.ts';
import {sentence} from './sentence.ts';
import type {LineTerminal} from './terminal.ts';
import {whyBlocks} from './why-lines.ts';
import type {Wish} from './wish.ts';

/** Goes through a case from where it stands: its run, its result, and all that can be done next. */
export const talkCase = async (
	open: OpenCase,
	host: Pick<ConsoleHost, 'reports' | 'write'>,
	terminal: LineTerminal,
	manners: Manners,
): Promise<'home' | 'leave'> => {
	const {session} = open;
	let since: Since = {told: firstToTell(open), settled: 0};
	if (since.told > 0) terminal.say(['', sentence(session.snapshot().playbook.title)]);
	if (open.closed !== undefined) terminal.say([`Nothing of it can be run again: ${sentence(open.closed)}`]);
	for (;;) {
		if ((await followCase(open, since, terminal, manners)) === 'left') return 'leave';
		terminal.say(resultLines(session.snapshot()));
		let wish: Wish = 'stay';
		for (let isKnown = false; wish === 'stay'; isKnown = true) {
			const chosen = await choose(nextMenu(open, isKnown), terminal);
			wish = chosen.is === 'chosen' ? await obey(chosen.value, open, host, terminal) : 'leave';
		}
		if (wish === 'home' || wish === 'leave') return wish;
		const {length} = session.log();
		since = {told: length, settled: length};
		session.send({type: 'redo', ...wish});
	}
};

/** What a case had found before it was opened here is in its result, and not told step by step. */
const firstToTell = ({session}: OpenCase): number => {
	const log = session.log();
	const resumed = log.findLastIndex(({type}) => type === 'case.resumed');
	return resumed >= 0 ? resumed : session.snapshot().verdict === undefined ? 0 : log.length;
};

const obey = async (
	next: Next,
	open: OpenCase,
	host: Pick<ConsoleHost, 'reports' | 'write'>,
	terminal: LineTerminal,
): Promise<Wish> => {
	const state = open.session.snapshot();
	switch (next) {
		case 'go-on':
			return {steps: state.steps.filter(isOpen).map(({id}) => id)};
		case 'do':
			return doSomething(open, terminal);
		case 'why':
			return (await readAloud(whyBlocks(state), terminal)) === 'gone' ? 'leave' : 'stay';
		case 'talk':
			return hearConversations(conversationsOf(state, open.explain), terminal);
		case 'again':
			return checkAgain(open, terminal);
		case 'report':
			return writeReport(open, host, terminal);
		case 'result':
			terminal.say(resultLines(state));
			return 'stay';
		case 'home':
		case 'leave':
			return next;
	}
};

/** A step that came to nothing because the run was cancelled. */
const isOpen = ({state}: Step): boolean =>
	state.status !== 'finished' && !(state.status === 'skipped' && state.why === 'excluded');

const doSomething = async (open: OpenCase, terminal: LineTerminal): Promise<Wish> => {
	const state = open.session.snapshot();
	const procedures = proceduresOf(state);
	const [only] = procedures;
	if (!only) return 'stay';
	if (procedures.length === 1) return followProcedure(open, only, terminal);
	const chosen = await choose(
		{
			ask: ['', `${procedures.length} ways are open, the best first.`],
			items: procedures.map(procedure => ({value: procedure, says: procedureOffer(state, procedure)})),
			prompt: 'Which?',
			usual: {value: only, word: 'the best'},
			help: ['Each of them fits what was found. The first is the one that needs least and loses nothing.'],
			back: true,
		},
		terminal,
	);
	if (chosen.is === 'chosen') return followProcedure(open, chosen.value, terminal);
	return chosen.is === 'back' ? 'stay' : 'leave';
};
