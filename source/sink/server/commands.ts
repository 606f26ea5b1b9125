import type {SinkStage} from '../../core/sink.ts';

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

/** What a browser says (RFC 9112 section 3). */
export const isHttp = (line: string): boolean =>
	/^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|CONNECT|PATCH|PRI) \S{1,4000} HTTP\/\d/.test(line);

/** Whether a name is what EHLO asks for: a domain, or an address in brackets (RFC 5321 section 4.1.3). */
export const isHeloName = (name: string): boolean =>
	name.length <= 255 &&
	(/^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]{2,45})\]$/i.test(name) ||
		/^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?$/i.test(name));
