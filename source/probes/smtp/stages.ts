import type {Failure} from '../../core/failure.ts';
import {mechanismsOf, type SmtpStage} from '../../core/smtp.ts';
import {dial} from '../dial.ts';
import {failureOf} from '../failure.ts';
import {type ReleaseMark, releaseOf} from './caught.ts';
import {concealedOfCaught} from './concealed.ts';
import {
	askForLogin,
	commonMechanism,
	complaintAbout,
	type Login,
	logIn,
	type ProofKind,
	shapeOf,
} from './login.ts';
import {type Mailbox, mailboxOf} from './mailbox.ts';
import {testMessage} from './message.ts';
import {attach, decide, encrypt, greet, hello, lineOf, type Refusal, say, type Talk, turn} from './talk.ts';
import type {Heard} from './wire.ts';

/** How each stage is passed; what ends the dialogue there is thrown, as a refusal or as a failure. */
export const passes: Readonly<Record<SmtpStage, (talk: Talk) => Promise<void>>> = {
	async connect(talk) {
		const {plan, options, signal} = talk;
		if (plan.helo !== undefined && !/^[!-~]{1,255}$/.test(plan.helo))
			throw failure('bad-name', 'this cannot be how the device introduces itself');
		if (plan.caught !== undefined) await takeCaught(talk, plan.caught);
		const dialled = await dial(plan, {...options, signal});
		talk.address = dialled.address;
		talk.transcript.add('connection', `connected to ${dialled.address}`);
		attach(talk, dialled.socket);
		if (plan.security === 'implicit') return;
		await greet(talk, 'connect');
		talk.extensions = {plain: await hello(talk, 'connect')};
	},

	async tls(talk) {
		switch (talk.plan.security) {
			case 'none':
				return;
			case 'implicit':
				await encrypt(talk);
				await greet(talk, 'tls');
				talk.extensions = {encrypted: await hello(talk, 'tls')};
				return;
			case 'starttls':
				await startTls(talk);
				talk.extensions = {...talk.extensions, encrypted: await hello(talk, 'tls')};
		}
	},

	async login(talk) {
		const {plan, options} = talk;
		const {user} = plan;
		if (!user) return;
		if (/\p{Cc}/u.test(user)) throw failure('bad-name', 'a control character in the login name');
		if (!talk.tls) return askWithoutTls(talk);
		const proof = proofOf(talk);
		const mechanism = mechanismFor(talk, proof.kind);
		const {secret} = proof;
		if (!secret) throw failure('no-secret', `no ${proof.kind} was given`);
		const login: Login = {...proof, secret, user, host: plan.host, port: plan.port};
		const complaint = complaintAbout(login);
		if (complaint !== undefined) throw failure('bad-name', complaint);
		const account = `login ${plan.host} ${user.toLowerCase()}`;
		if (!options.once(account)) throw failure('already-tried', 'this account was tried once already');
		talk.mechanism = mechanism;
		const {heard, tokenRefused} = await logIn(lineOf(talk), mechanism, login, options.ms);
		talk.loginRefused = {
			...(tokenRefused ? {tokenRefused} : {}),
			...(proof.kind === 'password' && heard.code >= 500 ? {secretShape: shapeOf(secret)} : {}),
		};
		decideLogin(talk, heard);
		options.again(account);
	},

	async sender(talk) {
		const {plan} = talk;
		const from = usable(plan.from, 'sender');
		if (from.international) needWideAddresses(talk);
		const to = plan.to === undefined ? undefined : mailboxOf(plan.to);
		const wide = offersWideAddresses(talk) && (from.international || (to?.ok && to.value.international));
		await say(talk, 'sender', `MAIL FROM:<${from.path}>${bodyOf(talk)}${wide ? ' SMTPUTF8' : ''}`);
	},

	async recipient(talk) {
		const to = usable(talk.plan.to, 'recipient');
		if (to.international) needWideAddresses(talk);
		await say(talk, 'recipient', `RCPT TO:<${to.path}>`);
	},

	async accept(talk) {
		const {plan, options, tag} = talk;
		if (tag === undefined || !/^[\w.-]{1,100}$/.test(tag))
			throw failure('bad-name', 'the test message has no usable tag');
		const {caught} = plan;
		const sending = caught === undefined ? `message ${tag}` : `caught ${caught}`;
		const message =
			talk.release?.octets ??
			(await testMessage(usable(plan.from, 'sender').path, usable(plan.to, 'recipient').path, tag));
		const name = caught === undefined ? 'the test message' : `the caught message ${caught}`;
		if (!options.once(sending)) throw failure('already-tried', 'this message was sent already');
		begin(talk);
		try {
			await say(talk, 'accept', 'DATA', 3);
			lineOf(talk).send(message, `(${name}, ${message.length} octets)`);
			decide(talk, 'accept', await lineOf(talk).read(options.ms));
		} catch (thrown) {
			const {reply} = thrown as Partial<Refusal>;
			if (reply && reply.code >= 400 && reply.code < 500) {
				options.again(sending);
				talk.mark?.undo();
			}
			throw thrown;
		}
	},
};

