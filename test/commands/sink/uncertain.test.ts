import {expect, test} from 'vitest';
import {uncertainRows, whyNone} from '../../../source/commands/sink/uncertain.ts';
import type {Candidate} from '../../../source/core/verification.ts';
import {placeOf, raise, send, sink} from './scene.ts';

const maybe: Candidate = {
	kind: 'code',
	value: '551122',
	score: 0.4,
	because: ['“code” stands before it.'],
	against: ['Nothing in the mail says what the code is for.'],
	where: 'text',
	line: 'Product code: 551122',
};
const order: Candidate = {...maybe, value: '883311', score: 0};

test('what may be it is named, and why', () => {
	expect(whyNone({candidates: [maybe, order], open: 'none'}, 'code')).toBe(
		'nothing is certain: 551122 may be a code (score 0.4 of 1: “code” stands before it. Against it: Nothing in the mail says what the code is for.)',
	);
	expect(whyNone({candidates: [maybe], open: 'none'}, 'link')).toBe('no link was found in it');
	expect(whyNone({candidates: [order], open: 'none'}, 'code')).toBe('no code was found in it');
	expect(whyNone({candidates: [maybe], open: 'several'}, 'code')).toBe('several in it could be the code');
	expect(whyNone({candidates: [], open: 'unread'}, 'code')).toBe('it could not be read');
});

test('rows are told only where nothing is certain and something may be it', () => {
	expect(uncertainRows({candidates: [order], open: 'none'})).toBeUndefined();
	expect(uncertainRows({candidates: [maybe], open: 'several'})).toBeUndefined();
	expect(uncertainRows({candidates: [maybe], chosen: maybe})).toBeUndefined();
	const rows = uncertainRows({candidates: [maybe, {...maybe, value: '7\u001b731'}], open: 'none'}) ?? [];
	expect(rows.join(' ')).toContain('Nothing is certain: 551122 may be a code');
	expect(rows.join(' ')).not.toContain('\u001b');
	expect(Math.max(...rows.map(row => [...row].length))).toBeLessThanOrEqual(80);
});

test('show and wait say so, and print nothing', {timeout: 20_000}, async () => {
	const here = await raise();
	const {store} = here.settings;
	await send(placeOf(here), {subject: 'Hello', text: 'Product code: 551122'});
	const printed = await sink(['show', 'm1', '--print', 'code', '--store', store]);
	expect(printed).toMatchObject({code: 3, stdout: ''});
	expect(printed.stderr).toMatch(
		/m1: nothing is certain: 551122 may be a code .*show m1.* has the whole mail/,
	);
	const shown = await sink(['show', 'm1', '--store', store]);
	expect(shown.code).toBe(0);
	expect(shown.stdout).toContain('Nothing is certain: 551122 may be a code');
	expect(shown.stdout).not.toContain('No code');
	const since = ['--to', 'kim@example.org', '--since', '10m', '--timeout', '50ms'];
	const waited = await sink(['wait', ...since, '--store', store]);
	expect(waited).toMatchObject({code: 3, stdout: ''});
	expect(waited.stderr.replaceAll(/\s+/g, ' ')).toContain('Hello: nothing is certain: 551122 may be a code');
	await here.close();
});
