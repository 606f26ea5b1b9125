import {createHmac} from 'node:crypto';
import type {Reply} from '../../core/smtp.ts';
import {mask, type Wire} from './wire.ts';

/** Mechanisms that we speak, the best first. */
const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** The mechanisms of an EHLO reply's AUTH line (RFC 4954 section 3), `AUTH=` of old servers included. */
export const offeredMechanisms = (extensions: readonly string[]): readonly string[] =>
	extensions
		.filter(line => /^AUTH[ =]/i.test(line))
		.flatMap(line => line.slice(5).split(/\s+/))
		.map(name => name.toUpperCase())
		.filter(Boolean);

export const commonMechanism = (offered: readonly string[]): Mechanism | undefined =>
	mechanisms.find(name => offered.includes(name));

/** One login, tried once. What is secret is masked before it is written down, on the way back as well. */
export const logIn = async (
	wire: Wire,
	mechanism: Mechanism,
	user: string,
	password: string,
	ms: number,
): Promise<Reply> => {
	const token = base64(`\0${user}\0${password}`);
	wire.conceal([token, base64(password), password]);
	switch (mechanism) {
		case 'PLAIN':
			return wire.command(`AUTH PLAIN ${token}`, ms, `AUTH PLAIN ${mask}`);
		case 'LOGIN': {
			const first = await wire.command('AUTH LOGIN', ms);
			if (first.code !== 334) return first;
			const second = await wire.command(base64(user), ms, base64(user));
			return second.code === 334 ? wire.command(base64(password), ms, mask) : second;
		}
		case 'CRAM-MD5': {
			const challenge = await wire.command('AUTH CRAM-MD5', ms);
			if (challenge.code !== 334) return challenge;
			const nonce = Buffer.from(challenge.lines[0] ?? '', 'base64');
			const digest = createHmac('md5', password).update(nonce).digest('hex');
			return wire.command(base64(`${user} ${digest}`), ms, mask);
		}
	}
};

/**
 * Asks an unencrypted server to begin a login without giving anything away, and gives the reply by which it declines.
 * A server that would go on is told to forget it (RFC 4954 section 4), and its word on that means nothing.
 */
export const askForLogin = async (wire: Wire, ms: number): Promise<Reply | undefined> => {
	const reply = await wire.command('AUTH PLAIN', ms);
	if (reply.code !== 334) return reply;
	await wire.command('*', ms);
	return undefined;
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');
