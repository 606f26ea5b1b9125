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

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
