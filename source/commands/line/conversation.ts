import {choose} from './choose.ts';
import type {Conversation} from './conversation-lines.ts';
import {readAloud} from './read-aloud.ts';
import {counted} from './sentence.ts';
import type {LineTerminal} from './terminal.ts';
import type {Wish} from './wish.ts';

/** Reads out what was said with a server, chosen where there were several. */
export const hearConversations = async (
	conversations: readonly Conversation[],
	terminal: LineTerminal,
): Promise<Wish> => {
	const [only] = conversations;
	if (!only) return 'stay';
	if (conversations.length === 1) return readConversation(only, terminal);
	const chosen = await choose(
		{
			ask: ['', `${conversations.length} conversations.`],
			items: conversations.map(one => ({
				value: one,
				says: `${one.server}, ${counted(one.blocks.length, 'line')}${one.refusal === undefined ? '' : ', with a refusal'}.`,
			})),
			prompt: 'Which?',
			help: ['A conversation is what was said between lostmail and one mail server.'],
			back: true,
		},
		terminal,
	);
	if (chosen.is === 'chosen') return readConversation(chosen.value, terminal);
	return chosen.is === 'back' ? 'stay' : 'leave';
};

/** The refusal comes first where there is one: it is what most people want to hear. */
const readConversation = async (
	{server, blocks, refusal}: Conversation,
	terminal: LineTerminal,
): Promise<Wish> => {
	terminal.say(['', `With ${server}, ${counted(blocks.length, 'line')}.`]);
	if (refusal !== undefined && refusal > 0) {
		const chosen = await choose(
			{
				ask: [],
				items: [
					{value: 'refusal', says: 'Only what was refused, and what it answers.'},
					{value: 'all', says: 'All of it, from the beginning.'},
				],
				prompt: 'What?',
				usual: {value: 'refusal', word: 'the refusal'},
				help: [],
				back: true,
			},
			terminal,
		);
		if (chosen.is === 'gone') return 'leave';
		if (chosen.is === 'back') return 'stay';
		if (chosen.value === 'refusal') {
			terminal.say(blocks.slice(Math.max(0, refusal - 1), refusal + 1).flat());
			return 'stay';
		}
	}
	return (await readAloud(blocks, terminal)) === 'gone' ? 'leave' : 'stay';
};
