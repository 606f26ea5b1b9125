import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Case, Step} from '../../source/core/case.ts';
import {noCase} from '../../source/core/case.ts';
import type {Finding} from '../../source/core/check.ts';
import {explainerOf} from '../../source/core/dialogue.ts';
import type {Failure} from '../../source/core/failure.ts';
import {text} from '../../source/report/text.ts';
import {widthOf} from '../../source/report/wrap.ts';
import {caseOf, cases} from './cases.ts';

const explain = explainerOf({replies: [], providers: []});

const hostileMark = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const expectSafe = (report: string) => {
	for (const line of report.split('\n')) {
		expect(line).not.toMatch(hostileMark);
		expect(widthOf(line), line).toBeLessThanOrEqual(80);
		expect(line).toBe(line.trimEnd());
	}
};

const reportOf = (state: Case): string =>
	text.report({type: 'case.closed', verdict: state.verdict ?? 'cancelled', seq: 0, at: 0}, state, explain);

describe.each(Object.keys(cases))('the report of a case that is %s', name => {
	test('reads as it should, in 80 columns, with nothing that acts', async () => {
		const {log, state} = await caseOf(name);
		const report = log.map(event => text.report(event, state, explain)).join('');
		expectSafe(report);
		await expect(report).toMatchFileSnapshot(`golden/${name}.txt`);
	});
});

const step = (id: string, level: Finding['level'], evidence: Step['evidence'] = []): Step => ({
	id,
	title: `Step ${id}`,
	check: id,
	hop: 'dns',
	needs: [],
	evidence,
	state: {status: 'finished', finding: {code: 'x', level, facts: {}, text: 'said.'}},
});

test('what is to be noted stands beside a verdict that is healthy', () => {
	const steps = [step('a', 'ok'), step('b', 'warning'), step('c', 'warning')];
	const [first] = reportOf({...noCase, verdict: 'healthy', steps}).split('\n\n');
	expect(first?.replaceAll(/\s+/g, ' ')).toBe(
		'✔ HEALTHY: nothing was found that would stop the mail. To be noted: Step b, Step c.',
	);
});

test('causes that stay open are told in words beside their names, a few of them', () => {
	const notRuledOut = Array.from({length: 10}, (_, index) => ({
		cause: `mx.cause-${index}`,
		because: ['a'],
		plain: `Cause ${index} keeps the mail away, and nobody has looked for it in all of the places where it may be.`,
	}));
	const state: Case = {...noCase, verdict: 'inconclusive', steps: [step('a', 'unknown')], notRuledOut};
	const report = reportOf(state);
	expectSafe(report);
	expect(report.replaceAll(/\s+/g, ' ')).toContain(
		'Not ruled out: - Cause 0 keeps the mail away, and nobody has looked for it in all of the places where it may be. [mx.cause-0] - Cause 1',
	);
	expect(report).toContain('and 2 more');
	const old = notRuledOut.map(({plain: _, ...rest}) => rest);
	expect(reportOf({...state, notRuledOut: old})).toContain('Not ruled out: mx.cause-0, mx.cause-1');
});

describe('a case in which nothing outside answered', () => {
	const silent = (code: Failure['code']): Step['evidence'][number] => ({
		probe: 'dns',
		question: null,
		failure: {code, detail: '192.0.2.53:53 did not answer'},
		at: 0,
		ms: 1,
	});
	const first = (...evidence: Step['evidence']) =>
		reportOf({
			...noCase,
			verdict: 'inconclusive',
			steps: [step('a', 'unknown', evidence.slice(0, 1)), step('b', 'unknown', evidence.slice(1))],
		})
			.split('\n\n')[0]
			?.replaceAll(/\s+/g, ' ');

	test('says so first, and why', () => {
		expect(first(silent('timeout'), silent('timeout'))).toContain(
			'Nothing that was asked gave an answer: 192.0.2.53:53 did not answer.',
		);
	});

	test('is none where DNS answered that there is nothing', () => {
		expect(first(silent('timeout'), silent('no-such-name'))).not.toContain('Nothing that was asked');
	});
});

test('a long line of a server is cut, and how long it was is said', async () => {
	const {state} = await caseOf('hostile');
	const report = reportOf(state);
	expect(report).toContain('(10281 characters)');
	expect(report.length).toBeLessThan(10_000);
	expect(report).toContain(String.raw`\u{1b}]52;`);
});

test('whatever a finding, a title or a procedure says, no line acts or is too long', () => {
	const words = fc.string({unit: 'binary', maxLength: 400});
	fc.assert(
		fc.property(words, words, words, words, (first, second, third, fourth) => {
			expectSafe(
				reportOf({
					...noCase,
					version: first,
					verdict: 'diagnosed',
					playbook: {name: second, title: '', sha256: ''},
					steps: [
						{
							id: 'a',
							title: first,
							check: 'a',
							hop: 'auth',
							needs: [],
							evidence: [
								{
									probe: 'smtp',
									question: null,
									answer: {
										exchanges: [
											{side: fourth, text: third},
											{side: 'server', text: first},
										],
									},
									at: 0,
									ms: 1,
								},
							],
							state: {status: 'finished', finding: {code: 'x', level: 'problem', facts: {}, text: second}},
						},
						{
							id: 'b',
							title: second,
							check: 'b',
							hop: 'auth',
							needs: [],
							evidence: [],
							state: {status: 'crashed', message: third},
						},
						{
							id: 'c',
							title: third,
							check: 'c',
							hop: 'auth',
							needs: [],
							evidence: [],
							state: {status: 'skipped', why: 'unknown', reason: first},
						},
					],
					diagnosis: {
						cause: first,
						hop: 'auth',
						who: 'admin',
						repair: 'device',
						text: second,
						plain: third,
						fix: fourth,
						because: ['a'],
						alsoFound: [],
						notRuledOut: [],
					},
					notRuledOut: [{cause: third, because: []}],
					undecided: [fourth],
					route: {
						also: [],
						procedure: {
							name: first,
							title: second,
							about: third,
							destructive: false,
							warnings: [fourth],
							actions: [{do: first, details: second, warning: third}],
							again: [],
							ask: [],
							notStated: [fourth],
						},
					},
				}),
			);
		}),
		{numRuns: 200},
	);
});
