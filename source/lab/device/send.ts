import {once} from 'node:events';
import type {SecureVersion} from 'node:tls';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type {Visit} from './script.ts';
import type {At, Open} from './talk.ts';

const oldest: {
	readonly minVersion: SecureVersion;
	readonly maxVersion: SecureVersion;
	readonly ciphers: string;
} = {
	minVersion: 'TLSv1',
	maxVersion: 'TLSv1.1',
	ciphers: 'DEFAULT:@SECLEVEL=0',
};

/** Sends one mail as a well-kept client does; ends with the first thing that goes wrong. */
export const send = async (visit: Visit, at: At, open: Open): Promise<void> => {
	const {security, fault, user, password, sender, to} = visit;
	const connection = new SMTPConnection({
		...at,
		name: 'nas.example.com',
		secure: security === 'implicit',
		requireTLS: security === 'starttls',
		ignoreTLS: security === 'none',
		tls: {rejectUnauthorized: false, ...(fault === 'old-tls' ? oldest : {})},
	});
	const over = Promise.withResolvers<never>();
	over.promise.catch(() => {});
	connection.on('error', over.reject);
	// A connection that is closed from here answers nobody any more.
	const mine = {
		destroy() {
			over.reject(new Error('the device was called off'));
			connection.close();
		},
	};
	open.add(mine);
	try {
		const step = (begin: (done: (error?: Error | null) => void) => void) =>
			Promise.race([
				over.promise,
				new Promise<void>((resolve, reject) => begin(error => (error ? reject(error) : resolve()))),
			]);
		await step(done => connection.connect(done));
		if (user !== undefined) await step(done => connection.login({user, pass: password}, done));
		const octets = await composed(visit);
		await step(done => connection.send({from: sender, to}, octets, done));
		const ended = once(connection, 'end');
		connection.quit();
		await Promise.race([over.promise, ended]);
	} finally {
		connection.close();
		open.delete(mine);
	}
};

const composed = ({mail, sender, to}: Visit): Promise<Buffer> =>
	new MailComposer({
		from: mail?.from ?? sender,
		to: [...to],
		subject: mail?.subject ?? 'Test mail',
		text: mail?.text ?? 'This is a test mail from your device. Mail notification works.',
		date: new Date(Date.now() + (mail?.clock ?? 0) * 1000),
	})
		.compile()
		.build();
