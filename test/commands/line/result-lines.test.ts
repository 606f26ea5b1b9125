import {expect, test} from 'vitest';
import {leavingLines, resultLines} from '../../../source/commands/line/result-lines.ts';
import {whyBlocks} from '../../../source/commands/line/why-lines.ts';
import type {Happening} from '../../../source/core/event.ts';
import {scripted} from '../../tui/scripted.ts';
import {done, ending, erasing, loginFails, opened, untilLogin} from '../../tui/story.ts';

const caseOf = (...happenings: readonly Happening[]) => scripted(happenings).session.snapshot();

test('a result says what is wrong, who can change it, what to do, the way of the mail, and how sure it is', () => {
	expect(resultLines(caseOf(...done))).toEqual([
		'',
		'Result: Two-step verification is on; the normal password no longer works for programs.',
		"Who can change it: the owner of the sending mailbox. Where: in the device's own settings.",
		'What to change: Create an app password, enter it on the device, send a test.',
		'What to do now: Create an app password.',
		'The way of the mail:',
		'Account: not looked at.',
		'Device: good at settings and name; not looked at: request.',
		'Mail provider: broken at login; good at connect and encryption; not reached at sender and recipient; not looked at: message.',
		'Receiving side: unknown at reputation; good at exchanger; not looked at: filter.',
		'Mailbox: not looked at.',
		'How sure this is: some of it could not be found out.',
		'Blocklists: unknown. zen.example did not answer in time.',
		'1 other cause is not ruled out; “why” names it.',
	]);
});

test('nothing is claimed where nothing was found, and nothing where it was cancelled', () => {
	const closed = (verdict: 'healthy' | 'inconclusive' | 'cancelled'): Happening => ({
		type: 'case.closed',
		verdict,
	});
	expect(resultLines(caseOf(opened, closed('healthy')))[1]).toBe(
		'Result: Nothing was found that would stop the mail.',
	);
	expect(resultLines(caseOf(opened, ...untilLogin, closed('inconclusive')))[1]).toBe(
		'Result: The cause could not be found out.',
	);
	expect(resultLines(caseOf(opened, ...untilLogin, closed('cancelled')))[1]).toBe(
		'Result: Cancelled before it came to a verdict.',
	);
	expect(resultLines(caseOf(opened, ...untilLogin, ...loginFails, closed('cancelled')))[1]).toMatch(
		/^Result: So far: Two-step/,
	);
});

test('a procedure that loses something says so before it is opened', () => {
	const state = caseOf(opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also: []}));
	expect(resultLines(state)).toContain(
		'What to do now: Initialize the device. This cannot be undone; read it first.',
	);
});

test('why: what speaks for it, what is open, what is not ruled out, what would change the verdict', () => {
	const turned: Happening = {
		type: 'case.diagnosed',
		mail: 'broken',
		diagnosis: caseOf(...done).diagnosis ?? null,
		notRuledOut: [],
		turns: [
			{step: 'login', when: 'mended', codes: ['ok'], cause: null},
			{
				step: 'blocklists',
				when: 'found-out',
				codes: ['listed', 'refused'],
				cause: 'reputation.blocklisted',
				plain: 'The sender is on a blocklist.',
			},
		],
	};
	const said = whyBlocks(caseOf(...done, turned)).flat();
	expect(said).toContain('Login: problem. smtp.gmail.com accepts the account only with an app password.');
	expect(said).toContain('Blocklists: unknown. zen.example did not answer in time.');
	expect(said).toContain('reputation.blocklisted.');
	expect(said).toContain(
		'If “Login” were mended, and the finding were ok, no cause that is known so far would be left.',
	);
	expect(said).toContain(
		'If “Blocklists” could be found out, and the finding were listed or refused, the cause would be: The sender is on a blocklist. (reputation.blocklisted)',
	);
});

test('leaving says what was found, where the case is, and what to type next', () => {
	expect(leavingLines(caseOf(...done), {file: '/cases/one.ndjson', id: '7f01ab'})).toEqual([
		'',
		'Found: Two-step verification is on; the normal password no longer works for programs. (auth.app-password-needed)',
		'The case is kept in /cases/one.ndjson',
		'Next: Create an app password. To come back to this case, type lostmail case resume 7f01ab',
	]);
	expect(leavingLines(caseOf(...done), {file: '/cases/one.ndjson'}).at(-1)).toContain(
		'lostmail case replay /cases/one.ndjson',
	);
});
