import {useEffect, useRef, useSyncExternalStore} from 'react';
import type {Verdict} from '../core/event.ts';
import {type Bench, tabAt} from './bench.ts';
import {stateOfTab, subjectOf, titleOfTab} from './tab-state.ts';

type Ended = ReadonlyMap<number, Verdict | undefined>;

const verdictsOf = ({tabs}: Bench): Ended =>
	new Map(
		tabs.flatMap(
			({id, ui: {at}}): ReadonlyArray<readonly [number, Verdict | undefined]> =>
				at.place === 'case' ? [[id, at.open.session.snapshot().verdict]] : [],
		),
	);

/** What to say of cases that have ended since, in tabs that are not looked at; undefined when none has. */
const toldOfEnded = (before: Ended, bench: Bench): string | undefined => {
	const ended = bench.tabs.flatMap((tab, index) => {
		const {id, ui} = tab;
		const isOver = ui.at.place === 'case' && ui.at.open.session.snapshot().verdict !== undefined;
		const wasRunning = before.has(id) && before.get(id) === undefined;
		return isOver && wasRunning && id !== tabAt(bench).id
			? [`Tab ${index}, ${subjectOf(tab) ?? titleOfTab(tab)}, has ended: ${stateOfTab(tab).text}`]
			: [];
	});
	return ended.length > 0 ? ended.join(' ') : undefined;
};

/** Changes when the state of a tab does, looked at or not; `tell` hears once of a case that ended elsewhere. */
export const useOtherTabs = (bench: Bench, tell: (notice: string) => void): string => {
	const sessions = bench.tabs.flatMap(({ui: {at}}) => (at.place === 'case' ? [at.open.session] : []));
	const states = useSyncExternalStore(
		listener => {
			const ends = sessions.map(session => session.subscribe(listener));
			return () => {
				for (const end of ends) end();
			};
		},
		() => bench.tabs.map(tab => stateOfTab(tab).is).join(),
	);
	const before = useRef<Ended>(new Map());
	// biome-ignore lint/correctness/useExhaustiveDependencies: `states` tells that a verdict has come
	useEffect(() => {
		const notice = toldOfEnded(before.current, bench);
		before.current = verdictsOf(bench);
		if (notice) tell(notice);
	}, [states, bench]);
	return states;
};
