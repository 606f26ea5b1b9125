import {expect, test} from 'vitest';
import {start} from '../start.tsx';
import {done} from '../story.ts';

test('the diagnosis names its case by the id that a person types', async () => {
	const long = '/home/me/cases/2026-11-23T09-29-18-188Z-tos-verification-code-f1f161.ndjson';
	const {press, until, screen} = await start(done, {id: 'f1f161', file: long});
	await until('▸✖ Login');
	await press('d');
	await until('Diagnosis');
	expect(screen().split('\n')[0]).toMatch(/ f1f161$/);
});
