import type {BouncedRecipient} from '../bounce.ts';
import {classOf} from '../enhanced-status.ts';
import {printable} from '../printable.ts';
import {providerOfServer, type ReplyRule, replyText, ruleFor} from '../reply-rule.ts';
import type {Reply, SmtpStage} from '../smtp.ts';

/**
 * What a bounce comes to for one recipient. `expired`: given up after a time in which no server took the mail. `failed`:
 * given up or refused, for whatever reason.
 */
export type BounceOutcome = 'failed' | 'expired' | 'delayed' | 'delivered' | 'relayed';

export type BounceVerdict = {
	readonly outcome: BounceOutcome;
	/** What was said, as a reply; `code` 0 where no server's reply is quoted. Absent where nothing was said. */
	readonly reply?: Reply;
	/** The rule that knows it; `matched` where it is sure. */
	readonly rule?: ReplyRule;
	readonly matched: boolean;
	/** The cause that is proved by it. */
	readonly cause?: string;
	/** Class, subject and detail of its status in words (RFC 3463), safe to print. */
	readonly class?: string;
	/** Whose server said it, as rules name providers. */
	readonly provider?: string;
};

/**
 * What became of a mail for one recipient, by the words that the bounce quotes and, where no rule knows those, by its
 * status (RFC 3463). `reporter` is who wrote the bounce: it speaks for itself where no other server is named.
 */
export const judgeBounced = (
	recipient: BouncedRecipient,
	reporter: string | undefined,
	replies: readonly ReplyRule[],
): BounceVerdict => {
	const reply = saidOf(recipient);
	const provider = providerOfServer(recipient.remote ?? reporter ?? '');
	const rule = reply && ruleIn(replies, reply, {stages: stagesOf(recipient), provider});
	const matched = rule !== undefined && !rule.unsure;
	const outcome = outcomeOf(recipient, reply, matched ? rule : undefined);
	const group = reply && classIn(reply);
	const cause = outcome === 'expired' ? 'mx.unreachable' : matched ? rule.cause : undefined;
	return {
		outcome,
		...(reply === undefined ? {} : {reply}),
		...(rule === undefined ? {} : {rule}),
		matched,
		...(cause === undefined || outcome === 'delivered' || outcome === 'relayed' ? {} : {cause}),
		...(group === undefined ? {} : {class: printable(group)}),
		...(provider === undefined ? {} : {provider}),
	};
};

/** A status that says only that something failed. */
const isVague = (status: string): boolean => /^[245]\.0\.\d/.test(status);

/** The reply, with the status that stands beside it where it has none of its own; else the words as one. */
const saidOf = ({reply, status, words}: BouncedRecipient): Reply | undefined => {
	const enhanced = status === undefined || isVague(status) ? undefined : status;
	if (reply) {
		if (reply.enhanced !== undefined && !isVague(reply.enhanced)) return reply;
		const fits = enhanced !== undefined && enhanced[0] === String(reply.code)[0];
		return fits ? {...reply, enhanced} : reply;
	}
	if (words === undefined && enhanced === undefined) return undefined;
	return {code: 0, ...(enhanced === undefined ? {} : {enhanced}), lines: [words ?? enhanced ?? '']};
};

/** Of the code that is there, else of the status. */
const classIn = ({code, enhanced}: Reply): string | undefined =>
	code > 0 || enhanced !== undefined ? classOf(code, enhanced) : undefined;

/** Where a bounce names the command that was refused, as Postfix, Exim and qmail do. */
const commands: ReadonlyArray<readonly [command: RegExp, stage: SmtpStage]> = [
	[/in reply to (?:initial server greeting|HELO|EHLO)\b|my name was rejected/i, 'connect'],
	[/in reply to MAIL FROM\b|after MAIL FROM:|sender was rejected/i, 'sender'],
	[/in reply to RCPT TO\b|after RCPT TO:|does not like recipient/i, 'recipient'],
	[
		/in reply to (?:end of )?DATA\b|after (?:end of data|DATA|pipelined)\b|after I sent the message/i,
		'accept',
	],
];

/** A bounce is about a recipient or a message; what may have been said earlier comes last. */
const stagesOf = ({words = ''}: BouncedRecipient): readonly SmtpStage[] => {
	const named = commands.flatMap(([command, stage]) => (command.test(words) ? [stage] : []));
	return [...new Set<SmtpStage>([...named.slice(0, 1), 'recipient', 'accept', 'sender', 'connect'])];
};

/** The first rule that is sure, at the likeliest stage first; else the first that is not. */
const ruleIn = (
	replies: readonly ReplyRule[],
	reply: Reply,
	{stages, provider}: {readonly stages: readonly SmtpStage[]; readonly provider: string | undefined},
): ReplyRule | undefined => {
	const found = stages.flatMap(stage => ruleFor(replies, stage, reply, provider) ?? []);
	return found.find(({unsure}) => !unsure) ?? found[0];
};

/** Words of a server that got no answer, or gave up on getting one. */
const silence =
	/connection (?:timed out|timeout|refused|reset|dropped|closed|lost)|lost connection|timed out while|conversation .{0,80}timed out|operation timed out|connect(?:ion)? (?:attempt )?(?:failed|timeout)|no route to host|network is unreachable|(?:could not|couldn['’]t|unable to|cannot|can['’]t|wasn['’]t able to) (?:connect|establish)|did(?:n['’]t| not) accept our requests to connect|(?:server|host) (?:is |was )?(?:not responding|unreachable|didn['’]t respond|did not respond)|retry time(?:out)? (?:not reached|exceeded)|have been failing for a long time|(?:message|delivery|mail)(?: time)? expired|in the queue too long|no smtp connection got far enough|greeting failed|socket error/i;

/** RFC 3463 section 3.5: no answer from host, bad connection, delivery time expired. */
const silent = /^[45]\.4\.[127]$/;

/** Causes that rules give for a server that did not answer, or for a mail that was given up. */
const unanswered: ReadonlySet<string> = new Set(['mx.unreachable', 'accept.server-trouble']);

const outcomeOf = (
	{action, status}: BouncedRecipient,
	reply: Reply | undefined,
	sure: ReplyRule | undefined,
): BounceOutcome => {
	switch (action) {
		case 'delayed':
		case 'delivered':
		case 'relayed':
			return action;
		case 'expanded':
			return 'relayed';
		case 'failed':
			return gaveUp(status, reply) && (sure === undefined || unanswered.has(sure.cause))
				? 'expired'
				: 'failed';
	}
};

/** A server that replied was reached: of a reply, only one about network or routing (RFC 3463 section 3.5) can say that none did. */
const gaveUp = (status: string | undefined, reply: Reply | undefined): boolean => {
	const {code = 0, enhanced} = reply ?? {};
	if (code > 0 && !/^[45]\.4\./.test(enhanced ?? '')) return false;
	if (reply && silence.test(replyText(reply).slice(0, 2048))) return true;
	return code > 0 ? /^[45]\.4\.7$/.test(enhanced ?? '') : status !== undefined && silent.test(status);
};
