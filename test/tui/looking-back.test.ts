import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {caseBefore} from '../../source/tui/looking-back.ts';
import {scripted} from './scripted.ts';
import {done, opened, whoCanLogIn} from './story.ts';

const before = (...log: readonly Happening[]) => {
	const {session} = scripted(log);
	return caseBefore(session.snapshot(), session.log());
};
const again: Happening = {type: 'case.reopened', steps: ['login']};
const asked: Happening = {type: 'input.asked', question: whoCanLogIn};

test('while a second look asks, what was found before is still there, and what is ticked since', () => {
	const found = before(...done, again, asked, {type: 'action.ticked', procedure: 'p', action: 0});
	expect(found?.verdict).toBe('diagnosed');
	expect(found?.steps.find(({id}) => id === 'login')?.state.status).toBe('finished');
	expect(found?.ticked).toHaveLength(1);
});

test('without a second look, and once it looks, there is nothing to look back at', () => {
	expect(before(opened, asked)).toBeUndefined();
	expect(before(...done)).toBeUndefined();
	expect(before(...done, again, {type: 'step.started', step: 'login'})).toBeUndefined();
});
