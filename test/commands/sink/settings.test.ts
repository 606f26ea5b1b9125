import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {newPath, sink} from './scene.ts';

const secret = 'canary7x-hunter2';

/** Each mistake, and what its complaint has to say. */
const mistakes: ReadonlyArray<readonly [args: readonly string[], wanted: readonly string[]]> = [
	[
		['--listen', 'localhost'],
		['--listen localhost', 'an IP address'],
	],
	[['--lan', '--listen', '127.0.0.1'], ["cannot be used with option '--listen"]],
	[
		['--port', 'smtp'],
		['--port smtp', 'PORT/starttls'],
	],
	[
		['--port', '2525', '--port', '2525/plain'],
		['--port 2525', 'named twice'],
	],
	[
		['--name', 'a b'],
		['--name', '"a b"'],
	],
	[
		['--cert', 'x.pem'],
		['--cert and --key', 'needs the other'],
	],
	[
		['--login', 'maybe'],
		["'maybe'", 'any, required, off'],
	],
	[
		['--misbehave', 'rcpt: explode'],
		['--misbehave', 'explode'],
	],
	[
		['--misbehave', '/missing/rules.yaml'],
		['--misbehave /missing/rules.yaml', 'there is no such file'],
	],
	[['--inbox', 'x'], ['--inbox x']],
	[['--keep-count', 'many'], ['--keep-count many']],
	[['--keep-age', '2w'], ['--keep-age 2w']],
	[
		['--keep-size', '1 pound'],
		['--keep-size 1 pound', '50MB'],
	],
	[['--max-size', '0'], ['--max-size 0']],
	[['--idle', 'soon'], ['--idle soon']],
	[['--duration', 'soon'], ['--duration soon']],
	[
		['--login', 'off', '--secret', 'kim=env:X'],
		['--login off', 'of no use'],
	],
	[['lsit'], ['"lsit"', 'did you mean list?', 'list, show, wait']],
	[['wait'], ["required option '--to"]],
	[
		['wait', '--to', 'a b'],
		['--to', 'name@example.org'],
	],
	[
		['wait', '--to', 'notanaddress'],
		['--to', 'name@example.org'],
	],
	[
		['--keep-age', 'foo'],
		['--keep-age foo', 'an age such as 7d or 12h'],
	],
	[
		['--seed', '7'],
		['--seed', '--misbehave'],
	],
	[
		['--seed', 'x', '--misbehave', 'data: drop chance 0.3'],
		['--seed x', 'a whole number'],
	],
	[
		['--misbehave', 'mail: delay 5'],
		['"5" has no unit', '5s'],
	],
	[['--misbehave', 'mail: delay 5s first 0'], ['expected a number of at least 1']],
	[
		['list', 'remote:127.0.0.0/8'],
		['knows no networks', '127.'],
	],
	[
		['wait', '--to', 'a@b.test', '--since', 'later'],
		['--since later', '2026-11-22T12:00'],
	],
	[['wait', '--to', 'a@b.test', '--port', '0'], ['--port goes with --serve']],
	[
		['wait', '--to', 'a@b.test', '--print', 'all'],
		["'all'", 'code, link, id, text, json'],
	],
	[
		['show', 'x12'],
		['x12', 'm12 or 12', 's34'],
	],
	[['export'], ['--mbox FILE or --eml FOLDER']],
	[['rm'], ['--all']],
	[['list', '--most', '0'], ['--most 0']],
	[['list', 'form:kim'], ['did you mean from']],
];

test.each(mistakes)('%j is a usage error that helps', async (args, wanted) => {
	const {code, stdout, stderr} = await sink(args, {env: {X: secret}});
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	for (const part of wanted) expect(stderr).toContain(part);
});

test('every mistake of a command line is told at once', async () => {
	const {stderr} = await sink(['--port', 'x', '--listen', 'y', '--keep-age', 'z', '--max-size', 'w']);
	for (const part of ['--port x', '--listen y', '--keep-age z', '--max-size w'])
		expect(stderr).toContain(part);
});

test.each([
	[['--secret', `kim=${secret}`], '--secret kim=env:NAME'],
	[['--secret', secret], 'expected key=value'],
	[['--secret', `kim=env:${secret}`], 'the environment has no variable'],
])('%j: a password on the command line is refused and not repeated', async (args, help) => {
	const {code, stdout, stderr} = await sink(args);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain(help);
	expect(stderr).not.toContain(secret);
});

test('mistakes in a file of rules are told with their place', async () => {
	const file = newPath('rules.yaml');
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, 'rules:\n  - {at: rcpt, sya: 550 No}\n');
	const {code, stderr} = await sink(['--misbehave', file]);
	expect(code).toBe(2);
	expect(stderr).toContain(`${file}:2:`);
});
