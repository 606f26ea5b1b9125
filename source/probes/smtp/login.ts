import {createHmac} from 'node:crypto';
import type {Failure} from '../../core/failure.ts';
import type {SecretShape, TokenRefusal} from '../../core/smtp.ts';
import {promptOf} from '../../core/transcript/secrets.ts';
import {concealed} from './concealed.ts';
import {mask} from './cover.ts';
import {readTokenRefusal} from './token-refusal.ts';
import type {Heard, Wire} from './wire.ts';

/**
 * Mechanisms that we speak, the best first. XOAUTH2 comes before the standard OAUTHBEARER, because it is what devices and
 * mail programs speak, and what every service with tokens offers.
 */
const mechanisms = {
	password: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
	token: ['XOAUTH2', 'OAUTHBEARER'],
} as const;
export type ProofKind = keyof typeof mechanisms;

export type Login = {
	readonly user: string;
	readonly kind: ProofKind;
	/** The password or the token. */
	readonly secret: string;
	readonly host: string;
	readonly port: number;
};

type Mechanism = (typeof mechanisms)[ProofKind][number];

export const commonMechanism = (offered: readonly string[], kind: ProofKind): Mechanism | undefined =>
	mechanisms[kind].find(name => offered.includes(name));

/** Octets that a line of a login may have, its end included (RFC 4954 section 4). */
export const longestLine = 12_288;
/** Octets that a command may have, without its end (RFC 5321 section 4.5.3.1.4). */
const longestCommand = 510;

/** The complaint about a login that cannot be put into words, or nothing when it can. */
export const complaintAbout = ({user, kind, secret, ...server}: Login): string | undefined => {
	if (kind === 'token' && !/^[!-~]+$/.test(secret))
		return 'the token has characters that no token has, such as a blank (RFC 6750 section 2.1)';
	const said =
		kind === 'token' ? bearer({user, kind, secret, ...server}).OAUTHBEARER : `\0${user}\0${secret}`;
	return base64(said).length + 2 > longestLine
		? `the ${kind} is too long for a line of ${longestLine} octets (RFC 4954 section 4)`
		: undefined;
};

/** One login, tried once. What is secret is masked before it is written down, on the way back as well. */
export const logIn = async (
	wire: Wire,
	mechanism: Mechanism,
	login: Login,
	ms: number,
): Promise<{readonly heard: Heard; readonly tokenRefused?: TokenRefusal}> => {
	const {user, secret} = login;
	const plain = base64(`\0${user}\0${secret}`);
	switch (mechanism) {
		case 'PLAIN':
			wire.conceal(concealed(secret, [plain, base64(secret)]));
			return {heard: await settled(wire, await begin(wire, mechanism, plain, ms), ms)};
		case 'LOGIN':
			wire.conceal(concealed(secret, [base64(secret)]));
			return {heard: await settled(wire, await byPrompts(wire, login, ms), ms)};
		case 'CRAM-MD5':
			wire.conceal(concealed(secret, [base64(secret)]));
			return {heard: await settled(wire, await byChallenge(wire, login, ms), ms)};
		case 'XOAUTH2':
		case 'OAUTHBEARER':
			return byToken(wire, mechanism, login, ms);
	}
};

/** The response goes along with the command where the line has room for it, and follows on 334 where not. */
const begin = async (wire: Wire, mechanism: Mechanism, response: string, ms: number): Promise<Heard> => {
	const command = `AUTH ${mechanism} ${response}`;
	if (command.length <= longestCommand) return wire.command(command, ms, `AUTH ${mechanism} ${mask}`);
	const first = await wire.command(`AUTH ${mechanism}`, ms);
	return first.code === 334 ? wire.command(response, ms, mask) : first;
};

/**
 * LOGIN, which no standard defines: the server asks twice, in words of its own. What it clearly asks for it gets, and
 * otherwise the name comes first; nothing is said twice.
 */
const byPrompts = async (wire: Wire, {user, secret}: Login, ms: number): Promise<Heard> => {
	const left = new Map([
		['name', base64(user)],
		['password', base64(secret)],
	]);
	let reply = await wire.command('AUTH LOGIN', ms);
	while (left.size > 0 && reply.code === 334) {
		const asked = promptOf(reply.raw[0] ?? '');
		const [next = ''] = left.keys();
		const given = asked === 'other' ? next : asked;
		const answer = left.get(given);
		if (answer === undefined) return giveUp(wire, ms, `the server asked twice for the ${given}`);
		left.delete(given);
		reply = await wire.command(answer, ms, given === 'password' ? mask : answer);
	}
	return reply;
};

/** RFC 2195 section 2. */
const byChallenge = async (wire: Wire, {user, secret}: Login, ms: number): Promise<Heard> => {
	const challenge = await wire.command('AUTH CRAM-MD5', ms);
	if (challenge.code !== 334) return challenge;
	const nonce = Buffer.from(challenge.raw[0] ?? '', 'base64');
	const digest = createHmac('md5', secret).update(nonce).digest('hex');
	const response = base64(`${user} ${digest}`);
	wire.conceal(concealed(digest, [response]));
	return wire.command(response, ms, mask);
};

/** A server that does not take the token says why with 334 and waits for an empty answer before it refuses the login. */
const byToken = async (
	wire: Wire,
	mechanism: 'XOAUTH2' | 'OAUTHBEARER',
	login: Login,
	ms: number,
): Promise<{readonly heard: Heard; readonly tokenRefused?: TokenRefusal}> => {
	const response = base64(bearer(login)[mechanism]);
	wire.conceal(concealed(login.secret, [response, base64(login.secret)]));
	const reply = await begin(wire, mechanism, response, ms);
	if (reply.code !== 334) return {heard: reply};
	const tokenRefused = readTokenRefusal(reply.raw, wire.hide);
	const empty = mechanism === 'XOAUTH2' ? '' : base64('\u0001');
	return {heard: await settled(wire, await wire.command(empty, ms), ms), tokenRefused};
};

/** What carries a token: as Google defined it, and as RFC 7628 section 3.1 does. */
const bearer = ({user, secret, host, port}: Login) => ({
	XOAUTH2: `user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`,
	OAUTHBEARER: `n,a=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},\u0001host=${host}\u0001port=${port}\u0001auth=Bearer ${secret}\u0001\u0001`,
});

/** A server that goes on asking when all has been said has decided nothing. */
const settled = async (wire: Wire, reply: Heard, ms: number): Promise<Heard> =>
	reply.code === 334 ? giveUp(wire, ms, 'the server went on asking when the login was complete') : reply;

/** Calls the login off (RFC 4954 section 4); what the server says to that means nothing. */
const giveUp = async (wire: Wire, ms: number, detail: string): Promise<never> => {
	await wire.command('*', ms);
	throw {code: 'malformed', detail} satisfies Failure;
};

/** Only for a password that was refused. */
export const shapeOf = (password: string): SecretShape => {
	if (password !== password.trim()) return 'blanks-around';
	return /^[a-z]{16}$/i.test(password.replaceAll(/[ -]/g, '')) ? 'sixteen-letters' : 'other';
};

/**
 * Asks an unencrypted server to begin a login without giving anything away, and gives the reply by which it declines.
 * A server that would go on is told to forget it (RFC 4954 section 4), and its word on that means nothing.
 */
export const askForLogin = async (wire: Wire, ms: number): Promise<Heard | undefined> => {
	const reply = await wire.command('AUTH PLAIN', ms);
	if (reply.code !== 334) return reply;
	await wire.command('*', ms);
	return undefined;
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');
