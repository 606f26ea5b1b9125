import {useEffect, useRef} from 'react';
import {type Bench, tabAt} from './bench.ts';
import type {CaseTrouble} from './host.ts';
import {clean} from './text.ts';
import type {Action} from './ui.ts';

/** Tells once of each trouble that a case has with its file, in whatever tab it is open. */
export const useCaseTrouble = (bench: Bench, dispatch: (action: Action) => void): void => {
	const told = useRef(new WeakSet<CaseTrouble>());
	useEffect(() => {
		const look = () => {
			for (const [index, {id, ui}] of bench.tabs.entries()) {
				const trouble = ui.at.place === 'case' ? ui.at.open.trouble?.snapshot() : undefined;
				if (!trouble || told.current.has(trouble)) continue;
				told.current.add(trouble);
				const notice = clean(id === tabAt(bench).id ? trouble.text : `Tab ${index}: ${trouble.text}`);
				dispatch({type: 'told', notice, alarm: true});
			}
		};
		const stops = bench.tabs.flatMap(({ui: {at}}) =>
			at.place === 'case' && at.open.trouble ? [at.open.trouble.subscribe(look)] : [],
		);
		look();
		return () => {
			for (const stop of stops) stop();
		};
	}, [bench, dispatch]);
};
