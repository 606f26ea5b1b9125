import type {Happening} from '../../../source/core/event.ts';
import type {Command} from '../../../source/core/session.ts';
import type {OpenCase} from '../../../source/tui/host.ts';
import {scripted} from '../../tui/scripted.ts';
import {ending, whoCanLogIn} from '../../tui/story.ts';

const cancelled: Happening = {type: 'case.closed', verdict: 'cancelled'};

type Telling = {
	readonly answered?: ReadonlyArray<readonly Happening[]>;
	readonly redone?: readonly Happening[];
	/** What happens as soon as somebody listens. */
	readonly later?: readonly Happening[];
};

/** A case that answers commands as a run does: with what the test says for each answer, and for each redo. */
export const played = (
	first: readonly Happening[],
	{answered = [], redone = ending(), later = []}: Telling = {},
) => {
	const {open, tell} = scripted(first);
	const sent: Command[] = [];
	const rest = [...later];
	let closed = 0;
	let answers = 0;
	const react = (command: Command) => {
		switch (command.type) {
			case 'answer':
				return tell(
					{type: 'input.answered', input: command.id, value: command.value, from: 'person'},
					...(answered[answers++] ?? []),
				);
			case 'back':
				answers -= 1;
				return tell({type: 'input.asked', question: whoCanLogIn});
			case 'cancel':
				return open.session.snapshot().verdict === undefined ? tell(cancelled) : undefined;
			case 'tick':
			case 'untick':
				return tell({
					type: command.type === 'tick' ? 'action.ticked' : 'action.unticked',
					procedure: command.procedure,
					action: command.action,
				});
			case 'redo':
				return tell({type: 'case.reopened', steps: command.steps}, ...redone);
			case 'leave':
				return;
		}
	};
	const playing: OpenCase = {
		...open,
		id: '7f01ab',
		session: {
			...open.session,
			subscribe(listener) {
				const all = rest.splice(0);
				if (all.length > 0) setImmediate(() => tell(...all));
				return open.session.subscribe(listener);
			},
			send(command) {
				sent.push(command);
				setImmediate(() => react(command));
			},
		},
		async close() {
			closed += 1;
		},
	};
	return {open: playing, sent, tell, closed: () => closed};
};
