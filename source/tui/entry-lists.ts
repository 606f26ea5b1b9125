import type {StoredCase} from '../core/stored-case.ts';
import type {Entry} from './entries.ts';
import type {Library} from './host.ts';
import {clean} from './text.ts';
import {storedWord} from './views/case-rows.ts';

/** Worlds that begin with the same word stand together from this number on. */
const alike = 10;

const cases = new WeakMap<readonly StoredCase[], readonly Entry[]>();
const worlds = new WeakMap<Library, readonly Entry[]>();

/** Made once for each list: a key press must not cost more because there is more on the disk. */
export const caseEntries = (stored: readonly StoredCase[]): readonly Entry[] => {
	const made = cases.get(stored) ?? stored.map(caseEntry);
	cases.set(stored, made);
	return made;
};

/** Made once for each library: its worlds, by what they are about. */
export const worldEntries = (library: Library): readonly Entry[] => {
	const made = worlds.get(library) ?? grouped(library);
	worlds.set(library, made);
	return made;
};

const caseEntry = (stored: StoredCase): Entry => {
	const {id, playbook, diagnosis, scenario} = stored;
	const about = aboutCase(stored);
	return {
		choice: {kind: 'case', name: id, file: stored.file},
		title: clean(playbook.title) || 'A case',
		about,
		note: clean(diagnosis?.cause ?? ''),
		section: 'Cases',
		words: clean(
			`case ${id} ${playbook.name} ${playbook.title} ${storedWord(stored)} ${diagnosis?.cause ?? ''} ${about} ${scenario ? `lab ${scenario}` : ''}`,
		).toLowerCase(),
		stored,
	};
};

const aboutCase = ({unreadable, verdict, diagnosis, procedure, scenario, isOpen}: StoredCase): string => {
	if (unreadable !== undefined) return clean(`It cannot be read: ${unreadable}. D deletes it.`);
	const parts = [
		...(isOpen ? ['Another process has it open: leave it there first, then Enter opens it here.'] : []),
		...(verdict === undefined && !isOpen ? ['Unfinished: Enter goes on where it stood.'] : []),
		...(diagnosis ? [diagnosis.text] : []),
		...(procedure ? [`What to do: ${procedure}.`] : []),
		...(scenario ? [`World of the lab: ${scenario}.`] : []),
	];
	return clean(parts.join(' ') || 'Enter shows what was looked at.');
};

const grouped = (library: Library): readonly Entry[] => {
	const {scenarios, playbooks} = library;
	const first = (name: string) => name.split('-')[0] ?? '';
	const counts = new Map<string, number>();
	for (const {name} of scenarios) counts.set(first(name), (counts.get(first(name)) ?? 0) + 1);
	const groupOf = ({name, playbook}: Library['scenarios'][number]): string => {
		const word = first(name);
		if (playbook === undefined && (counts.get(word) ?? 0) < alike) return 'Faults of the mail path';
		const about = playbooks.find(known =>
			playbook === undefined
				? known.name.split('-').some(part => part.startsWith(word))
				: known.name === playbook,
		);
		return clean(about?.title ?? playbook ?? word);
	};
	const groups = new Map<string, Library['scenarios'][number][]>();
	const order = [...playbooks.map(({title}) => clean(title))];
	for (const scenario of scenarios) {
		const group = groupOf(scenario);
		const members = groups.get(group);
		if (members) members.push(scenario);
		else groups.set(group, [scenario]);
	}
	const place = (group: string) => order.indexOf(group);
	return [...groups]
		.toSorted(([a], [b]) => place(a) - place(b))
		.flatMap(([group, members]) =>
			members.map(
				({name, title, about}): Entry => ({
					choice: {kind: 'scenario', name},
					title: clean(title),
					about: clean(about),
					note: 'lab',
					section: group,
					words: clean(`lab ${name} ${title} ${about} ${group}`).toLowerCase(),
				}),
			),
		);
};
