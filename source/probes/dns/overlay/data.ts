import {isIPv4, isIPv6} from 'node:net';
import type {DnsRecord, DnsType} from '../../../core/dns.ts';
import {failed, type Result, success} from '../../../core/result.ts';
import {wireName} from '../name.ts';
import {canonicalAddress} from '../server.ts';
import type {Word} from './entries.ts';

/** The data of a record in the form of an answer. */
export type Data = Pick<DnsRecord, 'data' | 'priority'>;

/** A name in a zone file: absolute, or relative to the origin; `@` is the origin itself. */
export const absoluteName = (text: string, origin: string | undefined): Result<string, string> => {
	const needed = 'is relative, and no $ORIGIN stands before it; write absolute names with a final dot';
	if (text === '.') return success('');
	if (text.includes('\\')) return failed(`${JSON.stringify(text)}: escapes in names are not supported`);
	if (text === '@') return origin === undefined ? failed(`"@" ${needed}`) : success(origin);
	if (!text.endsWith('.') && origin === undefined) return failed(`${JSON.stringify(text)} ${needed}`);
	const whole = text.endsWith('.') || origin === '' ? text : `${text}.${origin}`;
	const name = wireName(whole);
	if (!name.ok) return failed(`${JSON.stringify(text)}: ${name.failure}`);
	return name.value.split('.').includes('*')
		? failed(`${JSON.stringify(text)}: wildcards are not supported; write the name itself`)
		: name;
};

/** A number of seconds, or with the units of BIND such as `1h30m`. */
export const seconds = (text: string): number | undefined => {
	if (!/^(?:\d{1,10}|(?:\d{1,10}[smhdw]){1,10}(?:\d{1,10})?)$/i.test(text)) return undefined;
	const units: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800};
	const sum = [...text.matchAll(/(\d+)([smhdw]?)/gi)].reduce(
		(total, [, digits, unit = '']) => total + Number(digits) * (units[unit.toLowerCase()] ?? 1),
		0,
	);
	return sum <= 0x7fffffff ? sum : undefined;
};

class Unreadable extends Error {}

/** Reads the data of one record; what is wrong comes with what was expected. */
export const readData = (
	type: DnsType,
	words: readonly Word[],
	origin: string | undefined,
): Result<Data, string> => {
	try {
		return success(readers[type](fieldsOf(words, origin)));
	} catch (thrown) {
		if (!(thrown instanceof Unreadable)) throw thrown;
		return failed(`${thrown.message}; expected ${type} ${expected[type]}`);
	}
};

const expected: Readonly<Record<DnsType, string>> = {
	A: 'and an IPv4 address',
	AAAA: 'and an IPv6 address',
	MX: 'PREFERENCE HOST, such as MX 10 mail.example.org.',
	TXT: '"text", in strings of at most 255 octets',
	CNAME: 'HOST',
	NS: 'HOST',
	SOA: 'PRIMARY MAILBOX SERIAL REFRESH RETRY EXPIRE MINIMUM',
	PTR: 'HOST',
	SRV: 'PRIORITY WEIGHT PORT HOST',
	TLSA: 'USAGE SELECTOR MATCHING HEX',
	DS: 'TAG ALGORITHM DIGEST HEX',
	DNSKEY: 'FLAGS PROTOCOL ALGORITHM BASE64',
};

type Fields = {
	/** The next word, unquoted. */
	word(): string;
	/** An integer from 0 to this. */
	integer(most: number): number;
	time(): number;
	/** A host name without its final dot, the root as `.`. */
	host(): string;
	/** All words that are left, together. */
	rest(pattern: RegExp): string;
	/** All strings that are left. */
	strings(): readonly Buffer[];
	/** Nothing may be left. */
	end(): void;
};

