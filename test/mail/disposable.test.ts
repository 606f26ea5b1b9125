import {expect, test} from 'vitest';
import {isDisposable} from '../../source/mail/disposable.ts';

test.each(['mailinator.com', 'box.mailinator.com', 'yopmail.com', 'trashmail.de'])('%s is', domain => {
	expect(isDisposable(domain)).toBe(true);
});

test.each(['gmail.com', 'com', 'notmailinator.com', 'mailinator.com.example.org'])('%s is not', domain => {
	expect(isDisposable(domain)).toBe(false);
});
