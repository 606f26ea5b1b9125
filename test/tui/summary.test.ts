import {expect, test} from 'vitest';
import {sinkSummary} from '../../source/tui/summary.ts';
import {emptyView, filled, scriptedSink} from './caught.ts';

test('a sink that keeps nothing names no command that would find nothing', () => {
	const {look: _, ...view} = {...emptyView, ...filled};
	const {desk} = scriptedSink();
	const passing = {...desk, snapshot: () => view};
	expect(sinkSummary(passing).lines).toEqual([
		'The sink is closed. It had 2 messages and 5 sessions, and nothing of it is kept.',
	]);
	expect(sinkSummary(scriptedSink(filled).desk).lines).toEqual([
		'The sink is closed. It keeps 2 messages and 5 sessions.',
		'Next: lostmail sink list',
	]);
});
