import {z} from 'zod';
import {isTrouble} from './explain/event.ts';
import {dialogueLine, lineSchema} from './explain/line.ts';
import {hostIn} from './explain/provider.ts';
import {addressOf, type ExplainedLine, explainLines, isGreeting, providerIn} from './explain.ts';
import {bounceSchema} from './explanation/bounce.ts';
import {statusMeaning} from './explanation/class-beside.ts';
import {withoutHoles} from './explanation/holes.ts';
import {headersSchema, messageSchema} from './explanation/message-schema.ts';
import {actors, type Knowledge, replyText} from './knowledge.ts';
import {printable} from './printable.ts';
import {retries} from './reply-rule.ts';
import {smtpStages} from './smtp.ts';
import type {Transcript} from './transcript.ts';

const replyFactsSchema = z.object({
	result: z
		.enum(['accepted', 'deferred', 'refused', 'broken-off', 'unanswered'])
		.describe('deferred: refused for now. unanswered: the reply that decides is not in the text.'),
	code: z.number().nullable(),
	enhanced: z.string().nullable(),
	text: z.string().nullable().describe('The words of the reply that decides, its lines joined.'),
	provider: z.string().nullable(),
	stage: z.enum(smtpStages).nullable(),
	means: z
		.string()
		.describe(
			'What the reply says; where no rule knows it, the class of its status; else how far the dialogue came.',
		),
	class: z.string().nullable(),
	healthy: z.string().nullable(),
	matched: z.boolean().describe('A rule knows the words, not only the code.'),
	unsure: z.boolean().describe('A rule fits by the code alone.'),
	suspected: z.array(z.string()).describe('Causes that fit, of which none is shown.'),
	plain: z.string().nullable().describe('The cause, for the person who waits.'),
	fix: z.string().nullable().describe('What to change.'),
	remedy: z.string().nullable().describe('What the rule says to do; null where `fix` says it.'),
	retry: z.enum(retries).nullable().describe('Whether the same may be tried again.'),
	waitMinutes: z.number().nullable().describe('How long to wait before that, where it is known.'),
	lines: z.array(lineSchema),
	cut: z.boolean().describe('There was more than is ever read.'),
});

const replySchema = z.object({
	kind: z.literal('reply').describe('One reply, or a whole dialogue with a mail server.'),
	cause: z.string().nullable().describe('An id of knowledge/causes.yaml, when a rule is sure of it.'),
	who: z.enum(actors).nullable(),
	facts: replyFactsSchema,
	received: z.array(z.unknown()).describe('Stations of a message; a reply has none.'),
	code: z.string().nullable().describe('The verification code in a message; a reply has none.'),
});

/** What `explain --json` prints: one member for each kind of pasted text. */
export const explainSchema = z.discriminatedUnion('kind', [
	replySchema,
	messageSchema,
	headersSchema,
	bounceSchema,
]);

export type Explanation = z.output<typeof explainSchema>;
export type ReplyExplanation = z.output<typeof replySchema>;
export type ReplyFacts = z.output<typeof replyFactsSchema>;

/**
 * Explains a dialogue or one reply: every line, and the first of them that stopped the mail. `conceal` takes what nobody
 * else may read, such as a code, out of the words of servers and programs after rules have looked at them.
 */
