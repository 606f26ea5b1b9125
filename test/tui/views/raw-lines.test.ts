import {expect, test} from 'vitest';
import type {Step} from '../../../source/core/case.ts';
import {rawLines, rawText} from '../../../source/tui/views/raw-lines.ts';

const step: Step = {
	id: 'mx',
	title: 'Exchangers',
	check: 'dns.mx',
	hop: 'mx',
	needs: [],
	evidence: [{probe: 'dns', question: {name: 'example.org'}, answer: 'a\u001B[2J\u202Eb', at: 0, ms: 3}],
	state: {status: 'finished', finding: {code: 'ok', level: 'ok', facts: {}, text: 'Fine.'}},
};

test('a step is JSON with its finding and its evidence, and nothing in it acts', () => {
	expect(JSON.parse(rawText(step))).toMatchObject({id: 'mx', state: step.state, evidence: step.evidence});
	expect(rawText(step)).not.toContain('\u001B');
	expect(rawText(step)).not.toContain('\u202E');
	expect(rawLines(step, 60).map(line => line[0]?.text)).toContain('  "check": "dns.mx",');
});

test('what is too long, too many or too deep is cut, and says so', () => {
	let deep: unknown = 'end';
	for (let depth = 0; depth < 10_000; depth++) deep = [deep];
	const huge = {
		...step,
		evidence: [{...step.evidence[0]!, answer: ['x'.repeat(3000), Array(2000).fill(1), deep]}],
	};
	const text = rawText(huge);
	expect(text).toContain('… (1000 more characters)');
	expect(text).toContain('… 1500 more');
	expect(text.length).toBeLessThan(100_000);
	const wide = Object.fromEntries(Array.from({length: 512}, (_, at) => [`k${at}`, at]));
	expect(rawText({...step, evidence: [{...step.evidence[0]!, answer: wide}]})).toContain('"…": "12 more"');
	expect(rawText({...step, leftOut: 12})).toContain('"leftOut": 12');
	expect(rawText({...step, evidence: Array(3000).fill(step.evidence[0])}).split('\n').length).toBeLessThan(
		5002,
	);
});
