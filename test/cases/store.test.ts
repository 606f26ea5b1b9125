import {existsSync, readdirSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {CaseInUse, lockCase} from '../../source/cases/lock.ts';
import {
	caseFiles,
	forgetHeld,
	newCaseFile,
	pruneCases,
	removeCase,
	storedCases,
} from '../../source/cases/store.ts';
import {began, closed, newFolder, writeCase} from './folder.ts';

const hex = (number: number) => number.toString(16).padStart(6, '0');

test('a new case has a file and an id of its own, for this user alone', () => {
	const folder = path.join(newFolder(), 'deep', 'cases');
	const ids = ['00000a', '00000a', '00000b'];
	const first = newCaseFile(folder, {playbook: 'p', now: began, newId: () => ids.shift() ?? ''});
	const second = newCaseFile(folder, {playbook: 'p', now: began, newId: () => ids.shift() ?? ''});
	expect(storedCases(folder).map(({id}) => id)).toEqual(['00000b', '00000a']);
	expect(statSync(first).mode & 0o777).toBe(0o600);
	expect(statSync(folder).mode & 0o777).toBe(0o700);
	expect(first).not.toBe(second);
});

test('cases are listed newest first, and nothing else is', () => {
	const folder = newFolder();
	expect(storedCases(path.join(folder, 'none'))).toEqual([]);
	for (const number of [1, 3, 2]) writeCase(folder, {id: hex(number), at: began + number * 1000});
	for (const other of ['x.txt', 'x.ndjson-lock', '.ndjson']) writeFileSync(path.join(folder, other), '');
	writeFileSync(path.join(folder, 'mine.ndjson'), '');
	expect(storedCases(folder).map(({id}) => id)).toEqual(['000003', '000002', '000001', 'mine']);
	expect(storedCases(folder, 2).map(({id}) => id)).toEqual(['000003', '000002']);
});

test('a case is deleted with all that lies beside it, unless it is open', () => {
	const folder = newFolder();
	const file = writeCase(folder, {id: hex(1)});
	writeFileSync(`${file}-held`, '');
	const lock = lockCase(file);
	expect(() => removeCase(file)).toThrow(CaseInUse);
	expect(existsSync(file)).toBe(true);
	lock.release();
	removeCase(file);
	expect(readdirSync(folder)).toEqual([]);
});

test('beyond what is kept the oldest that are closed go, and no other', () => {
	const folder = newFolder();
	for (let number = 0; number < 12; number++)
		writeCase(folder, {
			id: hex(number),
			at: began + number * 1000,
			...(number % 2 === 0 ? {scenario: 's'} : {}),
			events: number === 1 ? [] : [closed(number === 4 ? 'cancelled' : 'healthy')],
		});
	const open = caseFiles(folder).find(file => file.includes(hex(3))) ?? '';
	const lock = lockCase(open);
	pruneCases(folder, {all: 100, lab: 100});
	expect(caseFiles(folder)).toHaveLength(12);
	pruneCases(folder, {all: 100, lab: 3});
	expect(storedCases(folder).map(({id}) => Number.parseInt(id, 16))).toEqual([11, 10, 9, 8, 7, 6, 5, 3, 1]);
	pruneCases(folder, {all: 5, lab: 100});
	expect(storedCases(folder).map(({id}) => Number.parseInt(id, 16))).toEqual([11, 10, 9, 3, 1]);
	lock.release();
});

test('what a killed process held back goes after a day, or with its case; never while somebody has that open', () => {
	const folder = newFolder();
	const file = (id: string) => writeCase(folder, {id});
	const hold = (beside: string, age: number) => {
		writeFileSync(beside, '{}\n');
		utimesSync(beside, (began - age) / 1000, (began - age) / 1000);
	};
	const day = 86_400_000;
	hold(`${file('00000a')}-held`, day + 1000);
	hold(`${file('00000b')}-held`, day - 1000);
	hold(`${file('00000c')}-held-new`, 2 * day);
	const open = file('00000d');
	hold(`${open}-held`, 2 * day);
	hold(path.join(folder, 'gone.ndjson-held'), 0);
	hold(path.join(folder, 'notes-held'), 2 * day);
	const lock = lockCase(open);
	forgetHeld(folder, began);
	lock.release();
	expect(
		readdirSync(folder)
			.filter(name => name.includes('-held'))
			.map(name => name.slice(-18)),
	).toEqual(['00000b.ndjson-held', '00000d.ndjson-held', 'notes-held']);
	expect(caseFiles(folder)).toHaveLength(4);
	forgetHeld(path.join(folder, 'nowhere'), began);
});
