/** MAIL or RCPT taken apart (RFC 5321 section 4.1.2): as smtp-server keeps it. */
export type Path = {
	address: string;
	args: Record<string, string | true> | false;
	/** A parameter that was given twice. */
	duplicate?: string;
};

const longestAddress = 320;
const mostParameters = 20;
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/u;

/**
 * Reads what devices really send: brackets and the domain may be missing, and a quoted local part may hold blanks. A
 * source route is passed over (RFC 5321 appendix C). Nothing where there is no address in it at all, or one that could
 * reorder or drive what it is printed in.
 */
export const readPath = (command: string): Path | undefined => {
	const colon = command.indexOf(':');
	if (colon < 0 || unsafe.test(command)) return undefined;
	const rest = command.slice(colon + 1).trim();
	const end = endOfPath(rest);
	if (end === undefined) return undefined;
	const isBracketed = rest.startsWith('<');
	const path = isBracketed ? rest.slice(1, end - 1) : rest.slice(0, end);
	const address = path.replace(/^@[^\s:]{1,255}:/, '').trim();
	if (!isAddress(address) || (!isBracketed && address === '')) return undefined;
	return {address, ...parametersIn(rest.slice(end))};
};

/** Behind the closing bracket, or before the first blank; a bracket in quotes closes nothing. */
const endOfPath = (text: string): number | undefined => {
	if (!text.startsWith('<')) return text.search(/\s|$/);
	let isQuoted = false;
	for (let at = 1; at < Math.min(text.length, 2 * longestAddress); at++) {
		const mark = text[at];
		if (mark === '\\' && isQuoted) at += 1;
		else if (mark === '"') isQuoted = !isQuoted;
		else if (mark === '>' && !isQuoted) return at + 1;
	}
	return undefined;
};

const isAddress = (text: string): boolean => {
	if (text === '') return true;
	if (text.length > longestAddress || text.startsWith('@')) return false;
	const withoutQuoted = text.startsWith('"') ? text.replace(/^"(?:[^"\\]|\\.)*"/, 'q') : text;
	return !/[\s<>"]/.test(withoutQuoted);
};

const parametersIn = (text: string): Omit<Path, 'address'> => {
	const words = text.split(/\s+/).filter(Boolean).slice(0, mostParameters);
	if (words.length === 0) return {args: false};
	const args: Record<string, string | true> = Object.create(null);
	let duplicate: string | undefined;
	for (const word of words) {
		const equals = word.indexOf('=');
		const key = (equals < 0 ? word : word.slice(0, equals)).toUpperCase();
		if (key === '') continue;
		if (key in args) duplicate = key;
		args[key] = equals < 0 ? true : word.slice(equals + 1) || true;
	}
	return {args, ...(duplicate === undefined ? {} : {duplicate})};
};

/**
 * Whether MAIL or RCPT is put as RFC 5321 section 4.1.2 and RFC 6531 section 3.3 have it, apart from its parameters: the
 * right word, brackets directly behind the colon, and in them a local part and a domain.
 */
export const isWellPut = (command: string): boolean => {
	const [, verb = '', rest = ''] = /^(MAIL FROM|RCPT TO):<(.*)$/is.exec(command) ?? [];
	const end = verb === '' ? undefined : endOfPath(`<${rest}`);
	if (end === undefined || !/^(?:\s|$)/.test(rest.slice(end - 1))) return false;
	const path = rest.slice(0, end - 2);
	if (path === '') return /^MAIL/i.test(verb);
	if (/^postmaster$/i.test(path)) return /^RCPT/i.test(verb);
	const mailbox = path.replace(/^@[^\s:]{1,255}:/, '');
	const at = mailbox.lastIndexOf('@');
	return at > 0 && isLocalPart(mailbox.slice(0, at)) && isDomain(mailbox.slice(at + 1));
};

const atom = "[\\w!#$%&'*+/=?^`{|}~\\u0080-\\uffff-]+";
const localPart = new RegExp(`^(?:${atom}(?:\\.${atom})*|"(?:[^"\\\\]|\\\\.)*")$`);
const isLocalPart = (text: string): boolean => Buffer.byteLength(text) <= 64 && localPart.test(text);

const label = /^(?!-)[a-z0-9\u0080-\uffff-]{1,63}(?<!-)$/i;
const isDomain = (text: string): boolean =>
	text.length <= 255 &&
	(/^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]{2,45})\]$/i.test(text) ||
		text.split('.').every(part => label.test(part)));
