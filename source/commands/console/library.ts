import {wordsOf} from '../../core/any-secret.ts';
import type {ConsoleHost, Library} from '../../tui/console.tsx';
import {listPlaybooks} from '../house.ts';
import {listWorlds} from '../worlds.ts';

/** What can be begun, read by headings alone; nothing is read before somebody looks, and the first frame comes first. */
export const libraryOf = (): ConsoleHost['library'] => {
	const listeners = new Set<() => void>();
	let library: Library = {playbooks: [], scenarios: [], loading: true};
	let isBegun = false;
	const show = (next: Library) => {
		library = next;
		for (const listener of listeners) listener();
	};
	const read = async () => {
		const playbooks = await listPlaybooks();
		show({...library, playbooks});
		show({playbooks, scenarios: await listWorlds()});
	};
	return {
		subscribe(listener) {
			listeners.add(listener);
			if (!isBegun)
				setImmediate(() => {
					read().catch((error: unknown) => {
						const {loading: _, ...rest} = library;
						show({...rest, trouble: wordsOf(error)});
					});
				});
			isBegun = true;
			return () => listeners.delete(listener);
		},
		snapshot: () => library,
	};
};
