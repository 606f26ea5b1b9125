import type {Knowledge} from '../../core/knowledge.ts';
import type {OpenCase, SinkDesk} from '../../tui/console.tsx';
import type {Io} from '../io.ts';
import type {SinkHere} from '../sink/open.ts';

/** What the sinks of one case catch, as its screens may look at it: of the one that is open now, what came since the case began. */
export const caughtByCase = (
	knowledge: Knowledge,
	io: Pick<Io, 'signal'>,
): NonNullable<OpenCase['caught']> & {opened(here: SinkHere): () => void} => {
	const began = Date.now();
	const listeners = new Set<() => void>();
	let desk: SinkDesk | undefined;
	const show = (next: SinkDesk | undefined) => {
		desk = next;
		for (const listener of listeners) listener();
	};
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => desk,
		opened(here) {
			let isGone = false;
			let mine: SinkDesk | undefined;
			void import('../sink/desk.ts').then(({deskOf}) => {
				if (isGone) return;
				mine = deskOf(here, knowledge, io, {ofCase: began});
				show(mine);
			});
			return () => {
				isGone = true;
				if (mine && desk === mine) show(undefined);
				void mine?.close();
			};
		},
	};
};