export const explanationOf = (
	{lines: said, isCut}: Transcript,
	{replies, causes, providers}: Pick<Knowledge, 'replies' | 'causes' | 'providers'>,
	conceal: (words: string) => string = words => words,
): ReplyExplanation => {
	const lines = explainLines(said, {replies, providers}).map(line => concealedLine(line, conceal));
	const {result, line} = decided(lines);
	const {note, reply} = line ?? {};
	const cause = note && !note.unsure ? causes.get(note.cause) : undefined;
	return {
		kind: 'reply',
		cause: cause?.id ?? null,
		who: (cause && note?.who) ?? cause?.who ?? null,
		facts: {
			result,
			code: reply && reply.code > 0 ? reply.code : null,
			enhanced: reply?.enhanced ?? null,
			text: line ? wordsOf(line) : null,
			provider: providerIn(said) ?? note?.provider ?? null,
			stage: line?.stage ?? null,
			means: note?.means ?? (line ? fallback(line) : progress(lines)),
			class: (reply ? statusMeaning(line?.class, reply, cause?.id) : line?.class) ?? null,
			healthy: line?.healthy ?? null,
			matched: cause !== undefined,
			unsure: note?.unsure ?? false,
			suspected: [...(cause ? [] : (line?.suspected ?? []))],
			plain: cause ? withoutHoles(cause.plain, factsOf(lines, line)) : null,
			fix: cause ? withoutHoles(cause.fix, factsOf(lines, line)) : null,
			remedy: (cause && note?.remedy) ?? null,
			retry: (cause && note?.retry) ?? null,
			waitMinutes: (cause && note?.waitMinutes) ?? null,
			lines: lines.map(dialogueLine),
			cut: isCut,
		},
		received: [],
		code: null,
	};
};

/** Commands are no secrets, but for what they log in with, and neither is what a server offers to whoever greets it. */
const concealedLine = (line: ExplainedLine, conceal: (words: string) => string): ExplainedLine =>
	line.verb !== undefined || line.offers !== undefined
		? line
		: {
				...line,
				text: line.text
					.split('\n')
					.map(words => conceal(words))
					.join('\n'),
				...(line.reply ? {reply: {...line.reply, lines: line.reply.lines.map(words => conceal(words))}} : {}),
			};

type Decided = {readonly result: ReplyFacts['result']; readonly line?: ExplainedLine};

/** The refusal that stopped the mail, else what broke the dialogue off, else nothing. */
const decided = (lines: readonly ExplainedLine[]): Decided => {
	const refusals = refusalsIn(lines);
	const [first] = refusals;
	if (first) {
		// Several ways to log in may be tried: the refusal that says most of them.
		const same = refusals.filter(
			({stage, answers}) => stage === first.stage && (stage === 'login' || answers === first.answers),
		);
		const line =
			same.find(({note}) => note && !note.unsure) ?? same.find(({reply}) => reply?.code !== 334) ?? first;
		return {result: line.tone === 'bad' ? 'refused' : 'deferred', line};
	}
	const last = lines.findLast(({side}) => side !== 'connection');
	const troubles = lines
		.slice(lines.findLastIndex(({side}) => side === 'server') + 1)
		.filter(line => line.side === 'connection' && isTrouble(line));
	const broken = troubles.find(({suspected}) => suspected) ?? troubles[0];
	if (broken) return {result: 'broken-off', line: broken};
	// Behind 334 and 354 the client goes on.
	const isOpen =
		last?.side === 'client' ? !/^QUIT$/i.test(last.text) : lines.length > 1 && /^3/.test(last?.text ?? '');
	return isOpen || !lines.some(({side}) => side === 'server') ? {result: 'unanswered'} : {result: 'accepted'};
};

/** What stopped the mail; where nothing went well, whatever was refused, though nobody knows what it answers. */
const refusalsIn = (lines: readonly ExplainedLine[]): readonly ExplainedLine[] => {
	const found = lines.filter((line, index) => isRefusal(line) && !isOvercome(line, lines.slice(index + 1)));
	const replies = lines.filter(({side}) => side === 'server');
	return found.length > 0 || replies.some(({tone}) => tone === 'good') ? found : replies.filter(isBad);
};

const isBad = ({tone}: ExplainedLine): boolean => tone === 'bad' || tone === 'warning';

/** A reply that decides no stage, such as one to VRFY, stops nothing; 421 ends whatever was going on. */
const isRefusal = (line: ExplainedLine): boolean =>
	line.side === 'server' &&
	isBad(line) &&
	(line.stage !== undefined || line.reply?.code === 421 || line.answers === undefined);

