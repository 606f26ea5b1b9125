import {expect, test} from 'vitest';
import {classOf} from '../../source/core/enhanced-status.ts';

test.each([
	[535, '5.7.8', 'permanent · security or policy · user name or password is not accepted'],
	[450, '4.2.2', 'temporary · mailbox of the recipient · the mailbox is full'],
	[250, '2.1.5', 'success · address · the recipient address is valid'],
	[556, '5.1.10', 'permanent · address · the domain of the recipient takes no mail (null MX)'],
	[550, '5.7.25', 'permanent · security or policy · the reverse name of the sending address does not fit'],
	[550, '5.6.7', 'permanent · content of the message · addresses beyond ASCII are not allowed here'],
	[250, '2.3.6', 'success · mail system of the recipient · the requested priority was changed'],
	[550, '5.7.0', 'permanent · security or policy'],
	[554, '5.0.0', 'permanent'],
	[535, '5.7.139', 'permanent · security or policy · detail 139, which is the provider’s own'],
	[550, '5.9.1', 'permanent · subject 9, which no RFC knows · detail 1, which is the provider’s own'],
	[535, undefined, 'permanent · login or encryption'],
	[421, undefined, 'temporary · connection'],
	[354, undefined, 'go on'],
	[0, '5.7.57', 'permanent · security or policy · detail 57, which is the provider’s own'],
	[
		550,
		'4.4.1',
		'permanent · network or routing · the other host does not answer · the status 4.4.1 calls it temporary; the reply code 550 counts',
	],
	[0, undefined, undefined],
	[999, undefined, undefined],
])('%d %s', (code, enhanced, words) => {
	expect(classOf(code, enhanced)).toBe(words);
});
