/** A mail with text and HTML, a picture inside and an attachment; `{…}` are what must never be shown. */
export const code = '482915';
export const token = 'q7Zs81kfo2Lmx';

const html = `<html><body><div style="display:none">preview words</div><p>Grüße! Your code is <b>482 915</b>. It is valid for ten minutes and you should not tell it to anybody at all, whoever asks.</p><p><a href="https://login.example.org/r?token=${token}">Reset password</a><img src="https://t.example.net/p.gif"></p></body></html>`;

const lines = (text: string, size = 76): string =>
	text.match(new RegExp(`.{1,${size}}`, 'g'))?.join('\r\n') ?? '';

export const whole = [
	'Received: from nas.home.test by mx.example.net; Mon, 23 Nov 2026 10:00:05 +0000',
	'From: "Shop@example.org" <shop@example.org>',
	'To: person@example.net',
	`Subject: YOUR VERIFICATION CODE ${code}`,
	'Date: Mon, 23 Nov 2026 10:00:00 +0000',
	'Message-ID: <abc@example.org>',
	'X-Mailer: Foo 1.0',
	'X-Odd: one',
	'X-Odd: two,',
	'\tfolded',
	'MIME-Version: 1.0',
	'Content-Type: multipart/mixed; boundary="b1"',
	'',
	'before the first part',
	'--b1',
	'Content-Type: multipart/alternative; boundary=b2',
	'',
	'--b2',
	'Content-Type: text/plain; charset=utf-8',
	'Content-Transfer-Encoding: quoted-printable',
	'',
	'Gr=C3=BC=C3=9Fe! Your code is 482 915. It is valid for ten minutes and you shou=',
	'ld not',
	'tell it to anybody at all, whoever asks.',
	`Or follow https://login.example.org/r?token=3D${token}`,
	'--b2',
	'Content-Type: multipart/related; boundary=b3',
	'',
	'--b3',
	'Content-Type: text/html; charset=utf-8',
	'Content-Transfer-Encoding: base64',
	'',
	lines(Buffer.from(html).toString('base64')),
	'--b3',
	'Content-Type: image/png; name="logo.png"',
	'Content-Transfer-Encoding: base64',
	'',
	'iVBORw0KGgo=',
	'--b3--',
	'--b2--',
	'',
	'--b1',
	'Content-Type: application/pdf',
	'Content-Disposition: attachment; filename="terms.pdf"',
	'Content-Transfer-Encoding: base64',
	'',
	'JVBERi0xLjQK',
	'--b1--',
	'after the last part',
	'',
].join('\r\n');

/** HTML alone, put together as badly as devices do it. */
export const bare = [
	'From: nas <nas@home.test>',
	'Content-Type: text/html',
	'',
	'<p>Your code: <b>ABCD-EFGH</b>. Übung</p><a href="https://home.test/reset/9f8e7d6c">Go</a>',
	'',
].join('\n');
