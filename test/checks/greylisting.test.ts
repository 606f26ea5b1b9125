import {expect, test} from 'vitest';
import {waitAskedFor} from '../../source/checks/greylisting.ts';
import {reply} from './said.ts';

test.each([
	['450 4.2.0 <a@b.test>: Recipient address rejected: Greylisted for 300 seconds', 300],
	['451 4.7.1 Greylisting in action, please come back in 00:05:00', 300],
	['451 4.7.1 Greylisting in action, please come back in 01:00:00', 3600],
	['450 4.7.1 Greylisted, please try again in 4:59', 299],
	['451 4.7.1 Please try again later, in 5 minutes', 300],
	['451 Temporarily deferred, wait 15 mins', 900],
	['450 4.2.0 try again after 60s', 60],
	['451 4.7.1 come back in at least 1 hour', 3600],
	[
		'450 4.2.0 Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/a.html',
		undefined,
	],
	['451 4.7.500 Server busy. Please try again later from [192.0.2.5]. (S77719)', undefined],
] as const)('%s', (words, seconds) => {
	expect(waitAskedFor(reply(words))).toBe(seconds);
});
