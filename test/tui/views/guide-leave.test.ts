import {expect, test} from 'vitest';
import {beginning} from '../../../source/tui/bench.ts';
import {leavingWords} from '../../../source/tui/views/guide-leave.ts';
import {scripted} from '../scripted.ts';
import {done, opened, untilLogin} from '../story.ts';

const words = (log: typeof done, id?: string) => {
	const {open} = scripted(log);
	const start = {kind: 'case', case: id === undefined ? open : {...open, id}} as const;
	return leavingWords(beginning({start, manner: 'guide'}));
};

test('whoever leaves is told that the answers are kept, and how to come back', () => {
	const {ask, know} = words([opened, ...untilLogin], '59b307');
	expect(ask).toBe('Leave now? Your answers are kept.');
	expect(know).toContain('lostmail case resume 59b307');
	expect(know).toContain('What is being looked at now is looked at again then.');
	expect(know).toContain('Passwords are not kept');
});

test('a case that is over has nothing to look at again', () => {
	expect(words(done).know).not.toContain('is looked at again');
	expect(words(done).know).toContain('type:\n  lostmail case resume --guide\n');
});
