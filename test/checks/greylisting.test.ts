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
	['451 Greylisting in action, please come back after 00:04:59.', 299],
	['450 greylisted for 3 minutes and 20 seconds', 200],
	['450 greylisted, wait 1 hour, 5 min.', 3900],
	['450 greylisted, retry in 1h30m', 5400],
	['450 greylisted for 5 minutes, 3 messages', 300],
	['451 4.7.1 Greylisting [2001:db8:0:12:34::7], come back later', undefined],
	['451 4.7.1 Greylisting for 2001:db8:12:34:56::7, come back later', undefined],
	['451 4.7.1 Greylisted, retry from 12:34:ab:cd::7 in 12:34:56:78:9a:bc', undefined],
	['450 4.2.0 Greylisted since 2026-11-22 10:05, please retry', undefined],
	['450 4.7.1 Greylisted at 12:34:56, try again later', undefined],
	['450 4.7.1 Greylisted, try again after 12:34:56', undefined],
	['450 4.7.1 Greylisted, try again after 10:05', undefined],
	['450 4.7.1 Greylisted, in 10:05-10:10', undefined],
	['450 4.7.1 Greylisted, in 10:05.12', undefined],
	['451 greylisted, limit for 10 messages', undefined],
	['451 greylisted, limit for 10 hosts in 3 mailboxes', undefined],
	['451 greylisted, for 4 seconds-old connections', undefined],
	['450 4.7.1 greylisted, retry in at least 1 day', undefined],
	[
		'450 4.2.0 Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/a.html',
		undefined,
	],
	['451 4.7.500 Server busy. Please try again later from [192.0.2.5]. (S77719)', undefined],
] as const)('%s', (words, seconds) => {
	expect(waitAskedFor(reply(words))).toBe(seconds);
});
