import {expect, test} from 'vitest';
import type {Mail} from '../../../source/mail/mail.ts';
import {lifetimeIn} from '../../../source/mail/verification/lifetime.ts';
import {linesOf} from '../../../source/mail/verification/lines.ts';

const mail = (text: string): Mail => ({
	header: [],
	subject: '',
	from: [],
	to: [],
	text,
	links: [],
	attachments: [],
	octets: 0,
});

test.each([
	['The code expires in 10 minutes.', 600],
	['This link is valid for 24 hours.', 86_400],
	['It is valid for half an hour', 1800],
	['Use the code within 90 seconds', 90],
	['Gültig für 15 Minuten', 900],
	['Der Link ist eine Stunde gültig', 3600],
	['Valable 1 heure', 3600],
	['El código caduca en 2 horas', 7200],
	['Válido por 30 minutos', 1800],
	['Il codice scade tra 10 minuti', 600],
	['De code is 10 minuten geldig', 600],
	['Koden är giltig i ett dygn, det vill säga 24 timmar', 86_400],
	['Kod jest ważny przez 15 minut', 900],
	['A kód 10 percig érvényes', 600],
	['Kod 5 dakika geçerlidir', 300],
	['Код действителен в течение 24 часов', 86_400],
	['Код действует в течение часа', 3600],
	['الرمز صالح لمدة 10 دقائق', 600],
	['הקוד תקף למשך 5 דקות', 300],
	['यह कोड 10 मिनट के लिए मान्य है', 600],
	['รหัสนี้ใช้ได้ภายใน 5 นาที', 300],
	['Mã có hiệu lực trong 10 phút', 600],
	['Kode ini berlaku selama 5 menit', 300],
	['このコードの有効期限は30分です', 1800],
	['인증번호는 10분 동안 유효합니다', 600],
	['验证码10分钟内有效', 600],
	['驗證碼15分鐘內有效', 900],
	['valid until 14:35', undefined],
	['有効期限は14時35分です', undefined],
	['有效期至14时35分', undefined],
	['Please wait 60 seconds before the next try', undefined],
	['You signed in 5 minutes ago', undefined],
	['Valid for 400 days', undefined],
	['Valid for 0 minutes', undefined],
	['The code is valid. It took 5 minutes.', undefined],
	['> The code expires in 10 minutes.', undefined],
])('%s', (text, seconds) => {
	expect(lifetimeIn(linesOf(mail(text)), undefined)?.seconds).toBe(seconds);
});
