import {isTyping} from '../place.ts';
import type {Situation} from '../situation.ts';
import {stateOfTab, subjectOf, titleOfTab} from '../tab-state.ts';
import {clean} from '../text.ts';
import {findingViews, reduceUi} from '../ui.ts';
import {storedWord} from '../views/case-rows.ts';
import {proceduresOf} from '../views/procedure-lines.ts';
import {keyed, pressKey, toDesk, whyNoDesk, whyNoKey} from './keyed.ts';
import type {Offer, PaletteRow, Reach} from './row.ts';

const stillReading = ({library}: Situation, count: number): string | undefined =>
	library.loading && count === 0 ? 'the library is still being read' : undefined;

/** Begin, go on, and move between what is open. */
const opening: readonly PaletteRow[] = [
	{
		name: 'run',
		takes: 'PLAYBOOK',
		what: 'playbook',
		does: 'Start a playbook in a tab of its own',
		offers: ({library}) => library.playbooks.map(({name, title}) => ({value: name, about: clean(title)})),
		why: situation => stillReading(situation, situation.library.playbooks.length),
		run: (name, {situation, doors}) =>
			doors.open(
				{kind: 'playbook', name},
				situation.library.playbooks.find(known => known.name === name)?.title ?? name,
			),
	},
	{
		name: 'demo',
		takes: 'SCENARIO',
		what: 'world of the lab',
		does: 'Run a world of the lab: no network, no mail account',
		offers: ({library}) => library.scenarios.map(({name, title}) => ({value: name, about: clean(title)})),
		why: situation => stillReading(situation, situation.library.scenarios.length),
		run: (name, {situation, doors}) =>
			doors.open(
				{kind: 'scenario', name},
				situation.library.scenarios.find(known => known.name === name)?.title ?? name,
			),
	},
	{
		name: 'case',
		takes: 'ID',
		what: 'case on disk',
		does: 'Go on with a case on disk, or look at it again',
		offers: ({cases}) =>
			cases.map(stored => ({
				value: clean(stored.id),
				about: clean(
					`${storedWord(stored)}: ${stored.playbook.title} ${stored.diagnosis?.cause ?? ''}`.trimEnd(),
				),
			})),
		why: ({cases}) => (cases.length === 0 ? 'no case is on the disk yet' : undefined),
		run: (name, {situation, doors}) =>
			doors.open({kind: 'case', name}, situation.cases.find(({id}) => id === name)?.playbook.title ?? name),
	},
	{
		name: 'cases',
		does: 'All cases on disk',
		run: (_, {doors}) => doors.open({kind: 'shelf', name: 'cases'}, ''),
	},
	{
		name: 'lab',
		does: 'All worlds of the lab',
		run: (_, {doors}) => doors.open({kind: 'shelf', name: 'lab'}, ''),
	},
	{
		name: 'sink',
		takes: '[network]',
		what: 'reach of a sink',
		does: 'Catch mail: on this machine only, or from the whole network',
		offers: () => [{value: 'network', about: 'Everybody who reaches this machine can hand in mail'}],
		run: (words, {doors}) =>
			doors.open({kind: 'sink', name: words === 'network' ? 'network' : 'this-machine'}, 'Catching mail'),
	},
	{
		name: 'tab',
		takes: 'N',
		what: 'tab',
		does: 'Show another tab; 0 is home',
		offers: ({bench}) =>
			bench.tabs.map((tab, index) => ({
				value: String(index),
				about: `${titleOfTab(tab)}${subjectOf(tab) ? `, ${subjectOf(tab)}` : ''}: ${stateOfTab(tab).text}`,
			})),
		run: (words, {doors}) => doors.show(Number(words)),
	},
	{
		name: 'home',
		does: 'The first screen; what runs goes on',
		run: (_, {doors}) => doors.open({kind: 'shelf', name: 'home'}, ''),
	},
	keyed('close', 'Close this tab; asks while it runs', 'close'),
];

