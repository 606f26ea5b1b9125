import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {lockCase} from '../../../source/cases/lock.ts';
import {casesFolder} from '../../../source/commands/case/store.ts';
import {shelfOf} from '../../../source/commands/console/shelf.ts';
import type {StoredCase} from '../../../source/core/stored-case.ts';
import {began, closed, newFolder, writeCase} from '../../cases/folder.ts';

beforeEach(() => {
	vi.stubEnv('XDG_STATE_HOME', newFolder());
	mkdirSync(casesFolder(), {recursive: true});
});
afterEach(() => {
	vi.unstubAllEnvs();
});

/** A shelf, and what it shows each time that it changes. */
const watched = () => {
	const shelf = shelfOf();
	let wake: (cases: readonly StoredCase[]) => void = () => undefined;
	const next = () =>
		new Promise<readonly string[]>(resolve => (wake = cases => resolve(cases.map(({id}) => id))));
	shelf.subscribe(() => wake(shelf.snapshot()));
	return {shelf, next};
};

test('the cases on disk, newest first, read behind the first frame; another process may write some', async () => {
	for (let number = 0; number < 60; number++)
		writeCase(casesFolder(), {id: `0000${number + 10}`, at: began + number * 1000});
	const {shelf, next} = watched();
	expect(shelf.snapshot()).toEqual([]);
	expect(await next()).toEqual(Array.from({length: 60}, (_, index) => `0000${69 - index}`));
	expect(shelf.snapshot()).toBe(shelf.snapshot());
	writeCase(casesFolder(), {id: 'ffffff', at: began + 99_000});
	shelf.refresh();
	shelf.refresh();
	expect((await next())[0]).toBe('ffffff');
});

test('a case is deleted, one that is open is not, and what is wrong is told', async () => {
	const file = writeCase(casesFolder(), {id: 'abcd01', events: [closed('healthy')]});
	const {shelf, next} = watched();
	await next();
	const lock = lockCase(file);
	await expect(shelf.remove({id: 'abcd01', file})).rejects.toThrow(/open in another lostmail/);
	lock.release();
	await shelf.remove({id: 'abcd01', file});
	expect(await next()).toEqual([]);
});

test('what was listed and is gone leaves alone whatever else its id could mean', async () => {
	const short = writeCase(casesFolder(), {id: 'ab12', events: [closed('healthy')]});
	const long = writeCase(casesFolder(), {id: 'ab12cd', events: [closed('healthy')]});
	const mine = path.join(newFolder(), 'thesis');
	writeFileSync(mine, 'my thesis');
	const {shelf, next} = watched();
	await next();
	rmSync(short);
	await expect(shelf.remove({id: 'ab12', file: short})).rejects.toThrow(/not there any more/);
	for (const file of [mine, path.join(casesFolder(), '..', 'x.ndjson'), `${long}-held`])
		await expect(shelf.remove({id: 'thesis', file})).rejects.toThrow(/none of the cases/);
	expect([long, mine].every(file => existsSync(file))).toBe(true);
});

test('a folder that is not there has no cases', async () => {
	vi.stubEnv('XDG_STATE_HOME', path.join(newFolder(), 'nowhere'));
	const {next} = watched();
	expect(await next()).toEqual([]);
});
