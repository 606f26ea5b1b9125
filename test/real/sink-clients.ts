import {execFile} from 'node:child_process';
import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

const execute = promisify(execFile);

export type Encryption = 'none' | 'starttls' | 'implicit';
export type Mechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'XOAUTH2';

/** What a client is told to do; it sends one message whose subject is `subject`. */
export type Errand = {
	readonly port: number;
	readonly encryption: Encryption;
	readonly login?: {readonly mechanism: Mechanism; readonly user: string; readonly password: string};
	readonly from: string;
	readonly to: readonly string[];
	readonly subject: string;
	/** The file of the authority that it trusts, PEM; `nobody`: the usual authorities alone; `everybody`: whoever it is. */
	readonly trusts: {readonly file: string} | 'nobody' | 'everybody';
	/** Where it may keep files. */
	readonly folder: string;
};

/** A program that people send mail with; rejects when the message was not sent. */
export type Client = {
	readonly name: string;
	readonly program?: string;
	readonly mechanisms: readonly Mechanism[];
	/** How it leaves when it does not trust a certificate: GnuTLS and Node judge it when all is agreed, and send no alert. */
	readonly distrusts: 'with an alert' | 'without a word';
	send(errand: Errand): Promise<unknown>;
};

const limit = {timeout: 20_000};

