import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {casesFolder} from '../../../source/commands/case/store.ts';
import {hostOf} from '../../../source/commands/console/host.ts';
import type {Io} from '../../../source/commands/io.ts';
import {closed, newFolder, writeCase} from '../../cases/folder.ts';

beforeEach(() => vi.stubEnv('XDG_STATE_HOME', newFolder()));
afterEach(() => vi.unstubAllEnvs());

const io = {err: () => undefined, signal: new AbortController().signal} as unknown as Io;

/** Settles when the case has come to a verdict. */
const closedOnce = (session: Awaited<ReturnType<ReturnType<typeof hostOf>['open']>>['session']) =>
	new Promise<void>(resolve => {
		const look = () => {
			if (session.snapshot().verdict !== undefined) resolve();
		};
		session.subscribe(look);
		look();
	});

const onDisk = () => readdirSync(casesFolder());

test('a case of the lab is kept, and opened again it waits with all that was found; it can be run again', async () => {
	const host = hostOf(io);
	const first = await host.open({kind: 'scenario', name: 'wrong-password'});
	expect(first.id).toMatch(/^[0-9a-f]{6}$/);
	await closedOnce(first.session);
	await expect(host.open({kind: 'case', name: first.id ?? ''})).rejects.toThrow(/open in another lostmail/);
	await first.close();
	expect(onDisk()).toEqual([path.basename(first.file ?? '')]);
	const before = readFileSync(first.file ?? '', 'utf8');
	expect(before.split('\n', 1)[0]).toContain('"reach":{"scenario":"wrong-password"');

	const again = await host.open({kind: 'case', name: first.id ?? ''});
	expect(again).toMatchObject({id: first.id, file: first.file});
	expect(again.closed).toBeUndefined();
	expect(again.session.snapshot().diagnosis?.cause).toBe('auth.wrong-credentials');
	expect(again.session.log().length).toBeGreaterThanOrEqual(before.trimEnd().split('\n').length);
	again.session.send({type: 'redo', steps: ['mx']});
	await new Promise<void>(resolve => {
		again.session.subscribe(() => {
			if (again.session.log().at(-1)?.type === 'case.closed') resolve();
		});
	});
	await again.close();
	const after = readFileSync(first.file ?? '', 'utf8');
	expect(after.startsWith(before)).toBe(true);
	expect(after).toContain('case.resumed');
	expect(onDisk()).toHaveLength(1);
}, 30_000);

test('where its playbook has changed, a case is shown as a recording that says so', async () => {
	const host = hostOf(io);
	const first = await host.open({kind: 'scenario', name: 'wrong-password'});
	await closedOnce(first.session);
	await first.close();
	const file = first.file ?? '';
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replace(/"sha256":"[0-9a-f]+"/, '"sha256":"00"'));
	const again = await host.open({kind: 'case', name: first.id ?? ''});
	expect(again.closed).toMatch(/playbook has changed/);
	expect(again.session.snapshot().verdict).toBe('diagnosed');
	await again.close();
	expect(onDisk()).toHaveLength(1);
}, 30_000);

test('a file that is no case is refused, and left as it is', async () => {
	mkdirSync(casesFolder(), {recursive: true});
	writeFileSync(path.join(casesFolder(), 'mine.ndjson'), 'no case\n');
	await expect(hostOf(io).open({kind: 'case', name: 'mine'})).rejects.toThrow(/not an event/);
	expect(onDisk()).toEqual(['mine.ndjson']);
});

test('when a case begins, one that was given up weeks ago without a finding goes, and no other', async () => {
	mkdirSync(casesFolder(), {recursive: true});
	const long = Date.now() - 30 * 86_400_000;
	writeCase(casesFolder(), {id: '00000a', at: long});
	const found = writeCase(casesFolder(), {id: '00000b', at: long, events: [closed('inconclusive')]});
	const young = writeCase(casesFolder(), {id: '00000c', at: Date.now() - 86_400_000});
	const {file = '', close} = await hostOf(io).open({kind: 'playbook', name: 'smtp-settings'});
	expect(onDisk().filter(name => name.endsWith('.ndjson'))).toEqual(
		[found, young, file].map(one => path.basename(one)),
	);
	await close();
});
