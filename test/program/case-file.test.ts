import {randomBytes} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {beforeAll, expect, test} from 'vitest';
import {openFolder, raise} from './in-lab.ts';
import {lostmail} from './lostmail.ts';

const inFolder = openFolder();

test.each([
	['healthy', 'text'],
	['wrong-password', 'text'],
	['wrong-password', 'json'],
	['wrong-password', 'ndjson'],
	['temporary-recipient', 'json'],
] as const)('%s, replayed as %s: the same as the run itself', async (name, report) => {
	const world = await raise(name, inFolder());
	const record = inFolder(`${name}.${report}.ndjson`);
	const run = await lostmail([...world.run, '--report', report, '--record', record]);
	await world.lab.close();
	const replayed = await lostmail(['case', 'replay', record, '--report', report]);
	expect(replayed).toEqual(run);
	expect((await stat(record)).mode & 0o077).toBe(0);
});

test('ndjson on stdout is the case file', async () => {
	const record = inFolder('same.ndjson');
	const {stdout} = await lostmail(['demo', '--report', 'ndjson', '--record', record]);
	expect(await readFile(record, 'utf8')).toBe(stdout);
});

/** A recorded case as lines, each an event. */
let recorded: readonly string[];
beforeAll(async () => {
	const {stdout} = await lostmail(['demo', 'wrong-password', '--report', 'ndjson']);
	recorded = stdout.trimEnd().split('\n');
});

const replayOf = async (content: string | Uint8Array, report = 'text') => {
	const file = inFolder('hostile.ndjson');
	await writeFile(file, content);
	return lostmail(['case', 'replay', file, '--report', report]);
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal must not get.
const driving = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200B]/;

test.each([
	['nothing', ''],
	['blank lines', '\n\n\n'],
	['random bytes', randomBytes(100_000)],
	['control characters', '{"type":"\u001B[2J\u0007'],
	['a huge line', `{"type":"case.opened","padding":"${'x'.repeat(20_000_000)}"}\n`],
	['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}\n`],
	['foreign JSON', '{"name":"lostmail","version":"1.0.0"}\n'],
	['an array', '[1, 2, 3]\n'],
	['null', 'null\n'],
	['another format', '{"type":"case.opened","format":2}\n'],
	['a hollow first event', '{"type":"case.opened","format":1,"seq":0,"at":0}\n'],
])('a case file of %s is refused with its line', async (_what, content) => {
	const {code, stdout, stderr} = await replayOf(content);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toMatch(/^lostmail: .*hostile\.ndjson:/);
	expect(stderr.length).toBeLessThan(1000);
	expect(stderr).not.toContain('our fault');
	expect(stderr).not.toMatch(driving);
});

test.each([
	['null', 'null'],
	['an unknown event', '{"type":"toString","seq":1,"at":1}'],
	['an event without its finding', '{"type":"step.finished","step":"login","ms":1,"seq":1,"at":1}'],
	[
		'a route without its procedure',
		'{"type":"case.routed","route":{"also":[]},"undecided":[],"seq":1,"at":1}',
	],
	['a diagnosis of nothing', '{"type":"case.diagnosed","seq":1,"at":1}'],
	['a time that no date has', '{"type":"step.started","step":"login","seq":1,"at":1e300}'],
])('a case file with %s in the middle is refused with its line', async (_what, line) => {
	const [first = '', ...rest] = recorded;
	const {code, stdout, stderr} = await replayOf([first, line, ...rest].join('\n'));
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toMatch(/hostile\.ndjson:2: /);
});

test('a case file whose last line was cut off shows what came before', async () => {
	const text = recorded.join('\n');
	const cut = await replayOf(text.slice(0, -20), 'json');
	expect(cut.code).toBe(3);
	expect(cut.stderr).toContain('ends before its case was closed');
	expect(JSON.parse(cut.stdout)).toMatchObject({
		verdict: 'cancelled',
		diagnosis: {cause: 'auth.wrong-credentials'},
	});
});

test.each(['text', 'json', 'ndjson'])('what a case file says cannot drive a terminal: %s', async report => {
	const evil = '\u001B[2J\u001B]0;x\u0007\u202E\u009B';
	const lines = recorded.map(line =>
		line.replaceAll(
			/"(text|title|plain|fix|ask|reason|reply)":"/g,
			(_all, key: string) => `"${key}":${JSON.stringify(evil).slice(0, -1)}`,
		),
	);
	const {code, stdout, stderr} = await replayOf(`${lines.join('\n')}\n`, report);
	expect({code, stderr}).toEqual({code: 1, stderr: ''});
	expect(stdout).toContain('[2J');
	expect(stdout).not.toMatch(driving);
});
