import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {lockCase} from '../../source/cases/lock.ts';
import {caseFileName} from '../../source/cases/name.ts';
import {readStored} from '../../source/cases/stored.ts';
import type {Happening} from '../../source/core/event.ts';
import {began, closed, newFolder, writeCase} from './folder.ts';

const diagnosed = (cause: string): Happening =>
	({
		type: 'case.diagnosed',
		mail: 'broken',
		diagnosis: {cause, text: `T ${cause}`},
		notRuledOut: [],
	}) as unknown as Happening;
const routed = (title: string | undefined): Happening =>
	({
		type: 'case.routed',
		route: title === undefined ? null : {procedure: {title}, also: []},
		undecided: [],
	}) as unknown as Happening;
const step = (size: number): Happening => ({
	type: 'step.crashed',
	step: 's',
	message: `"type":"case.closed" ${'x'.repeat(size)}`,
	ms: 1,
});

test('tells how a case stands, from its first and its last events', () => {
	const folder = newFolder();
	const file = writeCase(folder, {
		id: '0a1b2c',
		scenario: 'port-silent',
		events: [step(100), diagnosed('auth.x'), routed('Mend it'), closed('diagnosed')],
	});
	expect(readStored(file)).toEqual({
		id: '0a1b2c',
		file,
		playbook: {name: 'p', title: 'P'},
		openedAt: began,
		lastAt: began + 4,
		verdict: 'diagnosed',
		diagnosis: {cause: 'auth.x', text: 'T auth.x'},
		procedure: 'Mend it',
		scenario: 'port-silent',
	});
});

test.each<[string, readonly Happening[], object]>([
	['opened alone', [], {verdict: undefined, diagnosis: undefined}],
	[
		'ticked after its end',
		[closed('healthy'), {type: 'action.ticked', procedure: 'p', action: 0}],
		{verdict: 'healthy'},
	],
	[
		'going on once more',
		[diagnosed('a'), routed('A'), closed('diagnosed'), {type: 'case.reopened', steps: []}],
		{verdict: undefined, diagnosis: {cause: 'a', text: 'T a'}, procedure: 'A'},
	],
	[
		'closed and looked at by another process',
		[closed('healthy'), {type: 'case.resumed', version: '2'}],
		{verdict: 'healthy'},
	],
	[
		'mended',
		[diagnosed('a'), closed('diagnosed'), diagnosed('b'), routed(undefined), closed('healthy')],
		{verdict: 'healthy', diagnosis: {cause: 'b', text: 'T b'}, procedure: undefined},
	],
	[
		'long after its verdict',
		[diagnosed('a'), closed('diagnosed'), step(200_000)],
		{verdict: 'diagnosed', diagnosis: {cause: 'a', text: 'T a'}},
	],
	['too long to be looked through', [closed('healthy'), step(900_000)], {verdict: undefined}],
])('a case that is %s', (_how, events, wanted) => {
	const stored = readStored(writeCase(newFolder(), {id: '0a1b2c', events}));
	expect(stored.unreadable).toBeUndefined();
	expect({...stored}).toMatchObject(
		Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
	);
	for (const [key, value] of Object.entries(wanted))
		if (value === undefined) expect(stored).not.toHaveProperty(key);
});

test('a last line that was cut off says nothing', () => {
	const file = writeCase(newFolder(), {
		id: '0a1b2c',
		events: [closed('healthy')],
		end: '{"seq":9,"at":1,"type":"case.closed","verdict":"canc',
	});
	expect(readStored(file)).toMatchObject({verdict: 'healthy', lastAt: began + 1});
});

test('one that is open is said to be', () => {
	const file = writeCase(newFolder(), {id: '0a1b2c'});
	const lock = lockCase(file);
	expect(readStored(file).isOpen).toBe(true);
	lock.release();
	expect(readStored(file)).not.toHaveProperty('isOpen');
});

test.each<[string, (file: string) => void, RegExp]>([
	['nothing', file => writeFileSync(file, ''), /empty/],
	['random bytes', file => writeFileSync(file, Buffer.from([0, 255, 10, 13, 200])), /no case/],
	['foreign JSON', file => writeFileSync(file, '{"name":"x"}\n'), /no case/],
	['null', file => writeFileSync(file, 'null\n'), /no case/],
	[
		'a time that no date has',
		file => writeFileSync(file, '{"type":"case.opened","at":1e300,"playbook":{"name":"p","title":"t"}}\n'),
		/no case/,
	],
	['deep nesting', file => writeFileSync(file, `${'['.repeat(100_000)}\n`), /no case/],
	[
		'a huge line',
		file => writeFileSync(file, `{"type":"case.opened","x":"${'x'.repeat(2_000_000)}`),
		/too long/,
	],
	['a folder', file => mkdirSync(file), /no file/],
	['a link', file => symlinkSync('/etc/hostname', file), /link/],
	['a link to nowhere', file => symlinkSync('/nowhere', file), /link/],
	['a pipe', file => void execFileSync('mkfifo', [file]), /no file/],
	['nothing at all', () => undefined, /gone/],
])('a file that is %s is told as what it is', (_what, make, wanted) => {
	const file = path.join(newFolder(), caseFileName('p', began, '0a1b2c'));
	make(file);
	expect(readStored(file)).toMatchObject({id: '0a1b2c', openedAt: began});
	expect(readStored(file).unreadable).toMatch(wanted);
});

test.skipIf(process.getuid?.() === 0)('one that may not be opened is told as that', () => {
	const file = writeCase(newFolder(), {id: '0a1b2c'});
	chmodSync(file, 0);
	expect(readStored(file).unreadable).toBe('this user may not open it');
});
