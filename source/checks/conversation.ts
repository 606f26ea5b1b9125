import {z} from 'zod';
import {problem, type Reach, unknown} from '../core/check.ts';
import {classOf} from '../core/enhanced-status.ts';
import {type Failure, inWords} from '../core/failure.ts';
import {type Actor, type ReplyRule, replyText, ruleFor} from '../core/knowledge.ts';
import {printable} from '../core/printable.ts';
import {providerOfServer, type Retry} from '../core/reply-rule.ts';
import {
	type Reply,
	type SmtpAnswer,
	type SmtpQuestion,
	type SmtpStage,
	smtpSecurities,
	smtpStages,
} from '../core/smtp.ts';
import {address, host, port, secretName, text} from '../core/value.ts';

/** What every check on a submission server takes: the same words make the same dialogue. */
export const serverParams = z.strictObject({
	host: host().describe('The submission server, as the device has it.'),
	port: port().describe('Its TCP port, usually 465 or 587.'),
	security: z.enum(smtpSecurities).describe('starttls, implicit (SSL/TLS from the first byte) or none.'),
	user: text().optional().describe('The login name; empty where the device sends without a login.'),
	password: secretName().optional().describe('The name of the secret that holds the password.'),
	token: secretName().optional().describe('The name of the secret that holds an OAuth access token.'),
	from: address().optional().describe('The sender address that the device uses.'),
	to: address().optional().describe('The recipient of the code.'),
	helo: text().optional().describe('How the device introduces itself.'),
});

export type ServerParams = z.output<typeof serverParams>;

/** The question that takes the shared dialogue to a stage. */
export const questionFor = (
	{host: name, password, ...params}: ServerParams,
	stage: SmtpStage,
): SmtpQuestion => ({
	host: name,
	port: params.port,
	security: params.security,
	stage,
	...(params.helo === undefined ? {} : {helo: params.helo}),
	...(params.user === undefined ? {} : {user: params.user}),
	...(password === undefined ? {} : {secret: password}),
	...(params.token === undefined ? {} : {token: params.token}),
	...(params.from === undefined ? {} : {from: params.from}),
	...(params.to === undefined ? {} : {to: params.to}),
});

/** How a stage of the dialogue came out, sorted the way every check on a later stage sorts it. */
export type StageOutcome =
	| {readonly is: 'passed'; readonly answer: SmtpAnswer; readonly reply?: Reply}
	| {readonly is: 'refused'; readonly answer: SmtpAnswer; readonly reply: Reply; readonly rule?: ReplyRule}
	/** A 4xx reply: for now, so neither broken nor fine. */
	| {readonly is: 'deferred'; readonly answer: SmtpAnswer; readonly reply: Reply; readonly rule?: ReplyRule}
	| {readonly is: 'failed'; readonly answer?: SmtpAnswer; readonly failure: Failure}
	/** The dialogue ended at an earlier stage. */
	| {
			readonly is: 'not-reached';
			readonly answer: SmtpAnswer;
			readonly stage: SmtpStage;
			readonly said: string;
	  };

/** Takes the dialogue, the shared one unless another is named, to a stage and sorts what came of it. */
export const takeTo = async (
	stage: SmtpStage,
	params: ServerParams,
	{probes, replies, signal, tag}: Pick<Reach, 'probes' | 'replies' | 'signal' | 'tag'>,
	which: Pick<SmtpQuestion, 'dialogue' | 'only' | 'caught'> = {},
): Promise<StageOutcome> => {
	const question = {...questionFor(params, stage), ...which};
	const result = await probes.smtp(stage === 'accept' ? {...question, tag} : question, signal);
	if (!result.ok) return {is: 'failed', failure: result.failure};
	return outcomeAt(stage, result.value, params, replies);
};

/** What an answer says about a stage, the one that was asked for or the one at which the dialogue ended before it. */
export const outcomeAt = (
	stage: SmtpStage,
	answer: SmtpAnswer,
	{host: name}: Pick<ServerParams, 'host'>,
	replies: Reach['replies'],
): StageOutcome => {
	const {stop} = answer;
	if (!stop || place(stop.stage) > place(stage))
		return {is: 'passed', answer, ...(answer.reply ? {reply: answer.reply} : {})};
	if (place(stop.stage) < place(stage))
		return {is: 'not-reached', answer, stage: stop.stage, said: said(stop)};
	if (stop.reply && stop.reply.code < 400)
		return {is: 'failed', answer, failure: {code: 'malformed', detail: `it answered ${shown(stop.reply)}`}};
	if (stop.reply) {
		// What is refused inside TLS is the connection: what rules say of a greeting and of EHLO counts there.
		const at = stage === 'tls' && answer.tls ? 'connect' : stage;
		const rule = ruleFor(replies, at, stop.reply, providerOfServer(name, answer.greeting));
		return {
			is: stop.reply.code < 500 ? 'deferred' : 'refused',
			answer,
			reply: stop.reply,
			...(rule ? {rule} : {}),
		};
	}
	return {is: 'failed', answer, failure: stop.failure ?? {code: 'unexpected'}};
};

const place = (stage: SmtpStage): number => smtpStages.indexOf(stage);

/** Characters of a server's words that a sentence has room for. */
const room = 500;

/** The server's own words, code included, on one line. */
export const shown = (reply: Reply): string => {
	const line = printable(`${reply.code} ${replyText(reply)}`.trim().slice(0, room + 1));
	return line.length > room ? `${line.slice(0, room)}…` : line;
};

