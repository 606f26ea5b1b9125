import {expect, test} from 'vitest';
import {homeMenu, shelfMenu} from '../../../source/commands/line/home-lines.ts';
import type {StoredCase} from '../../../source/core/stored-case.ts';
import type {Library} from '../../../source/tui/host.ts';

const library: Library = {
	playbooks: [
		{name: 'tos', title: 'Verification code never arrives', about: 'Finds the hop.', appliesTo: 'TOS 7'},
		{name: 'smtp', title: 'Settings of outgoing mail', about: 'Tests a mail account.'},
	],
	scenarios: [
		{name: 'app-password', title: 'The provider wants an app password.', about: 'A refused login.'},
	],
};

const stored = (id: string, more: Partial<StoredCase> = {}): StoredCase => ({
	id,
	file: `/cases/${id}.ndjson`,
	playbook: {name: 'tos', title: 'Verification code never arrives'},
	openedAt: new Date(2026, 0, 5, 12, 4).getTime(),
	lastAt: 0,
	...more,
});

const cases = [
	stored('7f01ab'),
	stored('7f01ac', {verdict: 'cancelled', scenario: 'app-password'}),
	stored('7f01ad', {verdict: 'diagnosed', diagnosis: {cause: 'auth.wrong', text: 'Wrong password.'}}),
	stored('7f01ae', {verdict: 'healthy'}),
];

test('the first list is short: playbooks, a few cases, the sink, the examples, and the way out', () => {
	const {items, usual} = homeMenu(library, cases);
	expect(items.map(({says}) => says)).toEqual([
		'Verification code never arrives, for TOS 7.',
		'Settings of outgoing mail.',
		'Go on with: Verification code never arrives, of 2026-01-05 12:04, not finished, case 7f01ab.',
		'Go on with: Verification code never arrives, the example app-password, of 2026-01-05 12:04, cancelled, case 7f01ac.',
		'Look again at: Verification code never arrives, of 2026-01-05 12:04, cause found: auth.wrong, case 7f01ad.',
		'All cases on this machine: 4.',
		'Catch mail in a sink: whatever a device sends is kept here, and nothing is sent on.',
		'Examples in the lab, which need no network: 1.',
		'Leave lostmail.',
	]);
	expect(usual?.value).toEqual({kind: 'playbook', name: 'tos'});
});

test('words search everything', () => {
	const {search} = homeMenu(library, cases);
	expect(search?.('refused login').map(({says}) => says)).toEqual([
		'The provider wants an app password, an example.',
	]);
	expect(search?.('wrong password').map(({value}) => value)).toEqual([{kind: 'case', name: '7f01ad'}]);
	expect(search?.('nothing like that')).toEqual([]);
});

test('what could not be read is said', () => {
	expect(homeMenu({playbooks: [], scenarios: [], trouble: 'the folder is gone'}, []).ask).toContain(
		'Not everything could be read: the folder is gone.',
	);
});

test('each shelf has its list and a way back', () => {
	expect(shelfMenu('cases', library, cases).items).toHaveLength(4);
	expect(shelfMenu('examples', library, cases).search?.('app')).toHaveLength(1);
	expect(shelfMenu('sinks', library, cases)).toMatchObject({
		back: true,
		items: [{value: {name: 'this-machine'}}, {value: {name: 'network'}}],
	});
});
