import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {recorderOf, recordTo} from '../../source/commands/output.ts';
import type {Event} from '../../source/core/event.ts';
import type {CaseTrouble} from '../../source/tui/host.ts';
import {newFolder} from '../cases/folder.ts';

const event = (seq: number): Event => ({seq, at: 1, type: 'case.closed', verdict: 'healthy'});

test.skipIf(!existsSync('/dev/full'))('a case file that cannot be written is told once', () => {
	const told: CaseTrouble[] = [];
	const recorder = recorderOf('/dev/full', trouble => told.push(trouble));
	for (const seq of [0, 1]) recorder(event(seq), {} as never);
	recorder.end?.();
	expect(told).toEqual([
		{
			text: expect.stringMatching(
				/^From here on this case is not kept: no space is left there\. Go on, .* \(\/dev\/full\)$/,
			),
			ends: true,
		},
	]);
	const printed: string[] = [];
	recordTo('/dev/full', {err: text => void printed.push(text)})(event(0), {} as never);
	expect(printed).toEqual([expect.stringMatching(/^lostmail: from here on this case is not kept/)]);
});

test('where nothing can be held back beside it, the case file is written all the same', () => {
	const file = path.join(newFolder(), 'case.ndjson');
	mkdirSync(`${file}-held-new`);
	const told: CaseTrouble[] = [];
	const recorder = recorderOf(file, trouble => told.push(trouble));
	recorder(event(0), {} as never);
	for (const seq of [1, 2]) {
		recorder.held?.([event(seq)]);
		recorder(event(seq), {} as never);
	}
	recorder.end?.();
	expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(3);
	expect(told.map(({ends}) => ends)).toEqual([undefined]);
});
