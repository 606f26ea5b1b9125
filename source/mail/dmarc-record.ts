import {domain} from '../core/value.ts';
import {asciiName} from './domain-name.ts';
import {readTagList, type TagList, tagValue} from './tag-list.ts';

/** What is wrong with a DMARC record, and what receivers make of it. */
export type DmarcMistake = {
	readonly tag: string;
	readonly why: string;
	/** `record`: the whole record counts as none. `policy`: it counts as p=none. `tag`: only the tag is ignored. */
	readonly loses: 'record' | 'policy' | 'tag';
};

/** One address that reports are asked for at (RFC 9989 section 4.7 `rua`, `ruf`). */
export type ReportAddress = {
	readonly tag: 'rua' | 'ruf';
	readonly uri: string;
	/** Where the reports go; absent for another kind of URI than mailto. */
	readonly domain?: string;
	readonly wrong?: string;
};

/** Addresses of one tag that are looked at. */
const mostAddresses = 10;

const versionTag = /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;
const policies = ['none', 'quarantine', 'reject'];

/** Whether receivers take a TXT record for a DMARC record at all: `v=DMARC1` first, in this very spelling. */
export const isDmarcRecord = (text: string): boolean => versionTag.test(text.trim());

/** Whether somebody meant it as one, so that its absence would be the wrong thing to tell. */
export const isMeantForDmarc = (text: string): boolean =>
	/^[\s"']*(?:v\s*[=:]\s*["']?)?dmarc/i.test(text) ||
	policies.includes(policyOf(readTagList(text), 'p') ?? '');

const policyOf = (list: TagList, tag: 'p' | 'sp' | 'np'): string | undefined =>
	tagValue(list, tag)?.toLowerCase();

/** What RFC 9989 says of a record's own text (sections 4.7, 4.8 and 4.10.1); the gravest first. */
export const mistakesIn = (text: string): readonly DmarcMistake[] => {
	const list = readTagList(text.trim());
	const version = versionMistake(text.trim(), list);
	if (version) return [version];
	const syntax = list.mistakes.map(({tag, why, twice}) => ({
		tag,
		why,
		loses: twice ? ('record' as const) : ('tag' as const),
	}));
	const found = [...syntax, ...policyMistakes(list), ...valueMistakes(list)];
	const order = ['record', 'policy', 'tag'];
	return found.toSorted((a, b) => order.indexOf(a.loses) - order.indexOf(b.loses));
};

const versionMistake = (text: string, list: TagList): DmarcMistake | undefined => {
	if (versionTag.test(text)) return undefined;
	const version = tagValue(list, 'v') ?? tagValue(list, 'V');
	const why = /^DMARC1\s/.test(version ?? '')
		? 'a semicolon is missing after "DMARC1"'
		: version === undefined
			? 'the record must begin with "v=DMARC1;"'
			: version === 'DMARC1'
				? 'it must be the first tag'
				: `it must be exactly "DMARC1", not "${version}"`;
	return {tag: 'v', why, loses: 'record'};
};

const policyMistakes = (list: TagList): readonly DmarcMistake[] => {
	const loses = reportAddressesIn(list).some(({tag, wrong}) => tag === 'rua' && wrong === undefined)
		? ('policy' as const)
		: ('record' as const);
	return (['p', 'sp', 'np'] as const).flatMap(tag => {
		const value = policyOf(list, tag);
		if (value !== undefined && policies.includes(value)) return [];
		if (value === undefined)
			return tag === 'p' ? [{tag, why: 'it is missing; it must be none, quarantine or reject', loses}] : [];
		return [{tag, why: `it must be none, quarantine or reject, not "${value}"`, loses}];
	});
};

const values: Readonly<Record<string, RegExp>> = {
	adkim: /^[rs]$/i,
	aspf: /^[rs]$/i,
	t: /^[yn]$/i,
	psd: /^[ynu]$/i,
	fo: /^[01ds](?:[ \t]*:[ \t]*[01ds]){0,3}$/i,
};

const valueMistakes = (list: TagList): readonly DmarcMistake[] =>
	list.tags.flatMap(({name, value}) => {
		const allowed = Object.hasOwn(values, name) ? values[name] : undefined;
		return allowed && !allowed.test(value)
			? [{tag: name, why: `"${value}" is not a value of this tag`, loses: 'tag' as const}]
			: [];
	});

/** Tags of RFC 7489 that RFC 9989 removed; receivers ignore them. */
export const removedTagsIn = (text: string): readonly string[] =>
	readTagList(text).tags.flatMap(({name}) => (['pct', 'rf', 'ri'].includes(name) ? [name] : []));

/** Whether aggregate reports are asked for. */
export const asksForReports = (text: string): boolean =>
	reportAddresses(text).some(({tag, wrong}) => tag === 'rua' && wrong === undefined);

/** Where reports shall go, in the order of the record, at most ten of each kind. */
export const reportAddresses = (text: string): readonly ReportAddress[] =>
	reportAddressesIn(readTagList(text));

const reportAddressesIn = (list: TagList): readonly ReportAddress[] =>
	(['rua', 'ruf'] as const).flatMap(tag => {
		const value = tagValue(list, tag);
		return value === undefined
			? []
			: value.split(',', mostAddresses).map(uri => ({tag, uri: uri.trim(), ...destinationOf(uri.trim())}));
	});

/** RFC 7489 allowed a size limit behind the address; RFC 9989 reads over it. */
const sizeLimit = /![0-9]{1,20}[kmgt]?$/i;

const destinationOf = (uri: string): {readonly domain: string} | {readonly wrong: string} | object => {
	const plain = uri.replace(sizeLimit, '');
	if (plain === '') return {wrong: 'there is no address'};
	if (/\s/.test(plain)) return {wrong: 'there is a blank in it'};
	const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(plain)?.[1]?.toLowerCase();
	if (scheme === undefined)
		return {wrong: plain.includes('@') ? '"mailto:" is missing before the address' : 'this is no URI'};
	if (scheme !== 'mailto') return {};
	const address = decoded(plain.slice('mailto:'.length).split('?')[0] ?? '');
	const at = address.lastIndexOf('@');
	const host = asciiName(address.slice(at + 1));
	return at > 0 && domain().safeParse(host).success
		? {domain: host}
		: {wrong: 'there is no usable address behind "mailto:"'};
};

const decoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

const known = ['p', 'sp', 'np', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 't', 'psd'];

/** The record with everything kept that is right, and `p=none` where its policy cannot be read. */
export const mended = (text: string): string => {
	const list = readTagList(text.replace(/^[\s"']*(?:v[ \t]*[=:][ \t]*)?dmarc1?[\s,;"']*/i, ''));
	const tags = known.flatMap(name => {
		const value = tagValue(list, name);
		const kept = value === undefined ? undefined : keptValue(name, value, list);
		return kept === undefined ? (name === 'p' ? ['p=none'] : []) : [`${name}=${kept}`];
	});
	return ['v=DMARC1', ...tags].join('; ');
};

const keptValue = (name: string, value: string, list: TagList): string | undefined => {
	if (['p', 'sp', 'np'].includes(name))
		return policies.includes(value.toLowerCase()) ? value.toLowerCase() : undefined;
	if (name !== 'rua' && name !== 'ruf') return values[name]?.test(value) ? value.toLowerCase() : undefined;
	const uris = reportAddressesIn(list).flatMap(({tag, uri, wrong}) => {
		if (tag !== name) return [];
		if (wrong === undefined) return [uri];
		const solid = uri.replaceAll(/\s/g, '');
		const whole = solid.includes(':') ? solid : `mailto:${solid}`;
		return 'domain' in destinationOf(whole) ? [whole] : [];
	});
	return uris.length > 0 ? uris.join(',') : undefined;
};
