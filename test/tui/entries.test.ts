import {expect, test} from 'vitest';
import {beginning, reduceBench} from '../../source/tui/bench.ts';
import {
	chosenEntry,
	doomedCase,
	keyOfEntry,
	listingOf,
	sectionFrom,
	selectedIn,
} from '../../source/tui/entries.ts';
import {firstShelf, type HomeChange, reduceHome} from '../../source/tui/home-ui.ts';
import type {Library} from '../../source/tui/host.ts';
import {layoutFor} from '../../source/tui/layout.ts';
import {scripted} from './scripted.ts';
import {playbooks, stored, unfinished, worlds} from './shelves.ts';
import {opened} from './story.ts';

const library: Library = {playbooks, scenarios: worlds(12)};
const bench = beginning({start: {kind: 'home'}, manner: 'desk'});
const after = (...changes: readonly HomeChange[]) => changes.reduce(reduceHome, firstShelf);
const search = (text: string): HomeChange => ({type: 'filter.edited', edit: {type: 'insert', text}});
const shelf = (name: 'cases' | 'lab'): HomeChange => ({type: 'shelf.shown', shelf: name});
const home = {bench, library, cases: [], layout: layoutFor(80, 24), ui: {home: firstShelf}};
const sections = (entries: ReturnType<typeof listingOf>['entries']) => [
	...new Set(entries.map(({section}) => section)),
];

test('on a fresh machine the first line is the lab', () => {
	const {entries, outOf} = listingOf(home);
	expect(entries[0]).toMatchObject({
		choice: {kind: 'shelf', name: 'lab'},
		title: 'The lab: 12 worlds, each with one fault',
		section: 'New here?',
	});
	expect(entries[0]?.about).toContain('no network and no mail account');
	expect(sections(entries)).toEqual(['New here?', 'Playbooks', 'Catch mail']);
	expect(outOf).toBe(entries.length);
});

test('nobody is called new before everything is read', () => {
	const reading = listingOf({...home, library: {playbooks: [], scenarios: [], loading: true}});
	expect(sections(reading.entries)).toEqual(['The lab', 'Catch mail']);
	const without = listingOf({...home, library: {playbooks: [], scenarios: []}});
	expect(sections(without.entries)).toEqual(['Catch mail']);
});

test('the last cases: unfinished ones first, never all of them; none of the lab, none that cannot be read', () => {
	const cases = [
		stored(1),
		stored(2, {scenario: 'smtp-fault-1'}),
		stored(3, {unreadable: 'it is a picture'}),
		...[4, 5, 6, 7, 8].map(unfinished),
		stored(9, {verdict: 'healthy'}),
		stored(10, {verdict: 'cancelled'}),
	];
	const {entries} = listingOf({...home, cases});
	const recent = entries.filter(({section}) => section === 'Recent cases');
	expect(recent.map(({stored: one}) => one?.id)).toEqual(['000004', '000005', '000006', '000001', '000009']);
	expect(sections(entries)).toEqual(['Recent cases', 'Playbooks', 'Catch mail', 'More']);
	expect(entries.map(({title}) => title)).toContain('All cases (10)');
	const taller = listingOf({...home, cases, layout: layoutFor(160, 50)}).entries;
	expect(taller.filter(({section}) => section === 'Recent cases')).toHaveLength(8);
	const small = listingOf({...home, cases, layout: layoutFor(40, 10)}).entries;
	expect(small.filter(({section}) => section === 'Recent cases')).toHaveLength(2);
});

test('what is open stands first, and its case not a second time', () => {
	const story = scripted([opened]);
	const open = {...story.open, id: '000001'};
	const two = [
		{type: 'tab.opening', id: 7, title: 'x'},
		{type: 'tab.opened', id: 7, what: {kind: 'case', open}},
	] as const;
	const busy = two.reduce(reduceBench, bench);
	const cases = [stored(1), stored(2)];
	const {entries} = listingOf({...home, bench: busy, cases});
	expect(entries[0]).toMatchObject({choice: {kind: 'tab', name: '7'}, section: 'Open now', tab: 1});
	const recent = entries.filter(({section}) => section === 'Recent cases');
	expect(recent.map(({stored: one}) => one?.id)).toEqual(['000002']);
	const all = listingOf({...home, bench: busy, cases, ui: {home: after(shelf('cases'))}}).entries;
	expect(all.map(({tab}) => tab)).toEqual([1, undefined]);
});

test('a search at home looks at everything, by words in any order', () => {
	const cases = [stored(1), unfinished(2)];
	const found = (text: string) => listingOf({...home, cases, ui: {home: after(search(text))}});
	expect(found('FAULT 7').entries.map(({choice}) => choice.name)).toEqual(['smtp-fault-7']);
	expect(found('7 fault').entries).toEqual(found('FAULT 7').entries);
	expect(found('password app').entries.map(({choice}) => choice.name)).toEqual(['000001']);
	expect(found('go on').entries.map(({choice}) => choice.name)).toContain('000002');
	expect(found('network catch').entries.map(({choice}) => choice)).toContainEqual({
		kind: 'sink',
		name: 'network',
	});
	expect(found('  ').entries).toEqual(listingOf({...home, cases}).entries);
	expect(found('nothing of the kind')).toEqual({entries: [], outOf: 2 + 2 + 2 + 12});
});

