import {type Address, dotted} from './address.ts';

/** What macros stand for (RFC 7208 section 7.3). What is not known is left out. */
export type MacroValues = {
	readonly sender: string;
	/** The domain whose record is read: it changes at each include and redirect. */
	readonly domain: string;
	readonly helo: string;
	readonly address?: Address;
};

const macro = /^([a-z])(\d{0,3})(r?)([.\-+,/_=]*)$/i;
const letters = 'slodiphcrtv';
const onlyInExplanations = 'crt';
/** Also of the end of a literal name (RFC 7208 section 7.1, `toplabel`). */
export const topLabel = /^(?:[a-z\d]*[a-z][a-z\d]*|[a-z\d]+-[a-z\d-]*[a-z\d])$/i;

type Token = {readonly is: 'literal' | 'macro'; readonly text: string};

/** The tokens of a macro-string, or what is wrong with it. */
const tokensOf = (text: string, allowed: 'everywhere' | 'unknown-modifier'): readonly Token[] | string => {
	const tokens: Token[] = [];
	for (let at = 0; at < text.length; ) {
		const rest = text.slice(at, at + 80);
		if (!rest.startsWith('%')) {
			const end = text.indexOf('%', at);
			tokens.push({is: 'literal', text: text.slice(at, end < 0 ? undefined : end)});
			at = end < 0 ? text.length : end;
			continue;
		}
		const isEscape = /^%[%_-]/.test(rest);
		const length = isEscape ? 2 : rest.indexOf('}') + 1;
		if (!isEscape) {
			if (rest[1] !== '{') return 'has a "%" that is neither "%{", "%%", "%_" nor "%-"';
			if (length === 0) return 'has a macro without its "}"';
			const wrong = faultOfMacro(rest.slice(2, length - 1), allowed);
			if (wrong !== undefined) return wrong;
		}
		tokens.push({is: 'macro', text: rest.slice(0, length)});
		at += length;
	}
	return tokens;
};

const faultOfMacro = (body: string, allowed: 'everywhere' | 'unknown-modifier'): string | undefined => {
	const [, letter = '', digits = ''] = macro.exec(body) ?? [];
	if (letter === '') return `has a malformed macro "%{${body}}"`;
	if (!letters.includes(letter.toLowerCase())) return `has a macro "%{${body}}" with an unknown letter`;
	if (allowed === 'everywhere' && onlyInExplanations.includes(letter.toLowerCase()))
		return `has the macro "%{${body}}", which only an explanation text may have`;
	return digits !== '' && Number(digits) === 0 ? `has a macro "%{${body}}" that keeps zero parts` : undefined;
};

/** What is wrong with a macro-string (RFC 7208 section 7.1); nothing when it is fine. */
export const faultOfMacroString = (text: string): string | undefined => {
	const tokens = tokensOf(text, 'unknown-modifier');
	return typeof tokens === 'string' ? tokens : undefined;
};

/** What is wrong with a domain-spec: it ends in a macro, or in a dot and a label that can be a top level. */
export const faultOfDomainSpec = (text: string): string | undefined => {
	if (text === '') return 'lacks a domain';
	const tokens = tokensOf(text, 'everywhere');
	if (typeof tokens === 'string') return tokens;
	const last = tokens.at(-1);
	if (last?.is !== 'literal') return undefined;
	const literal = last.text.replace(/\.$/, '');
	const dot = literal.lastIndexOf('.');
	return dot >= 0 && topLabel.test(literal.slice(dot + 1)) ? undefined : 'does not end in a domain name';
};

/** Whether the validated name of the sending address is part of it. */
export const usesReverseName = (spec: string): boolean => /%\{p/i.test(spec.replaceAll('%%', ''));

/**
 * The name that a valid domain-spec stands for, without the final dot, cut to whole labels of 253 octets; undefined
 * when it needs what is not known: the address, or its reverse name.
 */
export const expandSpec = (spec: string, values: MacroValues): string | undefined => {
	const tokens = tokensOf(spec, 'everywhere');
	if (typeof tokens === 'string') return undefined;
	const parts = tokens.map(({is, text}) => (is === 'literal' ? text : expanded(text, values)));
	if (parts.includes(undefined)) return undefined;
	const name = parts.join('').replace(/\.$/, '').toLowerCase();
	return name.length > 253 ? name.slice(name.indexOf('.', name.length - 254) + 1) : name;
};

const expanded = (text: string, values: MacroValues): string | undefined => {
	if (text === '%%') return '%';
	if (text === '%_') return ' ';
	if (text === '%-') return '%20';
	const [, letter = '', digits = '', reversed = '', delimiters = ''] = macro.exec(text.slice(2, -1)) ?? [];
	const value = macroValue(letter.toLowerCase(), values);
	if (value === undefined) return undefined;
	const split = delimiters === '' ? '.' : delimiters;
	const parts = partsOf(value, split);
	const ordered = reversed === '' ? parts : parts.toReversed();
	const kept = (digits === '' ? ordered : ordered.slice(-Number(digits))).join('.');
	return letter === letter.toLowerCase() ? kept : escaped(kept);
};

const macroValue = (letter: string, {sender, domain, helo, address}: MacroValues): string | undefined => {
	const at = sender.lastIndexOf('@');
	const known: Readonly<Record<string, string | undefined>> = {
		s: sender,
		l: sender.slice(0, Math.max(at, 0)),
		o: sender.slice(at + 1),
		d: domain,
		h: helo,
		i: address && dotted(address),
		v: address && (address.family === 4 ? 'in-addr' : 'ip6'),
	};
	return known[letter];
};

const partsOf = (value: string, delimiters: string): readonly string[] => {
	const parts = [''];
	for (const letter of value)
		if (delimiters.includes(letter)) parts.push('');
		else parts[parts.length - 1] += letter;
	return parts;
};

/** Everything but the unreserved letters of RFC 3986 section 2.3. */
const escaped = (text: string): string =>
	encodeURIComponent(text).replaceAll(
		/[!'()*]/g,
		letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);
