import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {CaseInUse, isLocked, lockCase} from '../../source/cases/lock.ts';
import {newFolder} from './folder.ts';

const newFile = () => {
	const file = path.join(newFolder(), 'case.ndjson');
	writeFileSync(file, '');
	return file;
};

test('a case is open once, in this process as well, and nothing is left when it is let go of', () => {
	const file = newFile();
	expect(isLocked(file)).toBe(false);
	const lock = lockCase(file);
	expect(isLocked(file)).toBe(true);
	expect(() => lockCase(file)).toThrow(CaseInUse);
	expect(statSync(`${file}-lock`).mode & 0o077).toBe(0);
	lock.release();
	lock.release();
	expect(existsSync(`${file}-lock`)).toBe(false);
	expect(isLocked(file)).toBe(false);
	lockCase(file).release();
});

test('whoever looks whether it is open does not open it to others', () => {
	const file = newFile();
	const lock = lockCase(file);
	for (let times = 0; times < 3; times++) expect(isLocked(file)).toBe(true);
	expect(() => lockCase(file)).toThrow(CaseInUse);
	lock.release();
});

test('a case that is reached by a link is the same case', () => {
	const file = newFile();
	const link = path.join(path.dirname(file), 'link.ndjson');
	symlinkSync(file, link);
	const lock = lockCase(link);
	expect(() => lockCase(file)).toThrow(CaseInUse);
	lock.release();
	expect(existsSync(`${file}-lock`)).toBe(false);
});

test('another process is named that has it open; when that one is killed, its lock is gone', async () => {
	const file = newFile();
	const module = path.resolve('source/cases/lock.ts');
	const script = `import {lockCase} from ${JSON.stringify(module)}; lockCase(process.argv[1]); console.log('open'); setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', script, file], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	await once(child.stdout, 'data');
	expect(isLocked(file)).toBe(true);
	let thrown: unknown;
	try {
		lockCase(file);
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(CaseInUse);
	expect((thrown as CaseInUse).pid).toBe(child.pid);
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(existsSync(`${file}-lock`)).toBe(true);
	expect(isLocked(file)).toBe(false);
	expect(existsSync(`${file}-lock`)).toBe(false);
	lockCase(file).release();
});

test('where nothing can be written beside it, a case is open without a lock', () => {
	const lock = lockCase('/proc/self/status/case.ndjson');
	expect(() => lock.release()).not.toThrow();
});
