import {expect, test} from 'vitest';
import {keys} from '../../support/screen.ts';
import {scripted} from '../scripted.ts';
import {noon, playbooks, shelfOf, stored, unfinished, watched, worlds} from '../shelves.ts';
import {start} from '../start.tsx';
import {opened} from '../story.ts';

const library = watched({playbooks, scenarios: worlds(777)});
const many = [
	unfinished(1),
	stored(2),
	stored(3, {verdict: 'healthy'}),
	...Array.from({length: 497}, (_, i) => stored(i + 4)),
];

const atHome = async (
	cases = shelfOf(many),
	size: {readonly columns?: number; readonly rows?: number; readonly glyphs?: 'unicode' | 'ascii'} = {},
) => {
	const asked: string[] = [];
	const screen = await start([opened], {
		home: true,
		now: noon,
		...size,
		host: {
			library,
			cases,
			open: async ({kind, name}) => {
				asked.push(`${kind} ${name}`);
				return {...scripted([opened]).open, ...(kind === 'case' ? {id: name} : {})};
			},
		},
	});
	return {...screen, asked, cases};
};

test('home: unfinished first with the word, verdict by mark and word, cause, when, and how many there are', async () => {
	const {until, press, asked} = await atHome();
	const home = await until('All cases (500)');
	expect(home).toMatch(
		/Recent cases\s*│\n│▸ ○ go on +11:59:00 +Settings of outgoi.*unfinished: Enter goes on/,
	);
	expect(home).toMatch(/✖ cause found +11:58:00 .*auth\.app-password-needed/);
	expect(home).toMatch(/✔ healthy +11:57:00/);
	expect(home).toContain('The lab: 777 worlds, each with one fault');
	expect(home).toContain('Catch mail from the whole network');
	await press(keys.enter);
	await until('Steps');
	expect(asked).toEqual(['case 000001']);
});

test.each([
	[40, 10, 'ascii'],
	[80, 24, 'unicode'],
	[160, 50, 'ascii'],
] as const)('every list of home fits %ix%i', async (columns, rows, glyphs) => {
	const {press, until, screen} = await atHome(shelfOf(many), {columns, rows, glyphs});
	const fits = (wanted: string) => {
		const lines = screen().split('\n');
		expect(lines).toHaveLength(rows);
		expect(lines[0]).toMatch(/^ lostmail/);
		expect(screen()).toContain(wanted);
		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
		expect(lines[rows - 1]).toMatch(/q quit$/);
		if (glyphs === 'ascii') expect(screen()).toMatch(/^[\n -~]*$/);
	};
	await until('Recent cases');
	fits('go on');
	await press('c');
	await until('500 cases on disk');
	fits('000001');
	await press('G');
	await until('500 of 500');
	fits('0001f4');
	await press('l');
	await until(/The lab: 777/);
	fits('Fault 1');
	await press('/7 fault 777');
	await until('The lab: 1 of 777');
	expect(screen()).toContain('Fault 777');
	await press(keys.enter);
	await press(keys.escape);
	await until('The lab: 777');
	await press(keys.escape);
	await until(glyphs === 'ascii' ? '> The lab' : '▸ The lab');
});

test('a search at home goes over cases and worlds, keeps with Enter, and Esc clears it', async () => {
	const {press, until, asked, screen} = await atHome();
	await press('/500 fault');
	expect(await until('Everything: 1 of')).toContain('▸ Fault 500');
	await press(keys.enter);
	await until('Search   500 fault');
	await press(keys.escape);
	await until('─ Home ─');
	await press('/0001f4');
	expect(await until('Everything: 1 of')).toMatch(/▸ 0001f4 .*✖ cause found/);
	await press('\u0015nowhere to be found');
	await until('Nothing has these words. Esc shows everything again.');
	await press(keys.escape);
	await until('─ Home ─');
	expect(screen()).not.toContain('Search');
	await press(`/fault 12${keys.enter}${keys.enter}`);
	await until('Steps');
	expect(asked).toEqual(['scenario smtp-fault-12']);
});

