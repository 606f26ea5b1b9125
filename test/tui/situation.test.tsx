import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {start} from './start.tsx';
import {ending, opened, procedure, untilLogin} from './story.ts';

const noted: readonly Happening[] = [
	opened,
	{type: 'step.started', step: 'settings'},
	{
		type: 'step.finished',
		step: 'settings',
		finding: {code: 'ok', level: 'ok', facts: {}, text: 'Everything is there.'},
		ms: 1,
	},
	{type: 'step.started', step: 'mx'},
	{
		type: 'step.observed',
		step: 'mx',
		evidence: {
			probe: 'dns',
			question: {name: 'example.org', type: 'MX'},
			failure: {code: 'no-data', detail: 'example.org has no MX record.'},
			at: 0,
			ms: 1,
		},
	},
	{
		type: 'step.finished',
		step: 'mx',
		finding: {
			code: 'implicit',
			level: 'warning',
			facts: {publish: ['example.org. MX 10 example.org.'], who: 'domain-owner', details: ['0 example.org']},
			text: 'example.org has no MX.',
		},
		ms: 1,
	},
	{type: 'step.started', step: 'blocklists'},
	{
		type: 'step.finished',
		step: 'blocklists',
		finding: {code: 'clean', level: 'ok', facts: {}, text: 'On none.'},
		ms: 1,
	},
	{type: 'case.closed', verdict: 'healthy'},
];

test('what is to be noted is selected and named, and y copies what it proposes to publish', async () => {
	const {press, until, copied} = await start(noted);
	const run = await until('to be noted: Exchangers (MX)');
	expect(run).toContain('▸! Exchangers (MX)');
	expect(run).toMatch(/Publish.*Who {4}the owner of the domain.*0 example\.org/s);
	expect(run).toContain('A  no such record (NODATA)');
	expect(run).not.toContain('no answer');
	await press('y');
	await until('What to publish is in the clipboard');
	expect(copied).toEqual(['example.org. MX 10 example.org.']);
	await press('d');
	await until('╭─ Diagnosis');
	await press('y');
	await until('The report line is in the clipboard');
	expect(copied[1]).toContain('| healthy |');
});

test('a case that was broken off without a cause offers no procedure', async () => {
	const {press, until, screen} = await start([
		opened,
		...untilLogin,
		...ending({procedure, also: []}).filter(({type}) => type === 'case.routed'),
		{type: 'case.closed', verdict: 'cancelled'},
	]);
	await until('Cancelled before the end');
	await press('p');
	await until('No procedure fits this case');
	expect(screen()).not.toContain('Create an app password');
});
