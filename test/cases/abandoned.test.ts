import {appendFileSync, existsSync, renameSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {forgetAbandoned, holdsNoFinding, longestAbandoned} from '../../source/cases/abandoned.ts';
import {lockCase} from '../../source/cases/lock.ts';
import {caseFileName} from '../../source/cases/name.ts';
import {caseFiles} from '../../source/cases/store.ts';
import type {Happening} from '../../source/core/event.ts';
import {began, closed, linesOf, newFolder, writeCase} from './folder.ts';

const day = 86_400_000;

const answered = (value: string): Happening => ({
	type: 'input.answered',
	input: 'host',
	value,
	from: 'person',
});
const skipped: Happening = {type: 'step.skipped', step: 's', why: 'unknown', reason: 'cancelled'};
const finished: Happening = {
	type: 'step.finished',
	step: 's',
	finding: {code: 'fine', level: 'ok', facts: {}, text: 'fine'},
	ms: 1,
};
const observed: Happening = {
	type: 'step.observed',
	step: 's',
	evidence: {probe: 'dns', question: {}, at: 1, ms: 1},
};
const ticked: Happening = {type: 'action.ticked', procedure: 'p', action: 0};

test.each<[string, readonly Happening[], boolean]>([
	['was opened alone', [], true],
	['was given up in its questions', [answered('h')], true],
	['was cancelled in its questions', [answered('h'), skipped, closed('cancelled')], true],
	['says in an answer what an event says', [answered('"type":"step.finished"')], true],
	['has a finding', [answered('h'), finished], false],
	['has an answer of a server', [answered('h'), observed], false],
	['has a finding, and was cancelled after it', [finished, closed('cancelled')], false],
	['has an action that was done', [ticked, closed('cancelled')], false],
	['came to its end', [skipped, closed('inconclusive')], false],
	[
		'came to its end, and was looked at since',
		[closed('healthy'), {type: 'case.resumed', version: '2'}],
		false,
	],
	[
		'came to its end long before its last event',
		[closed('healthy'), {type: 'case.resumed', version: 'x'.repeat(2000)}],
		false,
	],
	[
		'is being looked at again',
		[finished, closed('healthy'), {type: 'case.reopened', steps: ['s']}, answered('h')],
		false,
	],
])('a case that %s: whether it holds no finding', (_what, events, holds) => {
	const folder = newFolder();
	const file = writeCase(folder, {id: '0a1b2c', events});
	expect(holdsNoFinding(file)).toBe(holds);
	forgetAbandoned(folder, began + longestAbandoned + day);
	expect(existsSync(file)).toBe(!holds);
});

test('it stays for a week after its last event, and longer while somebody has it open', () => {
	const folder = newFolder();
	const file = writeCase(folder, {id: '0a1b2c', events: [answered('h')]});
	writeFileSync(`${file}-held`, '');
	forgetAbandoned(folder, began + longestAbandoned);
	expect(existsSync(file)).toBe(true);
	const lock = lockCase(file);
	forgetAbandoned(folder, began + 2 * longestAbandoned);
	expect(existsSync(file)).toBe(true);
	lock.release();
	const line = JSON.stringify({seq: 2, at: began + 6 * day, ...answered('other')});
	appendFileSync(file, `${line}\n`);
	forgetAbandoned(folder, began + 12 * day);
	expect(existsSync(file)).toBe(true);
	forgetAbandoned(folder, began + 14 * day);
	expect([existsSync(file), existsSync(`${file}-held`)]).toEqual([false, false]);
});

test('an empty file goes as well; what is no case of ours, or cannot be read, stays', () => {
	const folder = newFolder();
	const named = (id: string) => path.join(folder, caseFileName('p', began, id));
	const old = new Date(began);
	writeFileSync(named('00000a'), '');
	utimesSync(named('00000a'), old, old);
	writeFileSync(named('00000b'), 'no case');
	symlinkSync('/nowhere', named('00000c'));
	const huge = writeCase(folder, {id: '00000d', events: [answered('x'.repeat(600_000))]});
	const mine = path.join(folder, 'mine.ndjson');
	writeFileSync(mine, linesOf({id: ''}).join(''));
	const elsewhere = writeCase(folder, {id: '00000e'});
	renameSync(elsewhere, path.join(folder, 'renamed.ndjson'));
	forgetAbandoned(folder, began + 100 * day);
	expect(
		caseFiles(folder)
			.map(file => path.basename(file))
			.toSorted(),
	).toEqual(
		[
			path.basename(named('00000b')),
			path.basename(named('00000c')),
			path.basename(huge),
			'mine.ndjson',
			'renamed.ndjson',
		].toSorted(),
	);
	forgetAbandoned(path.join(folder, 'nowhere'), began);
});