test('the list is there while the library is read, says so, and what cannot be read says what to do', async () => {
	const slow = watched<Parameters<typeof library.set>[0] & {loading?: true; trouble?: string}>({
		playbooks: [],
		scenarios: [],
		loading: true,
	});
	const {until, screen} = await start([], {home: true, now: noon, host: {library: slow, cases: shelfOf([])}});
	await until('The playbooks and the lab are still being read.');
	expect(screen()).not.toContain('New here?');
	slow.set({playbooks, scenarios: worlds(777)});
	expect(await until('New here?')).toMatch(/▸ The lab: 777 worlds, each with one fault +It needs no network/);
	slow.set({playbooks, scenarios: [], trouble: 'domain-health.yaml:3:1: expected a title\u001B[2J'});
	const told = await until('! domain-health.yaml:3:1: expected a title');
	expect(told).toContain('lostmail playbook lint FILE');
	expect(told).toContain('Settings of outgoing mail');
});

test('a case is deleted by y alone, and never by Enter; the one that was asked about', async () => {
	const cases = shelfOf([stored(1), stored(2), stored(3)]);
	const {press, until, screen} = await atHome(cases);
	await press('cjD');
	expect(await until('Delete case 000002')).toContain('Its file goes, with all its evidence');
	await press(keys.enter);
	await until('Only y deletes it; Enter is not enough');
	cases.set([stored(0), stored(1), stored(2), stored(3)]);
	await press('y');
	await until('Case 000002 is deleted.');
	expect(cases.asked).toEqual(expect.arrayContaining(['remove 000002']));
	expect(cases.asked.filter(one => one.startsWith('remove'))).toHaveLength(1);
	expect(screen()).not.toContain('000002 1');
	await press('D');
	await until('Delete case');
	await press(keys.escape);
	await until('3 cases on disk');
	cases.set([]);
	await until('No case is on the disk yet.');
});

test('a case that goes while it is asked about takes no other one with it', async () => {
	const cases = shelfOf([stored(1), stored(2)]);
	const {press, until} = await atHome(cases);
	await press('cD');
	await until('Delete case 000001');
	cases.set([stored(2)]);
	await until('This case is gone already.');
	await press('y');
	await until('1 case on disk');
	expect(cases.asked.filter(one => one.startsWith('remove'))).toEqual([]);
});

test('what is not a case is not deleted, and one that is open elsewhere neither', async () => {
	const {press, until} = await atHome(
		shelfOf([stored(1, {isOpen: true}), stored(2, {unreadable: 'it is no case.'})]),
	);
	await press('GD');
	await until('Only a case on disk can be deleted.');
	await press('c');
	expect(await until('open elsewhere')).toMatch(/\? unreadable .*it is no case\./);
	await press('gD');
	await until('Another process has it open.');
	await press('jD');
	await until('Delete case 000002');
});

test('hostile words in a case file cannot break the frame', async () => {
	const title = '日本語のとても長いタイトルがここに\u202Eあります\u001B[2J 👩‍👩‍👧';
	const {until, screen, raw} = await atHome(
		shelfOf([
			stored(1, {playbook: {name: 'x', title}, diagnosis: {cause: 'a\u001B]52;c;aGk=\u0007', text: title}}),
		]),
	);
	await until('All cases (1)');
	for (const line of screen().split('\n').slice(2, 20)) expect(line).toMatch(/^│.*│$/);
	expect(raw()).not.toContain('\u001B[2J日');
	expect(raw()).not.toContain('\u001B]52');
	expect(raw()).not.toContain('\u202E');
});

test('few bytes: moving costs as much among 777 worlds and 500 cases as among 20, and nothing when idle', async () => {
	const {press, bytes, settle, until} = await atHome(shelfOf(many), {columns: 120, rows: 40});
	for (const shelf of ['c', 'l']) {
		await press(shelf);
		await until(/1 of (500|777)/);
		const start = bytes();
		let turned = 0;
		for (let moves = 0; moves < 90; moves++) {
			const before = bytes();
			await press(keys.down);
			if (bytes() - before > 1000) turned++;
		}
		// Three of ninety moves turn the page; all others write two rows and the sentence below.
		expect(turned).toBeLessThanOrEqual(3);
		expect((bytes() - start) / 90).toBeLessThanOrEqual(1000);
		await settle();
		const idle = bytes();
		await settle();
		expect(bytes() - idle).toBe(0);
	}
});
