import {expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {beginning} from '../../../source/tui/bench.ts';
import {layoutFor} from '../../../source/tui/layout.ts';
import {completionsOf, parse, readLine} from '../../../source/tui/palette/read.ts';
import {paletteTable} from '../../../source/tui/palette/table.ts';
import {type Situation, situationOf} from '../../../source/tui/situation.ts';
import {themes} from '../../../source/tui/theme.ts';
import {host, scripted} from '../scripted.ts';
import {playbooks, stored, unfinished, worlds} from '../shelves.ts';
import {done, opened, untilLogin} from '../story.ts';

const library = {playbooks, scenarios: worlds(12)};
const cases = [stored(1), unfinished(2)];

const around = (log?: readonly Happening[], more: Partial<Situation> = {}): Situation => {
	const {open, session} = scripted(log);
	const start = log ? ({kind: 'case', case: open} as const) : ({kind: 'home'} as const);
	return {
		...situationOf(
			beginning({start, manner: 'desk'}),
			{library, cases, ...(log ? {state: session.snapshot()} : {})},
			{host: host(open), theme: themes.unicode, layout: layoutFor(80, 24)},
		),
		...more,
	};
};
const home = around();
const texts = (text: string, situation = home) => completionsOf(text, situation).map(one => one.text);

test('a line is a name and what follows it', () => {
	expect(parse('')).toEqual({name: ''});
	expect(parse('run')).toEqual({name: 'run'});
	expect(parse('run ')).toEqual({name: 'run', words: ''});
	expect(parse(':find  two words ')).toEqual({name: 'find', words: 'two words'});
	expect(parse(' \u3000')).toEqual({name: ''});
});

test('names are completed from their beginning, then from within', () => {
	expect(texts('')).toHaveLength(paletteTable.length);
	expect(texts('ca').slice(0, 3)).toEqual(['case', 'cases', 'caught']);
	expect(texts('cases')).toEqual(['cases']);
	expect(texts('case')).toEqual(['case', 'cases']);
	expect(texts('ink')).toEqual(['sink']);
	expect(texts('xyzzy')).toEqual([]);
});

test('what may follow comes from the library, the cases, the steps, the tabs and the reports', () => {
	expect(texts('run ')).toEqual(['run tos-verification-code', 'run smtp-settings']);
	expect(texts('run settings mail')).toEqual(['run smtp-settings']);
	expect(texts('demo fault 12')).toEqual(['demo smtp-fault-12']);
	expect(texts('case go on')).toEqual(['case 000002']);
	expect(texts('tab ')).toEqual(['tab 0']);
	expect(texts('step log', around(done))).toEqual(['step login']);
	expect(texts('export ', around(done))).toEqual(['export text']);
	expect(texts('view r', around(done))[0]).toBe('view raw');
	expect(texts('procedure ', around(done))).toContain('procedure create-app-password');
	expect(texts('find words', home)).toEqual([]);
});

test('what may be left out is left out first', () => {
	expect(texts('sink ')).toEqual(['sink', 'sink network']);
	expect(readLine('sink ', 0, home)).toMatchObject({is: 'run', words: ''});
	expect(readLine('sink n', 0, home)).toMatchObject({is: 'run', words: 'network'});
	expect(readLine('sink ', 1, home)).toMatchObject({is: 'run', words: 'network'});
});

test('Enter runs what is chosen, and goes on typing where something must follow', () => {
	expect(readLine('q', 0, home)).toMatchObject({is: 'run', row: {name: 'quit'}});
	expect(readLine('ru', 0, home)).toEqual({is: 'unfinished', text: 'run '});
	expect(readLine('run smtp', 0, home)).toMatchObject({is: 'run', words: 'smtp-settings'});
	expect(readLine('demo smtp-fault-1', 0, home)).toMatchObject({is: 'run', words: 'smtp-fault-1'});
	expect(readLine('demo smtp-fault-1', 1, home)).toMatchObject({is: 'run', words: 'smtp-fault-10'});
	expect(readLine('find two words', 0, home)).toMatchObject({is: 'run', words: 'two words'});
});

test('what is wrong is told with the nearest name', () => {
	const complaint = (text: string, situation = home) => {
		const reading = readLine(text, 0, situation);
		return reading.is === 'wrong' ? reading.complaint : reading.is;
	};
	expect(complaint('')).toContain('Type a command');
	expect(complaint('diagnosys')).toBe('No command is called :diagnosys. Did you mean :diagnosis?');
	expect(complaint('zzzzzzzzzz')).toMatch(
		/^No command is called :zzzzzzzzzz\. There is: :run, .* and more\.$/,
	);
	expect(complaint('run smtp-setings')).toContain('Did you mean smtp-settings?');
	expect(complaint('case 00000f')).toContain('No case on disk is called 00000f. Did you mean');
	expect(complaint('quit now')).toBe(':quit takes nothing after its name.');
	expect(complaint('find ')).toBe(':find wants WORDS.');
	expect(complaint(`run ${'x'.repeat(5000)}`).length).toBeLessThan(200);
	expect(complaint('run \u001B[2J\u202E')).not.toContain('\u001B');
});

test('a command that makes no sense here says why, in the words of the key', () => {
	const why = (text: string, situation: Situation) => {
		const reading = readLine(text, 0, situation);
		return reading.is === 'wrong' ? reading.complaint : reading.is;
	};
	expect(why('diagnosis', home)).toBe('No case is open in this tab.');
	expect(why('close', home)).toBe('Home stays open.');
	expect(why('step login', home)).toBe('No case is open in this tab.');
	expect(why('desk', home)).toBe('This is the desk.');
	const running = around([opened, ...untilLogin]);
	expect(why('procedure', running)).toBe('No procedure yet: the run is not over.');
	expect(why('diagnosis', running)).toMatch(/^No diagnosis yet/);
	expect(why('again', running)).toMatch(/^Still running/);
	expect(why('caught', running)).toBe('This case has no sink open.');
	expect(why('answer', running)).toBe('No question waits.');
	const reading = around(undefined, {library: {playbooks: [], scenarios: [], loading: true}, cases: []});
	expect(why('run smtp-settings', reading)).toBe('The library is still being read.');
	expect(why('case 000001', reading)).toBe('No case is on the disk yet.');
	const started = scripted(done);
	const guided = situationOf(
		beginning({start: {kind: 'case', case: started.open}, manner: 'guide'}),
		{library, cases, state: started.session.snapshot()},
		{host: host(started.open), theme: themes.unicode, layout: layoutFor(80, 24)},
	);
	expect(why('step login', guided)).toMatch(/^The guide shows one thing at a time; :desk/);
});

test('every command has a name of its own and a sentence', () => {
	const names = paletteTable.map(({name}) => name);
	expect(new Set(names).size).toBe(names.length);
	for (const {name, does, takes, offers, what} of paletteTable) {
		expect(name).toMatch(/^[a-z]+$/);
		expect(does).toMatch(/^[A-Z].*[^.]$/);
		if (offers) expect(takes && what).toBeTruthy();
	}
});
