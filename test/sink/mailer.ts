import type {ConnectionOptions} from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {trusting} from './scene.ts';

export type Sent = {readonly response?: string; readonly error?: NodeJS.ErrnoException & {response?: string}};
export type Sending = {
	readonly secure?: boolean;
	readonly requireTLS?: boolean;
	readonly ignoreTLS?: boolean;
	readonly user?: string;
	readonly pass?: string;
	readonly method?: string;
	readonly token?: string;
	readonly from?: string;
	readonly to?: readonly string[];
	readonly message?: string;
	readonly tls?: ConnectionOptions;
};

const message = 'From: NAS <nas@home.test>\r\nTo: me@mailbox.test\r\nSubject: code\r\n\r\n123456\r\n';

/** Sends one message with nodemailer; ends with the first thing that goes wrong. */
export const send = async (port: number, how: Sending = {}): Promise<Sent> => {
	const {user, pass, method, token, secure = false, requireTLS = false, ignoreTLS = false} = how;
	const client = new SMTPConnection({
		host: '127.0.0.1',
		port,
		secure,
		requireTLS,
		ignoreTLS,
		name: 'nas.home.test',
		tls: {...trusting, ...how.tls},
	});
	const failed = new Promise<never>((_, reject) => client.on('error', reject));
	failed.catch(() => {});
	const done = (act: (callback: (error?: Error | null, info?: unknown) => void) => void): Promise<unknown> =>
		Promise.race([
			failed,
			new Promise((resolve, reject) => act((error, info) => (error ? reject(error) : resolve(info)))),
		]);
	try {
		await done(callback => client.connect(callback));
		if (token !== undefined)
			await done(callback =>
				client.login(
					{
						type: 'OAUTH2',
						user: user ?? '',
						oauth2: {
							getToken: (_renew: boolean, give: (error: null, token: string) => void) => give(null, token),
							buildXOAuth2Token: (one: string) =>
								Buffer.from(`user=${user}\u0001auth=Bearer ${one}\u0001\u0001`).toString('base64'),
						},
					} as never,
					callback,
				),
			);
		else if (user !== undefined)
			await done(callback =>
				client.login({user, pass: pass ?? '', ...(method === undefined ? {} : {method})} as never, callback),
			);
		const info = await done(callback =>
			client.send(
				{from: how.from ?? 'nas@home.test', to: [...(how.to ?? ['me@mailbox.test'])]},
				how.message ?? message,
				callback,
			),
		);
		return {response: (info as {response: string}).response};
	} catch (error) {
		return {error: error as NodeJS.ErrnoException};
	} finally {
		client.quit();
	}
};