const failure = (code: Failure['code'], detail: string): Failure => ({code, detail});

/**
 * Read before anybody is talked to, so that nobody is bothered for nothing. What a server says may quote an earlier release
 * of it, so from its first word on nothing of it is told.
 */
const takeCaught = async (talk: Talk, id: number): Promise<void> => {
	const caught = await talk.options.caught?.(id);
	if (!caught) throw failure('unreadable', `the message ${id} is not kept here`);
	talk.cover.conceal(concealedOfCaught(caught.conceal));
	talk.release = releaseOf(caught.octets);
	if (caught.mark) talk.mark = caught.mark;
};

/** Written down before anything is sent: rather one release too few than two. */
const begin = ({mark, plan}: Talk): void => {
	if (mark && !beginning(mark, plan.host))
		throw failure('already-tried', 'this message was handed on already');
};

const beginning = (mark: ReleaseMark, host: string): boolean => {
	try {
		return mark.begin(host);
	} catch (thrown) {
		throw failure(
			'not-permitted',
			`it cannot be written down that the message is handed on, so it is not: ${failureOf(thrown).detail}`,
		);
	}
};

/** What is 8-bit is sent only where that is offered: to change it would be to send another message. */
const bodyOf = ({release, offered}: Talk): string => {
	if (!release?.eightBit) return '';
	if (!offered.some(text => /^8BITMIME\b/i.test(text)))
		throw failure('not-offered', 'the server does not offer 8BITMIME, which this message needs');
	return ' BODY=8BITMIME';
};

/** A token that was given is used instead of a password, and there is no second way when it is refused. */
const proofOf = ({plan, options}: Talk): Pick<Login, 'kind'> & {readonly secret?: string | undefined} => {
	const token = plan.token === undefined ? undefined : options.secret(plan.token);
	if (token) return {kind: 'token', secret: token};
	const password = plan.secret === undefined ? undefined : options.secret(plan.secret);
	return plan.token === undefined || password
		? {kind: 'password', secret: password}
		: {kind: 'token', secret: undefined};
};

const mechanismFor = ({offered, extensions: {encrypted = []}}: Talk, kind: ProofKind) => {
	const mechanism = commonMechanism(mechanismsOf(offered), kind);
	if (!mechanism)
		throw failure('not-offered', mechanismsOf(encrypted).join(' ').slice(0, 300) || 'no login at all');
	return mechanism;
};

/**
 * Only 235 says that a login was accepted (RFC 4954 section 4). Small servers are known that said 250 instead, and others
 * may say 221 as they hang up: what is not certain leaves the account untried for good, because a second try could lock it.
 */
const decideLogin = (talk: Talk, heard: Heard): void => {
	if (heard.code !== 235 && heard.code < 400)
		throw failure(
			'malformed',
			`the server answered the login with ${heard.code}, and only 235 accepts it (RFC 4954 section 4)`,
		);
	decide(talk, 'login', heard);
};

/** STARTTLS (RFC 3207) up to the end of the handshake. */
const startTls = async (talk: Talk): Promise<void> => {
	const {offered} = talk;
	if (!offered.some(text => /^STARTTLS\b/i.test(text))) {
		if (offered.some(text => /^X{4,}/.test(text))) talk.anomalies.add('starttls-stripped');
		throw failure('not-offered', 'the server does not offer STARTTLS');
	}
	await say(talk, 'tls', 'STARTTLS');
	// One turn of the event loop, so that what was injected behind the reply is seen (CVE-2011-0411).
	await turn();
	if (lineOf(talk).rest() > 0) {
		talk.anomalies.add('plaintext-after-starttls');
		throw failure('untrusted', 'unencrypted text followed the STARTTLS reply');
	}
	await encrypt(talk);
};

/** 501 finds fault with the empty question itself, so it says as little as a server that would go on. */
const askWithoutTls = async (talk: Talk): Promise<never> => {
	const refusal = await askForLogin(lineOf(talk), talk.options.ms);
	if (refusal && refusal.code >= 400 && refusal.code !== 501) decide(talk, 'login', refusal);
	throw failure('not-permitted', 'a password is not sent over an unencrypted connection');
};

const usable = (address: string | undefined, role: string): Mailbox => {
	if (address === undefined) throw failure('bad-name', `no ${role} was given`);
	const mailbox = mailboxOf(address);
	if (!mailbox.ok) throw failure('bad-name', `the ${role} cannot be used: ${mailbox.failure}`);
	return mailbox.value;
};

const offersWideAddresses = ({offered}: Talk): boolean => offered.some(text => /^SMTPUTF8\b/i.test(text));

const needWideAddresses = (talk: Talk): void => {
	if (!offersWideAddresses(talk))
		throw failure('not-offered', 'the server does not offer SMTPUTF8, which this address needs');
};
