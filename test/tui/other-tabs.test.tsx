import {expect, test} from 'vitest';
import type {CaseChoice} from '../../source/tui/host.ts';
import {keys} from '../support/screen.ts';
import {scripted} from './scripted.ts';
import {noon, playbooks, shelfOf, stored, watched, worlds} from './shelves.ts';
import {start} from './start.tsx';
import {ending, loginFails, opened, untilLogin, whoCanLogIn} from './story.ts';

const library = watched({playbooks, scenarios: worlds(20)});
type Story = ReturnType<typeof scripted>;

/** Home, where every case that is opened has a story of its own. */
const begin = async (size: {readonly columns?: number; readonly rows?: number} = {}) => {
	const stories: Story[] = [];
	const choices: CaseChoice[] = [];
	const screen = await start([], {
		home: true,
		now: noon,
		...size,
		host: {
			library,
			cases: shelfOf([stored(1), stored(2)]),
			open: async choice => {
				if (choice.name === 'smtp-fault-20') throw new Error('this world cannot be raised');
				const story = scripted([opened, ...untilLogin]);
				stories.push(story);
				choices.push(choice);
				return {...story.open, ...(choice.kind === 'case' ? {id: choice.name} : {})};
			},
		},
	});
	const run = async (line: string) => {
		await screen.press(`:\u001B[200~${line}\u001B[201~${keys.enter}`);
	};
	return {...screen, stories, choices, run};
};

const header = (screen: string) => screen.split('\n')[0] ?? '';

test('what is open stands in the header, the one that is looked at in brackets; [ and ] turn, x closes', async () => {
	const {run, until, screen, press, stories} = await begin();
	await run('demo smtp-fault-1');
	expect(header(await until('Login · running'))).toMatch(/^ lostmail {2}Verification code/);
	await press(keys.escape);
	await until('Open now');
	await run('demo smtp-fault-2');
	await until('[2 ');
	expect(header(screen())).toMatch(/^ lostmail {3}0 home {2}1 ⠋ Fault 1 \[2 ⠋ Fault 2\]/);
	stories[1]?.tell(...loginFails, ...ending());
	await until('[2 ✖ Fault 2]');
	await press('[');
	await until('[1 ⠋ Fault 1] 2 ✖ Fault 2');
	await press('[');
	expect(await until('[0 home]')).toMatch(/1 ⠋ Fault 1 +running/);
	await press('[');
	await until('[2 ✖ Fault 2]');
	await press('x');
	await until('Open now');
	expect(screen()).not.toContain('Fault 2');
	await press(']x');
	await until('Leave this case although the case is not finished?');
	await press('n');
	await until('Login · running');
	await press('x');
	await until('Leave this case');
	await press('y');
	expect(await until('Recent cases')).not.toContain('Open now');
	expect(stories[0]?.sent.at(-1)).toEqual({type: 'leave'});
});

test('a narrow terminal shows how many are open, and which one this is', async () => {
	const {run, until, press} = await begin({columns: 40, rows: 10});
	for (const number of [1, 2, 3, 4]) await run(`demo smtp-fault-${number}`);
	expect(header(await until('4 of 4'))).toMatch(/^ lostmail {2}4 of 4/);
	await press('[');
	await until('3 of 4');
	await press(keys.escape);
	await until('home, 4 open');
});

test('a case that ends in another tab is told once, with its verdict', async () => {
	const {run, until, press, stories, screen} = await begin();
	await run('demo smtp-fault-1');
	await until('Login · running');
	await press(keys.escape);
	await until('Open now');
	stories[0]?.tell(...loginFails, ...ending());
	expect(await until('Tab 1, Fault 1, has ended: smtp.gmail.com')).toMatch(/1 ✖ Fault 1 +smtp\.gmail/);
	await press('j');
	await until('q quit');
	expect(screen()).not.toContain('has ended');
});

test('a question that waits in another tab is seen in the header', async () => {
	const {run, until, stories} = await begin({columns: 100, rows: 24});
	await run('demo smtp-fault-1');
	await run('demo smtp-fault-2');
	await until('[2 ⠋');
	stories[0]?.tell({type: 'input.asked', question: whoCanLogIn});
	await until('1 ! Fault 1');
});

test('a case that is open is not opened twice: its tab is shown', async () => {
	const {run, until, press, choices, screen} = await begin();
	await run('case 000001');
	await until('Login · running');
	await run('case 000002');
	await until('[2 ');
	await press(':cases');
	await press(keys.enter);
	expect(await until('2 cases on disk')).toMatch(/▸ 000001 .*open in tab 1/);
	await press(keys.enter);
	await until('[1 ');
	expect(choices.map(({name}) => name)).toEqual(['000001', '000002']);
	expect(header(screen())).not.toContain(' 3 ');
});

test('quitting names everything that would be broken off', async () => {
	const {run, until, press} = await begin();
	await run('demo smtp-fault-1');
	await run('demo smtp-fault-2');
	await until('[2 ');
	await press('q');
	const asked = await until('Quit although these 2 are not finished?');
	expect(asked).toMatch(/1 {2}Fault 1: running\n 2 {2}Fault 2: running/);
	await press('n');
	await until('[2 ');
	await press('x');
	await until('Leave this case');
	await press('y');
	await until('Open now');
	await press('q');
	expect(await until('Quit although this is not finished?')).toContain('1  Fault 1: running');
});

test('twelve tabs are enough, and a world that cannot be raised says so where one is', async () => {
	const {run, until, choices, press} = await begin({columns: 120, rows: 24});
	for (let number = 1; number <= 12; number++) await run(`demo smtp-fault-${number}`);
	await until('12 of 12');
	await run('demo smtp-fault-13');
	await until('12 tabs are open, and more nobody can follow: x closes one.');
	expect(choices).toHaveLength(12);
	await press('x');
	await until('Leave this case');
	await press('y');
	await until('Open now');
	await run('demo smtp-fault-20');
	await until('This world cannot be raised');
	expect(choices).toHaveLength(12);
});
