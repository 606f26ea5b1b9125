import {expect, test} from 'vitest';
import type {Mail, MailLink} from '../../../source/mail/mail.ts';
import {readVerification} from '../../../source/mail/verification.ts';

const token = 'h5GkP2nQ8sXw9vLr';
const chosen = (links: readonly MailLink[], text = '', subject = '') => {
	const mail: Mail = {header: [], subject, from: [], to: [], text, links, attachments: [], octets: 0};
	const reading = readVerification(mail);
	return reading.chosen?.value ?? reading.open;
};
const link = (path: string, text?: string): MailLink => ({
	url: path.includes(':') ? path : `https://a.test/${path}`,
	...(text === undefined ? {} : {text}),
});

test.each([
	[`r?token=${token}`, 'Reset password'],
	[`ls/click?upn=${token}`, 'Confirm my email'],
	[`x/${token}`, 'Passwort zurücksetzen'],
	[`x/${token}`, 'メールアドレスを確認'],
	[`x/${token}`, '重置密码'],
	[`x/${token}`, 'Подтвердить почту'],
])('%s with “%s”', (path, text) => {
	expect(chosen([link(path, text)])).toBe(`https://a.test/${path}`);
});

test.each([
	[`unsubscribe?token=${token}`, 'Confirm email'],
	[`x?token=${token}`, 'Unsubscribe'],
	[`help/reset-password?token=${token}`, 'Reset password'],
	[`x?token=${token}`, 'Cancel this request'],
	[`x?token=${token}`, 'This was not me'],
	['', 'Reset password'],
	[`logo.png?token=${token}`, 'Reset password'],
	[`mailto:a@b.test?token=${token}`, 'Reset password'],
	['javascript:alert(1)', 'Reset password'],
	[`https://play.google.com/verify?token=${token}`, 'Verify email'],
	[`https://www.facebook.com/verify?token=${token}`, 'Verify email'],
	[`x?utm_campaign=${token}`, 'Verify your backups'],
	[`news/${token}`, 'Read on'],
])('never %s with “%s”', (path, text) => {
	expect(chosen([link(path, text)])).toBe('none');
});

test('a bare address by the words before it', () => {
	const url = `https://a.test/password/reset?token=${token}`;
	expect(chosen([{url}], `Reset your password with this link:\n\n${url}\n`)).toBe(url);
	expect(chosen([{url}], `Look at this:\n\n${url}\n`)).toBe('none');
});

test('where somebody came from makes no other link', () => {
	const urls = [`r?token=${token}`, `r?token=${token}&utm_source=logo`, `r?token=${token}#top`];
	expect(chosen(urls.map(url => link(url, 'Reset password')))).toBe(`https://a.test/r?token=${token}`);
	expect(
		chosen([link(`r?token=${token}`, 'Reset password'), link(`r?token=${token}2`, 'Reset password')]),
	).toBe('several');
});

test('the way out of a warning is not what was asked for', () => {
	const url = `https://a.test/password/reset?token=${token}`;
	const text = 'New sign-in. If it was not you, reset your password.';
	expect(chosen([{url, text: 'reset your password'}], text)).toBe('none');
	expect(chosen([{url, text: 'Reset password'}], '', 'Your password was changed')).toBe('none');
});
