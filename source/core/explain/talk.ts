import type {SmtpStage} from '../smtp.ts';
import type {TranscriptLine} from '../transcript.ts';
import {type Verb, verbOf, verbs} from './command.ts';
import {isConnected} from './event.ts';

export type Answered = {readonly verb?: Verb; readonly stage?: SmtpStage; readonly command?: string};

/** What a reply answers that can only answer one thing, where the text has no commands. */
const verbBehind = (text: string): Verb | undefined => {
	if (
		/^250-.*\n250[ -](?:SIZE|AUTH|STARTTLS|PIPELINING|8BITMIME|HELP|DSN|ENHANCEDSTATUSCODES)\b/is.test(text)
	)
		return 'EHLO';
	switch (text.slice(0, 3)) {
		case '235':
		case '334':
			return 'AUTH';
		case '354':
			return 'DATA';
		case '221':
			return 'QUIT';
	}
	return undefined;
};

type Sent = {readonly verb: Verb; readonly text: string};

/** Codes that answer nothing else. */
const onlyAnswer: Readonly<Record<number, readonly Verb[]>> = {
	220: ['STARTTLS', 'greeting'],
	221: ['QUIT'],
	235: ['AUTH', 'response'],
	334: ['AUTH', 'response'],
	354: ['DATA'],
};

/** What has been said so far, as far as it matters for what is said next. */
type Standing = {
	readonly hasClient: boolean;
	readonly isAlone: boolean;
	readonly pending: readonly Sent[];
	readonly last: Verb | undefined;
	readonly isEncrypted: boolean;
};

/** Keeps in mind what is being answered: commands may be sent ahead of their replies (RFC 2920). */
export const followTalk = (lines: readonly TranscriptLine[]): Talk => {
	const hasClient = lines.some(({side}) => side === 'client');
	return followFrom({
		hasClient,
		isAlone: lines.length <= 1,
		pending: hasClient ? [{verb: 'greeting', text: ''}] : [],
		last: undefined,
		isEncrypted: false,
	});
};

export type Talk = {
	/** What befell the connection. */
	happened(text: string): void;
	said(text: string): Verb | undefined;
	answered(line: TranscriptLine): Answered;
	/** Another that goes on from here by itself. */
	fork(): Talk;
};

const followFrom = ({hasClient, isAlone, ...so}: Standing): Talk => {
	let pending = [...so.pending];
	let {last, isEncrypted} = so;

	const next = (code: number): Sent | undefined => {
		const only = onlyAnswer[code];
		const place = only ? pending.findIndex(({verb}) => only.includes(verb)) : 0;
		// What was sent before it got no answer that is in the text.
		if (place > 0) pending = pending.slice(place);
		if (code === 220 && place < 0) {
			pending = [];
			isEncrypted = false;
			return {verb: 'greeting', text: ''};
		}
		// What openssl shows begins behind its own EHLO.
		const isFirst = last === undefined && (pending[0]?.verb === 'greeting' || (!hasClient && !isAlone));
		if (code === 250 && isFirst) {
			pending.shift();
			return {verb: 'EHLO', text: ''};
		}
		return place < 0 ? undefined : pending.shift();
	};

	return {
		happened(text: string) {
			if (isConnected(text)) pending = [{verb: 'greeting', text: ''}];
		},
		said(text: string): Verb | undefined {
			const head = pending[0]?.verb;
			const verb = verbOf(text);
			if (head === 'response' && text === '*') pending = [{verb: 'cancel', text}];
			if (head === 'response' && verb !== 'QUIT') return text === '*' ? 'cancel' : 'response';
			if ((head === 'message' && verb === undefined) || text.startsWith('(the message')) return 'message';
			const before = pending.at(-1)?.verb;
			if (before !== undefined && verbs[before].waits) pending = [];
			pending.push({verb: verb ?? 'other', text});
			return verb;
		},
		answered({text, after, to}: TranscriptLine): Answered {
			const code = Number(text.slice(0, 3));
			const sent = after === undefined ? next(code) : undefined;
			const verb = sent?.verb ?? after ?? verbBehind(text);
			const command = sent?.text ?? (after === 'RCPT' && to !== undefined ? `RCPT TO:<${to}>` : '');
			if (verb === undefined) return {};
			last = verb;
			if (verb === 'STARTTLS' && code === 220) isEncrypted = true;
			if (code === 334) pending = [{verb: 'response', text: command}];
			if (code === 354) pending = [{verb: 'message', text: command}];
			const stage = (verb === 'EHLO' || verb === 'HELO') && isEncrypted ? 'tls' : verbs[verb].stage;
			return {verb, ...(stage === undefined ? {} : {stage}), ...(command === '' ? {} : {command})};
		},
		fork: () => followFrom({hasClient, isAlone, pending, last, isEncrypted}),
	};
};
