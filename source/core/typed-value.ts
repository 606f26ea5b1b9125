import {readFilterPlace} from './filter-place.ts';
import {longestPause} from './pause.ts';
import type {ValueType} from './person.ts';
import {readSinkPorts} from './sink-port.ts';

const label = /^(?![\p{M}-])[\p{L}\p{N}\p{M}_-]{1,63}(?<!-)$/u;

/**
 * A mail domain or host name: labels of letters, digits, hyphens and underscores, the last one not all digits (RFC
 * 3696 section 2); U-labels are allowed (RFC 5890), and counted as the A-labels that they are on the wire: 63 octets
 * each, 253 together (RFC 1035 section 2.3.4).
 */
export const isDomain = (text: string): boolean => {
	if (text.length > 254) return false;
	const labels = text.replace(/\.$/, '').split('.');
	if (!labels.every(part => label.test(part)) || /^\d+$/.test(labels.at(-1) ?? '')) return false;
	const octets = labels.map(octetsOf);
	return octets.every(count => count <= 63) && octets.reduce((sum, count) => sum + count + 1, -1) <= 253;
};

/** Octets of a label on the wire; without end where it has no such form. The ending keeps digits from being an address. */
const octetsOf = (part: string): number => {
	if (/^[!-~]*$/.test(part)) return part.length;
	const name = URL.parse(`http://${part}.invalid`)?.hostname;
	return name === undefined ? Number.POSITIVE_INFINITY : name.length - '.invalid'.length;
};

const octet = /^(?:0|[1-9]\d{0,2})$/;

/** An address in its usual spellings: IPv4 as four decimal numbers, IPv6 as RFC 4291 section 2.2 has it. */
export const isIp = (text: string): boolean => {
	const parts = text.split('.');
	if (parts.length === 4 && parts.every(part => octet.test(part) && Number(part) <= 255)) return true;
	return text.length <= 45 && /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`);
};

export const isHost = (text: string): boolean => isDomain(text) || isIp(text);

/** A mailbox as RFC 5321 section 4.1.2 spells it, without quoting; what can carry a code, not all that is legal. */
export const isAddress = (text: string): boolean => {
	const at = text.lastIndexOf('@');
	const local = text.slice(0, at);
	return (
		at > 0 &&
		local.length <= 64 &&
		/^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+$/u.test(local) &&
		isDomain(text.slice(at + 1))
	);
};

export const longestText = 1000;
export const tooLong = `expected at most ${longestText} characters`;
/** Without control characters and separators of lines. */
export const oneLine = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
export const notOneLine = 'expected one line without control characters';

/** What is expected of a value; numbers are whole. */
export const expected = {
	address: 'an e-mail address such as name@example.org',
	host: 'a host name or an IP address',
	domain: 'a domain such as example.org',
	ip: 'an IP address',
	port: 'a port from 1 to 65535',
	minutes: 'minutes, from 1 to 1440',
	'wait-minutes': `minutes, from 1 to ${longestPause / 60}`,
	'sink-ports': 'ports such as 2525/starttls 2465/implicit, each once',
} as const;

const most = {port: 65_535, minutes: 1440, 'wait-minutes': longestPause / 60} as const;

export type NumberType = keyof typeof most;

/** Digits as they are typed, read as a number; everything else as it is. */
export const numberIn = (type: NumberType, raw: unknown): unknown => {
	if (typeof raw !== 'string') return raw;
	const isWritten = type === 'port' ? /^\d{1,5}$/.test(raw) : /^\d{1,4}$/.test(raw.trim());
	return isWritten ? Number(raw) : raw;
};

export const isNumber = (type: NumberType, value: unknown): boolean =>
	Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most[type];

export const complaint = (type: keyof typeof expected, value: unknown): string =>
	value === ''
		? `expected ${expected[type]}, and it is empty`
		: `expected ${expected[type]}, got ${quoted(value)}`;

/** The complaint about a typed answer, or nothing when it is fine; what the schemas of `value.ts` say, without one. */
export const complaintAbout = (type: ValueType, answer: string): string | undefined => {
	switch (type) {
		case 'text':
			if (answer.length > longestText) return tooLong;
			return oneLine.test(answer) ? undefined : notOneLine;
		case 'address':
			return isAddress(answer) ? undefined : complaint(type, answer);
		case 'host':
			return isHost(answer) ? undefined : complaint(type, answer);
		case 'domain':
			return isDomain(answer) ? undefined : complaint(type, answer);
		case 'ip':
			return isIp(answer) ? undefined : complaint(type, answer);
		case 'port':
		case 'minutes':
		case 'wait-minutes': {
			const value = numberIn(type, answer);
			return isNumber(type, value) ? undefined : complaint(type, value);
		}
		case 'sink-ports':
			return readSinkPorts(answer) === undefined ? complaint(type, answer) : undefined;
		case 'filter': {
			const read = readFilterPlace(answer);
			return read.ok ? undefined : read.failure;
		}
	}
};

/** A value as it is shown in a complaint: quoted, and cut where it is long. */
export const quoted = (value: unknown): string => {
	const shown = JSON.stringify(value) ?? String(value);
	return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
};
