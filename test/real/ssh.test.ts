import {existsSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {sshWithoutTerminal} from './ssh.ts';
import {openScene, patience} from './ssh-scene.ts';

const {at, serve, logIn} = openScene();

const home = /Playbooks/;
const noTerminal =
	'lostmail: no terminal here, so this is the demo as text. Over ssh, "ssh -t HOST lostmail" opens the console.\n';

describe('lostmail as the only command of an account', () => {
	test(
		'the console opens, its keys work, it follows the size of the terminal, and its exit code comes back',
		async () => {
			const {until, press, resize, exit, raw} = logIn(await serve());
			await until(home);
			press('?');
			await until(/Keys here/);
			press('\u001B');
			await until(home);
			resize({columns: 120, rows: 36});
			await until(/╭[^\n]{118}╮/);
			resize({columns: 60, rows: 15});
			await until(/^[^\n]{0,60}(?:\n[^\n]{0,60}){14}$/);
			// Nobody is there who could continue what was suspended.
			press('\u001A');
			await until(/No shell waits behind lostmail here/);
			press('?');
			await until(/Keys here/);
			press('q');
			expect(await exit).toMatchObject({exitCode: 0});
			expect(raw()).toContain('\u001B[?1049l');
			expect(raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(raw().lastIndexOf('\u001B[?25l'));
		},
		patience,
	);

	test(
		'what is written behind the host is not run',
		async () => {
			const served = await serve();
			const made = at('made');
			const {until, press, exit} = logIn(served, {words: ['touch', made]});
			await until(home);
			press('q');
			expect(await exit).toMatchObject({exitCode: 0});
			for (const more of [{words: ['touch', made]}, {options: ['-s'], words: ['sftp']}]) {
				const {code, stdout} = await sshWithoutTerminal(served, more);
				expect({code, stdout}).toEqual({code: 0, stdout: expect.stringContaining('DIAGNOSED')});
			}
			expect(existsSync(made)).toBe(false);
			expect(await served.started()).toHaveLength(3);
		},
		patience,
	);

	test(
		'without a terminal it says so in one line, and the demo comes as text',
		async () => {
			const {code, stdout, stderr} = await sshWithoutTerminal(await serve());
			expect({code, stderr}).toEqual({code: 0, stderr: noTerminal});
			expect(stdout).toContain('DIAGNOSED');
			expect(stdout).toContain('──');
			expect(stdout).not.toContain('\u001B');
		},
		patience,
	);

	test(
		'the verdict is the exit code on the other side as well',
		async () => {
			const served = await serve('run domain-health --offline --plain --set domain=example.org');
			expect(await sshWithoutTerminal(served)).toMatchObject({code: 3});
		},
		patience,
	);

	test(
		'one playbook line by line is all that there is',
		async () => {
			const {until, press, exit, raw} = logIn(await serve('run smtp-settings --plain'));
			await until(/Which mail server/);
			press('\u0003');
			expect(await exit).toMatchObject({exitCode: 130});
			expect(raw()).not.toMatch(home);
		},
		patience,
	);

	test(
		'nothing is forwarded',
		async () => {
			const {client, ...served} = await serve();
			const [port] = client.slice(client.indexOf('-p') + 1);
			const through = {options: ['-W', `127.0.0.1:${port}`]};
			const {code, stdout, stderr} = await sshWithoutTerminal({client, ...served}, through);
			expect(stderr).toMatch(/forwarding failed|prohibited/);
			expect({code, stdout}).toEqual({code: 255, stdout: ''});
		},
		patience,
	);

	test(
		'LANG decides which characters are drawn, and nothing else comes from the other side',
		async () => {
			const served = await serve();
			const unicode = logIn(served);
			expect(await unicode.until(home)).toMatch(/╭─/);
			// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what is looked for
			expect(unicode.raw()).toMatch(/\u001B\[(?:3\d|9\d)/);
			const ascii = logIn(served, {env: {LANG: 'C', LC_ALL: 'C.UTF-8'}});
			expect(await ascii.until(home)).toMatch(/^[\x20-\x7E\n]*$/);
		},
		patience,
	);

	test(
		'a terminal that can draw nothing gets lines, and no control code',
		async () => {
			const {until, raw} = logIn(await serve(), {term: 'dumb'});
			await until(/Verification code never arrives/);
			expect(raw()).not.toContain('\u001B');
		},
		patience,
	);

	test(
		'the pager starts no shell, whatever the other side calls its pager',
		async () => {
			const made = at('made');
			const {until, press, exit} = logIn(await serve(), {env: {PAGER: `touch ${made}`}});
			await until(home);
			press('?');
			await until(/Keys here/);
			press('o');
			await until(/\n:\s*$/);
			for (const key of ['!', 'v', '|']) {
				press(key);
				await until(/Command not available/);
				press('\r');
				await until(/\n:\s*$/);
			}
			press('q');
			// It asks where the pager was there for a moment only.
			if ((await until(/Keys here|press Enter to go back/)).includes('press Enter')) press('\r');
			await until(/Keys here/);
			press('q');
			await exit;
			expect(existsSync(made)).toBe(false);
		},
		patience,
	);
});
