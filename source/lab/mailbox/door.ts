import type {ImapAnswer, ImapQuestion} from '../../core/imap.ts';
import type {MailboxSettings} from './settings.ts';

type Stop = NonNullable<ImapAnswer['stop']>;

/** How far a client has come: what it has seen so far, and where it ended if it did. */
export type Entry = {
	readonly seen: Pick<ImapAnswer, 'address' | 'tls' | 'greeting' | 'capabilities'>;
	readonly stop?: Stop;
};

/** The address range of examples (RFC 5737). */
const address = '192.0.2.143';

/**
 * Lets a client in, or says where it ends, in the order in which a real one would find out. What was refused once, with
 * the same secret, is not tried again.
 */
export const openDoor = (
	settings: MailboxSettings,
	secret: (name: string) => string | undefined,
): ((question: ImapQuestion) => Entry) => {
	const refused = new Set<string>();
	return question => {
		const {stop: written} = settings;
		const ends =
			written && (written.on === undefined || written.on.includes(question.do)) ? written : undefined;
		const endAt = (stage: Stop['stage']): Stop | undefined =>
			ends?.stage === stage
				? {
						stage,
						...(ends.refusal ? {refusal: refusalIn(ends.refusal)} : {}),
						...(ends.failure ? {failure: {code: ends.failure}} : {}),
					}
				: undefined;

		if (question.host !== settings.host || question.port !== settings.port)
			return {seen: {}, stop: {stage: 'connect', failure: {code: 'refused'}}};
		const noWay = endAt('connect');
		if (noWay) return {seen: {}, stop: noWay};
		const reached = {address: `${address}:${settings.port}`};
		if (question.security !== settings.security)
			return {seen: reached, stop: {stage: 'tls', failure: mismatch(question.security, settings.security)}};
		const noTls = endAt('tls');
		if (noTls) return {seen: reached, stop: noTls};
		const encrypted = {...reached, ...tlsOf(settings), greeting: 'IMAP4rev1 of the lab is ready.'};
		if (settings.untrusted && settings.security !== 'none')
			return {
				seen: encrypted,
				stop: {stage: 'tls', failure: {code: 'untrusted', detail: settings.untrusted.replaceAll('-', ' ')}},
			};
		const notIn = endAt('login') ?? loginStop(question, settings, {secret, refused});
		if (notIn) return {seen: encrypted, stop: notIn};
		const entered = {...encrypted, capabilities: settings.capabilities};
		const notOpened = endAt('mailbox');
		return {seen: entered, ...(notOpened ? {stop: notOpened} : {})};
	};
};

const mismatch = (
	asked: MailboxSettings['security'],
	offered: MailboxSettings['security'],
): NonNullable<Stop['failure']> => {
	if (offered === 'none' && asked === 'starttls')
		return {code: 'not-offered', detail: 'the server does not offer STARTTLS'};
	return asked === 'implicit'
		? {code: 'tls', detail: 'the server does not begin with TLS'}
		: {code: 'timeout', detail: 'the server says nothing: it waits for TLS'};
};

const tlsOf = ({security, untrusted}: MailboxSettings): Pick<ImapAnswer, 'tls'> =>
	security === 'none'
		? {}
		: {
				tls: {
					protocol: 'TLSv1.3',
					cipher: 'TLS_AES_256_GCM_SHA384',
					chain: [],
					...(untrusted ? {fault: untrusted} : {}),
				},
			};

const loginStop = (
	{user, secret: name, token: tokenName, security}: ImapQuestion,
	settings: MailboxSettings,
	{secret, refused}: {readonly secret: (name: string) => string | undefined; readonly refused: Set<string>},
): Stop | undefined => {
	const stage = 'login';
	const token = tokenName === undefined ? undefined : secret(tokenName);
	const given = token ?? (name === undefined ? undefined : secret(name));
	if (given === undefined) return {stage, failure: {code: 'no-secret'}};
	if (security === 'none')
		return {
			stage,
			failure: {code: 'not-permitted', detail: 'no secret is sent over an unencrypted connection'},
		};
	const key = JSON.stringify([user, given]);
	if (refused.has(key)) return {stage, failure: {code: 'already-tried'}};
	const right = token === undefined ? settings.password : settings.token;
	if (user === settings.user && given === right) return undefined;
	refused.add(key);
	return {stage, refusal: refusalIn(settings.refusal)};
};

const refusalIn = ({code, text}: MailboxSettings['refusal']): NonNullable<Stop['refusal']> => ({
	...(code === undefined ? {} : {code}),
	text,
});
