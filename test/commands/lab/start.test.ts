import {expect, test} from 'vitest';
import type {Io} from '../../../source/commands/io.ts';
import {holdLab, runDemo} from '../../../source/commands/lab/start.ts';
import {listWorlds, readWorld} from '../../../source/commands/worlds.ts';

/** What is printed, to a process that was told to end as soon as it stands. */
const printed = async (act: (io: Io) => Promise<number>, signal: AbortSignal) => {
	let out = '';
	const io = {
		out: (text: string) => {
			out += text;
		},
		err: () => {},
		stdin: {},
		stdout: {},
		stderr: {},
		env: {},
		signal,
	} as unknown as Io;
	return {code: await act(io), out};
};

const commandIn = (out: string): string => out.split('\n').find(line => !line.startsWith('#')) ?? '';

test.each([
	['healthy', 'lostmail run tos-verification-code \\'],
	['domain-healthy', 'lostmail run domain-health \\'],
	['intercept-filter-spam', 'lostmail run spam-interception \\'],
	['intercept-imap-in-junk', 'lostmail demo intercept-imap-in-junk'],
	['intercept-roundtrip-in-junk', 'lostmail demo intercept-roundtrip-in-junk'],
	['capture-code', 'lostmail demo capture-code'],
])('lab up %s prints a command that can work', async (name, command) => {
	const {out} = await printed(io => holdLab(name, io), AbortSignal.abort('SIGINT'));
	expect(commandIn(out)).toBe(command);
	expect(out).toMatch(/--resolver 127\.0\.0\.1:\d+/);
	if (command.startsWith('lostmail demo')) expect(out).toContain('inside of the program');
});

test('no world with a mailbox is said to be reached from outside', async () => {
	const names = (await listWorlds()).map(({name}) => name).filter(name => name.startsWith('intercept-'));
	const scenarios = await Promise.all(names.map(readWorld));
	const withMailbox = scenarios.filter(({mailbox}) => mailbox !== undefined);
	expect(withMailbox.length).toBeGreaterThan(10);
	for (const {name} of withMailbox.slice(0, 3)) {
		const {out} = await printed(io => holdLab(name, io), AbortSignal.abort('SIGINT'));
		expect(commandIn(out)).toBe(`lostmail demo ${name}`);
	}
});

test.each(['healthy', 'wrong-password', 'resolver-dead'])(
	'the demo of %s has shown what it should: it ends with 0',
	async name => {
		const {code, out} = await printed(
			io => runDemo(name, {set: [], secret: [], resolver: [], connectTo: [], ca: [], report: 'text'}, io),
			new AbortController().signal,
		);
		expect(code).toBe(0);
		expect(out).toMatch(/HEALTHY|DIAGNOSED|INCONCLUSIVE/);
	},
	30_000,
);
