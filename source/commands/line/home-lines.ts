import type {SinkReach} from '../../core/capture.ts';
import type {StoredCase} from '../../core/stored-case.ts';
import type {CaseChoice, Library} from '../../tui/host.ts';
import {dayTime} from '../sink/words.ts';
import type {Menu} from './choose.ts';
import type {Item} from './menu.ts';
import {counted, sentence} from './sentence.ts';

export type HomeChoice =
	| CaseChoice
	| {readonly kind: 'sink'; readonly name: SinkReach}
	| {readonly kind: 'shelf'; readonly name: 'cases' | 'examples' | 'sinks'}
	| {readonly kind: 'leave'};

/** Cases that the first list has itself; all others lie behind one line. */
const recent = 3;

/** What is said once, at the very beginning. */
export const greeting = (version: string): readonly string[] => [
	`lostmail ${version}, line by line. It finds out why a verification e-mail never arrived.`,
	'Every prompt says what can be typed; a question mark explains. Ctrl+D leaves.',
];

/** What can be begun. */
export const homeMenu = (
	{playbooks, scenarios, trouble}: Library,
	cases: readonly StoredCase[],
): Menu<HomeChoice> => {
	const shown = cases.slice(0, recent);
	const items: readonly Item<HomeChoice>[] = [
		...playbooks.map(playbookItem),
		...shown.map(caseItem),
		...(cases.length > shown.length
			? [
					{
						value: {kind: 'shelf', name: 'cases'},
						says: `All cases on this machine: ${cases.length}.`,
						names: ['cases'],
					} as const,
				]
			: []),
		{
			value: {kind: 'shelf', name: 'sinks'},
			says: 'Catch mail in a sink: whatever a device sends is kept here, and nothing is sent on.',
			names: ['sink'],
		},
		...(scenarios.length > 0
			? [
					{
						value: {kind: 'shelf', name: 'examples'},
						says: `Examples in the lab, which need no network: ${scenarios.length}.`,
						names: ['examples', 'lab', 'demo'],
					} as const,
				]
			: []),
		{value: {kind: 'leave'}, says: 'Leave lostmail.', names: ['quit', 'exit', 'q']},
	];
	const [first] = playbooks;
	return {
		ask: [
			'',
			...(trouble === undefined ? [] : [`Not everything could be read: ${sentence(trouble)}`]),
			'What do you want to do?',
		],
		items,
		prompt: 'Which?',
		...(first ? {usual: {value: {kind: 'playbook', name: first.name}, word: 'the first'}} : {}),
		help: [
			'Type the number of a line, the beginning of its words, or any words to search everything by, the examples and the cases included.',
			'Nothing is sent and nothing is changed before you are asked.',
		],
		search: words => searched(words, playbooks, cases, scenarios),
		// The way out is part of what is read first.
		page: items.length,
	};
};

/** A list of its own behind one line of the first. */
export const shelfMenu = (
	shelf: Extract<HomeChoice, {kind: 'shelf'}>['name'],
	{scenarios}: Library,
	cases: readonly StoredCase[],
): Menu<HomeChoice> => {
	const shelves = {
		cases: {title: `${counted(cases.length, 'case')}, the newest first.`, items: cases.map(caseItem)},
		examples: {
			title: `${counted(scenarios.length, 'example')}. Each is a small internet of its own with one fault in it.`,
			items: scenarios.map(scenarioItem),
		},
		sinks: {title: 'Who may hand in mail?', items: sinkItems},
	} as const;
	const {title, items} = shelves[shelf];
	return {
		ask: ['', title],
		items,
		prompt: 'Which?',
		help: ['Type the number of a line, the beginning of its words, or any words to search by.'],
		back: true,
		search: words => items.filter(item => fits(words, [item.says, ...(item.names ?? [])])),
	};
};

const sinkItems: readonly Item<HomeChoice>[] = [
	{
		value: {kind: 'sink', name: 'this-machine'},
		says: 'Only programs on this machine.',
		names: ['this machine'],
	},
	{
		value: {kind: 'sink', name: 'network'},
		says: 'Everybody who can reach this machine over the network, strangers included: for a device elsewhere.',
		names: ['network'],
	},
];

const playbookItem = ({name, title, appliesTo}: Library['playbooks'][number]): Item<HomeChoice> => ({
	value: {kind: 'playbook', name},
	says: sentence(appliesTo === undefined ? title : `${title}, for ${appliesTo}`),
	names: [name],
});

const scenarioItem = ({name, title}: Library['scenarios'][number]): Item<HomeChoice> => ({
	value: {kind: 'scenario', name},
	says: sentence(title),
	names: [name],
});

/** What can be done with it comes first, and the name that nobody remembers last. */
const caseItem = (stored: StoredCase): Item<HomeChoice> => {
	const {id, playbook, openedAt, scenario} = stored;
	const of = `${playbook.title.replace(/\.$/, '')}${scenario === undefined ? '' : `, the example ${scenario}`}`;
	const [what, state] = standingOf(stored);
	return {
		value: {kind: 'case', name: id},
		says: sentence(`${what}: ${of}, of ${dayTime(openedAt).slice(0, -3)}, ${state}, case ${id}`),
		names: [id],
	};
};

const standingOf = ({
	verdict,
	diagnosis,
	isOpen,
	unreadable,
}: StoredCase): readonly [what: string, state: string] => {
	if (unreadable !== undefined) return ['Cannot be read', unreadable];
	if (isOpen) return ['Look at', 'open elsewhere at this moment'];
	if (verdict === undefined) return ['Go on with', 'not finished'];
	switch (verdict) {
		case 'cancelled':
			return ['Go on with', 'cancelled'];
		case 'diagnosed':
			return ['Look again at', `cause found: ${diagnosis?.cause ?? 'not named'}`];
		case 'healthy':
			return ['Look again at', 'nothing found that would stop the mail'];
		case 'inconclusive':
			return ['Look again at', 'could not be found out'];
	}
};

const searched = (
	words: string,
	playbooks: Library['playbooks'],
	cases: readonly StoredCase[],
	scenarios: Library['scenarios'],
): readonly Item<HomeChoice>[] => [
	...playbooks.filter(({name, title, about}) => fits(words, [name, title, about])).map(playbookItem),
	...cases
		.filter(({id, playbook, diagnosis}) =>
			fits(words, [id, playbook.title, diagnosis?.cause ?? '', diagnosis?.text ?? '']),
		)
		.map(caseItem),
	...scenarios
		.filter(({name, title, about}) => fits(words, [name, title, about]))
		.map(one => ({...scenarioItem(one), says: `${one.title.replace(/\.$/, '')}, an example.`})),
];

/** Whether every word stands somewhere. */
const fits = (words: string, texts: readonly string[]): boolean => {
	const all = texts.join(' ').toLowerCase();
	return words
		.toLowerCase()
		.split(/\s+/)
		.every(word => all.includes(word));
};
