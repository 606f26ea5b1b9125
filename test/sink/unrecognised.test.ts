import {describe, expect, test} from 'vitest';
import {withoutUnrecognised} from '../../source/sink/unrecognised.ts';

describe('a text in which nobody recognised a code', () => {
	test.each([
		['Slack confirmation code: 7XD-L4Q', 'Slack confirmation code: ••••'],
		['AB12-CD34', '••••'],
		['Code A B 3 D 5 F', 'Code ••••'],
		['4.8.2.9.1.5', '••••'],
		['4_8_2_9_1_5', '••••'],
		['Your code is XKQRTZ', 'Your code is ••••'],
		['Your code is XKQ-RTZ', 'Your code is ••••'],
		['Your code is X K Q R T Z', 'Your code is ••••'],
		['Your code is XkQrTzPl', 'Your code is ••••'],
		['Your code is aB3-dE5', 'Your code is ••••'],
		['Your temporary password: Xk9dk3Lm2pQz', 'Your temporary password: ••••'],
		['Code ٤٨٢٩١٥', 'Code ••••'],
		['验证码482915，请勿泄露', '验证码••••，请勿泄露'],
		['Follow https://nas.test/reset/abcdefgh now', 'Follow https://nas.test/•••• now'],
	])('tells nothing of it: %s', (text, left) => {
		expect(withoutUnrecognised(text)).toBe(left);
	});

	test.each(['Top 10 news', '[NAS] Your code', 'TerraMaster: test mail', 'Ihr Bestätigungscode', ''])(
		'keeps the words that spell none: %s',
		text => {
			expect(withoutUnrecognised(text)).toBe(text);
		},
	);
});
