import {asciiName} from '../domain-name.ts';
import type {Mail, MailLink} from '../mail.ts';
import {publicSuffix, registeredDomain} from '../public-suffix.ts';
import {type RawHeader, rawHeader} from './header-fields.ts';
import {type HtmlLook, lookAtHtml} from './html.ts';
import {type Part, partsOf} from './parts.ts';

/** A message as it came, and how it came: the envelope sender is empty for a bounce. */
export type Handed = {
	readonly octets: Buffer;
	/** When it was stored, in milliseconds since 1970. */
	readonly at: number;
	readonly sender: string;
	readonly helo?: string;
};

/** A name of DNS, and the domain that somebody registered above it; the name itself where there is none. */
export type Place = {readonly name: string; readonly owner: string};

/** A link that leads somewhere on the web, and the place that its words name where they are nothing but an address. */
export type Lead = {readonly url: URL; readonly place: Place; readonly named?: Place};

/** Everything that rules look at, prepared once. */
export type Letter = Handed & {
	readonly mail: Mail;
	readonly header: RawHeader;
	readonly parts: readonly Part[];
	readonly lines: Lines;
	readonly look: HtmlLook;
	readonly leads: readonly Lead[];
	/** Where the first From address and the envelope sender are at home. */
	readonly from?: Place;
	readonly envelope?: Place;
};

export type Lines = {
	/** Octets of the longest line, without its end. */
	readonly longest: number;
	readonly bareCarriageReturns: number;
	readonly bareLineFeeds: number;
};

/** Octets that are looked at; a message for a person is a thousandth of it. */
const longestMessage = 10 * 1024 * 1024;
const mostLinks = 100;

export const letterOf = async (mail: Mail, handed: Handed): Promise<Letter> => {
	const octets = handed.octets.subarray(0, longestMessage);
	const text = octets.toString('latin1');
	const header = rawHeader(text, 0);
	const from = await homeOf(mail.from[0]?.address);
	const envelope = await homeOf(handed.sender);
	return {
		...handed,
		mail,
		header,
		parts: partsOf(text, header),
		lines: linesOf(octets),
		look: await lookAtHtml(mail.html ?? ''),
		leads: (await Promise.all(mail.links.slice(0, mostLinks).map(leadOf))).flat(),
		...(from ? {from} : {}),
		...(envelope ? {envelope} : {}),
	};
};

const linesOf = (octets: Buffer): Lines => {
	let [longest, bareCarriageReturns, bareLineFeeds, begin] = [0, 0, 0, 0];
	for (let at = 0; at < octets.length; at++) {
		const octet = octets[at];
		if (octet === 0x0d && octets[at + 1] !== 0x0a && at + 1 < octets.length) bareCarriageReturns++;
		if (octet !== 0x0a) continue;
		const isBare = octets[at - 1] !== 0x0d;
		if (isBare) bareLineFeeds++;
		longest = Math.max(longest, at - begin - (isBare ? 0 : 1));
		begin = at + 1;
	}
	return {longest: Math.max(longest, octets.length - begin), bareCarriageReturns, bareLineFeeds};
};

const placeOf = async (name: string): Promise<Place> => ({
	name,
	owner: (await registeredDomain(name)) ?? name,
});

const homeOf = async (address: string | undefined): Promise<Place | undefined> => {
	const domain = address === undefined ? '' : address.slice(address.lastIndexOf('@') + 1);
	return address?.includes('@') && domain !== '' && domain.length <= 255
		? placeOf(asciiName(domain))
		: undefined;
};

const leadOf = async ({url: address, text}: MailLink): Promise<readonly Lead[]> => {
	const url = URL.parse(address);
	if (!url || !/^https?:$/.test(url.protocol)) return [];
	const named = text === undefined ? undefined : await namedIn(text);
	return [{url, place: await placeOf(asciiName(url.hostname)), ...(named ? {named} : {})}];
};

/** The host that a text names which is nothing but an address, with a top-level domain of the internet. */
const namedIn = async (text: string): Promise<Place | undefined> => {
	const [, host] = /^(?:https?:\/\/)?([^\s/:?#@]{1,255})(?:[/:?#]\S{0,2000})?$/i.exec(text.trim()) ?? [];
	if (!host?.includes('.')) return undefined;
	const place = await placeOf(asciiName(host));
	return place.owner.includes('.') && (await publicSuffix(place.name)) !== undefined ? place : undefined;
};
