import type {StoredCase} from '../core/stored-case.ts';
import {type Bench, mostTabs, type Opened} from './bench.ts';
import type {HomeChoice} from './entries.ts';
import type {ConsoleHost} from './host.ts';
import {clean} from './text.ts';

/** The tab in which it is open already; -1 when in none. */
export const tabOf = ({tabs}: Bench, {kind, name}: HomeChoice): number =>
	tabs.findIndex(({id, ui: {at}}) =>
		kind === 'tab' ? String(id) === name : kind === 'case' && at.place === 'case' && at.open.id === name,
	);

export const openWhat = async (
	choice: Exclude<HomeChoice, {kind: 'shelf'} | {kind: 'tab'}>,
	host: ConsoleHost,
): Promise<Opened> =>
	choice.kind === 'sink'
		? {kind: 'sink', desk: await host.openSink(choice.name)}
		: {kind: 'case', open: await host.open(choice)};

/** Why no more is opened. */
export const tooMany = `${mostTabs} tabs are open, and more nobody can follow: x closes one.`;

/** Deletes a case from the disk for good; resolves with what to say of it. */
export const removeCase = async (stored: StoredCase, {cases}: ConsoleHost): Promise<string> => {
	await cases.remove(stored);
	cases.refresh();
	return `Case ${clean(stored.id)} is deleted.`;
};
