import {expect, test} from 'vitest';
import {noCase, type Step} from '../../../source/core/case.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {diagnosisLines} from '../../../source/tui/views/diagnosis-lines.ts';

test('a cause that stays open is told in words beside its name, and by its name alone where a case file has none', () => {
	const notRuledOut = [
		{
			cause: 'mx.under-way',
			because: ['search'],
			plain: 'The message is still on its way, and may yet arrive.',
		},
		{cause: 'mx.null', because: ['mx', 'bounce']},
	];
	const lines = diagnosisLines(
		{state: {...noCase, verdict: 'inconclusive', notRuledOut}, open: {}, changes: []},
		76,
		unicodeTheme,
	);
	const text = lines.map(line =>
		line
			.map(part => part.text)
			.join('')
			.trimEnd(),
	);
	expect(text).toContain('  ? The message is still on its way, and may yet arrive. mx.under-way, open');
	expect(text).toContain('    at search');
	expect(text).toContain('  ? mx.null, open at mx, bounce');
});

test('what lies behind a step that was not reached is counted, and what was looked at is named', () => {
	const step = (id: string, state: Step['state']): Step => ({
		id,
		title: `Step ${id}`,
		check: id,
		hop: 'tls',
		needs: [],
		evidence: [],
		state,
	});
	const steps = [
		step('connect', {
			status: 'finished',
			finding: {code: 'late', level: 'unknown', facts: {}, text: 'No answer.'},
		}),
		step('tls', {status: 'skipped', why: 'unknown', reason: 'Connect'}),
		step('login', {status: 'skipped', why: 'unknown', reason: 'Connect'}),
	];
	const notRuledOut = [
		{cause: 'connect.blocked', because: ['connect']},
		...Array.from({length: 50}, (_, index) => ({cause: `tls.${index}`, because: ['tls', 'login']})),
	];
	const text = diagnosisLines(
		{state: {...noCase, verdict: 'inconclusive', steps, notRuledOut}, open: {}, changes: []},
		100,
		unicodeTheme,
	).map(line => line.map(part => part.text).join(''));
	expect(text).toContain('  ? connect.blocked, open at Step connect');
	expect(text).toContain('  ○ 50 more causes lie behind what was not reached: Step tls, Step login');
	expect(text.join('\n')).not.toContain('tls.7');
	expect(text.indexOf('Could not be found out')).toBeLessThan(text.indexOf('Not ruled out'));
});
