import {BlockList, isIP} from 'node:net';
import {failed, type Result, success} from '../core/result.ts';
import type {SinkMessage} from '../core/sink.ts';

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
): string => rules.find(rule => fits(rule, message))?.inbox ?? commonInbox;

const fits = (
	{by, matches}: InboxRule,
	{user, recipients, remote}: Pick<SinkMessage, 'user' | 'recipients' | 'remote'>,
): boolean => {
	switch (by) {
		case 'login':
			return user !== undefined && isLike(user, matches);
		case 'to':
			return recipients.some(recipient => isLike(recipient, matches));
		case 'source':
			return isFrom(remote, matches);
	}
};

/** `*` stands for any characters, and for none. */
const isLike = (text: string, pattern: string): boolean => {
	const [first = '', ...rest] = pattern.toLowerCase().split('*');
	const whole = text.toLowerCase();
	if (rest.length === 0) return whole === first;
	const last = rest.pop() ?? '';
	if (!whole.startsWith(first)) return false;
	let at = first.length;
	for (const part of rest) {
		const found = whole.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return whole.length - last.length >= at && whole.endsWith(last);
};

const isFrom = (remote: string, pattern: string): boolean => {
	const kind = isIP(remote);
	if (kind === 0 || pattern.includes('*')) return isLike(remote, pattern);
	return networkOf(pattern)?.check(remote, kind === 4 ? 'ipv4' : 'ipv6') ?? false;
};

const mostNetworks = 1000;
const networks = new Map<string, BlockList | undefined>();

const networkOf = (pattern: string): BlockList | undefined => {
	if (networks.has(pattern)) return networks.get(pattern);
	const network = readNetwork(pattern);
	if (networks.size < mostNetworks) networks.set(pattern, network);
	return network;
};

/** An address, or a network in the notation of RFC 4632 section 3.1. */
const readNetwork = (pattern: string): BlockList | undefined => {
	const [, address = '', bits] = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/i.exec(pattern) ?? [];
	const kind = isIP(address);
	const longest = kind === 4 ? 32 : 128;
	const prefix = bits === undefined ? longest : Number(bits);
	if (kind === 0 || prefix > longest) return undefined;
	const list = new BlockList();
	list.addSubnet(address, prefix, kind === 4 ? 'ipv4' : 'ipv6');
	return list;
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
	if (by === 'source' && !matches.includes('*') && readNetwork(matches) === undefined)
		return failed(`expected an address or a network such as 192.0.2.0/24, got "${shortened(matches)}"`);
	return success({inbox, by, matches});
};

const shortened = (text: string): string => JSON.stringify(text.slice(0, 60)).slice(1, -1);
