import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import type {SMTPServerAuthentication} from 'smtp-server';
import type {SentSecret, SinkLogin} from '../../core/sink.ts';
import type {SinkOptions} from '../sink.ts';

/** Login mechanisms that are offered (RFC 4954 section 3). */
export const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'];

export type Judged = Pick<SinkLogin, 'taken' | 'secret' | 'same'> & {
	/** What has to be hidden from now on; it leaves memory nowhere. */
	readonly secrets: readonly string[];
};

const key = randomBytes(32);
const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** Whether a login is taken, what its password looks like, and whether it is the expected one; each takes the same time. */
export const judge = (
	auth: SMTPServerAuthentication,
	{users, expected}: Pick<SinkOptions, 'users' | 'expected'>,
): Judged => {
	const sent = auth.accessToken ?? auth.password ?? undefined;
	const fits = (password: string): boolean =>
		sent === undefined ? auth.validatePassword(password) : isSame(sent, password);
	const known = users?.get(auth.username ?? '');
	const taken = users === undefined || users.size === 0 || (fits(known ?? '') && known !== undefined);
	const same = expected === undefined ? undefined : fits(expected.password);
	return {
		taken,
		...(sent === undefined ? {} : {secret: looksOf(sent)}),
		...(same === undefined ? {} : {same}),
		secrets: [
			...(sent === undefined ? [] : [sent]),
			...(auth.challengeResponse === undefined ? [] : [auth.challengeResponse]),
		],
	};
};

const looksOf = (password: string): SentSecret => {
	if (password === '') return 'empty';
	if (password !== password.trim()) return 'blanks-around';
	return /^[ -~]*$/.test(password) ? 'other' : 'not-ascii';
};

/** What a refused token is told before it is refused (Google's XOAUTH2, as RFC 7628 section 3.2.2). */
export const tokenRefusal = {status: '401', schemes: 'Bearer', scope: 'https://mail.google.com/'};
