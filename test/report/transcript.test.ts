import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Case, noCase, type Step} from '../../source/core/case.ts';
import {explainerOf} from '../../source/core/dialogue.ts';
import {readTranscript} from '../../source/core/transcript.ts';
import {transcript} from '../../source/report/transcript.ts';
import {widthOf} from '../../source/report/wrap.ts';
import {caseOf} from './cases.ts';

const explain = explainerOf({replies: [], providers: []});
const printed = (state: Case) =>
	transcript.report({type: 'case.closed', verdict: 'cancelled', seq: 0, at: 0}, state, explain);

test('every conversation is told whole, and only when the case is closed', async () => {
	const {log, state} = await caseOf('diagnosed');
	const report = log.map(event => transcript.report(event, state, explain)).join('');
	await expect(report).toMatchFileSnapshot('golden/transcript.txt');
});

test('it can be given to `lostmail explain` again', async () => {
	const {state} = await caseOf('diagnosed');
	const [first] = printed(state).split('\n\n');
	expect(readTranscript(first ?? '').lines.map(({side, ms}) => [side, ms])).toEqual([
		['connection', 0],
		['server', 1],
		['client', 2],
		['server', 3],
	]);
});

test('a case without a conversation says so', () => {
	expect(printed(noCase)).toBe('No mail server said anything in this case.\n');
});

test('of a step of which not all was kept, that is said at its end', async () => {
	const {state} = await caseOf('diagnosed');
	const steps = state.steps.map(step => ({...step, leftOut: 12}));
	expect(printed({...state, steps}).replaceAll(/\s+/g, ' ')).toContain(
		'(12 more questions were left out: of one step at most 2,000 are kept. The case file has all of them.)',
	);
});

test('whatever is said, no line acts or is too long', () => {
	const text = fc.oneof(
		fc.string({unit: 'binary', maxLength: 300}),
		fc.constantFrom('220 x', 'EHLO x', '250-x\n250 STARTTLS', '535 5.7.8 \u001B[2J'),
	);
	const exchange = fc.record({ms: fc.nat(), side: fc.constantFrom('client', 'server', 'connection'), text});
	fc.assert(
		fc.property(fc.array(exchange, {maxLength: 10}), text, (exchanges, title) => {
			const step: Step = {
				id: 'a',
				title,
				check: 'a',
				hop: 'auth',
				needs: [],
				evidence: [{probe: 'smtp', question: {}, answer: {exchanges}, at: 0, ms: 1}],
				state: {status: 'waiting'},
			};
			for (const line of printed({...noCase, steps: [step]}).split('\n')) {
				expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
				expect(widthOf(line), line).toBeLessThanOrEqual(80);
				expect(line).toBe(line.trimEnd());
			}
		}),
		{numRuns: 200},
	);
});
