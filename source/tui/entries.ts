import type {SinkReach} from '../core/capture.ts';
import type {StoredCase} from '../core/stored-case.ts';
import type {HomeUi, Shelf} from './home-ui.ts';
import type {CaseChoice, Library} from './host.ts';
import {clean} from './text.ts';

/** What home offers. */
export type HomeChoice =
	| CaseChoice
	| {readonly kind: 'sink'; readonly name: SinkReach}
	| {readonly kind: 'shelf'; readonly name: Shelf};

export type Entry = {
	readonly choice: HomeChoice;
	readonly title: string;
	readonly about: string;
	readonly note: string;
};

const sinks: readonly Entry[] = [
	{
		choice: {kind: 'sink', name: 'this-machine'},
		title: 'Catch mail on this machine only',
		about:
			"A sink takes the device's mail, keeps it and sends nothing on: if the code arrives there, the device is innocent. Only programs on this machine can reach it.",
		note: '',
	},
	{
		choice: {kind: 'sink', name: 'network'},
		title: 'Catch mail from the whole network',
		about:
			'The same for a device elsewhere: everybody who can reach this machine over the network can hand in mail while the sink is open. It keeps all and sends nothing on.',
		note: '',
	},
];

/** The lines of the list of home that is shown, filtered. */
export const entriesOf = (
	{playbooks, scenarios}: Library,
	cases: readonly StoredCase[],
	{filter}: HomeUi,
): readonly Entry[] => {
	const wanted = filter.text.trim().toLowerCase().split(/\s+/);
	return [
		...playbooks.map(
			({name, title, about, appliesTo}): Entry => ({
				choice: {kind: 'playbook', name},
				title: clean(title),
				about: clean(about),
				note: clean(appliesTo ?? ''),
			}),
		),
		...cases.map(
			({id, playbook, diagnosis}): Entry => ({
				choice: {kind: 'case', name: id},
				title: clean(playbook.title),
				about: clean(diagnosis?.text ?? ''),
				note: '',
			}),
		),
		...sinks,
		...scenarios.map(
			({name, title, about}): Entry => ({
				choice: {kind: 'scenario', name},
				title: clean(title),
				about: clean(about),
				note: 'lab',
			}),
		),
	].filter(({choice, title, about, note}) => {
		const text = `${choice.name} ${title} ${about} ${note}`.toLowerCase();
		return wanted.every(word => text.includes(word));
	});
};
