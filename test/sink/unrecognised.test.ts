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

	test.each([
		['Your code is abcdef', 'Your code is ••••'],
		['Your verification code: kdjfhg', 'Your verification code: ••••'],
		['Verification code = "abcdef"', 'Verification code = "••••"'],
		['[NAS] Your login code is qwertz.', '[NAS] Your login code is ••••.'],
		['Your code is abc-def and expires in ten minutes', 'Your code is •••• and expires in ten minutes'],
		['Your code is kdjfhg please enter it', 'Your code is •••• please enter it'],
		['Your code is a b c d e f', 'Your code is ••••'],
		['Your one-time password is horse', 'Your one-time password is ••••'],
		['abcdef is your verification code', '•••• is your verification code'],
		['Slack: abcdef is your code', 'Slack: •••• is your code'],
		['Ihr Bestätigungscode lautet abcdef', 'Ihr Bestätigungscode lautet ••••'],
		['abcdef ist Ihr Bestätigungscode', '•••• ist Ihr Bestätigungscode'],
		['Votre code de vérification est abcdef', 'Votre code de vérification est ••••'],
		['Su código de verificación: abcdef', 'Su código de verificación: ••••'],
		['您的验证码是abcdef，请勿泄露', '您的验证码是••••，请勿泄露'],
		['認証コード：abcdef', '認証コード：••••'],
	])('nor of small letters where one stands: %s', (text, left) => {
		expect(withoutUnrecognised(text)).toBe(left);
	});

	test.each([
		'Your code is ready',
		'Your code is here',
		'Your verification code is valid for ten minutes',
		'Your verification code is inside',
		'Your code is about to expire',
		'Your code is being sent',
		'Here is your verification code',
		'This is your verification code',
		'Your verification code',
		'Enter the code below',
		'Use this code to sign in',
		'Use this code to unlock',
		'Your code on lostmail',
		'Your verification code: example.org',
		'Verification code: please enter it within ten minutes',
		'Verification code for your account',
		'Ihr Code ist bereit',
		'Ihr Code ist ungültig',
		'Ihr Bestätigungscode ist abgelaufen',
		'Votre code est disponible',
		'Su código está listo',
		'Source code: lostmail',
		'Dress code: casual',
		'Promo code: summer',
		'Error code: timeout',
		'Weekly report: disk usage',
		'test mail from nas',
		'backup is complete',
		'The meeting is tomorrow',
		'Password reset: what to do next',
	])('keeps the ordinary words of an ordinary subject: %s', text => {
		expect(withoutUnrecognised(text)).toBe(text);
	});

	test.each(['Top 10 news', '[NAS] Your code', 'TerraMaster: test mail', 'Ihr Bestätigungscode', ''])(
		'keeps the words that spell none: %s',
		text => {
			expect(withoutUnrecognised(text)).toBe(text);
		},
	);
});
