import {useEffect} from 'react';
import type {MessageView, SinkDesk} from './host.ts';
import {caughtIn} from './inbox.ts';
import type {Situation} from './situation.ts';
import type {Action} from './ui.ts';

/** Reads the message that is looked at, once for each time that it is opened. */
export const useMessage = (
	{ui, inbox}: Situation,
	desk: SinkDesk | undefined,
	dispatch: (action: Action) => void,
): void => {
	const id = inbox && ui.sink.screen === 'message' ? caughtIn(inbox)?.message.id : undefined;
	useEffect(() => {
		if (!desk || id === undefined) return;
		let left = false;
		const read = (what: {view: MessageView} | {why: string}) => {
			if (!left) dispatch({type: 'sink.changed', change: {type: 'message.read', read: {id, ...what}}});
		};
		desk.message(id).then(
			view => read({view}),
			(error: unknown) => read({why: wordsOf(error)}),
		);
		return () => {
			left = true;
		};
	}, [desk, id, dispatch]);
};

/** What went wrong, in one row: a command line puts the program's name before it, and breaks its lines. */
export const wordsOf = (error: unknown): string => {
	const told = (error instanceof Error ? error.message : String(error)).replace(/^lostmail: /, '');
	return told.replaceAll(/\s*\n\s*/g, ' ');
};

/** The same where it stands alone, and begins a sentence. */
export const sentencesOf = (error: unknown): string => {
	const words = wordsOf(error);
	return words.slice(0, 1).toUpperCase() + words.slice(1);
};
