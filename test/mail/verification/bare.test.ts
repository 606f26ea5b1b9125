import {expect, test} from 'vitest';
import type {Candidate} from '../../../source/core/verification.ts';
import type {Mail} from '../../../source/mail/mail.ts';
import {readVerification} from '../../../source/mail/verification.ts';

const mail = (text: string, subject: string): Mail => ({
	header: [],
	subject,
	from: [],
	to: [],
	text,
	links: [],
	attachments: [],
	octets: 0,
});

const chosen = (text: string, subject = 'NAS'): Candidate | undefined =>
	readVerification(mail(text, subject)).chosen;

test.each([
	'Your code:\n\n551122',
	'Here is your code: 551122\nExample NAS',
	'551122 is your code',
	'Your code is 551122. It is valid for 10 minutes.',
	'Your code is "551122". Ignore this mail in case it was not you.',
	'To reset your password, enter 551122.',
	'Ihr Code lautet 551122.',
	'PIN-Code: 551122',
	'Geben Sie 551122 ein, um Ihr Passwort zurückzusetzen.',
	'Votre code est 551122.',
	'Utilisez 551122 pour réinitialiser votre mot de passe.',
	'Aquí está su código: 551122',
	'Use 551122 para restablecer su contraseña.',
	'Ecco il tuo codice: 551122',
	'Seu código é 551122.',
	'Hier is uw code: 551122',
	'Din kod är 551122',
	'Koden din er 551122',
	'Kod twój to 551122',
	'Váš kód je 551122',
	'您的代码是 551122。',
	'重置码：551122',
	'551122 を入力してパスワードを再設定してください。',
	'비밀번호 재설정을 위해 551122을 입력하세요.',
	'Введите 551122 для входа.',
	'551122 kodunu kullanın.',
	'Mã của bạn là 551122',
	'رمزك هو 551122',
	'Code: 551122\nSent via Example NAS',
	'Hello admin,\n\n551122\n\nExample NAS',
])('%j holds a code', text => {
	expect(chosen(text)?.value).toBe('551122');
});

test.each([
	['Product code: 551122'],
	['Código de producto: 551122'],
	['Code produit : 551122'],
	['Ürün kodu: 551122'],
	['商品コード：551122'],
	['Your code 551122 saves you money.'],
	['Use code 551122 at checkout.'],
	['Code 551122 and code 883311'],
	['Code 551122\nBay 12'],
	['Login by 551122 failed.'],
	['Statistics of today\n551122'],
	['551122\nsubscriptions'],
	['Code: 551122', 'Locker 12'],
	['Code: 551122', 'Votre colis'],
	['PIN: 551122', 'Votre colis'],
	['Code: 551122', '門禁'],
	['Der Code ist 551122', 'AW: Keller'],
	['551122', 'Re: it'],
	['221126', 'Dinner'],
	['20261122', 'Dinner'],
	['551122 EUR', 'Transfer'],
	['4829', 'Temperature'],
	[`Code: 551122\n${'Many words about something else. '.repeat(20)}`],
	['> Code: 551122'],
])('%j of “%s” holds none', (text, subject = 'NAS') => {
	expect(chosen(text, subject)).toBeUndefined();
});

test('what stands under a subject that names it', () => {
	expect(chosen('A48Z15', 'Your code')?.value).toBe('A48Z15');
	expect(chosen('A48Z15', 'Hello')).toBeUndefined();
});

test('it is said what speaks for it', () => {
	expect(chosen('Code: 551122')?.because).toContain('It is the only number of a short mail.');
	expect(chosen('Enter 551122 to sign in.')?.because).toContain(
		'It is to be typed, and the only number of a short mail.',
	);
});
