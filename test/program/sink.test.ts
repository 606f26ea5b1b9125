import {createTransport} from 'nodemailer';
import {expect, test} from 'vitest';
import {openFolder} from './in-lab.ts';
import {launcher, lostmail, type Started, startLostmail, startProgram} from './lostmail.ts';

const inFolder = openFolder();
const to = 'kim@example.org';
const secret = 'canary3x-hunter2';

type Login = {readonly user: string; readonly pass: string};

const send = async (port: number, recipient = to, login?: Login): Promise<void> => {
	const transport = createTransport({
		host: '127.0.0.1',
		port,
		tls: {rejectUnauthorized: false},
		...(login ? {auth: login} : {}),
	});
	await transport
		.sendMail({
			from: 'nas@example.com',
			to: recipient,
			subject: 'Your code',
			text: 'Your verification code is 482915.',
		})
		.finally(() => transport.close());
};

const open = async (
	store: string,
	...[args = [], env = {}]: [(readonly string[])?, Readonly<Record<string, string>>?]
): Promise<{readonly sink: Started; readonly port: number}> => {
	const sink = startLostmail(
		['sink', '--plain', '--listen', '127.0.0.1', '--port', '0', '--store', store, ...args],
		{env},
	);
	await sink.says(/127\.0\.0\.1:\d+[\s\S]*Ctrl\+C/);
	return {sink, port: Number(/127\.0\.0\.1:(\d+)/.exec(sink.printed().stdout)?.[1])};
};

const close = async ({child, ended}: Started, signal: NodeJS.Signals = 'SIGINT') => {
	child.kill(signal);
	return ended;
};

test('a code that one process catches is what another one waits for', async () => {
	const store = inFolder('wait', 'sink.db');
	const {sink, port} = await open(store);
	const wait = startLostmail([
		'sink',
		'wait',
		'--to',
		to,
		'--since',
		'1m',
		'--timeout',
		'15s',
		'--store',
		store,
	]);
	await send(port);
	expect(await wait.ended).toMatchObject({code: 0, stdout: '482915\n', stderr: ''});
	const late = await lostmail([
		'sink',
		'wait',
		'--to',
		'lee@example.org',
		'--timeout',
		'100ms',
		'--store',
		store,
	]);
	expect({code: late.code, stdout: late.stdout}).toEqual({code: 3, stdout: ''});
	const {code, signal, stdout, stderr} = await close(sink);
	expect({code, signal}).toEqual({code: 130, signal: null});
	expect(stdout).toContain('code 482915');
	expect(stderr).toContain('The sink is closed: 1 session, 1 message;');
	const listed = await lostmail(['sink', 'list', '--store', store]);
	expect(listed).toMatchObject({code: 0, stderr: ''});
	expect(listed.stdout).toContain('code 482915');
}, 30_000);

test.each([
	['SIGINT', 130],
	['SIGTERM', 143],
] as const)(
	'%s: exit code %i, and the session that went on is kept',
	async (signal, wanted) => {
		const store = inFolder(signal, 'sink.db');
		const {sink, port} = await open(store);
		await send(port);
		await sink.says('s1 ');
		expect(await close(sink, signal)).toMatchObject({code: wanted, signal: null});
		const {stdout} = await lostmail(['sink', 'list', '--sessions', '--json', '--store', store]);
		expect(JSON.parse(stdout)).toMatchObject([{id: 1, messages: [1]}]);
	},
	30_000,
);

test('a port that is taken, and a store that another sink writes to', async () => {
	const store = inFolder('taken', 'sink.db');
	const {sink, port} = await open(store);
	const other = ['sink', '--plain', '--listen', '127.0.0.1', '--store'];
	const taken = await lostmail([...other, inFolder('other', 'sink.db'), '--port', String(port)]);
	const locked = await lostmail([...other, store, '--port', '0']);
	await close(sink);
	expect({code: taken.code, stdout: taken.stdout}).toEqual({code: 2, stdout: ''});
	expect(taken.stderr).toContain(`Port ${port} on 127.0.0.1 cannot be opened`);
	expect({code: locked.code, stdout: locked.stdout}).toEqual({code: 2, stdout: ''});
	expect(locked.stderr).toContain(store);
	for (const {stderr} of [taken, locked]) expect(stderr).not.toContain('our fault');
}, 30_000);

test('a sink ends when nobody reads what it prints any more', async () => {
	const store = inFolder('piped', 'sink.db');
	const line = '"$0" "$1" sink --json --listen 127.0.0.1 --port 0 --store "$2" | head -n 1';
	const {says, printed, ended} = startProgram('sh', ['-c', line, process.execPath, launcher, store]);
	await says('sink.opened');
	const port = Number(/"port":(\d+)/.exec(printed().stdout)?.[1]);
	// It ends as soon as it has something to say, in the middle of this.
	await send(port).catch(() => {});
	const {stdout, stderr} = await ended;
	expect(stdout.trimEnd().split('\n')).toHaveLength(1);
	expect(stderr).toContain('The sink is closed: 1 session');
}, 30_000);

test('what could not be printed is no success', async () => {
	const store = inFolder('full', 'sink.db');
	const {sink, port} = await open(store);
	await send(port);
	const line = 'exec "$0" "$1" sink wait --to "$2" --since 1m --timeout 5s --store "$3" > /dev/full';
	const {code, stderr} = await startProgram('sh', ['-c', line, process.execPath, launcher, to, store]).ended;
	await close(sink);
	expect(code).toBe(3);
	expect(stderr).toContain('could not be printed: no space is left there');
}, 30_000);

test('a password is in no output, whoever sends it', async () => {
	const store = inFolder('secret', 'sink.db');
	const {sink, port} = await open(store, ['--secret', 'nas@example.com=env:PASS'], {PASS: secret});
	await send(port, to, {user: 'nas@example.com', pass: secret});
	await expect(send(port, to, {user: 'nas@example.com', pass: `${secret}!`})).rejects.toThrow('535');
	await sink.says(/s2 /);
	const {stdout, stderr} = await close(sink);
	const texts = [stdout, stderr];
	for (const args of [
		['list', '--sessions', '--json'],
		['show', 's1'],
		['show', 's2', '--json'],
		['show', 'm1'],
	]) {
		const shown = await lostmail(['sink', ...args, '--store', store]);
		expect(shown.code).toBe(0);
		texts.push(shown.stdout, shown.stderr);
	}
	const login = Buffer.from(`\0nas@example.com\0${secret}`).toString('base64');
	for (const text of texts)
		for (const canary of [secret, Buffer.from(secret).toString('base64'), login.slice(0, -4)])
			expect(text).not.toContain(canary);
}, 30_000);

test.each([['--help'], ['list', '--help'], ['wait', '--help'], ['release', '--help']])(
	'sink %j reads well at 80 columns',
	async (...args) => {
		const {code, stdout, stderr} = await lostmail(['sink', ...args]);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout.split('\n').filter(line => [...line].length > 80)).toEqual([]);
	},
);
