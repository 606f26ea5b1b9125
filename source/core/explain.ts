import {classOf} from './enhanced-status.ts';
import {challengeOf} from './explain/challenge.ts';
import {addressIn, commandInWords, healthyAt, type Verb, verbs} from './explain/command.ts';
import {eventInWords} from './explain/event.ts';
import {keywordInWords} from './explain/keyword.ts';
import {type Looked, type LookUp, mostRefusals, type Note, openRules, type RuleBook} from './explain/note.ts';
import {hostIn, providerOfHost} from './explain/provider.ts';
import {noteOfProvider, type Party, type ProviderNote} from './explain/provider-note.ts';
import {replyIn} from './explain/reply.ts';
import {replyInWords} from './explain/reply-code.ts';
import {type Answered, followTalk, type Talk} from './explain/talk.ts';
import type {MailProvider, ReplyRule} from './knowledge.ts';
import {printable} from './printable.ts';
import {providerOfServer} from './reply-rule.ts';
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
	/** Of a client’s line, where it is one. */
	readonly verb?: Verb;
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
	/** Of a refusal: what the provider’s entry says about it. */
	readonly provider?: ProviderNote;
	/** Causes that fit a refusal of which nothing is sure. */
	readonly suspected?: readonly string[];
	/** Of a refusal: there were too many others before it. */
	readonly notLookedUp?: true;
	/** Of the reply to EHLO: each keyword with what it offers. */
	readonly offers?: ReadonlyArray<{readonly keyword: string; readonly means: string}>;
};

export type ExplainOptions = {
	readonly replies: readonly ReplyRule[];
	readonly providers?: readonly MailProvider[];
	/** The rules as the whole case asks them; without it, this dialogue is a case of its own. */
	readonly book?: RuleBook;
	/** Whose rules are tried first; without it, whoever the greeting names. */
	readonly provider?: string;
	/** The host that was reached and the login name, where they are known. */
	readonly host?: string;
	readonly user?: string;
};

/** What the lines of one dialogue are held against. */
type Books = {
	readonly ruleOf: LookUp;
	readonly providerOf: ReturnType<typeof noteOfProvider>;
};

/** Explains a dialogue, such as a pasted one or the exchanges of the SMTP probe, line by line. Gives a line for each. */
export const explainLines = (
	lines: readonly TranscriptLine[],
	options: ExplainOptions,
): readonly ExplainedLine[] => {
	const [talk, books] = [followTalk(lines), booksOf(lines, options)];
	return lines.map(line => explainLine(line, talk, books));
};

/**
 * The same of a dialogue in parts, for whoever reads only some of them: what its lines answer is followed, and refusals are
 * looked up, in their order and at once; everything else of a part is explained when it is asked for, and only then kept.
 */
export const explainParts = (
	parts: ReadonlyArray<readonly TranscriptLine[]>,
	options: ExplainOptions,
): ReadonlyArray<() => readonly ExplainedLine[]> => {
	const all = parts.flat();
	const [talk, books] = [followTalk(all), booksOf(all, options)];
	let isFull = false;
	return parts.map(lines => {
		const from = talk.fork();
		for (const line of lines) {
			const answered = follow(line, talk);
			if (isFull || line.side !== 'server' || !mayRefuse.test(line.text)) continue;
			// After the first that is not looked up, no other is, in whatever order they are asked for.
			isFull = explainReply(line, answered, books).notLookedUp === true;
		}
		return () => {
			const again = from.fork();
			return lines.map(line => explainLine(line, again, books));
		};
	});
};

/** What may be a refusal: only these are looked up. */
const mayRefuse = /^(?:[45]|334)/;

const booksOf = (
	lines: readonly TranscriptLine[],
	{replies, book = openRules(replies), providers = [], host, user, ...options}: ExplainOptions,
): Books => {
	const {provider = providerOf(lines, host)} = options;
	const party: Party = {
		...(host === undefined ? {} : {host}),
		...(user === undefined ? {} : {user}),
		...(provider === undefined ? {} : {provider}),
	};
	return {ruleOf: book(provider), providerOf: noteOfProvider(providers, party)};
};

/** Where the host is known, as checks find it (see `providerOfServer`), so that both try the same rules. */
const providerOf = (lines: readonly TranscriptLine[], host: string | undefined): string | undefined => {
	if (host === undefined) return providerIn(lines);
	const greeting = lines.find(({side, text}) => side === 'server' && isGreeting(text));
	return providerOfServer(host, greeting && replyIn(greeting.text));
};

