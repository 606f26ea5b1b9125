import {classOf} from './enhanced-status.ts';
import {addressIn, commandInWords, healthyAt, verbs} from './explain/command.ts';
import {eventInWords} from './explain/event.ts';
import {keywordInWords} from './explain/keyword.ts';
import {type LookUp, lookUp, type Note, preferring} from './explain/note.ts';
import {hostIn, providerOfHost} from './explain/provider.ts';
import {promptInWords, replyInWords} from './explain/reply-code.ts';
import {type Answered, followTalk, type Talk} from './explain/talk.ts';
import type {ReplyRule} from './knowledge.ts';
import {printable} from './printable.ts';
import type {Reply, SmtpStage} from './smtp.ts';
import type {TranscriptLine} from './transcript.ts';

/** A line with what it means for somebody who does not read SMTP. All added words are printable. */
export type ExplainedLine = TranscriptLine & {
	/** A verb, a code or an event in plain words; empty where there is nothing to say. */
	readonly means: string;
	/** `plain` is what neither helps nor harms; a temporary refusal is a warning. */
	readonly tone: 'good' | 'warning' | 'bad' | 'plain';
	/** Of a reply: what it was about. */
	readonly stage?: SmtpStage;
	/** Of a reply: the command that it answers, as it was sent. */
	readonly answers?: string;
	/** Of a reply; absent where only its enhanced status is known. */
	readonly reply?: Reply;
	/** Of a reply: RFC 3463 class, subject and detail in words, else what its digits say. */
	readonly class?: string;
	/** Of a reply: what a healthy server says at this point. */
	readonly healthy?: string;
	/** Of a refusal that a rule knows. */
	readonly note?: Note;
	/** Causes that fit a refusal of which nothing is sure. */
	readonly suspected?: readonly string[];
	/** Of the reply to EHLO: each keyword with what it offers. */
	readonly offers?: ReadonlyArray<{readonly keyword: string; readonly means: string}>;
};

export type ExplainOptions = {
	readonly replies: readonly ReplyRule[];
	/** Whose rules are tried first; without it, whoever the greeting names. */
	readonly provider?: string;
};

/** Explains a dialogue, such as a pasted one or the exchanges of the SMTP probe, line by line. Gives a line for each. */
export const explainLines = (
	lines: readonly TranscriptLine[],
	{replies, provider = providerIn(lines)}: ExplainOptions,
): readonly ExplainedLine[] => {
	const noteOf = lookUp(preferring(replies, provider));
	const talk = followTalk(lines);
	return lines.map(line => explainLine(line, talk, noteOf));
};

const explainLine = (line: TranscriptLine, talk: Talk, noteOf: LookUp): ExplainedLine => {
	switch (line.side) {
		case 'connection': {
			const {means, tone, cause} = eventInWords(line.text);
			talk.happened(line.text);
			return {...line, means, tone, ...(cause === undefined ? {} : {suspected: [cause]})};
		}
		case 'client':
			return {...line, means: commandInWords(talk.said(line.text), line.text), tone: 'plain'};
		case 'server':
			return explainReply(line, talk.answered(line), noteOf);
	}
};

/** The provider that greets, else the one that a program names before the reply that it quotes. */
export const providerIn = (lines: readonly TranscriptLine[]): string | undefined => {
	const greetings = lines.filter(({side, text}) => side === 'server' && isGreeting(text));
	const rest = lines.filter(({side}) => side === 'connection');
	for (const {text} of [...greetings, ...rest]) {
		const words = (text.split('\n')[0] ?? '').slice(0, 2000).split(/[\s[\],()=;'"]+/);
		const found = words.map(word => providerOfHost(hostIn(word) ?? '')).find(name => name !== undefined);
		if (found !== undefined) return found;
	}
	return undefined;
};

/** The replies that begin with the name of the server: its greeting, and the one to EHLO. */
export const isGreeting = (text: string): boolean => /^(?:220|250-)/.test(text);

/** Reads a reply out of a server's text; nothing where it has neither a code nor a status. */
export const replyIn = (text: string): Reply | undefined => {
	const lines = text.split('\n').map(line => /^([2-5]\d\d)(?:[ -](.*))?$/s.exec(line));
	const first = lines[0];
	const [, status, rest = ''] = /^([245]\.\d{1,3}\.\d{1,3})[\s:]+(.*)$/s.exec(text) ?? [];
	if (!first && status === undefined) return undefined;
	if (!first) return {code: 0, enhanced: status as string, lines: [`${status} ${rest}`]};
	const texts = lines.map((line, index) => line?.[2] ?? (line ? '' : (text.split('\n')[index] ?? '')));
	const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=[\s:]|$)/.exec(texts[0] ?? '')?.[0];
	return {code: Number(first[1]), ...(enhanced === undefined ? {} : {enhanced}), lines: texts};
};

const explainReply = (
	line: TranscriptLine,
	{verb, stage, command}: Answered,
	noteOf: LookUp,
): ExplainedLine => {
	const reply = replyIn(line.text);
	if (!reply) return {...line, means: 'is no reply of SMTP', tone: 'plain'};
	const {code, enhanced} = reply;
	const group = code > 0 ? Math.floor(code / 100) : Number(enhanced?.[0]);
	const category = classOf(code, enhanced);
	const prompt = code === 334 ? promptInWords(reply.lines[0] ?? '') : undefined;
	const isOpen = stage !== undefined || verb === undefined || code === 421;
	const looked = group >= 4 && isOpen ? noteOf(reply, stage) : {};
	const about = stage ?? looked.stage;
	const healthy = verb === undefined ? about && healthyAt[about] : verbs[verb].healthy;
	return {
		...line,
		...looked,
		reply,
		means: prompt ?? replyInWords(code > 0 ? code : group * 100, verb),
		tone: verb === 'cancel' ? 'plain' : group === 5 ? 'bad' : group === 4 ? 'warning' : 'good',
		...(about === undefined ? {} : {stage: about}),
		...(command === undefined ? {} : {answers: command}),
		...(category === undefined ? {} : {class: printable(category)}),
		...(healthy === undefined ? {} : {healthy}),
		...(verb === 'EHLO' && group === 2 ? {offers: offersOf(reply)} : {}),
	};
};

const offersOf = ({lines}: Reply) =>
	lines
		.slice(1, 101)
		.filter(line => line.trim() !== '')
		.map(line => ({keyword: printable(line.trim()), means: keywordInWords(line)}));

/** The sender or recipient that a reply is about. */
export const addressOf = ({answers = '', to}: ExplainedLine): string | undefined => addressIn(answers) ?? to;