/** Whether a list of EHLO keywords holds this one. */
export const offers = (extensions: readonly string[] | undefined, keyword: string): boolean =>
	(extensions ?? []).some(line => line.toUpperCase().split(/[ =]/)[0] === keyword);

/** What a server says that turns a connection away, with its greeting or at EHLO, in the same words at both. */
export const doorFindings = {
	blocklisted: problem('{host} turns this connection away, because its address is on a blocklist: {reply}'),
	'no-reverse-name': problem(
		'{host} turns this connection away, because its address has no reverse name that fits: {reply}',
	),
	'our-name-rejected': unknown(
		'{host} rejects the name of the machine that lostmail runs on; the device’s own name was not told: {reply}',
	),
	'helo-rejected': problem('{host} rejects the name that this connection introduced itself with: {reply}'),
};

const causesAtTheDoor = {
	'reputation.blocklisted': 'blocklisted',
	'reputation.ptr': 'no-reverse-name',
	'sender.helo-rejected': 'helo-rejected',
} as const;

/**
 * What a server means that turns a connection away, with its greeting or at EHLO, and what is told about its reply. One
 * that does not know HELO is no mail server, because every mail server must (RFC 5321 section 4.5.1).
 */
export const atTheDoor = (
	outcome: Extract<StageOutcome, {is: 'refused'}>,
	params: ServerParams,
): {
	readonly code: keyof typeof doorFindings | 'not-smtp' | 'turned-away';
	readonly facts: (Told | Pick<Told, 'reply'>) & {readonly failure: string};
} => {
	const {greeting} = outcome.answer;
	const {code: known, facts: told} = toldBy(outcome, causesAtTheDoor);
	const failure = told.reply;
	const welcome = greeting !== undefined && greeting.code < 300;
	if (welcome && (outcome.reply.code === 500 || outcome.reply.code === 502))
		return {code: 'not-smtp', facts: {reply: told.reply, failure}};
	const code = known === undefined || (known === 'helo-rejected' && !welcome) ? 'turned-away' : known;
	return {code: ofTheDevice(code, params), facts: {...told, failure}};
};

/** A HELO name that is refused says something of the device only when it was the device's own name. */
export const ofTheDevice = <Code extends string>(
	code: Code,
	{helo}: ServerParams,
): Code | 'our-name-rejected' =>
	code === 'helo-rejected' && helo === undefined ? 'our-name-rejected' : code;

const said = ({reply, failure}: NonNullable<SmtpAnswer['stop']>): string =>
	reply ? shown(reply) : failure ? inWords(failure) : 'the conversation ended';

/** Facts that every finding about a server carries, so that causes can name them. */
export const serverFacts = ({host: name, port: number, security, user, from, to, helo}: ServerParams) => ({
	host: name,
	port: number,
	security,
	...(user === undefined ? {} : {user}),
	...(from === undefined ? {} : {from}),
	...(to === undefined ? {} : {to, domain: to.slice(to.lastIndexOf('@') + 1)}),
	...(helo === undefined ? {} : {helo}),
});

/** What is told about a reply; `class` is there where no rule is sure of its words. */
export type Told = {
	readonly reply: string;
	readonly means: string;
	readonly matched: boolean;
	/** The cause that the rule names: what it advises is meant for that one. */
	readonly ruleCause?: string;
	/** Class, subject and detail of its status in words (RFC 3463). */
	readonly class?: string;
	readonly retry?: Retry;
	readonly waitMinutes?: number;
	readonly whoActs?: Actor;
	readonly remedy?: string;
};

/** What a reply is to the check that got it: the code that its cause stands for, and what is told about it. */
export const toldBy = <Code extends string>(
	{rule, reply}: Extract<StageOutcome, {is: 'refused' | 'deferred'}>,
	codes: Readonly<Record<string, Code>>,
): {readonly code: Code | undefined; readonly facts: Told} => {
	const matched = rule !== undefined && !rule.unsure;
	const group = classInWords(reply);
	return {
		code: matched ? codes[rule.cause] : undefined,
		facts: {
			reply: shown(reply),
			means: meaningOf(rule, reply, group),
			matched,
			...(matched || group === undefined ? {} : {class: group}),
			...(rule ? adviceOfRule(rule) : {}),
			...(matched ? {ruleCause: rule.cause} : {}),
		},
	};
};

const classInWords = ({code, enhanced}: Reply): string | undefined => {
	const group = classOf(code, enhanced);
	return group === undefined ? undefined : printable(group);
};

/**
 * Where no rule knows a reply, its status says something (RFC 3463), or the digits of its code do (RFC 5321 section
 * 4.2.1). A status tells more than a rule that goes by the code alone.
 */
const meaningOf = (rule: ReplyRule | undefined, {enhanced}: Reply, group: string | undefined): string => {
	const byStatus =
		group === undefined
			? 'a reply that lostmail does not know'
			: `By its ${enhanced === undefined ? 'reply code' : 'status'} alone: ${group}.`;
	if (!rule) return byStatus;
	return rule.by === 'code' && enhanced !== undefined ? `${byStatus} ${rule.means}` : rule.means;
};

const adviceOfRule = ({retry, who, remedy, ...rule}: ReplyRule): Partial<Told> => {
	const minutes = rule['wait-minutes'];
	return {
		retry,
		...(minutes === undefined ? {} : {waitMinutes: minutes}),
		...(who === undefined ? {} : {whoActs: who}),
		...(remedy === undefined ? {} : {remedy}),
	};
};