/** Of the case in this tab. */
const ofThisCase: readonly PaletteRow[] = [
	{
		name: 'step',
		takes: 'ID',
		what: 'step of this case',
		does: 'Choose a step of the run',
		offers: ({desk}) =>
			(desk?.state.steps ?? []).map(({id, title}): Offer => ({value: id, about: clean(title)})),
		why: whyNoDesk,
		run: (step, reach) => {
			toDesk(reach);
			reach.doors.dispatch({type: 'screen.shown', screen: 'run'});
			reach.doors.dispatch({type: 'step.chosen', step});
		},
	},
	{
		name: 'view',
		takes: 'SIDE',
		what: 'side of a finding',
		does: 'The finding of the step: sentence, evidence, raw, transcript',
		offers: () => [
			{value: 'sentence', about: 'What it says, in words'},
			{value: 'evidence', about: 'What it rests on, line by line'},
			{value: 'raw', about: 'The same as JSON'},
			{value: 'transcript', about: 'The whole conversation, explained'},
		],
		why: (situation, words) =>
			words === 'transcript' ? whyNoKey('transcript', situation) : whyNoDesk(situation),
		run: (words, reach) => {
			const view = findingViews.find(name => name === words);
			if (!view) return pressKey('transcript', reach);
			toDesk(reach);
			reach.doors.dispatch({type: 'screen.shown', screen: 'step'});
			reach.doors.dispatch({type: 'view.shown', view});
		},
	},
	keyed('transcript', 'The whole conversation with this server, explained', 'transcript'),
	keyed('diagnosis', 'The cause, and why we think so', 'diagnosis'),
	{
		...keyed('procedure', 'What to do; another way by its name', 'procedure'),
		takes: '[NAME]',
		what: 'procedure of this case',
		offers: ({desk}) =>
			desk ? proceduresOf(desk.state).map(({name, title}) => ({value: name, about: clean(title)})) : [],
		why: situation => (situation.drawn === 'procedure' ? undefined : whyNoKey('procedure', situation)),
		run: (words, reach) => {
			const {desk, drawn} = reach.situation;
			if (drawn !== 'procedure') pressKey('procedure', reach);
			const index = desk ? proceduresOf(desk.state).findIndex(({name}) => name === words) : -1;
			if (index >= 0) reach.doors.dispatch({type: 'procedure.turned', index});
		},
	},
	{
		...keyed('again', 'Check once more: what this screen names, or everything', 'again'),
		takes: '[all]',
		what: 'what to check again',
		offers: () => [{value: 'all', about: 'Every step'}],
		why: (situation, words) => whyNoKey(words === 'all' ? 'again-all' : 'again', situation),
		run: (words, reach) => pressKey(words === 'all' ? 'again-all' : 'again', reach),
	},
	{
		...keyed('export', 'Write a report of this case into the current folder', 'export'),
		takes: 'REPORT',
		what: 'report',
		offers: ({host}) => host.reports.map(({name, about}) => ({value: name, about: clean(about)})),
		run: (words, {doors}) => doors.write(words),
	},
	keyed('copy', 'Copy the line for a ticket, or what is to be published', 'copy'),
	keyed('pager', 'This page in your own pager', 'pager'),
	keyed('caught', 'What the sink of this case has caught', 'caught'),
	keyed('answer', 'The question that waits', 'question'),
];

/** Types words where they are looked for from here: a page, the list of home, or a sink. */
const find = (words: string, {situation, doors, press, paste}: Reach): void => {
	let {ui} = situation;
	const followed = {
		...doors,
		dispatch: (action: Parameters<typeof doors.dispatch>[0]) => {
			ui = reduceUi(ui, action);
			doors.dispatch(action);
		},
	};
	press('/', situation, followed);
	const place = situation.inbox ? 'search' : situation.desk ? 'find' : 'filter';
	const there = () => ({...situation, ui, place}) as const;
	if (!isTyping(place)) return;
	press('ctrl+u', there(), followed);
	paste(words, there(), followed);
	press('enter', there(), followed);
};

const anywhere: readonly PaletteRow[] = [
	{
		name: 'find',
		takes: 'WORDS',
		what: 'words',
		does: 'Find words: on this page, in this list, among what was caught',
		why: situation =>
			whyNoKey(
				situation.desk && !situation.inbox ? 'find-open' : situation.inbox ? 'search' : 'filter',
				situation,
			),
		run: find,
	},
	{
		name: 'guide',
		does: 'The guide: one thing at a time, in plain words',
		why: ({bench}) => (bench.manner === 'guide' ? 'this is the guide' : undefined),
		run: (_, {doors}) => doors.choose('guide'),
	},
	{
		name: 'desk',
		does: 'The desk: everything at once, by key',
		why: ({bench}) => (bench.manner === 'desk' ? 'this is the desk' : undefined),
		run: (_, {doors}) => doors.choose('desk'),
	},
	keyed('cancel', 'Cancel what runs; quit when nothing does', 'cancel'),
	keyed('help', 'All keys of this screen, and these commands', 'help'),
	keyed('quit', 'Quit; asks while something runs', 'quit'),
];

/** Every command of the command line, in the order of the help. */
export const paletteTable: readonly PaletteRow[] = [...opening, ...ofThisCase, ...anywhere];
