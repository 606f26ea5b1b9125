import {type Bench, tabAt} from './bench.ts';
import type {SinkDesk, Summary} from './host.ts';
import {sinkSummary, summaryOf} from './summary.ts';
import {lastCase, lastSink} from './tab-state.ts';
import type {Theme} from './theme.ts';

/**
 * What is left on the normal screen when the console ends now: of the case that is looked at, else of the one that was
 * opened last; of a sink (`desk`: the one that is looked at) where no case is open; else of what was closed last.
 */
export const farewellOf = (bench: Bench, desk: SinkDesk | undefined, theme: Theme): Summary => {
	const {at} = tabAt(bench).ui;
	if (at.place === 'case') return summaryOf(at.open, theme, bench.manner);
	const last = lastCase(bench);
	const sink = desk ?? (last ? undefined : lastSink(bench));
	if (sink) return sinkSummary(sink);
	return last ? summaryOf(last, theme, bench.manner) : (bench.summary ?? {lines: []});
};
