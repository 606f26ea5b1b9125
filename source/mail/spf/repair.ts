import {isIpv4, isIpv6} from './address.ts';
import {mechanisms, parseRecord, type Term} from './term.ts';
import {effectiveTerms, isAll} from './tree.ts';

/** Characters of a record that is worth mending: a longer one is no slip of the pen. */
const longest = 2000;

const textsOf = (record: string): readonly string[] => record.split(' ').filter(Boolean);

/** A proposal that is itself without a mistake; an attempt that is not is no proposal. */
const sound = (record: string): string | undefined =>
	parseRecord(record).every(({means}) => means.is !== 'faulty') && /^[ -~]*$/.test(record)
		? record
		: undefined;

/** The record with every term put right whose mistake tells what was meant; undefined where one does not. */
export const repaired = (record: string): string | undefined => {
	if (record.length > longest) return undefined;
	const [version = 'v=spf1', ...texts] = textsOf(record.replaceAll('\t', ' '));
	const joined: string[] = [];
	for (const text of texts) {
		const before = joined.at(-1);
		if (
			before !== undefined &&
			/^[+\-~?]?(?:ip4|ip6|include|exists|ipv4|ipv6|redirect=|exp=):?$/i.test(before) &&
			/[:=]$/.test(before)
		)
			joined[joined.length - 1] = before + text;
		else joined.push(text);
	}
	const mended: string[] = [];
	for (const text of joined) {
		const candidate = parseRecord(`v=spf1 ${text}`)[0]?.means.is === 'faulty' ? mend(text) : text;
		const name = /^(redirect|exp)=/i.exec(candidate)?.[0].toLowerCase();
		if (name === undefined || !mended.some(one => one.toLowerCase().startsWith(name))) mended.push(candidate);
	}
	return sound([version, ...mended].join(' '));
};

const mend = (text: string): string => {
	const trimmed = text.replaceAll(/[\u2010-\u2015\u2212]/g, '-').replace(/[.,;]+$/, '');
	const [, sign = '', name = '', separator = '', value = ''] =
		/^([+\-~?]?)([^:=/]*)([:=/]?)(.*)$/.exec(trimmed) ?? [];
	const lower = name.toLowerCase();
	const [address = ''] = value.split('/');
	const unsigned = trimmed.slice(sign.length);
	const [bare = ''] = unsigned.split('/');
	if (isIpv4(bare) || isIpv6(bare)) return `${sign}ip${isIpv4(bare) ? 4 : 6}:${unsigned}`;
	if (['ip', 'ip4', 'ip6', 'ipv4', 'ipv6', 'ip-4', 'ip-6'].includes(lower)) {
		if (isIpv4(address)) return `${sign}ip4:${value}`;
		if (isIpv6(address)) return `${sign}ip6:${value}`;
		return trimmed;
	}
	if (lower === 'redirect' || lower === 'exp') return `${lower}=${value}`;
	if (['includes', 'incude', 'inlcude', 'includ'].includes(lower)) return `${sign}include:${value}`;
	if (separator === ':' && value === '' && mechanisms.some(one => one === lower)) return `${sign}${name}`;
	return trimmed;
};

/** One record in place of several; undefined where they contradict each other. */
export const merged = (records: readonly string[]): string | undefined => {
	const terms = records.flatMap(parseRecord);
	const all = terms.filter(isAll);
	const others = terms.filter(term => !isAll(term));
	const plain = ({means}: Term): boolean => means.is === 'directive' && means.qualifier === '+';
	if (terms.some(({means}) => means.is === 'faulty') || !others.every(plain)) return undefined;
	if (records.some(record => hasIdle(parseRecord(record)))) return undefined;
	const ends = [...new Set(all.map(({text}) => text.toLowerCase()))];
	if (ends.some(end => end === 'all' || end === '+all')) return undefined;
	const end = ends.length === 1 && all.length === records.length ? ends[0] : '~all';
	return sound(
		[
			'v=spf1',
			...new Set(others.map(({text}) => (text.includes('%') ? text : text.toLowerCase()))),
			end,
		].join(' '),
	);
};

const hasIdle = (terms: readonly Term[]): boolean => effectiveTerms(terms).size < terms.length;

/** The record with an address put before everything else, where the first match wins. */
export const allowing = (record: string, ip: string): string | undefined => {
	const [version = 'v=spf1', ...texts] = textsOf(record);
	return sound([version, `ip${ip.includes(':') ? 6 : 4}:${ip}`, ...texts].join(' '));
};

/** The record without the terms that `unwanted` names. */
export const without = (record: string, unwanted: (term: Term) => boolean): string | undefined =>
	sound(
		[
			'v=spf1',
			...parseRecord(record)
				.filter(term => !unwanted(term))
				.map(({text}) => text),
		].join(' '),
	);

/** What a text that only resembles an SPF record was meant to be. */
export const meantBy = (text: string): string | undefined => {
	if (text.length > longest) return undefined;
	const bare = text.replaceAll(/^["'\s\p{Cf}]+|["'\s\p{Cf}]+$/gu, '');
	const version = /^(?:v\s*=\s*)?spf\s*v?\s*1?(?=[\s;,:]|$)[\s;,:]*/i.exec(bare)?.[0];
	return version === undefined ? undefined : repaired(`v=spf1 ${bare.slice(version.length)}`.trim());
};

/**
 * The record with `all` at its end, behind the directives that nobody would come to otherwise; a redirect that `all`
 * makes idle is left out. Undefined where a term tells by its mistake that something else was meant.
 */
export const reordered = (record: string): string | undefined => {
	const terms = parseRecord(record);
	const [all, ...repeated] = terms.filter(isAll);
	if (all === undefined || repeated.length > 0) return undefined;
	const kept = terms.filter(({means}) => means.is !== 'modifier' || means.name !== 'redirect');
	const meant = kept.filter(term => term !== all).map(({text}) => mendedModifier(text));
	return sound(['v=spf1', ...meant, all.text].join(' '));
};

/** `ip4=192.0.2.1` is a modifier that means nothing, and was meant as a mechanism. */
const mendedModifier = (text: string): string => {
	const [, name = '', value = ''] = /^([a-z\d]+)=(.+)$/i.exec(text) ?? [];
	return mechanisms.some(one => one === name.toLowerCase()) ? `${name}:${value}` : text;
};

/** The record with `~all` at its end, in place of an `all` that lets everybody pass or says nothing. */
export const closing = (record: string): string | undefined => {
	const terms = parseRecord(record);
	if (terms.some(({means}) => means.is === 'modifier' && means.name === 'redirect')) return undefined;
	return sound(['v=spf1', ...terms.filter(term => !isAll(term)).map(({text}) => text), '~all'].join(' '));
};
