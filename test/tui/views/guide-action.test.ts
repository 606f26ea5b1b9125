import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {
	actionContent,
	doneRows,
	guardContent,
	untriedOf,
	valuesAt,
} from '../../../source/tui/views/guide-action.ts';
import {scripted} from '../scripted.ts';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from '../story.ts';
import {toldBy} from '../told.ts';

const stateAfter = (...log: readonly Happening[]) => scripted(log).session.snapshot();
const action = (at: number, ...more: readonly Happening[]) =>
	actionContent(stateAfter(...done, ...more), procedure, at, 78, unicodeTheme);

describe('an action', () => {
	test('has the screen for itself, its details unfolded', () => {
		const {ask, text, right, title} = action(0);
		expect([title, right]).toEqual(['Create an app password', '1 of 4']);
		expect(toldBy(ask)).toBe('Log in to the mail account in a browser.');
		expect(toldBy(text)).toContain('Open myaccount.google.com and choose Security.');
		expect(toldBy(text)).toContain('Not known: whether this is allowed for the super user');
	});

	test('has its warning before it', () => {
		expect(toldBy(action(2).ask)).toBe(
			'! Without the spaces.\nEnter it on the device under Control Panel > Notification.',
		);
		expect(toldBy(action(2).text)).not.toContain('Not known');
	});

	test('that is done says so', () => {
		const ticked: Happening = {type: 'action.ticked', procedure: procedure.name, action: 1};
		expect(toldBy(action(1, ticked).ask)).toBe('✔ done  Create an app password.');
	});
});

test('what is to be entered stands with the action that says so', () => {
	const [, , enters] = [0, 1, 2].map(at => valuesAt(withRecord, procedure, at));
	expect(enters).toEqual([{label: 'Publish', value: 'example.org. TXT "v=spf1 -all"'}]);
	expect(valuesAt(withRecord, procedure, 0)).toEqual([]);
	expect(valuesAt(withRecord, {...procedure, actions: [{do: 'Mend it.'}]}, 0)).toHaveLength(1);
});

const withRecord = (() => {
	const state = stateAfter(...done);
	return {
		...state,
		steps: state.steps.map(step =>
			step.id === 'login' && step.state.status === 'finished'
				? {
						...step,
						state: {
							...step.state,
							finding: {...step.state.finding, facts: {publish: ['example.org. TXT "v=spf1 -all"']}},
						},
					}
				: step,
		),
	};
})();

test('behind the last action it is asked whether to check again, and how much was done is told', () => {
	const ticked: Happening = {type: 'action.ticked', procedure: procedure.name, action: 1};
	const {right, text, rows} = action(4, ticked);
	expect(right).toBe('1 of 4 done');
	expect(toldBy(text)).toContain('1 of 4 steps are marked as done; the others were skipped.');
	expect(rows).toEqual(['Check again now', 'Not now; back to what was found']);
	expect(doneRows({...procedure, again: []})[0]?.[1]).toBe('Check everything again now');
});

describe('what cannot be undone', () => {
	const both = stateAfter(
		opened,
		...untilLogin,
		...loginFails,
		...ending({procedure: erasing, also: [procedure]}),
	);
	const alone = stateAfter(opened, ...untilLogin, ...loginFails, ...ending({procedure: erasing, also: []}));
	const guard = (state: typeof both) => {
		const {ask, text} = guardContent(state, erasing, 'ERASE', 78, unicodeTheme);
		return toldBy([...ask, ...text]);
	};

	test('says what is lost, what is not known and what was not tried, and the word', () => {
		const text = guard(both);
		expect(text).toContain('! This cannot be undone. Read to the end first.');
		expect(text).toContain('type ERASE and press ⏎.');
		expect(text).toContain('Not tried yet\n  ○ Create an app password\n  ○ What the diagnosis names: ');
		expect(text).toContain('✖ Every file on the device is lost.');
		expect(text).toContain('? whether the volumes survive');
		expect(untriedOf(both).map(({name}) => name)).toEqual(['create-app-password']);
	});

	test('where no other procedure is open, what the diagnosis names is not passed over', () => {
		expect(guard(alone)).toContain('Not tried yet\n  ○ What the diagnosis names: Create an app password');
		expect(guard(alone)).not.toContain('leads to');
	});
});