/** A later try went well, or the message was accepted all the same; what one recipient was refused stays so. */
const isOvercome = (refusal: ExplainedLine, later: readonly ExplainedLine[]): boolean =>
	later.some(line => {
		if (line.side !== 'server' || line.reply === undefined || Math.floor(line.reply.code / 100) !== 2)
			return false;
		if (refusal.stage === 'recipient')
			return addressOf(line) === addressOf(refusal) && (line.stage === 'recipient' || isAccepted(line));
		return line.stage !== undefined && (line.stage === refusal.stage || isAccepted(line));
	});

const isAccepted = ({stage, reply}: ExplainedLine): boolean =>
	stage === 'accept' && reply !== undefined && Math.floor(reply.code / 100) === 2;

/** Characters of a server's words that are told outside of its line. */
const longestWords = 2000;

const wordsOf = ({reply, text}: ExplainedLine): string => {
	const words = reply ? replyText(reply) : text;
	const bare =
		reply?.enhanced && words.startsWith(reply.enhanced) ? words.slice(reply.enhanced.length) : words;
	return printable(bare.replace(/^[\s:]+/, '').slice(0, longestWords));
};

/** Of a refusal that no rule knows: what RFC 3463 says of its status. */
const fallback = (line: ExplainedLine): string =>
	line.side === 'server' && line.class !== undefined && !line.notLookedUp ? `${line.class}.` : sentence(line);

const sentence = ({side, means}: ExplainedLine): string =>
	side === 'server' ? `The server ${means}.` : `${means.charAt(0).toUpperCase()}${means.slice(1)}.`;

/** How far a dialogue came in which nothing failed. */
const progress = (lines: readonly ExplainedLine[]): string => {
	const good = lines.filter(({side, tone}) => side === 'server' && tone === 'good');
	const last = lines.findLast(({side}) => side === 'client');
	if (good.some(isAccepted))
		return 'The server accepted the message; what happens to it later is not in this text.';
	const end = lines.findLast(({side}) => side !== 'connection');
	if (lines.length > 1 && end?.side === 'server' && end.text.startsWith('3'))
		return `The text ends where the server ${end.means}; how that went is missing.`;
	if (end && end === last && !/^QUIT$/i.test(end.text))
		return `The text ends with “${end.text.slice(0, 200)}”; what the server said to it is missing.`;
	if (good.length === 0) return 'No reply of a server is in this text.';
	if (lines.length === 1 && good[0]) return sentence(good[0]);
	const reached = good.findLast(({stage}) => stage !== undefined)?.stage;
	return `${reached ? reachedWords[reached] : 'The server answered'}; no message was sent.`;
};

const reachedWords: Readonly<Record<(typeof smtpStages)[number], string>> = {
	connect: 'The server answered',
	tls: 'The server answered and encrypts',
	login: 'The login went well',
	sender: 'The sender was accepted',
	recipient: 'The recipient was accepted',
	accept: 'The server was ready for the message',
};

const factsOf = (
	lines: readonly ExplainedLine[],
	line: ExplainedLine | undefined,
): Readonly<Record<string, string | undefined>> => {
	const greeting = lines.find(({side, text}) => side === 'server' && isGreeting(text));
	const sender = lines.findLast(({side, text}) => side === 'client' && /^MAIL/i.test(text));
	const to = line?.stage === 'recipient' ? addressOf(line) : undefined;
	return {
		host: greeting ? hostIn((greeting.text.split('\n')[0] ?? '').slice(0, 1000)) : undefined,
		from: sender ? addressOf({...sender, answers: sender.text}) || undefined : undefined,
		to: to || undefined,
		reply: line
			? `${line.reply && line.reply.code > 0 ? line.reply.code : ''} ${wordsOf(line)}`.trim()
			: undefined,
	};
};