test('the lab by its playbooks; a shelf is searched alone', () => {
	const mixed: Library = {
		playbooks,
		scenarios: [
			...worlds(12),
			{name: 'wrong-password', title: 'The password is wrong', about: ''},
			{name: 'code-late', title: 'The code is late', about: '', playbook: 'tos-verification-code'},
		],
	};
	const {entries, outOf} = listingOf({...home, library: mixed, ui: {home: after(shelf('lab'))}});
	expect(outOf).toBe(14);
	expect(sections(entries)).toEqual([
		'Faults of the mail path',
		'Verification code never arrives',
		'Settings of outgoing mail',
	]);
	const narrowed = listingOf({
		...home,
		library: mixed,
		cases: [stored(1)],
		ui: {home: after(shelf('lab'), search('password'))},
	});
	expect(narrowed.entries.map(({choice}) => choice.name)).toEqual(['wrong-password']);
	expect(narrowed.outOf).toBe(14);
});

test('the entries of a list are made once', () => {
	const cases = Array.from({length: 500}, (_, index) => stored(index));
	const on = {...home, cases, ui: {home: after(shelf('cases'))}};
	expect(listingOf(on).entries).toBe(listingOf(on).entries);
});

test('the pointer keeps its entry when others come before it', () => {
	const {entries} = listingOf({...home, cases: [stored(2)]});
	const at = entries.findIndex(({choice}) => choice.name === 'smtp-settings');
	const ui = after({type: 'row.picked', selected: at, key: 'playbook:smtp-settings'});
	const more = listingOf({...home, cases: [stored(1), stored(2), stored(3)]}).entries;
	expect(selectedIn(more, ui)).toBe(at + 2);
	expect(chosenEntry({entries: more, ui: {home: ui}})?.choice.name).toBe('smtp-settings');
	expect(selectedIn([], ui)).toBe(0);
	expect(chosenEntry({entries: [], ui: {home: ui}})).toBeUndefined();
});

test('where nobody put the pointer, it stands at what can be opened; what another process has is told as that', () => {
	const cases = [stored(1, {isOpen: true}), stored(2)];
	const {entries} = listingOf({...home, cases});
	expect(entries[selectedIn(entries, firstShelf)]?.choice.name).toBe('000002');
	const elsewhere = entries.find(({choice}) => choice.name === '000001');
	expect(elsewhere?.about).toMatch(/^Another process has it open: leave it there first/);
	const ui = after({type: 'row.picked', selected: 0, key: 'case:000001'});
	expect(entries[selectedIn(entries, ui)]?.choice.name).toBe('000001');
	const alone = listingOf({...home, cases: [stored(1, {isOpen: true})], ui: {home: after(shelf('cases'))}});
	expect(selectedIn(alone.entries, after(shelf('cases')))).toBe(0);
});

test('only the very case that was pointed at is deleted', () => {
	const cases = [stored(1), stored(2)];
	const {entries} = listingOf({...home, cases, ui: {home: after(shelf('cases'))}});
	const ui = after(shelf('cases'), {type: 'row.picked', selected: 0, key: 'case:000001'});
	expect(doomedCase({entries, ui: {home: ui}})?.id).toBe('000001');
	expect(doomedCase({entries: entries.slice(1), ui: {home: ui}})).toBeUndefined();
	expect(doomedCase({entries, ui: {home: firstShelf}})).toBeUndefined();
});

test('from part to part of the list and back', () => {
	const {entries} = listingOf({...home, cases: [stored(1), stored(2)]});
	const starts = entries.flatMap((entry, index) =>
		entries[index - 1]?.section === entry.section ? [] : [index],
	);
	expect(sectionFrom(entries, 0, 1)).toBe(starts[1]);
	expect(sectionFrom(entries, 1, -1)).toBe(0);
	expect(sectionFrom(entries, starts[2] ?? 0, -1)).toBe(starts[1]);
	expect(sectionFrom(entries, entries.length - 1, 1)).toBe(entries.length - 1);
	expect(sectionFrom(entries, 0, -1)).toBe(0);
});

test('what stands in a case file cannot act on the terminal', () => {
	const evil = stored(1, {
		playbook: {name: 'x', title: 'a\u001B[2Jb\u202E'},
		unreadable: 'bad\u001B]52;c;aGk=\u0007',
	});
	const [entry] = listingOf({...home, cases: [evil], ui: {home: after(shelf('cases'))}}).entries;
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
	expect(`${entry?.title}${entry?.about}${entry?.words}`).not.toMatch(/[\u0000-\u001F\u202E]/);
	expect(entry && keyOfEntry(entry)).toBe('case:000001');
});
