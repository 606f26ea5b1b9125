import {durationOf} from './amount.ts';
import type {Rule} from './rule.ts';

/** What narrows a rule, each followed by its value. */
export const conditions = ['first', 'every', 'chance', 'for', 'from'] as const;

/** A rule in its short form, on one line; read again, it is the same rule. */
export const inShort = (rule: Rule): string => {
	const narrowed = conditions.flatMap(name => {
		const value = name === 'from' ? rule.source : rule[name];
		return value === undefined ? [] : [`${name} ${value}`];
	});
	if (rule.at === 'tls') return ['tls:', rule.fault, ...narrowed].join(' ');
	const {at, delay, throttle, greylist, say, then: ending} = rule;
	return [
		`${at}:`,
		...(delay === undefined ? [] : [`delay ${durationOf(delay)}`]),
		...(throttle === undefined ? [] : [`throttle ${throttle}`]),
		...(greylist
			? [`greylist ${greylist.tries === undefined ? durationOf(greylist.ms) : `${greylist.tries} tries`}`]
			: []),
		...(ending === undefined ? [] : [ending]),
		...replyIn(greylist?.say ?? say, narrowed),
	].join(' ');
};

const replyIn = (reply: string | undefined, narrowed: readonly string[]): readonly string[] => {
	if (reply === undefined) return narrowed;
	const isPlain = narrowed.length === 0 && !/[\r\n]/.test(reply) && !isAmbiguous(reply);
	if (isPlain) return [reply];
	const marked = reply.replaceAll(/["\\]/g, '\\$&').replaceAll('\r\n', '\\n');
	return [`"${marked}"`, ...narrowed];
};

const isAmbiguous = (reply: string): boolean => /\s(?:first|every|chance|for|from)\s+\S+$/.test(reply);
