const now = new Date();
const date = now.toUTCString().replace('GMT', '+0000');
const id = (name: string) => `<${now.getTime().toString(36)}.${name}@home-mail.test>`;

const mail = (fields: readonly string[], body: readonly string[]): string =>
	[
		'From: Home NAS <nas@home-mail.test>',
		'To: person@mailbox.test',
		`Date: ${date}`,
		...fields,
		'',
		...body,
		'',
	].join('\r\n');

const lines = (text: string): readonly string[] => text.match(/.{1,76}/g) ?? [];

/** The text that every filter takes for spam, among harmless sentences. */
export const gtube = mail(
	[
		'Subject: Your verification code',
		`Message-ID: ${id('gtube')}`,
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
	],
	[
		'Hello, this is the mail that you asked for a minute ago.',
		'',
		'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X',
		'',
		'If it was not you who asked for it, nothing has to be done.',
	],
);

/** Mails that bring a code or a link, in the styles of devices, shops and services. */
export const verificationMails: Readonly<Record<string, string>> = {
	'device, plain text': mail(
		[
			'Subject: Your verification code',
			`Message-ID: ${id('plain')}`,
			'MIME-Version: 1.0',
			'Content-Type: text/plain; charset=utf-8',
		],
		[
			'Hello,',
			'',
			'somebody asked to reset the password of the account admin on this device.',
			'Your verification code is 482915. It is valid for 10 minutes.',
			'',
			'If it was not you, you can leave this mail aside.',
		],
	),
	'shop, text and HTML': mail(
		[
			'Subject: Confirm your address',
			`Message-ID: ${id('shop')}`,
			'MIME-Version: 1.0',
			'Content-Type: multipart/alternative; boundary="shop"',
		],
		[
			'--shop',
			'Content-Type: text/plain; charset=utf-8',
			'',
			'Please confirm your address with the code 482915, or follow this link:',
			'https://shop.home-mail.test/confirm?token=q7Zs81kfo2Lmx',
			'--shop',
			'Content-Type: text/html; charset=utf-8',
			'',
			'<!DOCTYPE html><html><head><title>Confirm</title></head><body>',
			'<p>Please confirm your address with the code <b>482915</b>, or follow this link:</p>',
			'<p><a href="https://shop.home-mail.test/confirm?token=q7Zs81kfo2Lmx">Confirm</a></p>',
			'</body></html>',
			'--shop--',
		],
	),
	'device, HTML alone': mail(
		['Subject: PASSWORD RESET', 'Content-Type: text/html'],
		['<center><h1>482915</h1></center>'],
	),
	'service, link alone': mail(
		[
			'Subject: Sign in',
			`Message-ID: ${id('link')}`,
			'MIME-Version: 1.0',
			'Content-Type: text/html; charset=utf-8',
			'Content-Transfer-Encoding: quoted-printable',
		],
		['<html><body><a href=3D"https://home-mail.test/in?t=3Dq7Zs81kfo2Lmx">Sign in</a></body></html>'],
	),
	'device, Chinese in base64': mail(
		[
			`Subject: =?utf-8?B?${Buffer.from('您的验证码').toString('base64')}?=`,
			`Message-ID: ${id('chinese')}`,
			'MIME-Version: 1.0',
			'Content-Type: text/plain; charset=utf-8',
			'Content-Transfer-Encoding: base64',
		],
		lines(Buffer.from('您好！您的验证码是 482915，10 分钟内有效。请勿告诉他人。').toString('base64')),
	),
	'script, as few fields as possible': ['From: nas@home-mail.test', 'Subject: code', '', '482915', ''].join(
		'\r\n',
	),
};
