import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import {type CertificateFault, mechanismsOf, type SmtpStage} from '../../../core/smtp.ts';
import {
	atTheDoor,
	ofTheDevice,
	outcomeAt,
	type ServerParams,
	type StageOutcome,
	type Told,
	toldBy,
} from '../../conversation.ts';
import {lacking, mechanismsInWords} from '../../login-offer.ts';
import {loginCodes, recipientCodes, senderCodes, senderRefusal} from '../../refusals.ts';
import {causeOfToken} from '../../token-refusal.ts';
import type {EarlierCode} from './findings.ts';

/** What a conversation came to; each fact is there that a sentence of its code may name. */
export type Ended = {
	readonly code: EarlierCode;
	readonly facts: Partial<Told> & {
		readonly reply: string;
		readonly failure: string;
		readonly at: string;
		/** Ways to log in, where they were heard. */
		readonly offered?: string;
	};
};

type Refused = Extract<StageOutcome, {is: 'refused'}>;
type Deferred = Extract<StageOutcome, {is: 'deferred'}>;
type Failed = Extract<StageOutcome, {is: 'failed'}>;

/** When a server said something, in the middle of a sentence. */
export const at: Readonly<Record<SmtpStage, string>> = {
	connect: 'at the beginning',
	tls: 'at the beginning',
	login: 'at the login',
	sender: 'at the sender',
	recipient: 'at the recipient',
	accept: 'after the message',
};

/** What a conversation that ended before the message says, as the check of the stage where it ended would find it. */
export const endedEarlier = (
	{stage, answer, said}: Extract<StageOutcome, {is: 'not-reached'}>,
	params: ServerParams,
	{replies}: Pick<Reach, 'replies'>,
): Ended => {
	const outcome = outcomeAt(stage, answer, params, replies);
	switch (outcome.is) {
		case 'refused':
			return answered(refusals[stage](outcome, params), outcome, stage);
		case 'deferred':
			return answered(deferral(stage, outcome), outcome, stage);
		case 'failed':
			return failing(stage, outcome, params);
		case 'passed':
		case 'not-reached':
			return {code: 'not-reached', facts: {reply: said, failure: said, at: at[stage]}};
	}
};

const answered = (code: EarlierCode, outcome: Refused | Deferred, stage: SmtpStage): Ended => {
	const {facts} = toldBy(outcome, {});
	const {encrypted} = outcome.answer.extensions;
	return {
		code,
		facts: {
			...facts,
			failure: facts.reply.replace(/\.$/, ''),
			at: at[stage],
			...(encrypted ? {offered: mechanismsInWords(mechanismsOf(encrypted))} : {}),
		},
	};
};

const encrypting = (outcome: Refused, params: ServerParams): EarlierCode =>
	outcome.answer.tls ? atTheDoor(outcome, params).code : 'tls-refused';

const login = (outcome: Refused): EarlierCode => {
	const {answer, reply} = outcome;
	const {code: known} = toldBy(outcome, loginCodes);
	// 538 means nothing else (RFC 4954 section 6).
	if (!answer.tls) return known === 'tls-required' || reply.code === 538 ? 'tls-required' : 'not-encrypted';
	const code = causeOfToken(answer, known) ?? 'refused';
	if (code === 'not-offered') return 'login-not-offered';
	return code === 'refused' ? 'login-refused' : code;
};

const sender = (outcome: Refused, params: ServerParams): EarlierCode => {
	const code = ofTheDevice(senderRefusal(toldBy(outcome, senderCodes).code, outcome), params);
	if (code === 'not-allowed') return 'sender-not-allowed';
	return code === 'refused' ? 'sender-refused' : code;
};

const recipient = (outcome: Refused, params: ServerParams): EarlierCode =>
	ofTheDevice(toldBy(outcome, recipientCodes).code ?? 'recipient-refused', params);

const refusals: Readonly<Record<SmtpStage, (outcome: Refused, params: ServerParams) => EarlierCode>> = {
	connect: (outcome, params) => atTheDoor(outcome, params).code,
	tls: encrypting,
	login,
	sender,
	recipient,
	accept: () => 'refused',
};

type PutOff =
	| 'greylisted'
	| 'too-many-tries'
	| 'quota-for-now'
	| 'mailbox-full-for-now'
	| 'rate-limited-for-now'
	| 'temporary';

/** A 4xx reply at whatever stage: which kind of trouble for now it is. */
export const deferral = (stage: SmtpStage, outcome: Deferred): PutOff => {
	if (toldBy(outcome, {'filter.greylisted': 'greylisted'}).code) return 'greylisted';
	switch (stage) {
		case 'login':
			return toldBy(outcome, loginCodes).code === 'locked-out' ? 'too-many-tries' : 'temporary';
		case 'sender':
			return toldBy(outcome, senderCodes).code === 'quota' ? 'quota-for-now' : 'temporary';
		case 'recipient': {
			const {code} = toldBy(outcome, recipientCodes);
			if (code === 'mailbox-full') return 'mailbox-full-for-now';
			return code === 'rate-limited' ? 'rate-limited-for-now' : 'temporary';
		}
		case 'connect':
		case 'tls':
		case 'accept':
			return 'temporary';
	}
};

/** No reply decided it. Only what a server offers, or does not, says something then. */
const failing = (stage: SmtpStage, {failure, answer}: Failed, params: ServerParams): Ended => {
	const ended = (code: EarlierCode, words = inWords(failure)): Ended => ({
		code,
		facts: {reply: words, failure: words, at: at[stage]},
	});
	const {code} = failure;
	if (stage === 'tls') {
		if (answer?.anomalies.includes('starttls-stripped'))
			return ended('intercepted', 'the offer of STARTTLS was removed');
		if (answer?.anomalies.includes('plaintext-after-starttls'))
			return ended('intercepted', 'unencrypted text was slipped in after STARTTLS');
		if (code === 'not-offered') return ended('tls-not-offered');
		const {fault, reason = 'nobody says why'} = answer?.tls ?? {};
		return code === 'untrusted' && fault
			? ended('untrusted', distrusted[fault] ?? printable(reason))
			: ended('not-reached');
	}
	if (code !== 'not-offered') return ended('not-reached');
	if (stage === 'sender' || stage === 'recipient') return ended('extension-missing');
	const {encrypted} = answer?.extensions ?? {};
	if (stage !== 'login' || !encrypted) return ended('not-reached');
	const mechanisms = mechanismsOf(encrypted);
	const offered = mechanismsInWords(mechanisms);
	const {code: lacks, facts} = ended(offer[lacking(mechanisms, params)], `it offers ${offered}`);
	return {code: lacks, facts: {...facts, offered}};
};

/** What is wrong with a certificate, behind a colon; nothing where only OpenSSL has a word for it. */
const distrusted: Readonly<Record<CertificateFault, string | undefined>> = {
	expired: 'by the clock of this machine, it has expired',
	'not-yet-valid': 'by the clock of this machine, it is not valid yet',
	'self-signed': 'the server signed it itself',
	'unknown-issuer': 'nobody known vouches for it',
	'wrong-name': 'it is for another name',
	other: undefined,
};

/** What was not tried is unknown: the device may be able to do what lostmail cannot. */
const offer: Readonly<Record<ReturnType<typeof lacking>, EarlierCode>> = {
	'not-offered': 'login-not-offered',
	'no-oauth': 'login-not-offered',
	'oauth-only': 'oauth-only',
	'password-not-tried': 'not-reached',
	'token-needed': 'not-reached',
	'other-mechanisms': 'not-reached',
};
