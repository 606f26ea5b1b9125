import type {StoredCase} from '../../core/stored-case.ts';
import type {Bench} from '../bench.ts';
import type {HomeChoice} from '../entries.ts';
import type {Library} from '../host.ts';
import {subjectOf} from '../tab-state.ts';
import {clean, paragraph} from '../text.ts';
import {momentWords} from '../words.ts';
import {type GuideContent, paragraphs} from './guide-page.ts';

/** What a line of the first screen leads to: something new in a tab of its own, or a tab that is open. */
export type StartRow = {
	readonly label: string;
	readonly leads:
		| {readonly to: 'open'; readonly choice: Exclude<HomeChoice, {kind: 'shelf'}>; readonly title: string}
		| {readonly to: 'tab'; readonly at: number};
};

/** What a person would say, the commonest first; other playbooks come after them and say what they are about. */
const plainTitles: Readonly<Record<string, string>> = {
	'tos-verification-code': 'I forgot my password, and the code does not come',
	'spam-interception': 'The mail was sent, and nobody can find it',
	'smtp-settings': 'A device or a program cannot send mail',
	'capture-code': 'I want to see whether the device sends the code at all',
	'domain-health': 'Mail from our own domain does not arrive',
};

const mainPlaybook = 'tos-verification-code';
const exampleScenario = 'app-password-needed';

type Known = {
	readonly library: Library;
	readonly cases: readonly StoredCase[];
	readonly bench: Bench;
	readonly now: number;
};

/** What a person may say, the unfinished first; nothing of the library is listed before it is read. */
export const startRows = ({library, cases, bench, now}: Known): readonly StartRow[] => {
	const {playbooks, scenarios} = library;
	const main = playbooks.find(({name}) => name === mainPlaybook) ?? playbooks[0];
	const example = scenarios.find(({name}) => name === exampleScenario) ?? scenarios[0];
	return [
		...openTabs(bench, now),
		...unfinished(cases, bench, now),
		...commonestFirst(playbooks).map(({name, title, about}): StartRow => {
			const label = plainTitles[name] ?? (about === '' ? title : `${title}: ${about}`);
			return {
				label: clean(label),
				leads: {to: 'open', choice: {kind: 'playbook', name}, title: clean(title)},
			};
		}),
		...(main
			? [
					{
						label: "I don't know",
						leads: {
							to: 'open',
							choice: {kind: 'playbook', name: main.name},
							title: clean(main.title),
						},
					} satisfies StartRow,
				]
			: []),
		...(example
			? [
					{
						label: 'Show me an example; nothing of yours is touched',
						leads: {
							to: 'open',
							choice: {kind: 'scenario', name: example.name},
							title: clean(example.title),
						},
					} satisfies StartRow,
				]
			: []),
	];
};

const commonestFirst = (playbooks: Library['playbooks']): Library['playbooks'] => {
	const known = Object.keys(plainTitles);
	const rank = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
	return playbooks.toSorted((a, b) => rank(a.name) - rank(b.name));
};

/** Cases that are open go on where they stand; those that would read alike say whose mail it is, and which tab. */
const openTabs = ({tabs}: Bench, now: number): readonly StartRow[] => {
	const rows = tabs.flatMap((tab, index) => {
		const {at} = tab.ui;
		if (at.place !== 'case') return [];
		const {verdict, playbook, openedAt} = at.open.session.snapshot();
		const does = verdict === undefined ? 'Go on' : 'Back to what was found';
		const label = `${does}: ${sayingOf(playbook)}`;
		const about = tab.world ?? subjectOf(tab);
		const which = [
			...(about === undefined ? [] : [about]),
			`begun ${momentWords(openedAt, now)}, tab ${index}`,
		];
		return [{label, which: which.join(', '), index}];
	});
	const isAlone = (label: string) => rows.filter(other => other.label === label).length === 1;
	return rows.map(({label, which, index}) => ({
		label: clean(isAlone(label) ? label : `${label} (${which})`),
		leads: {to: 'tab', at: index},
	}));
};

/** The last one that was broken off, left or stopped, if no process goes on with it. */
const unfinished = (cases: readonly StoredCase[], {tabs}: Bench, now: number): readonly StartRow[] => {
	const open = tabs.flatMap(({ui: {at}}) => (at.place === 'case' ? [at.open.id] : []));
	const last = cases.find(
		({id, verdict, isOpen, unreadable, scenario}) =>
			(verdict === undefined || verdict === 'cancelled') &&
			!isOpen &&
			scenario === undefined &&
			unreadable === undefined &&
			!open.includes(id),
	);
	if (!last) return [];
	return [
		{
			label: clean(`Go on where I stopped (${momentWords(last.lastAt, now)}): ${sayingOf(last.playbook)}`),
			leads: {to: 'open', choice: {kind: 'case', name: last.id}, title: clean(last.playbook.title)},
		},
	];
};

const sayingOf = ({name, title}: {readonly name: string; readonly title: string}): string =>
	plainTitles[name] ?? title;

/** One question, and what will happen then. */
export const startContent = (known: Known & {readonly version: string}, width: number): GuideContent => {
	const {library, version} = known;
	return {
		of: 'start',
		title: 'Guide',
		right: version,
		ask: paragraph('What is wrong?', width, 'strong'),
		text: paragraphs(
			library.trouble === undefined ? [] : paragraph(library.trouble, width, 'warning'),
			paragraph(
				'First come a few questions, one at a time. Then lostmail looks for the place where the mail gets lost, and says what to do.',
				width,
			),
			paragraph(
				'Nothing on the device is changed, and no password is stored. At most one test mail is sent, and only if you allow it.',
				width,
			),
			library.loading ? paragraph('One moment, the list is being read.', width, 'faint') : [],
		),
		rows: startRows(known).map(({label}) => label),
	};
};
