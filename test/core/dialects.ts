/** A password, a message and a token that no output may hold, and every form in which a dialogue carries them. */
export const canary = {
	user: 'kim@example.org',
	password: 'CANARY-pass-9',
	token: 'ya29.CANARY-token',
	code: 'CANARY-840312',
};

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

const plain = base64(`\0${canary.user}\0${canary.password}`);
const bearer = base64(`user=${canary.user}\u0001auth=Bearer ${canary.token}\u0001\u0001`);
const digest = base64(`${canary.user} 9e95aee09c40af2b84a0c2b3bbae786e`);

/** What must not be found in what is shown, whatever wrote the text. */
export const secrets: readonly string[] = [
	canary.password,
	canary.token,
	canary.code,
	plain,
	bearer,
	digest,
	base64(canary.password),
	base64(canary.user),
	'9e95aee09c40af2b84a0c2b3bbae786e',
];

type Turn = readonly [side: 'client' | 'server', text: string];

/** Every way to log in, one after the other, then a message: what a dialect has to carry. */
const turns: readonly Turn[] = [
	['server', '220 smtp.example.org ESMTP'],
	['client', 'EHLO nas.example.org'],
	['server', '250-smtp.example.org'],
	['server', '250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2'],
	['server', '250 SIZE 35882577'],
	['client', `AUTH PLAIN ${plain}`],
	['server', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6'],
	['client', 'AUTH PLAIN'],
	['server', '334'],
	['client', plain],
	['server', `535 5.7.8 Error: cannot log in with ${plain}`],
	['client', 'AUTH LOGIN'],
	['server', '334 VXNlcm5hbWU6'],
	['client', base64(canary.user)],
	['server', '334 UGFzc3dvcmQ6'],
	['client', base64(canary.password)],
	['server', `535 5.7.8 Error: wrong password ${canary.password}`],
	['client', `AUTH LOGIN ${base64(canary.user)}`],
	['server', '334 UGFzc3dvcmQ6'],
	['client', base64(canary.password)],
	['server', '535 5.7.8 Error: authentication failed'],
	['client', 'AUTH CRAM-MD5'],
	['server', `334 ${base64('<1896.697170952@example.org>')}`],
	['client', digest],
	['server', '535 5.7.8 Error: authentication failed'],
	['client', `AUTH XOAUTH2 ${bearer}`],
	['server', `334 ${base64('{"status":"401","schemes":"bearer"}')}`],
	['client', '='],
	['server', '235 2.7.0 Authentication successful'],
	['client', 'MAIL FROM:<kim@example.org>'],
	['server', '250 2.1.0 Ok'],
	['client', 'RCPT TO:<lee@example.net>'],
	['server', '250 2.1.5 Ok'],
	['client', 'DATA'],
	['server', '354 End data with <CR><LF>.<CR><LF>'],
	['client', 'Subject: your code'],
	['client', ''],
	['client', `Your code is ${canary.code}, and 250 people know it`],
	['client', '.'],
	['server', '250 2.0.0 Ok: queued as 4ABC12'],
	['client', 'QUIT'],
	['server', '221 2.0.0 Bye'],
];

const written = (client: (text: string) => string, server: (text: string) => string): string =>
	turns.map(([side, text]) => (side === 'client' ? client(text) : server(text))).join('\n');

const marked = (client: string, server: string): string =>
	written(
		text => `${client}${text}`,
		text => `${server}${text}`,
	);

const python = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");

/** The same dialogue as each program shows it. */
export const dialects: Readonly<Record<string, string>> = {
	swaks: `$ swaks -s smtp.example.org -au ${canary.user} -ap ${canary.password}\n=== Connected to smtp.example.org.\n${marked(' -> ', '<-  ')}\n=== Connection closed with remote host.`,
	'swaks with TLS': `=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256\n${written(
		text => ` ~> ${text}`,
		text => (/^5/.test(text) ? `<~* ${text}` : `<~  ${text}`),
	)}`,
	'openssl s_client': `CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = smtp.example.org\n   i:CN = Authority\n-----BEGIN CERTIFICATE-----\nMIIBzjCCAXWgAwIBAgIIXdFXThYqsdIwCgYIKoZIzj0EAwIwLzEWMBQGA1UEAxMN\n-----END CERTIFICATE-----\nVerify return code: 19 (self-signed certificate in certificate chain)\n---\n${marked('', '')}\nDONE`,
	telnet: `Trying 192.0.2.25...\nConnected to smtp.example.org.\nEscape character is '^]'.\n${marked('', '')}\nConnection closed by foreign host.`,
	textbook: marked('C: ', 'S: '),
	msmtp: marked('--> ', '<-- '),
	curl: `* Connected to smtp.example.org (192.0.2.25) port 587 (#0)\n${marked('> ', '< ')}\n{ [5 bytes data]\n* Closing connection 0`,
	sendmail: `... while talking to smtp.example.org:\n${marked('>>> ', '<<< ')}`,
	ssmtp: marked('[->] ', '[<-] '),
	exim: `Connecting to smtp.example.org [192.0.2.25]:587 ... connected\n${marked('  SMTP>> ', '  SMTP<< ')}\n  SMTP(close)>>`,
	PHPMailer: marked('2026-11-22 10:00:00 CLIENT -> SERVER: ', '2026-11-22 10:00:01 SERVER -> CLIENT: '),
	nodemailer: marked(
		'[2026-11-22 10:00:00] DEBUG [4GmOugn6qYo] C: ',
		'[2026-11-22 10:00:00] DEBUG [4GmOugn6qYo] S: ',
	),
	'a mail to the postmaster': `Transcript of session follows.\n\n${marked(' In:  ', ' Out: ')}`,
	smtplib: written(
		text => `send: '${python(text)}\\r\\n'`,
		text =>
			`reply: b'${python(text)}\\r\\n'\nreply: retcode (${text.slice(0, 3)}); Msg: b'${python(text.slice(4))}'`,
	),
	'smtplib with times': written(
		text => `10:00:00.179048 send: '${python(text)}\\r\\n'`,
		text => `10:00:01.500000 reply: b'${python(text)}\\r\\n'`,
	),
	'a quoted mail': marked('C: ', 'S: ')
		.split('\n')
		.map(line => `> ${line}`)
		.join('\n'),
	'a list of points': marked('-> ', '<- ')
		.split('\n')
		.map(line => `- ${line}`)
		.join('\n'),
	'a coloured terminal': marked('\u001B[32mC: ', '\u001B[0;31mS: '),
	'lines that end as on Windows': marked('C: ', 'S: ').replaceAll('\n', '\r\n'),
	'small letters': written(
		text => text.replace(/^(?:AUTH|MAIL|RCPT|DATA|EHLO|QUIT)/, verb => verb.toLowerCase()),
		text => text,
	),
};
