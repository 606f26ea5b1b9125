import {expect, test} from 'vitest';
import type {StoredCase} from '../../../source/core/stored-case.ts';
import {beginning} from '../../../source/tui/bench.ts';
import type {ConsoleStart, Library} from '../../../source/tui/host.ts';
import {startContent, startRows} from '../../../source/tui/views/guide-start.ts';
import {scripted} from '../scripted.ts';
import {done, opened} from '../story.ts';
import {toldBy} from '../told.ts';

const playbook = (name: string) => ({name, title: `Title of ${name}`, about: `About ${name}.`});
const library: Library = {
	playbooks: ['domain-health', 'my-own', 'spam-interception', 'tos-verification-code'].map(playbook),
	scenarios: [playbook('healthy'), playbook('app-password-needed')],
};
const now = Date.UTC(2026, 10, 23, 12);
const stored = (id: string, more: Partial<StoredCase> = {}): StoredCase => ({
	id,
	file: `/cases/${id}`,
	playbook: {name: 'spam-interception', title: 'Sent, and never seen'},
	openedAt: now - 90_000,
	lastAt: now - 60_000,
	...more,
});
const rows = (cases: readonly StoredCase[] = [], start: ConsoleStart = {kind: 'home'}, known = library) =>
	startRows({library: known, cases, bench: beginning({start, manner: 'guide'}), now});

test('the playbooks stand in the words of a person, the commonest first; others say what they are about', () => {
	expect(rows().map(({label}) => label)).toEqual([
		'I forgot my password, and the code does not come',
		'The mail was sent, and nobody can find it',
		'Mail from our own domain does not arrive',
		'Title of my-own: About my-own.',
		"I don't know",
		'Show me an example; nothing of yours is touched',
	]);
});

test('whoever does not know begins with the main one, and the example is a world of the lab', () => {
	expect(
		rows()
			.slice(-2)
			.map(({leads}) => leads),
	).toEqual([
		{
			to: 'open',
			choice: {kind: 'playbook', name: 'tos-verification-code'},
			title: 'Title of tos-verification-code',
		},
		{
			to: 'open',
			choice: {kind: 'scenario', name: 'app-password-needed'},
			title: 'Title of app-password-needed',
		},
	]);
});

test('the last case that was broken off goes on, unless somebody has it open or nothing of it can be told', () => {
	const broken = stored('aaaaaa');
	expect(rows([stored('ffffff', {verdict: 'healthy'}), broken, stored('bbbbbb')])[0]?.leads).toMatchObject({
		choice: {kind: 'case', name: 'aaaaaa'},
	});
	expect(rows([broken])[0]?.label).toMatch(
		/^Go on where I stopped \(.*\): The mail was sent, and nobody can find it$/,
	);
	expect(rows([stored('aaaaaa', {verdict: 'cancelled'})])[0]?.label).toMatch(/^Go on where/);
	for (const more of [
		{isOpen: true},
		{unreadable: 'no case'},
		{verdict: 'healthy'},
		{scenario: 'x'},
	] as const)
		expect(rows([stored('aaaaaa', more)])[0]?.label).toMatch(/^I forgot/);
});

test('what is open already is a line of its own, and is not offered twice', () => {
	const running = {...scripted([opened]).open, id: 'aaaaaa'};
	const [first, second] = rows([stored('aaaaaa')], {kind: 'case', case: running});
	expect(first).toEqual({
		label: 'Go on: I forgot my password, and the code does not come',
		leads: {to: 'tab', at: 1},
	});
	expect(second?.label).toMatch(/^I forgot/);
	const [over] = rows([], {kind: 'case', case: scripted(done).open});
	expect(over?.label).toMatch(/^Back to what was found/);
});

test('before anything is read there is nothing to choose, and the screen says so', () => {
	const empty: Library = {playbooks: [], scenarios: [], loading: true};
	expect(rows([], {kind: 'home'}, empty)).toEqual([]);
	const bench = beginning({start: {kind: 'home'}, manner: 'guide'});
	const {ask, text} = startContent({library: empty, cases: [], bench, now, version: '1'}, 78);
	expect(toldBy(ask)).toBe('What is wrong?');
	expect(toldBy(text)).toContain('the list is being read');
	expect(toldBy(text)).toContain('Nothing on the device is changed, and no password is stored.');
	expect(toldBy(text)).toContain('At most one');
});

test('what comes from outside cannot act on the terminal', () => {
	const evil: Library = {
		playbooks: [{name: 'x', title: 'A\u001B[2J\u202Eb', about: ''}],
		scenarios: [],
	};
	for (const {label} of rows([], {kind: 'home'}, evil)) expect(label).toMatch(/^[^\p{Cc}\u202E]*$/u);
});