const messageOf = ({from, to, subject}: Errand): string =>
	[
		`From: <${from}>`,
		`To: ${to.map(one => `<${one}>`).join(', ')}`,
		`Subject: ${subject}`,
		`Message-ID: <${subject.replaceAll(/\W+/g, '-')}@client.example>`,
		`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
		'',
		'Your verification code is 482915.',
		'.a line that begins with a dot',
		'',
	].join('\r\n');

const swaks: Client = {
	name: 'swaks',
	program: 'swaks',
	mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
	distrusts: 'with an alert',
	send({port, encryption, login, from, to, subject, trusts}) {
		const tls = encryption === 'none' ? [] : [encryption === 'starttls' ? '--tls' : '--tls-on-connect'];
		const trust = [
			...(trusts === 'everybody' || encryption === 'none' ? [] : ['--tls-verify']),
			...(typeof trusts === 'object' && encryption !== 'none' ? ['--tls-ca-path', trusts.file] : []),
		];
		const auth = login
			? ['--auth', login.mechanism, '--auth-user', login.user, '--auth-password', login.password]
			: [];
		return execute(
			'swaks',
			[
				...['--server', '127.0.0.1', '--port', `${port}`, '--ehlo', 'nas.example.com', '--timeout', '15'],
				...['--from', from, '--to', to.join(','), '--header', `Subject: ${subject}`],
				...['--body', 'Your verification code is 482915.', ...tls, ...trust, ...auth],
			],
			limit,
		);
	},
};

const curl: Client = {
	name: 'curl',
	program: 'curl',
	mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
	distrusts: 'with an alert',
	async send(errand) {
		const {port, encryption, login, from, to, subject, trusts, folder} = errand;
		const file = path.join(folder, `curl-${subject.replaceAll(/\W+/g, '-')}.eml`);
		await writeFile(file, messageOf(errand));
		const auth = !login
			? []
			: login.mechanism === 'XOAUTH2'
				? ['--user', `${login.user}:`, '--oauth2-bearer', login.password]
				: ['--user', `${login.user}:${login.password}`];
		return execute(
			'curl',
			[
				...['--silent', '--show-error', '--max-time', '15'],
				`${encryption === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${port}/nas.example.com`,
				...(encryption === 'starttls' ? ['--ssl-reqd'] : []),
				...(trusts === 'everybody' ? ['--insecure'] : []),
				...(typeof trusts === 'object' ? ['--cacert', trusts.file] : []),
				...auth,
				...(login ? ['--login-options', `AUTH=${login.mechanism}`] : []),
				...['--mail-from', from, ...to.flatMap(one => ['--mail-rcpt', one]), '--upload-file', file],
			],
			limit,
		);
	},
};

const msmtp: Client = {
	name: 'msmtp',
	program: 'msmtp',
	mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
	distrusts: 'without a word',
	async send(errand) {
		const {port, encryption, login, from, to, subject, trusts, folder} = errand;
		const file = path.join(folder, `msmtp-${subject.replaceAll(/\W+/g, '-')}`);
		await writeFile(
			file,
			[
				'account default',
				'host 127.0.0.1',
				`port ${port}`,
				`from ${from}`,
				'domain nas.example.com',
				'timeout 15',
				...(encryption === 'none'
					? ['tls off']
					: ['tls on', `tls_starttls ${encryption === 'starttls' ? 'on' : 'off'}`]),
				...(encryption !== 'none' && trusts === 'everybody' ? ['tls_certcheck off'] : []),
				...(encryption !== 'none' && typeof trusts === 'object' ? [`tls_trust_file ${trusts.file}`] : []),
				...(login
					? [`auth ${login.mechanism.toLowerCase()}`, `user ${login.user}`, `password ${login.password}`]
					: ['auth off']),
				'',
			].join('\n'),
		);
		await chmod(file, 0o600);
		const sending = execute('msmtp', ['--file', file, '--', ...to], limit);
		sending.child.stdin?.end(messageOf(errand).replaceAll('\r\n', '\n'));
		return sending;
	},
};

const smtplib = `
import json, smtplib, ssl, sys
errand, message = json.loads(sys.argv[1]), sys.stdin.buffer.read()
context = ssl.create_default_context(cafile=errand['trusts']['file'] if isinstance(errand['trusts'], dict) else None)
if errand['trusts'] == 'everybody':
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
where = {'host': '127.0.0.1', 'port': errand['port'], 'local_hostname': 'nas.example.com', 'timeout': 15}
client = smtplib.SMTP_SSL(context=context, **where) if errand['encryption'] == 'implicit' else smtplib.SMTP(**where)
if errand['encryption'] == 'starttls':
    client.starttls(context=context)
client.ehlo()
login = errand.get('login')
if login:
    client.user, client.password = login['user'], login['password']
    by = {'PLAIN': client.auth_plain, 'LOGIN': client.auth_login, 'CRAM-MD5': client.auth_cram_md5}[login['mechanism']]
    client.auth(login['mechanism'], by)
client.sendmail(errand['from'], errand['to'], message)
client.quit()
`;

const python: Client = {
	name: 'smtplib (Python)',
	program: '/usr/bin/python3',
	mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
	distrusts: 'with an alert',
	send(errand) {
		const sending = execute('/usr/bin/python3', ['-c', smtplib, JSON.stringify(errand)], limit);
		sending.child.stdin?.end(messageOf(errand));
		return sending;
	},
};

/** A token that is there already, as nodemailer wants it (its own class would fetch one). */
const tokenOf = ({user, token}: {readonly user: string; readonly token: string}) => ({
	getToken: (_renew: boolean, give: (error: null, token: string) => void) => give(null, token),
	buildXOAuth2Token: (one: string) =>
		Buffer.from(`user=${user}\u0001auth=Bearer ${one}\u0001\u0001`).toString('base64'),
});

const nodemailer: Client = {
	name: 'nodemailer',
	mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
	distrusts: 'without a word',
	async send(errand) {
		const {port, encryption, login, from, to, trusts} = errand;
		const {readFile} = await import('node:fs/promises');
		const connection = new SMTPConnection({
			host: '127.0.0.1',
			port,
			name: 'nas.example.com',
			secure: encryption === 'implicit',
			requireTLS: encryption === 'starttls',
			ignoreTLS: encryption === 'none',
			tls: {
				rejectUnauthorized: trusts !== 'everybody',
				...(typeof trusts === 'object' ? {ca: await readFile(trusts.file)} : {}),
			},
		});
		try {
			await new Promise<void>((resolve, reject) => {
				const done = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next());
				connection.on('error', reject);
				const send = () =>
					connection.send(
						{from, to: [...to]},
						messageOf(errand),
						done(() => {
							connection.on('end', () => resolve());
							connection.quit();
						}),
					);
				connection.connect(
					done(() => {
						if (!login) return send();
						const {mechanism, user, password} = login;
						const credentials =
							mechanism === 'XOAUTH2'
								? {type: 'OAUTH2', user, oauth2: tokenOf({user, token: password})}
								: {method: mechanism, credentials: {user, pass: password}};
						connection.login(credentials as never, done(send));
						return undefined;
					}),
				);
			});
		} finally {
			connection.close();
		}
	},
};

/** The clients that devices, scripts and people use. */
export const clients: readonly Client[] = [swaks, curl, msmtp, python, nodemailer];
