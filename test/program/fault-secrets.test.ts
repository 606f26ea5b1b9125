import {once} from 'node:events';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, expect, onTestFinished, test} from 'vitest';
import {start} from '../tui/pty.ts';
import {lostmail, startLostmail} from './lostmail.ts';

const preload = new URL('../tui/provoke.ts', import.meta.url).href;

const canary = 'canary-7Gd-hunter';
/** As it is, in base64, and as a login has it. */
const forms = [canary, base64(canary), base64(`\0kim\0${canary}`)];
function base64(text: string): string {
	return Buffer.from(text).toString('base64');
}

const folders: string[] = [];
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true});
});

/** A mistake of ours that holds the secret, in its message and further down, as it is and in base64. */
const provoked = (what: string) => {
	const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-fault-'));
	folders.push(folder);
	const pid = path.join(folder, 'pid');
	return {
		folder,
		env: {
			NODE_OPTIONS: `--import=${preload}`,
			LOSTMAIL_TEST_PROVOKE: what,
			LOSTMAIL_TEST_PID: pid,
			LOSTMAIL_TEST_SAYS: ['provoked', ...forms, `\n    at ${canary} (${forms[1]})`].join(' '),
			CANARY: canary,
			XDG_STATE_HOME: folder,
			XDG_DATA_HOME: folder,
		},
		provoke: () => process.kill(Number(readFileSync(pid, 'utf8')), 'SIGUSR2'),
	};
};

const given = ['--secret', 'smtp-password=env:CANARY'];

const everythingIn = (folder: string): string =>
	readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
		.join('\n');

const expectNone = (...texts: readonly string[]) => {
	for (const text of texts) for (const form of forms) expect(text).not.toContain(form);
};

/** A key that everything provoked goes through. */
const trigger: Readonly<Record<string, string>> = {key: 'j', component: '/v'};

test.each(['timer', 'rejection', 'key', 'component', 'layout'])(
	'the console, failing by a mistake of ours (%s), tells no secret that was in it',
	async what => {
		const {env, folder, provoke} = provoked(what);
		const program = start(['run', 'smtp-settings', '--offline', ...given], {env});
		await program.until(/question 1 of/);
		if (what === 'component') {
			// There is a list to be searched.
			program.child.write('\u001B');
			await program.until(/Verification code never arrives/);
		}
		provoke();
		await program.untilWritten(/0;provoked/);
		program.child.write(trigger[what] ?? '');
		expect((await program.exit).exitCode).toBe(3);
		expect(program.raw()).toContain('Error: provoked ••••••');
		expectNone(program.raw(), everythingIn(folder));
	},
	90_000,
);

test.each([
	['line by line, at a terminal', 'timer'],
	['line by line, at a terminal', 'rejection'],
])(
	'%s, a mistake of ours (%s) tells no secret that was in it',
	async (_where, what) => {
		const {env, folder, provoke} = provoked(what);
		const program = start(['run', 'smtp-settings', '--offline', '--plain', ...given], {env});
		await program.untilWritten(/Which mail server[\s\S]*> /);
		provoke();
		expect((await program.exit).exitCode).toBe(3);
		expect(program.raw()).toContain('this is our fault: Error: provoked ••••••');
		expectNone(program.raw(), everythingIn(folder));
	},
	90_000,
);

test.each(['timer', 'rejection'])(
	'without a terminal, a mistake of ours (%s) tells no secret that was in it, and the case file is whole up to it',
	async what => {
		const {env, folder, provoke} = provoked(what);
		const record = path.join(folder, 'case.ndjson');
		// A server that never says a word, and a timeout that is long.
		const server = createServer(() => undefined).listen(0, '127.0.0.1');
		onTestFinished(() => void server.close());
		await once(server, 'listening');
		const {port} = server.address() as AddressInfo;
		const settings = ['smtp-host=127.0.0.1', `smtp-port=${port}`, 'smtp-security=starttls', 'smtp-user=kim'];
		const program = startLostmail(
			[
				...['run', 'smtp-settings', '--timeout', '60s', '--record', record, ...given],
				...[...settings, 'smtp-from=kim@example.org', 'address=unknown'].flatMap(set => ['--set', set]),
			],
			{env},
		);
		for (let text = ''; !text.includes('"probe":"smtp"'); )
			text = await new Promise(resolve => setImmediate(() => resolve(textOf(record))));
		provoke();
		const {code, stdout, stderr} = await program.ended;
		expect(code).toBe(3);
		expect(stderr).toContain('this is our fault: Error: provoked ••••••');
		expectNone(stdout, stderr, everythingIn(folder));
		expect(await lostmail(['case', 'export', record, '--report', 'text'])).toMatchObject({code: 0});
	},
	60_000,
);

const textOf = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};
