import {z} from 'zod';
import {printable} from '../../core/printable.ts';

/**
 * What stands in the place of what would name somebody: examples of RFC 2606, 5737 and 3849, so that a masked reply
 * still reads as one.
 */
export const examples = {
	address: 'someone@example.org',
	name: 'someone',
	host: 'host.example.org',
	domain: 'example.org',
	ipv4: '192.0.2.1',
	ipv6: '2001:db8::1',
	id: '0000000000',
} as const;

/** Characters of a reply that are kept. */
const longest = 600;

type Known = {
	/** The server's own name, which stays. */
	readonly host: string;
	/** Logins, addresses and domains of this case. */
	readonly personal: readonly string[];
};

/** A reply without addresses, IP numbers, queue ids and names of other hosts; masking it again changes nothing. */
export const masked = (words: string, {host, personal}: Known): string =>
	[
		(text: string) => personal.toSorted((a, b) => b.length - a.length).reduce(withoutName, text),
		withoutAddresses,
		withoutIpv6,
		(text: string) => text.replaceAll(ipv4, examples.ipv4),
		(text: string) => withoutHosts(text, host.toLowerCase()),
		withoutIds,
	].reduce((text, mask) => mask(text), printable(words.slice(0, longest)));

const mail = /(?:"[^"]{1,100}"|[^\s<>()[\],;:"@]{1,200})@[\p{L}\p{N}._:[\]-]{1,300}/gu;
const ipv4 = /(?<![\p{L}\p{N}.-])\d{1,3}(?:[.-]\d{1,3}){3}(?![\p{L}\p{N}]|[.-]\d)/gu;
const ipv6 = /(?<![\p{L}\p{N}])[0-9a-f:.]*:[0-9a-f:.]*/giu;
const hostName = /(?<![\p{L}\p{N}_-])(?:[\p{L}\p{N}_-]{1,63}\.){1,10}\p{L}[\p{L}\p{N}-]{1,62}/gu;
const id = /[\p{L}\p{N}_$-]{7,}(?:\.\d{1,5})?/gu;

const withoutAddresses = (text: string): string =>
	text.replaceAll(mail, found => (found.endsWith('.') ? `${examples.address}.` : examples.address));

const isIpv6 = (text: string): boolean => z.ipv6().safeParse(text).success;

/** A full stop or a colon behind the number belongs to the sentence. */
const withoutIpv6 = (text: string): string =>
	text.replaceAll(ipv6, found => {
		if (isIpv6(found)) return examples.ipv6;
		const bare = found.replace(/[.:]+$/, '');
		return isIpv6(bare) ? examples.ipv6 + found.slice(bare.length) : found;
	});

const withoutHosts = (text: string, own: string): string =>
	text.replaceAll(hostName, found => {
		const name = found.toLowerCase();
		const stays = name === own || name === examples.domain || name.endsWith(`.${examples.domain}`);
		return stays ? found : examples.host;
	});

/** Queue ids, session ids, times and tokens: what mixes letters with digits, or is far too long for a word. */
const withoutIds = (text: string): string =>
	text.replaceAll(id, found => (isId(found) ? examples.id : found));

const isId = (text: string): boolean => {
	const digits = text.match(/\p{N}/gu)?.length ?? 0;
	return digits >= 7 || (digits >= 2 && text.length >= 8) || text.length >= 32;
};

/** What is to be hidden wherever it stands as a word of its own, whatever its case. */
const withoutName = (text: string, name: string): string => {
	const by = name.includes('@') ? examples.address : name.includes('.') ? examples.domain : examples.name;
	const [folded, wanted] = [text.toLowerCase(), name.toLowerCase()];
	if (name.length < 3 || folded.length !== text.length) return text;
	let shown = '';
	let from = 0;
	for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
		if (isPartOfWord(folded, at, wanted.length)) continue;
		shown += text.slice(from, at) + by;
		from = at + wanted.length;
	}
	return shown + text.slice(from);
};

const isPartOfWord = (text: string, at: number, length: number): boolean =>
	/[\p{L}\p{N}_]/u.test(text[at - 1] ?? '') || /[\p{L}\p{N}_]/u.test(text[at + length] ?? '');
