import {failed, type Result, success} from '../core/result.ts';
import type {SinkMessage} from '../core/sink.ts';
import {fits, networkOf} from './match.ts';

/** Which messages go into an inbox of its own; the first rule that matches decides. */
export type InboxRule = {
	readonly inbox: string;
	readonly by: 'login' | 'to' | 'source';
	/** With `*` for anything; for a source an address or a network such as `192.0.2.0/24`. */
	readonly matches: string;
};

/** The inbox of what no rule matches. */
export const commonInbox = 'inbox';

const ways = ['login', 'to', 'source'] as const;
const longestPattern = 320;

/**
 * The inbox of a message: by its login, by any of its recipients, or by where it came from. Letters are the same in
 * either case.
 */
export const inboxOf = (
	rules: readonly InboxRule[],
	message: Pick<SinkMessage, 'user' | 'recipients' | 'remote'>,
): string => rules.find(rule => isIn(rule, message))?.inbox ?? commonInbox;

const isIn = (
	{by, matches}: InboxRule,
	{user, recipients, remote}: Pick<SinkMessage, 'user' | 'recipients' | 'remote'>,
): boolean => {
	switch (by) {
		case 'login':
			return user !== undefined && fits(matches, user);
		case 'to':
			return recipients.some(recipient => fits(matches, recipient));
		case 'source':
			return networkOf(matches)?.(remote) ?? fits(matches, remote);
	}
};

/** Reads a rule such as `NAS=login:nas@*` or `lab=source:192.0.2.0/24`; a failure says what is wrong with it. */
export const parseInboxRule = (text: string): Result<InboxRule, string> => {
	const equals = text.indexOf('=');
	const colon = text.indexOf(':', equals);
	const inbox = text.slice(0, Math.max(equals, 0)).trim();
	if (equals < 0 || colon < 0)
		return failed('expected NAME=login:PATTERN, NAME=to:PATTERN or NAME=source:NETWORK');
	if (!/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,63}$/u.test(inbox))
		return failed(
			'the name of an inbox has letters, digits, dots, hyphens, underscores and blanks, at most 64',
		);
	const way = text.slice(equals + 1, colon).trim();
	const by = ways.find(one => one === way);
	if (by === undefined)
		return failed(`expected login, to or source before the colon, got "${shortened(way)}"`);
	const matches = text.slice(colon + 1).trim();
	if (matches === '' || matches.length > longestPattern || /[\p{Cc}\p{Cf}]/u.test(matches))
		return failed(`expected a pattern of 1 to ${longestPattern} characters behind ${by}:`);
	if (by === 'source' && !matches.includes('*') && networkOf(matches) === undefined)
		return failed(`expected an address or a network such as 192.0.2.0/24, got "${shortened(matches)}"`);
	return success({inbox, by, matches});
};

const shortened = (text: string): string => JSON.stringify(text.slice(0, 60)).slice(1, -1);
