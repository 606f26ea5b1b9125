import {printable} from '../../core/printable.ts';
import type {TokenRefusal} from '../../core/smtp.ts';

/** Characters of a challenge that are looked at, and characters of one of its members that are kept. */
const longest = 8192;
const room = 200;

/**
 * Reads the JSON by which a server says why it does not take a token (RFC 7628 section 3.2.2), in base64 or, as some
 * send it, plain. `hide` takes out what is secret.
 */
export const readTokenRefusal = (lines: readonly string[], hide: (text: string) => string): TokenRefusal => {
	const said = lines.join('').trim().slice(0, longest);
	const told = membersOf(said.startsWith('{') ? said : Buffer.from(said, 'base64').toString());
	const word = (name: keyof TokenRefusal): TokenRefusal => {
		const value = told[name];
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		return text === '' ? {} : {[name]: printable(hide(text)).slice(0, room)};
	};
	return {...word('status'), ...word('scope'), ...word('schemes')};
};

const membersOf = (text: string): Readonly<Record<string, unknown>> => {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? {...value} : {};
	} catch {
		return {};
	}
};
