import {z} from 'zod';
import {problem, type Reach, unknown} from '../core/check.ts';
import {type Failure, inWords} from '../core/failure.ts';
import {type ReplyRule, replyText, ruleFor} from '../core/knowledge.ts';
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

/** Takes the dialogue to a stage and sorts what came of it. */
export const takeTo = async (
	stage: SmtpStage,
	params: ServerParams,
	{probes, replies, signal, tag}: Pick<Reach, 'probes' | 'replies' | 'signal' | 'tag'>,
): Promise<StageOutcome> => {
	const question = questionFor(params, stage);
	const result = await probes.smtp(stage === 'accept' ? {...question, tag} : question, signal);
	if (!result.ok) return {is: 'failed', failure: result.failure};
	const answer = result.value;
	const {stop} = answer;
	if (!stop || place(stop.stage) > place(stage))
		return {is: 'passed', answer, ...(answer.reply ? {reply: answer.reply} : {})};
	if (place(stop.stage) < place(stage))
		return {is: 'not-reached', answer, stage: stop.stage, said: said(stop)};
	if (stop.reply) {
		const rule = ruleFor(replies, stage, stop.reply);
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
	const line = `${reply.code} ${replyText(reply)}`.trim();
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
 * What a server means that turns a connection away, with its greeting or at EHLO. One that does not know HELO is no
 * mail server, because every mail server must (RFC 5321 section 4.5.1).
 */
export const atTheDoor = (
	{answer: {greeting}, reply}: Extract<StageOutcome, {is: 'refused'}>,
	replies: readonly ReplyRule[],
): (typeof causesAtTheDoor)[keyof typeof causesAtTheDoor] | 'not-smtp' | 'turned-away' => {
	const welcome = greeting !== undefined && greeting.code < 300;
	if (welcome && (reply.code === 500 || reply.code === 502)) return 'not-smtp';
	const rule = ruleFor(replies, 'connect', reply);
	const cause = rule?.unsure ? undefined : (rule?.cause as keyof typeof causesAtTheDoor | undefined);
	const code = cause === undefined ? undefined : causesAtTheDoor[cause];
	if (code === undefined || (code === 'helo-rejected' && !welcome)) return 'turned-away';
	return code;
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
export const serverFacts = ({host: name, port: number, security, user, from, to}: ServerParams) => ({
	host: name,
	port: number,
	security,
	...(user === undefined ? {} : {user}),
	...(from === undefined ? {} : {from}),
	...(to === undefined ? {} : {to, domain: to.slice(to.lastIndexOf('@') + 1)}),
});

/** What a reply is to the check that got it: the code that its cause stands for, and what is told about it. */
export const toldBy = <Code extends string>(
	outcome: Extract<StageOutcome, {is: 'refused' | 'deferred'}>,
	codes: Readonly<Record<string, Code>>,
): {
	readonly code: Code | undefined;
	readonly facts: {readonly reply: string; readonly means: string; readonly matched: boolean};
} => ({
	code: outcome.rule && !outcome.rule.unsure ? codes[outcome.rule.cause] : undefined,
	facts: {
		reply: shown(outcome.reply),
		means: outcome.rule?.means ?? 'a reply that lostmail does not know',
		matched: outcome.rule !== undefined && !outcome.rule.unsure,
	},
});
