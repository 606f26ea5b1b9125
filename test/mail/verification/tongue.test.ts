import {expect, test} from 'vitest';
import type {Mail} from '../../../source/mail/mail.ts';
import {linesOf} from '../../../source/mail/verification/lines.ts';
import {speaking} from '../../../source/mail/verification/tongue.ts';

const spoken = (text: string) => {
	const mail: Mail = {header: [], subject: '', from: [], to: [], text, links: [], attachments: [], octets: 0};
	return speaking(linesOf(mail));
};

test.each([
	['Your code is valid', 'en'],
	['Din verifieringskod är 380 264', 'sv'],
	['Bekræftelseskode, gyldig', 'da'],
	['Bekreftelseskode, gyldig', 'nb'],
	['Код подтверждения', 'ru'],
	['Код підтвердження', 'uk'],
	['Código de verificação', 'pt'],
	['Código de verificación', 'es'],
	['验证码', 'zh-Hans'],
	['驗證碼', 'zh-Hant'],
	['nothing of it', undefined],
])('%s', (text, language) => {
	expect(spoken(text).language).toBe(language);
});

test('words of languages that the mail does not speak are none', () => {
	const [line] = spoken('Din verifieringskod är 380 264').lines;
	expect(line?.hits.map(({words}) => words)).toEqual(['verifieringskod']);
});