const fieldsOf = (words: readonly Word[], origin: string | undefined): Fields => {
	let at = 0;
	const refuse = (what: string): never => {
		throw new Unreadable(what);
	};
	const word = (): string => {
		const next = words[at++];
		if (!next) return refuse('the data ends too early');
		return next.quoted ? refuse(`"${next.text.slice(0, 40)}" is quoted`) : next.text;
	};
	return {
		word,
		integer(most) {
			const text = word();
			const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
			return value <= most ? value : refuse(`${shown(text)} is no number from 0 to ${most}`);
		},
		time() {
			const text = word();
			return seconds(text) ?? refuse(`${shown(text)} is no time`);
		},
		host() {
			const name = absoluteName(word(), origin);
			return name.ok ? name.value || '.' : refuse(name.failure);
		},
		rest(pattern) {
			const text = [word(), ...words.slice(at).map(() => word())].join('');
			return pattern.test(text) ? text : refuse(`${shown(text)} cannot be read`);
		},
		strings() {
			if (at >= words.length) refuse('the data ends too early');
			return words.slice(at).map(({text}) => {
				const octets = unescaped(text) ?? refuse(`${shown(text)} has an escape beyond \\255`);
				return octets.length <= 255 ? octets : refuse(`a string is ${octets.length} octets long`);
			});
		},
		end() {
			if (at < words.length) refuse(`${shown(words[at]?.text ?? '')} is too much`);
		},
	};
};

const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** `\DDD` is an octet, a backslash before anything else is that itself (RFC 1035 section 5.1). */
const unescaped = (text: string): Buffer | undefined => {
	const parts = text.match(/\\\d{3}|\\.|[^\\]/gsu) ?? [];
	if (parts.some(part => /^\\\d{3}$/.test(part) && Number(part.slice(1)) > 255)) return undefined;
	return Buffer.concat(
		parts.map(part =>
			/^\\\d{3}$/.test(part)
				? Buffer.from([Number(part.slice(1))])
				: Buffer.from(part.length > 1 && part.startsWith('\\') ? part.slice(1) : part),
		),
	);
};

const whole =
	(read: (fields: Fields) => Data) =>
	(fields: Fields): Data => {
		const data = read(fields);
		fields.end();
		return data;
	};

const host = whole(fields => ({data: fields.host()}));
const hex = /^(?:[0-9a-f]{2})+$/i;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

const address = (is: (text: string) => boolean, kind: string) =>
	whole(fields => {
		const text = fields.word();
		if (!is(text)) throw new Unreadable(`${shown(text)} is no ${kind} address`);
		return {data: canonicalAddress(text)};
	});

const readers: Readonly<Record<DnsType, (fields: Fields) => Data>> = {
	A: address(isIPv4, 'IPv4'),
	AAAA: address(text => isIPv6(text) && !text.includes('%'), 'IPv6'),
	MX: whole(fields => ({priority: fields.integer(65_535), data: fields.host()})),
	TXT: fields => ({data: Buffer.concat(fields.strings()).toString('utf8')}),
	CNAME: host,
	NS: host,
	PTR: host,
	SOA: whole(fields => {
		const names = [fields.host(), fields.host()];
		const serial = fields.integer(0xffffffff);
		const times = [fields.time(), fields.time(), fields.time(), fields.time()];
		return {data: [...names, serial, ...times].join(' ')};
	}),
	SRV: whole(fields => ({
		priority: fields.integer(65_535),
		data: `${fields.integer(65_535)} ${fields.integer(65_535)} ${fields.host()}`,
	})),
	TLSA: fields => ({
		data: `${fields.integer(255)} ${fields.integer(255)} ${fields.integer(255)} ${fields.rest(hex).toLowerCase()}`,
	}),
	DS: fields => ({
		data: `${fields.integer(65_535)} ${fields.integer(255)} ${fields.integer(255)} ${fields.rest(hex).toLowerCase()}`,
	}),
	DNSKEY: fields => ({
		data: `${fields.integer(65_535)} ${fields.integer(255)} ${fields.integer(255)} ${fields.rest(base64)}`,
	}),
};
