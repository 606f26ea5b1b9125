import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {openChecks, resultContent, resultRows, sureWords} from '../../../source/tui/views/guide-result.ts';
import {scripted} from '../scripted.ts';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from '../story.ts';
import {toldBy} from '../told.ts';

const stateAfter = (...log: readonly Happening[]) => {
	const {open, session} = scripted(log);
	return {open: {...open, id: '59b307'}, state: session.snapshot()};
};
const told = (...log: readonly Happening[]) => {
	const {ask, text} = resultContent(stateAfter(...log), undefined, 78, unicodeTheme);
	return toldBy([...ask, ...text]);
};
const kinds = (...log: readonly Happening[]) =>
	resultRows(stateAfter(...log), undefined).map(({does}) =>
		does.kind === 'procedure' ? does.name : does.kind,
	);

const ended = (verdict: 'healthy' | 'inconclusive' | 'cancelled'): Happening => ({
	type: 'case.closed',
	verdict,
});

describe('a cause', () => {
	test('is one short sentence, with who can change it, how sure, and the code for support', () => {
		expect(told(...done)).toBe(
			[
				'✖ Two-step verification is on; the normal password no longer works for',
				'  programs.',
				'What helps: Create an app password, enter it on the device, send a test.',
				'',
				'Who can change it: the owner of the sending mailbox',
				'',
				'How sure: it was seen, not guessed. Something else could not be ruled out;',
				'          “Why do you think so?” names it.',
				'',
				'Code for support: 59b307, auth.app-password-needed',
				'',
				'What now?',
			].join('\n'),
		);
	});

	test('that rests on no proof is likely, and no more', () => {
		const {state} = stateAfter(...done);
		const steps = state.steps.map(step =>
			step.id === 'login' && step.state.status === 'finished'
				? {...step, state: {...step.state, finding: {...step.state.finding, level: 'unknown' as const}}}
				: step,
		);
		expect(sureWords({...state, steps, notRuledOut: []})).toMatch(/^likely, and not proven\./);
	});

	test('that follows from what the person told says so', () => {
		const {state} = stateAfter(...done);
		const steps = state.steps.map(step => ({...step, evidence: []}));
		expect(sureWords({...state, steps})).toMatch(/^it follows from what was answered\./);
	});

	test('that rests on assumed records is as sure as they are', () => {
		const {state} = stateAfter(...done);
		expect(sureWords({...state, assumed: ['MX example.org']})).toMatch(/^as sure as what was assumed/);
	});
});

describe('without a cause', () => {
	const silent: readonly Happening[] = [
		opened,
		...untilLogin,
		{
			type: 'step.finished',
			step: 'login',
			finding: {code: 'no-answer', level: 'unknown', facts: {}, text: 'No answer came.'},
			ms: 9000,
		},
		ended('inconclusive'),
	];

	test('what could not be found out is named in plain words, and is not called broken', () => {
		expect(openChecks(stateAfter(...silent).state)).toEqual(['whether the mail server takes the login']);
		const text = told(...silent);
		expect(text).toContain('? What is wrong could not be found out for certain.');
		expect(text).toContain('It may be fine or broken there');
		expect(text).toContain('  ? Whether the mail server takes the login: No answer came.');
		expect(text).not.toContain('✖');
	});

	test('a healthy case is told where it may still be lost', () => {
		const text = told(opened, ended('healthy'));
		expect(text).toContain('✔ Nothing was found that would stop the mail.');
		expect(text).toMatch(/If the code still\s+does not come/);
	});

	test('what was stopped is not judged', () => {
		expect(told(opened, ...untilLogin, ended('cancelled'))).toContain('How sure: not at all yet.');
	});
});

describe('what now', () => {
	test('the way that helps comes first, and there is always a real next step', () => {
		expect(kinds(...done)).toEqual(['create-app-password', 'why', 'again', 'report', 'desk', 'home']);
		expect(kinds(opened, ended('healthy'))).toEqual(['why', 'again', 'report', 'desk', 'home']);
		expect(kinds(opened, ended('inconclusive'))[1]).toBe('again');
		expect(kinds(opened, ended('cancelled'))[0]).toBe('go-on');
	});

	test('what cannot be undone is never the first line, and comes after every other way', () => {
		const both = kinds(
			opened,
			...untilLogin,
			...loginFails,
			...ending({procedure: erasing, also: [procedure]}),
		);
		expect(both.slice(0, 4)).toEqual(['create-app-password', 'why', 'again', 'initialize-device']);
		const alone = kinds(opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also: []}));
		expect(alone.slice(0, 3)).toEqual(['why', 'again', 'initialize-device']);
		const rows = resultRows(
			stateAfter(...done.slice(0, -2), ...ending({procedure: erasing, also: []})),
			undefined,
		);
		expect(rows.map(({label}) => label)).toContain(
			'The last resort, which cannot be undone: Initialize the device',
		);
	});

	test('nothing of a recording is run again, and the reason is told', () => {
		const {open, state} = stateAfter(...done);
		const closed = {open: {...open, closed: 'this is a recording'}, state};
		expect(resultRows(closed, undefined).map(({does}) => does.kind)).not.toContain('again');
		const {text} = resultContent(closed, undefined, 78, unicodeTheme);
		expect(toldBy(text)).toContain('checked again: this is a recording.');
	});
});
