import {createCover, mask, withoutResponse} from '../../core/transcript/secrets.ts';
import {commands} from './commands.ts';

/** A line as it may be written down, and what of it must turn up nowhere else. */
export type Heard = {readonly shown: string; readonly secrets: readonly Buffer[]};

/** Whatever looks like AUTH, well put or not, with what follows it. */
const login = /^[^a-z0-9]*x?auth(?:enticate|info)?[^a-z0-9+/]*(.*)$/is;
/** How POP3 and IMAP log in (RFC 1939, RFC 9051), with what follows the command. */
const foreignLogin = /^(\s*(?:\S{1,20}\s+)?(?:pass|login|authenticate)\s+)(.*)$/is;
/** Commands whose parameters tell something; what stands behind any other may be anything. */
const telling = new Set(['EHLO', 'HELO', 'MAIL', 'RCPT']);
/** Characters of a line that is no command. */
const longestOdd = 2000;

/**
 * Tells the secret lines of one client from the others. From the first line on that looks like AUTH, whatever it was
 * answered, every line that is no command of SMTP is taken for a part of the login.
 */
export class SecretLines {
	private hasTriedLogin = false;
	/** AUTH LOGIN is answered with the name first. */
	private isNameNext = false;

	/** A line that was awaited as a part of a login, or that may be one. */
	response(line: string): Heard {
		const isName = this.isNameNext;
		this.isNameNext = false;
		const text = line.trim();
		if (text === '' || text === '*') return {shown: text, secrets: []};
		return {shown: mask, secrets: isName && !holdsMore(text) ? [] : secretsIn(text)};
	}

	/** Any other line. */
	command(line: string, verb: string): Heard {
		const rest = login.exec(line)?.[1];
		if (rest !== undefined) return this.login(rest.trim());
		if (commands.has(verb)) return {shown: this.known(line, verb), secrets: []};
		const [, before, words = ''] = foreignLogin.exec(line) ?? [];
		if (before !== undefined) {
			this.hasTriedLogin = true;
			this.isNameNext = false;
			return {shown: before + mask, secrets: words.split(/\s+/).slice(-1).concat(words).flatMap(secretsIn)};
		}
		return this.hasTriedLogin ? this.stray(line) : {shown: cleaned(line), secrets: []};
	}

	/** What has blanks in it is rather a command that nobody knows, whose words must not be hidden elsewhere. */
	private stray(line: string): Heard {
		const {shown, secrets} = this.response(line);
		return {shown, secrets: /\s/.test(line.trim()) ? [] : secrets};
	}

	private login(rest: string): Heard {
		this.hasTriedLogin = true;
		this.isNameNext = false;
		if (rest === '') return {shown: 'AUTH', secrets: []};
		const {shown, response} = withoutResponse(`AUTH ${rest}`);
		const isLogin = /^login(?:\s|$)/i.test(rest);
		if (response === '') {
			this.isNameNext = isLogin;
			return {shown, secrets: []};
		}
		const [first = '', ...others] = response.split(/\s+/);
		const secrets = isLogin && !holdsMore(first) ? others : [response, first, ...others];
		return {shown, secrets: [...new Set(secrets)].flatMap(secretsIn)};
	}

	private known(line: string, verb: string): string {
		if (!this.hasTriedLogin) return line;
		if (telling.has(verb)) return cleaned(line);
		return line.trim().length > verb.length ? `${line.trimStart().slice(0, verb.length)} ${mask}` : line;
	}
}

const cleaned = (line: string): string => createCover().clean(line.slice(0, longestOdd), 'client');

const decoded = (text: string): Buffer => Buffer.from(text.replace(/^[^\w+/-]+/, ''), 'base64');

/** Whether what should be a name is a whole login (RFC 4616). */
const holdsMore = (text: string): boolean => text.includes('\0') || decoded(text).includes(0);

/** What of a response to a login has to stay secret, as it was sent and as it was meant. */
const secretsIn = (response: string): readonly Buffer[] => [
	...partsOf(Buffer.from(response)),
	...partsOf(decoded(response)),
];

/** All that may be a password or a token in the form of a mechanism, and everything where it has none of them. */
const partsOf = (octets: Buffer): readonly Buffer[] => {
	const text = octets.toString('latin1');
	return wordsOf(text)
		.filter(word => word !== '')
		.map(word => Buffer.from(word, 'latin1'));
};

const wordsOf = (text: string): readonly string[] => {
	// XOAUTH2 and OAUTHBEARER (RFC 7628 section 3.1).
	const token = /\bBearer\s+([^\s\p{Cc}]+)/iu.exec(text)?.[1];
	if (token !== undefined) return [token];
	if (text.includes('\u0001'))
		return text.split('\u0001').map(field => (isNaming.test(field) ? '' : field.replace(/^auth\s*=/i, '')));
	// PLAIN (RFC 4616), whose name may be missing.
	const parts = text.split('\0');
	if (parts.length > 1) {
		const last = parts.slice(Math.min(2, parts.length - 1));
		return [...last, last.join('\0')];
	}
	// CRAM-MD5 (RFC 2195).
	const digest = /^\S+ ([0-9a-f]{32})$/i.exec(text)?.[1];
	if (digest !== undefined) return [digest];
	return [text, text.slice(text.indexOf(':') + 1)];
};

const isNaming = /^(?:user|host|port)\s*=|^[ny],/i;