/** What a line answers, or the verb that it begins with; nothing for what befell the connection. */
const follow = (line: TranscriptLine, talk: Talk): Answered => {
	switch (line.side) {
		case 'connection':
			talk.happened(line.text);
			return {};
		case 'client': {
			const verb = talk.said(line.text);
			return verb === undefined ? {} : {verb};
		}
		case 'server':
			return talk.answered(line);
	}
};

const explainLine = (line: TranscriptLine, talk: Talk, books: Books): ExplainedLine => {
	const followed = follow(line, talk);
	switch (line.side) {
		case 'connection': {
			const {means, tone, cause} = eventInWords(line.text);
			return {...line, means, tone, ...(cause === undefined ? {} : {suspected: [cause]})};
		}
		case 'client':
			return {...line, ...followed, means: commandInWords(followed.verb, line.text), tone: 'plain'};
		case 'server':
			return explainReply(line, followed, books);
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

const explainReply = (line: TranscriptLine, answered: Answered, books: Books): ExplainedLine => {
	const reply = replyIn(line.text);
	if (!reply) return {...line, means: 'is no reply of SMTP', tone: 'plain'};
	const {verb, command} = answered;
	const {code, enhanced} = reply;
	if (code === 334) return explainChallenge(line, reply, answered, books);
	const group = code > 0 ? Math.floor(code / 100) : Number(enhanced?.[0]);
	const category = classOf(code, enhanced);
	const looked = group >= 4 ? refusalOf(reply, answered, books) : {};
	const about = answered.stage ?? looked.stage;
	const healthy = verb === undefined ? about && healthyAt[about] : verbs[verb].healthy;
	return {
		...line,
		...looked,
		reply,
		means: `${replyInWords(code > 0 ? code : group * 100, verb)}${looked.notLookedUp ? unread : ''}`,
		tone: verb === 'cancel' ? 'plain' : group === 5 ? 'bad' : group === 4 ? 'warning' : 'good',
		...(about === undefined ? {} : {stage: about}),
		...(command === undefined ? {} : {answers: command}),
		...(category === undefined ? {} : {class: printable(category)}),
		...(healthy === undefined ? {} : {healthy}),
		...(verb === 'EHLO' && group === 2 ? {offers: offersOf(reply)} : {}),
	};
};

/** What is told of a refusal that no rule was asked about. */
const unread = ` (not looked up, because more than ${mostRefusals} different refusals came before it)`;

/** What a rule says of a refusal, and what the provider’s entry does. */
const refusalOf = (
	reply: Reply,
	{stage, verb, command = ''}: Answered,
	{ruleOf, providerOf}: Books,
): Looked & Pick<ExplainedLine, 'provider'> => {
	if (stage === undefined && verb !== undefined && reply.code !== 421) return {};
	const looked = ruleOf(reply, stage);
	const {note} = looked;
	const about = stage ?? looked.stage;
	if (about === undefined) return looked;
	const provider = providerOf({
		stage: about,
		withToken: /^AUTH\s+(?:XOAUTH2|OAUTHBEARER)\b/i.test(command),
		...(note && !note.unsure ? {cause: note.cause} : {}),
		...(note?.provider === undefined ? {} : {provider: note.provider}),
	});
	return {...looked, ...(provider ? {provider} : {})};
};

/** 334 goes on with the login, unless it says why a token is refused. */
const explainChallenge = (
	line: TranscriptLine,
	reply: Reply,
	answered: Answered,
	books: Books,
): ExplainedLine => {
	const {command} = answered;
	const challenge = challengeOf(reply.lines.join(''), command);
	const {isRefusal, isPassing, suspected} = challenge ?? {};
	const category = isRefusal ? undefined : classOf(reply.code, undefined);
	return {
		...line,
		...(suspected === undefined ? {} : {suspected: [suspected]}),
		...(isRefusal ? refusalOf(reply, {...answered, stage: 'login'}, books) : {}),
		reply,
		stage: 'login',
		means: challenge?.means ?? replyInWords(334, 'AUTH'),
		tone: isPassing ? 'warning' : isRefusal ? 'bad' : 'good',
		healthy: isRefusal ? '235 2.7.0 Authentication successful' : verbs.AUTH.healthy,
		...(command === undefined ? {} : {answers: command}),
		...(category === undefined ? {} : {class: category}),
	};
};

const offersOf = ({lines}: Reply) =>
	lines
		.slice(1, 101)
		.filter(line => line.trim() !== '')
		.map(line => ({keyword: printable(line.trim()), means: keywordInWords(line)}));

/** The sender or recipient that a reply is about. */
export const addressOf = ({answers = '', to}: ExplainedLine): string | undefined => addressIn(answers) ?? to;
