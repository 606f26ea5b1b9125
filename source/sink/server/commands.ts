import type {SinkStage} from '../../core/sink.ts';
import {createCover, mask, withoutResponse} from '../../core/transcript/secrets.ts';

/** Commands that are understood, with the stage that their reply belongs to. */
export const commands = new Map<string, {readonly stage?: SinkStage}>([
	['EHLO', {stage: 'ehlo'}],
	['HELO', {stage: 'ehlo'}],
	['STARTTLS', {stage: 'starttls'}],
	['AUTH', {stage: 'auth'}],
	['MAIL', {stage: 'mail'}],
	['RCPT', {stage: 'rcpt'}],
	['DATA', {stage: 'data'}],
	['RSET', {}],
	['NOOP', {}],
	['QUIT', {}],
	['VRFY', {}],
	['HELP', {}],
]);

/** The first word of a line, in capitals. */
export const verbOf = (line: string): string => {
	const end = line.search(/[\s:]/);
	return (end < 0 ? line : line.slice(0, end)).slice(0, 10).toUpperCase();
};

/** A command as it may be written down, with what of it is secret. */
export const withoutSecrets = (
	line: string,
	verb: string,
	hasTriedLogin: boolean,
): {readonly shown: string; readonly secrets: readonly string[]} => {
	if (verb === 'AUTH') {
		const {shown, response} = withoutResponse(line.trim());
		// What begins LOGIN is the name.
		const isName = /^AUTH\s+LOGIN\s/i.test(line.trim());
		return {shown, secrets: response === '' || isName ? [] : secretsIn(response)};
	}
	if (commands.has(verb)) return {shown: line, secrets: []};
	// What follows a login that was refused may still be the rest of it.
	if (hasTriedLogin) return {shown: mask, secrets: []};
	return {shown: createCover().clean(line.slice(0, longestOdd), 'client'), secrets: []};
};

/** Characters of a line that is no command. */
const longestOdd = 2000;
/** Characters of a response whose parts are searched for elsewhere. */
const longestResponse = 4096;

/** What of a response to a login must turn up nowhere: itself, and what stands last in it. */
const secretsIn = (response: string): readonly string[] => {
	const text = response.slice(0, longestResponse);
	const words = Buffer.from(text, 'base64').toString();
	const last = /\bBearer\s+(\S+)/i.exec(words)?.[1] ?? words.slice(words.lastIndexOf('\0') + 1);
	return [text, last.replaceAll('\u0001', '')].filter(Boolean);
};

/** What a browser says (RFC 9112 section 3). */
export const isHttp = (line: string): boolean =>
	/^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|CONNECT|PATCH|PRI) \S{1,4000} HTTP\/\d/.test(line);

/** Whether a name is what EHLO asks for: a domain, or an address in brackets (RFC 5321 section 4.1.3). */
export const isHeloName = (name: string): boolean =>
	name.length <= 255 &&
	(/^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]{2,45})\]$/i.test(name) ||
		/^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?$/i.test(name));
