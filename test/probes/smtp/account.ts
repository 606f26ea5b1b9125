import {expect} from 'vitest';
import type {SmtpQuestion} from '../../../source/core/smtp.ts';
import type {Listening} from './listening.ts';
import {probing} from './loopback.ts';

export const password = 'canary-7Hq!x';
export const user = 'nas';
export const base64 = (text: string) => Buffer.from(text).toString('base64');
/** The password as a server could send it back. */
export const forms = [password, base64(password), base64(`\0${user}\0${password}`)];

export const expectNoSecret = (value: unknown) => {
	for (const form of forms) expect(JSON.stringify(value)).not.toContain(form.replace(/=+$/, ''));
};

export const token = 'ya29.canary-Zx_9~w/K+token==';
/** A login with the token, and one with the password. */
export const byToken = {security: 'implicit', user: 'nas@home.test', token: 'smtp-token'} as const;
export const byPassword = {security: 'implicit', user: 'nas@home.test', secret: 'smtp-password'} as const;
export const secrets: Readonly<Record<string, string>> = {'smtp-password': password, 'smtp-token': token};

const tokenForms = [
	token,
	base64(token),
	base64(`user=nas@home.test\u0001auth=Bearer ${token}\u0001\u0001`),
	base64(`user=nas@home.test\u0001auth=Bearer ${token}\u0001\u0001`)
		.replaceAll('+', '-')
		.replaceAll('/', '_'),
	encodeURIComponent(token),
];

export const expectNoToken = (value: unknown) => {
	const kept = JSON.stringify(value);
	for (const form of tokenForms) expect(kept).not.toContain(form.replace(/=+$/, ''));
};

/** Asks for a login with the token, and finds it in nothing that is kept. */
export const tokenLogin = async (server: Listening, more: Partial<SmtpQuestion> = {}) => {
	const {ask} = probing(server.port, {secret: name => secrets[name]});
	const answer = await ask('login', {...byToken, ...more});
	expectNoToken(answer);
	return answer;
};

export const decodedAfter = (line: string | undefined, command: string) =>
	Buffer.from(line?.replace(command, '') ?? '', 'base64').toString();
