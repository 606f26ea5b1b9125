import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {noon, playbooks, shelfOf, stored, watched, worlds} from './shelves.ts';
import {start} from './start.tsx';
import {done, opened, untilLogin, whichAddress, whoCanLogIn} from './story.ts';

const library = watched({playbooks, scenarios: worlds(777)});

test.each([
	[40, 10, 'ascii'],
	[80, 24, 'unicode'],
	[160, 50, 'ascii'],
] as const)('the command line over the screen, with completions, at %ix%i', async (columns, rows, glyphs) => {
	const {press, until, screen} = await start(done, {columns, rows, glyphs, host: {library}});
	await press(':');
	await until(/\n :(?:\s|$)/);
	const fits = () => {
		const lines = screen().split('\n');
		expect(lines).toHaveLength(rows);
		expect(lines[0]).toMatch(/^ lostmail/);
		expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
		expect(lines.at(-1)).toMatch(/^ :/);
		if (glyphs === 'ascii') expect(screen()).toMatch(/^[\n -~]*$/);
		return lines;
	};
	expect(fits().filter(line => /^[▸> ] :\w/.test(line))).toHaveLength(6);
	await press('demo fault 77');
	await until(/:demo fault 77/);
	expect(fits().some(line => line.includes(':demo smtp-fault-77'))).toBe(true);
	await press(keys.tab);
	await until(/\n :demo smtp-fault-77/);
	await press(keys.escape);
	await until(/q quit$/);
	expect(screen()).toContain('Steps');
});

test('Tab completes, the arrows choose, Enter runs, backspace on nothing closes', async () => {
	const asked: string[] = [];
	const {press, until, screen, open} = await start([opened], {
		home: true,
		now: noon,
		host: {
			library,
			cases: shelfOf([stored(1)]),
			open: async ({name}) => {
				asked.push(name);
				return open;
			},
		},
	});
	await press(':ru');
	await press(keys.tab);
	await until(':run tos-verification-code');
	await press(keys.down);
	await until('▸ :run smtp-settings');
	await press(keys.down);
	await until('▸ :run tos-verification-code');
	await press(keys.up + keys.enter);
	await until('Steps');
	expect(asked).toEqual(['smtp-settings']);
	await press(':\u007F');
	await until(/q quit$/);
	expect(screen()).not.toMatch(/\n :/);
});

test('a command does what its key does, from wherever in the case', async () => {
	const {press, until, sent, copied} = await start(done);
	const run = async (line: string) => {
		await press(`:${line}`);
		await press(keys.enter);
	};
	await run('diagnosis');
	await until('─ Diagnosis');
	await run('transcript');
	await until('─ Conversation');
	await run('procedure');
	await until('Create an app password');
	await run('step mx');
	await until(/▸. Exchangers/);
	await run('view raw');
	await until('"code"');
	await run('copy');
	await until('in the clipboard');
	expect(copied).toHaveLength(1);
	await run('step login');
	await until('▸✖ Login');
	await run('view transcript');
	await until('─ Conversation');
	await run('again');
	expect(sent.at(-1)).toEqual({type: 'redo', steps: ['login']});
	await run('guide');
	await run('desk');
	await until('Steps');
	await run('help');
	await until('Keys here');
	await press('G');
	await until(':quit');
	await press(keys.escape);
	await until('Steps');
	await run('home');
	await until('Open now');
	await run('tab 1');
	await until('Steps');
	await run('close');
	await until(/Playbooks/);
});

test('a wrong command stays to be put right, with the reason above it', async () => {
	const {press, until} = await start([opened, ...untilLogin]);
	await press(`:procedure${keys.enter}`);
	expect(await until('! No procedure yet: the run is not over.')).toMatch(/\n :procedure/);
	await press('x');
	await until(':procedurex');
	await press(keys.enter);
	await until('! No command is called :procedurex. Did you mean :procedure?');
	await press('\u0015caught');
	await until('now off: this case has no sink open');
});

test('a question that waits: its list does not hear what is typed into the command line', async () => {
	const {press, until, sent} = await start([opened, {type: 'input.asked', question: whoCanLogIn}]);
	await until('Who can still log in');
	await press(':home3j');
	await until(':home3j');
	await press(`${keys.down}${keys.escape}`);
	await until(/q quit$/);
	expect(sent).toEqual([]);
	await press(':step login');
	await press(keys.enter);
	await until('▸○ Login');
});

test('where letters are text a colon is one', async () => {
	const {press, until, sent} = await start([opened, {type: 'input.asked', question: whichAddress}]);
	await press('a:b');
	await until('a:b');
	expect(sent).toEqual([]);
});

test('pasted text is typed into it in one line', async () => {
	const {press, until} = await start(done);
	await press(':');
	await press('\u001B[200~find \u001B[2J\nlogin\u001B[201~');
	await until(/\n :find \[2Jlogin/);
});

test(':find looks where / looks: in a page, and in the list of home', async () => {
	const inCase = await start(done);
	await inCase.press(`:transcript${keys.enter}`);
	await inCase.until('─ Conversation');
	await inCase.press(`:find 534${keys.enter}`);
	await inCase.until(/▸ +412 ms S 534/);
	await inCase.press('n');
	expect(inCase.screen()).not.toContain('Nothing is looked for');
	const atHome = await start([], {home: true, host: {library}});
	await atHome.press(`:find fault 777${keys.enter}`);
	expect(await atHome.until('Everything: 1 of')).toContain('▸ Fault 777');
	await atHome.press(`:find smtp${keys.enter}`);
	await atHome.until('Search   smtp');
});

test('few bytes for a key in the command line, none while it waits', async () => {
	const {press, bytes, settle, until} = await start(done, {columns: 120, rows: 40, host: {library}});
	await press(':demo ');
	await until(':demo smtp-fault-1');
	for (const key of [keys.down, keys.down, keys.up]) {
		const before = bytes();
		await press(key);
		expect(bytes() - before).toBeLessThanOrEqual(1000);
		await settle();
		const idle = bytes();
		await settle();
		expect(bytes() - idle).toBe(0);
	}
});

test('what is wrong with a command stands there from its first word to its last, on as many rows as it takes', async () => {
	const names = ['address-missing', 'address-outdated', 'app-password-needed', 'basic-auth-disabled'];
	const scenarios = [...names, 'blocklisted', 'more'].map(name => ({name, title: name, about: ''}));
	const {press, until, screen} = await start(done, {host: {library: watched({playbooks, scenarios})}});
	await press(':demo nosuch');
	await press(keys.enter);
	await until('No world of the lab is called');
	expect(screen().split('\n').slice(-4, -1)).toEqual([
		' ! No world of the lab is called nosuch. There is: address-missing,',
		' address-outdated, app-password-needed, basic-auth-disabled, blocklisted and',
		' more.',
	]);
	await press(`\u0015${'d'.repeat(50)}`);
	await press('d'.repeat(30));
	await press(keys.enter);
	await until('! No command is called');
	expect(screen()).toContain(':demo, :case, :cases, :lab and more.');
});
