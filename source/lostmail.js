#!/usr/bin/env node
// Plain JavaScript, no dependencies: it must run on whatever Node finds it, and answer --version at once.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import module from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import v8 from 'node:v8';

const root = new URL('../', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);

if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
	process.stdout.write(`${JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version}\n`);
	process.exit(0);
}

if (major < 22 || (major === 22 && minor < 19)) {
	const ours = fileURLToPath(
		new URL(`node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`, root),
	);
	if (!existsSync(ours) || process.env.LOSTMAIL_RELAUNCHED) {
		process.stderr.write(`lostmail needs Node 22.19 or newer; this is ${process.version}.\n`);
		process.exit(2);
	}
	const child = spawn(ours, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: {...process.env, LOSTMAIL_RELAUNCHED: '1'},
	});
	// Ctrl+C reaches both of us; what is sent to us alone is handed on, and the child's code is ours.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal));
	const [code, signal] = await once(child, 'exit');
	process.exit(code ?? {SIGTERM: 143, SIGKILL: 137}[signal] ?? 130);
}

// Whoever started us and was killed gives its terminal back to a shell: we end as if the terminal were gone.
if (process.env.LOSTMAIL_RELAUNCHED && process.channel) {
	process.on('disconnect', () => process.kill(process.pid, 'SIGHUP'));
	process.channel.unref();
}

process.env.NODE_ENV ??= 'production';
// Chalk reads FORCE_COLOR but not NO_COLOR, and reads it when it is loaded.
if (process.env.NO_COLOR) process.env.FORCE_COLOR = '0';
module.enableCompileCache?.();
// A screen makes much that is soon thrown away: collected early, it takes a third less memory. Most of what the first frame
// is made of stays, and would only be moved about while somebody waits.
const begun = 300;
if (process.stdout.isTTY)
	setTimeout(() => {
		v8.setFlagsFromString('--semi-space-growth-factor=1');
		v8.setFlagsFromString('--heap-growing-percent=50');
	}, begun).unref();

const built = new URL('dist/cli.mjs', root);
if (!existsSync(built)) {
	process.stderr.write(`lostmail is not built yet: run "npm run build" in ${fileURLToPath(root)}\n`);
	process.exit(2);
}
await import(built.href);
