import {expect, test} from 'vitest';
import {openTerminal, type Typed} from '../../../source/commands/line/terminal.ts';
import {controlC, typist} from './typing.ts';

const open = (script: Parameters<typeof typist>[0], options?: Parameters<typeof typist>[1]) => {
	const person = typist(script, options);
	return {...person, terminal: openTerminal(person.io, () => 7)};
};

test('lines are broken to the width of the terminal', () => {
	const {terminal, printed} = open([], {columns: 30});
	terminal.say(['This sentence is longer than thirty columns.']);
	expect(printed()).toBe('This sentence is longer than\nthirty columns.\n');
	terminal.close();
});

test('nothing is said into an open prompt', async () => {
	const {terminal, printed} = open(['yes']);
	const answer = terminal.ask('Well?');
	terminal.say(['Something happened.']);
	expect(printed()).toBe('Well? ');
	expect(await answer).toEqual({is: 'line', text: 'yes'});
	expect(printed()).toBe('Well? Something happened.\n');
	terminal.close();
});

test('a secret is not shown, and what is typed after it is read again', async () => {
	const {terminal, printed} = open(['canary-secret', 'next']);
	expect(await terminal.askHidden('The secret, ? help:')).toEqual({is: 'line', text: 'canary-secret'});
	expect(await terminal.ask('And now:')).toEqual({is: 'line', text: 'next'});
	expect(printed()).toBe('The secret, ? help: \nAnd now: ');
	terminal.close();
});

test('Ctrl+C, the end of the input and a hang-up are told apart from lines, and end every later question', async () => {
	const first = open([controlC]);
	expect(await first.terminal.ask('Well?')).toEqual({is: 'interrupted'});
	expect(await first.terminal.ask('Well?')).toEqual({is: 'ended'});
	expect(await first.terminal.askHidden('Well?')).toEqual({is: 'ended'});
	first.terminal.close();
	const second = open(['x']);
	second.end();
	expect(await second.terminal.ask('Well?')).toEqual({is: 'ended'});
	second.terminal.close();
});

test('lines that came in one piece wait for their prompts', async () => {
	const {terminal, type} = open([]);
	type('one\ntwo');
	expect(await terminal.ask('Well')).toEqual({is: 'line', text: 'one'});
	expect(await terminal.ask('Well')).toEqual({is: 'line', text: 'two'});
	terminal.close();
});

test.each(['askHidden', 'askAnew'] as const)(
	'%s takes no line that was typed, and shown, before',
	async way => {
		const {terminal, printed} = open(['kim\nahead\n', 'canary-secret']);
		expect(await terminal.ask('User:')).toEqual({is: 'line', text: 'kim'});
		expect(await terminal[way]('Password:')).toEqual({is: 'line', text: 'canary-secret'});
		expect(printed()).toContain('What was typed before this was asked is dropped.\nPassword: ');
		terminal.close();
	},
);

test('while work is done, whoever types is heard, or the lines are left for the next prompt', async () => {
	const {terminal, type} = open([]);
	const heard: Typed[] = [];
	const during = async (wanted: 'all' | 'interrupts') => {
		const work = Promise.withResolvers<string>();
		const done = terminal.during(work.promise, wanted, typed => {
			heard.push(typed);
			if (typed.is === 'interrupted') work.resolve('over');
		});
		type('a line');
		setImmediate(() => type(controlC));
		return done;
	};
	expect(await during('all')).toBe('over');
	expect(heard.splice(0)).toEqual([{is: 'line', text: 'a line'}, {is: 'interrupted'}]);
	expect(await during('interrupts')).toBe('over');
	expect(heard).toEqual([{is: 'interrupted'}]);
	expect(await terminal.ask('Well')).toEqual({is: 'line', text: 'a line'});
	terminal.close();
});
