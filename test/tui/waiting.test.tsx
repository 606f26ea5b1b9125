import {expect, test} from 'vitest';
import type {CaptureAnswer, CaptureQuestion} from '../../source/core/capture.ts';
import type {Happening} from '../../source/core/event.ts';
import {distrusting, emptyView, place} from './caught.ts';
import {start} from './start.tsx';
import {opened} from './story.ts';

const question: CaptureQuestion = {
	do: 'wait',
	ports: [{port: 2525, security: 'starttls'}],
	reach: 'network',
	seconds: 300,
	after: 0,
	why: 'the device is to send its code here',
	enter: [
		{label: 'Server', value: '192.168.1.5'},
		{label: 'Port', value: '2525'},
		...emptyView.enter.slice(2),
	],
};

const answer: CaptureAnswer = {
	places: [place],
	addresses: ['192.168.1.5'],
	sessions: [distrusting(950)],
	messages: [],
	told: 1,
	seconds: 12,
};

const waiting: readonly Happening[] = [
	opened,
	{type: 'step.started', step: 'settings'},
	{type: 'step.asked', step: 'settings', asking: {probe: 'sink', question}},
];

test('while a sink waits, the run says what to enter, how long, and what has come', async () => {
	const {until, tell} = await start(waiting);
	const first = await until('Enter on the device');
	expect(first).toMatch(/Server {2}192\.168\.1\.5/);
	expect(first).toMatch(/Port {4}2525/);
	expect(first).toMatch(/Login {3}any name and password, or none/);
	expect(first).toContain('Nothing has come yet.');
	expect(first).toMatch(/Waiting (?:5:00|4:59): the device is to send its code here/);
	tell(
		{type: 'step.observed', step: 'settings', evidence: {probe: 'sink', question, answer, at: 0, ms: 12_000}},
		{type: 'step.asked', step: 'settings', asking: {probe: 'sink', question: {...question, after: 1}}},
	);
	const second = await until('trust this certificate');
	expect(second.indexOf('So far')).toBeLessThan(second.indexOf('Enter on the device'));
	expect(second).not.toContain('Nothing has come yet.');
});

test('on the smallest screen what to enter is behind the tab key', async () => {
	const {press, until} = await start(waiting, {columns: 40, rows: 10});
	await press('\t');
	expect(await until('Enter on the device')).toMatch(/Server {2}192\.168\.1\.5/);
});

test('what was there before this wait is no news', async () => {
	const {seconds: _, after: __, why: ___, enter: ____, ...plan} = question;
	const before = {...answer, sessions: [distrusting(900)]};
	const {until} = await start([
		...waiting.slice(0, 2),
		{
			type: 'step.observed',
			step: 'settings',
			evidence: {probe: 'sink', question: {...plan, do: 'read'}, answer: before, at: 0, ms: 1},
		},
		...waiting.slice(2),
	]);
	expect(await until('Enter on the device')).toContain('Nothing has come yet.');
});
