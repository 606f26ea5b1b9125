import {advise} from '../core/advice.ts';
import type {Bounce, BouncedRecipient} from '../core/bounce.ts';
import type {Facts} from '../core/check.ts';
import {bounceMeaning} from '../core/explanation/bounce.ts';
import {type BounceVerdict, judgeBounced} from '../core/explanation/bounced.ts';
import {type ReplyRule, replyText} from '../core/knowledge.ts';
import {printable} from '../core/printable.ts';
import {bounceCodes, type bounceFindings} from './bounce.ts';

export type BounceCode = keyof typeof bounceFindings;
type BounceFacts = Facts<'{remote} {reporter} {to} {reply} {until}'>;

/** What a bounce says of one recipient, as a finding: its code, and the facts of every sentence about bounces. */
export const bouncedFinding = (
	recipient: BouncedRecipient,
	bounce: Bounce,
	replies: readonly ReplyRule[],
): {readonly code: BounceCode; readonly facts: BounceFacts} => {
	const verdict = judgeBounced(recipient, bounce.reporter, replies);
	const remote = recipient.remote ?? bounce.reporter;
	const {reply, rule, matched} = verdict;
	const to = recipient.address || 'the recipient';
	return {
		code: codeOf(verdict),
		facts: {
			remote: shown(remote ?? 'The mail server'),
			reporter: shown(bounce.reporter ?? 'the sending server'),
			to: shown(to),
			reply: shown(saidBy(recipient, verdict)) || 'no reason is given',
			until: recipient.until === undefined ? 'for some time' : `until ${recipient.until}`,
			host: shown(remote ?? 'the mail server'),
			domain: to.includes('@') ? shown(to.slice(to.lastIndexOf('@') + 1)) : 'the recipient',
			from: shown(bounce.about.from ?? 'the sender'),
			...(recipient.led === undefined ? {} : {led: shown(recipient.led)}),
			...(reply?.enhanced === undefined ? {} : {enhanced: reply.enhanced}),
			...(bounce.at === undefined ? {} : {when: bounce.at}),
			read: bounce.read,
			means: bounceMeaning(recipient, verdict),
			matched,
			...(matched || verdict.class === undefined ? {} : {class: verdict.class}),
			...(rule && matched ? adviceOf(rule) : {}),
			...advise({details: linesOf(recipient, bounce)}),
		},
	};
};

const codeOf = ({outcome, rule, matched}: BounceVerdict): BounceCode => {
	const codes: Readonly<Record<string, BounceCode>> = bounceCodes;
	return outcome === 'failed' ? (matched && rule && codes[rule.cause]) || 'failed' : outcome;
};

/** Characters of words that a sentence has room for. */
const room = 500;

const shown = (text: string): string => {
	const line = printable(text.slice(0, room + 1)).trim();
	return line.length > room ? `${line.slice(0, room)}…` : line;
};

const saidBy = ({words}: BouncedRecipient, {reply}: BounceVerdict): string =>
	reply && reply.code > 0 ? `${reply.code} ${replyText(reply)}` : (words ?? reply?.enhanced ?? '');

/** What the rule advises, under the names that a diagnosis reads. */
const adviceOf = ({cause, retry, who, remedy, ...rule}: ReplyRule) => {
	const minutes = rule['wait-minutes'];
	return {
		ruleCause: cause,
		retry,
		...(minutes === undefined ? {} : {waitMinutes: minutes}),
		...(who === undefined ? {} : {whoActs: who}),
		...(remedy === undefined ? {} : {remedy}),
	};
};

const line = (name: string, value: string | undefined): readonly string[] =>
	value === undefined || value === '' ? [] : [`${name}: ${shown(value)}`];

/** What the sentence has no room for. */
const linesOf = (
	recipient: BouncedRecipient,
	{read, reporter, at, recipients, about}: Bounce,
): readonly string[] => [
	...line('Read as', read),
	...line('Bounce written by', reporter),
	...line('Bounce written at', at),
	...line('Refused by', recipient.remote),
	...line('Led to', recipient.led),
	...line('Status', recipient.status),
	...line('In its words', recipient.words),
	...line('Tried again until', recipient.until),
	...line('About the message', about.messageId),
	...line('From', about.from),
	...line('To', about.to),
	...line('Dated', about.date),
	...recipients
		.filter(({address}) => address !== recipient.address && address !== recipient.led)
		.slice(0, 10)
		.map(({address, action, words = ''}) =>
			shown(`Also: ${address} ${action}${words === '' ? '' : `, ${words}`}`),
		),
];
