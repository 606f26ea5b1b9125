import {isIpv4, isIpv6} from './address.ts';
import {faultOfDomainSpec, faultOfMacroString} from './macro.ts';

export const qualifiers = ['+', '-', '~', '?'] as const;
export type Qualifier = (typeof qualifiers)[number];

export const mechanisms = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
export type Mechanism = (typeof mechanisms)[number];

export type Directive = {
	readonly is: 'directive';
	readonly qualifier: Qualifier;
	readonly mechanism: Mechanism;
	/** The domain-spec as written; macros are not expanded. */
	readonly spec?: string;
	/** Of ip4 and ip6. */
	readonly network?: string;
	/** Bits; of ip4, and of a and mx for IPv4. */
	readonly prefix4?: number;
	readonly prefix6?: number;
};
export type Modifier = {readonly is: 'modifier'; readonly name: string; readonly value: string};
export type Faulty = {
	readonly is: 'faulty';
	/** What is wrong, as the rest of a sentence that begins with the term. */
	readonly mistake: string;
};

/** One term of a record (RFC 7208 section 4.6.1). */
export type Term = {
	readonly text: string;
	/** Where it begins in the record, in characters from 1. */
	readonly at: number;
	readonly means: Directive | Modifier | Faulty;
};

/** Whether a text is a version 1 SPF record at all (RFC 7208 section 4.5). */
export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/** Whether a text that is no SPF record was most likely meant as one. */
export const looksLikeSpf = (text: string): boolean =>
	!isSpf(text) &&
	/^["'\s\p{Cf}]*(?:v\s*=\s*spf\s*v?\s*1?|spf\s*v?\s*=?\s*1)(?![\d/])/iu.test(text.slice(0, 80));

/** The terms of a record behind its version, with what is wrong with each. Only spaces part terms. */
export const parseRecord = (record: string): readonly Term[] => {
	const seen = new Set<string>();
	return [...record.slice('v=spf1'.length).matchAll(/[^ ]+/g)].map(({0: text, index}) => {
		const means = meaningOf(text);
		const at = index + 'v=spf1'.length + 1;
		if (means.is !== 'modifier' || !onlyOnce.includes(means.name)) return {text, at, means};
		if (seen.has(means.name))
			return {text, at, means: faulty(`is a second "${means.name}=", and only one is allowed`)};
		seen.add(means.name);
		return {text, at, means};
	});
};

const onlyOnce: readonly string[] = ['redirect', 'exp'];

const faulty = (mistake: string): Faulty => ({is: 'faulty', mistake});

const meaningOf = (text: string): Term['means'] => {
	const odd = [...text].find(letter => letter < '!' || letter > '~');
	if (odd !== undefined)
		return faulty(
			`holds ${odd < ' ' ? 'a control character' : `"${odd}"`}, and only visible ASCII characters are allowed`,
		);
	const [, name, value = ''] = /^([^:/=]*)=(.*)$/.exec(text) ?? [];
	return name === undefined ? directive(text) : modifier(name, value);
};

const modifier = (name: string, value: string): Modifier | Faulty => {
	if (!/^[a-z][a-z\d_.-]*$/i.test(name)) return faulty('has no valid name before its "="');
	const mistake = onlyOnce.includes(name.toLowerCase())
		? faultOfDomainSpec(value)
		: faultOfMacroString(value);
	return mistake === undefined ? {is: 'modifier', name: name.toLowerCase(), value} : faulty(mistake);
};

const directive = (text: string): Directive | Faulty => {
	const [, sign = '', written = '', rest = ''] = /^([+\-?~]?)([^:/]*)(.*)$/.exec(text) ?? [];
	const mechanism = mechanisms.find(name => name === written.toLowerCase());
	const common = {is: 'directive', qualifier: qualifiers.find(one => one === sign) ?? '+'} as const;
	switch (mechanism) {
		case undefined:
			return faulty(
				written === '' ? 'names no mechanism' : `names a mechanism "${written}", which does not exist`,
			);
		case 'all':
			return rest === '' ? {...common, mechanism} : faulty('has something behind "all"');
		case 'include':
		case 'exists':
			return rest.startsWith(':')
				? withSpec({...common, mechanism}, rest.slice(1))
				: faulty('lacks a domain');
		case 'ptr':
			if (rest === '') return {...common, mechanism};
			return rest.startsWith(':')
				? withSpec({...common, mechanism}, rest.slice(1))
				: faulty('has a prefix length, which "ptr" does not take');
		case 'a':
		case 'mx':
			return hosts({...common, mechanism}, rest);
		case 'ip4':
		case 'ip6':
			return network({...common, mechanism}, rest);
	}
};

const withSpec = (bare: Directive, spec: string): Directive | Faulty => {
	const mistake = faultOfDomainSpec(spec);
	return mistake === undefined ? {...bare, spec} : faulty(mistake);
};

/** `[":" domain-spec] ["/" ip4-prefix] ["//" ip6-prefix]`; a macro may hold slashes. */
const hosts = (bare: Directive, rest: string): Directive | Faulty => {
	const parts = /^(?::(.*?))?(?:\/([^/}]*))?(?:\/\/([^/}]*))?$/.exec(rest);
	if (!parts) return faulty('has prefix lengths that are not written "/IPv4//IPv6"');
	const [, spec, four, six] = parts;
	const mistake =
		(spec === undefined ? undefined : faultOfDomainSpec(spec)) ??
		faultOfPrefix(four, 32) ??
		faultOfPrefix(six, 128);
	if (mistake !== undefined) return faulty(mistake);
	return {
		...bare,
		...(spec === undefined ? {} : {spec}),
		...(four === undefined ? {} : {prefix4: Number(four)}),
		...(six === undefined ? {} : {prefix6: Number(six)}),
	};
};

const network = (bare: Directive, rest: string): Directive | Faulty => {
	const four = bare.mechanism === 'ip4';
	const [, address = '', prefix] = /^:?([^/]*)(?:\/(.*))?$/.exec(rest) ?? [];
	if (!rest.startsWith(':') || address === '') return faulty('lacks an address');
	if (!(four ? isIpv4 : isIpv6)(address))
		return faulty(
			(four ? isIpv6 : isIpv4)(address)
				? `has an IPv${four ? 6 : 4} address, which belongs into "ip${four ? 6 : 4}:"`
				: `has no valid IPv${four ? 4 : 6} address`,
		);
	const mistake = faultOfPrefix(prefix, four ? 32 : 128);
	if (mistake !== undefined) return faulty(mistake);
	const bits = prefix === undefined ? {} : four ? {prefix4: Number(prefix)} : {prefix6: Number(prefix)};
	return {...bare, network: address, ...bits};
};

const faultOfPrefix = (digits: string | undefined, most: number): string | undefined =>
	digits === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(digits) && Number(digits) <= most)
		? undefined
		: `has a prefix length "/${digits}" that is not a number from 0 to ${most}`;
