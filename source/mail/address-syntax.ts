/** A raw text taken apart as an e-mail address, or the first thing that keeps it from being one. */
export type Parsed =
	| {
			readonly is: 'address';
			readonly local: string;
			/** As written, an address literal with its brackets. */
			readonly domain: string;
			readonly isLiteral: boolean;
	  }
	| {
			readonly is: 'mistake';
			/** In words, for a sentence after a colon. */
			readonly what: string;
			/** Place of the character, from 1. */
			readonly at: number;
			/** The text without the mistake, where it is plain what was meant. */
			readonly meant?: string;
	  };

/** RFC 5321 section 4.5.3.1, in octets; a label as in RFC 1035 section 2.3.4. */
const longestLocal = 64;
const longestDomain = 255;
const longestLabel = 63;

/** Reads a mailbox as RFC 5321 section 4.1.2 spells it, with the letters of RFC 6531 section 3.3. */
export const parseAddress = (raw: string): Parsed => {
	const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.exec(raw);
	if (hidden)
		return mistake(
			'an invisible character',
			hidden.index,
			raw.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ''),
		);
	if (raw.trim() === '') return mistake('there is nothing in it', 0);
	const inner = /^[^<>]{0,500}<([^<>\s]{1,500})>$/.exec(raw.trim());
	if (inner) return mistake('a name and angle brackets around it', raw.indexOf('<'), inner[1]);
	if (raw !== raw.trim())
		return mistake('a space before or after it', /^\s/.test(raw) ? 0 : raw.trimEnd().length, raw.trim());
	const at = raw.startsWith('"') ? quotedEnd(raw) : raw.indexOf('@');
	if (typeof at !== 'number') return at;
	if (at === -1) return mistake('there is no @ in it', raw.length);
	const [local, domain] = [raw.slice(0, at), raw.slice(at + 1)];
	return (
		localMistake(local) ??
		domainMistake(domain, at + 1, raw) ?? {is: 'address', local, domain, isLiteral: domain.startsWith('[')}
	);
};

const mistake = (what: string, index: number, meant?: string): Extract<Parsed, {is: 'mistake'}> => ({
	is: 'mistake',
	what,
	at: index + 1,
	...(meant === undefined ? {} : {meant}),
});

const octets = (text: string): number => new TextEncoder().encode(text).length;

/** Where the @ after a quoted local part stands. */
const quotedEnd = (raw: string): number | Parsed => {
	let index = 1;
	while (index < raw.length && raw[index] !== '"') index += raw[index] === '\\' ? 2 : 1;
	if (index >= raw.length) return mistake('a quotation mark that is not closed', 0);
	return raw[index + 1] === '@'
		? index + 1
		: mistake('something else than @ after the closing quotation mark', index + 1);
};

const localMistake = (local: string): Parsed | undefined => {
	if (local === '') return mistake('nothing stands before the @', 0);
	if (octets(local) > longestLocal)
		return mistake(`the part before the @ is longer than ${longestLocal} octets`, longestLocal);
	if (local.startsWith('"')) return undefined;
	const odd = /[^\p{L}\p{N}\p{M}\p{S}\p{P}]|["(),:;<>[\\\]]/u.exec(local);
	if (odd) return mistake(`${nameOf(odd[0])} before the @`, odd.index);
	const dot = /^\.|\.\.|\.$/.exec(local);
	return dot
		? mistake('a dot at the beginning, at the end, or beside another dot before the @', dot.index)
		: undefined;
};

const domainMistake = (domain: string, start: number, raw: string): Parsed | undefined => {
	if (domain === '') return mistake('nothing stands after the @', start);
	if (domain.startsWith('[')) return literalMistake(domain, start);
	const second = domain.indexOf('@');
	if (second !== -1) return mistake('a second @', start + second);
	const comma = domain.indexOf(',');
	if (comma !== -1)
		return mistake(
			'a comma where a dot belongs',
			start + comma,
			raw.slice(0, start) + domain.replaceAll(',', '.'),
		);
	const odd = /[^\p{L}\p{N}\p{M}.-]/u.exec(domain);
	if (odd)
		return mistake(
			`${nameOf(odd[0])} after the @`,
			start + odd.index,
			/^\s$/.test(odd[0]) ? raw.slice(0, start) + domain.replaceAll(/\s/g, '') : undefined,
		);
	if (domain.endsWith('.')) return mistake('a dot at the end', raw.length - 1, raw.replace(/\.{1,255}$/, ''));
	if (octets(domain) > longestDomain)
		return mistake(`the part after the @ is longer than ${longestDomain} octets`, start + longestDomain);
	return labelMistake(domain, start, raw);
};

const labelMistake = (domain: string, start: number, raw: string): Parsed | undefined => {
	let index = start;
	for (const label of domain.split('.')) {
		if (label === '')
			return mistake('a dot beside another dot or the @', index, raw.slice(0, start) + withoutEmpty(domain));
		if (octets(label) > longestLabel) return mistake(`a part longer than ${longestLabel} octets`, index);
		if (label.startsWith('-') || label.endsWith('-'))
			return mistake('a hyphen beside a dot or at the end', index);
		index += label.length + 1;
	}
	return /(?:^|\.)\d+$/.test(domain)
		? mistake('an end of nothing but digits, which no domain has', raw.lastIndexOf('.') + 1)
		: undefined;
};

const withoutEmpty = (domain: string): string => domain.split('.').filter(Boolean).join('.');

const literalMistake = (domain: string, start: number): Parsed | undefined =>
	/^\[[\x21-\x5a\x5e-\x7e]{1,200}\]$/.test(domain)
		? undefined
		: mistake('an address in brackets that is not closed or holds what it may not', start);

const names: Readonly<Record<string, string>> = {
	' ': 'a space',
	',': 'a comma',
	';': 'a semicolon',
	'"': 'a quotation mark',
	'@': 'a second @',
	_: 'an underscore',
};

const nameOf = (character: string): string =>
	names[character] ?? (/^\s$/.test(character) ? 'a space' : `the character ${character}`);
