import {printable} from '../../core/printable.ts';
import {notPublic, octetsOf} from '../reverse-name.ts';
import type {Lead, Letter} from './letter.ts';
import type {Complaint, Rule} from './rule.ts';

/** Services that hide where a link leads; the best known only, all of them in SpamAssassin's list (25_url_shortener.cf). */
const shorteners: ReadonlySet<string> = new Set([
	...[
		'bit.ly',
		'bitly.com',
		'tinyurl.com',
		't.co',
		'goo.gl',
		'ow.ly',
		'is.gd',
		'cutt.ly',
		'rb.gy',
		'tiny.cc',
	],
	...['t.ly', 'clck.ru', 'bit.do', 'lnkd.in', 'amzn.to'],
]);

const addressOf = ({url}: Lead): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

const shown = (text: string): string => `“${printable(text.slice(0, 100))}”`;

/** Hosts alone are told: what follows may be a secret. */
const byAddress = ({leads}: Letter): Complaint | undefined => {
	const lead = leads.find(one => octetsOf(addressOf(one)) !== undefined);
	if (!lead) return undefined;
	const kind = notPublic(addressOf(lead));
	return {
		says: `A link leads to the bare address ${printable(addressOf(lead))} (SpamAssassin: NUMERIC_HTTP_ADDR)${kind === undefined ? '.' : `, ${kind}: it works only inside that network.`}`,
		fix: 'Give the device a host name, and set the address for links that it puts into mail to it.',
	};
};

const leadsElsewhere = ({leads}: Letter): Complaint | undefined => {
	const lead = leads.find(({place, named}) => named !== undefined && named.owner !== place.owner);
	return lead?.named
		? {
				says: `A link says ${shown(lead.named.name)} and leads to ${shown(lead.place.name)}: that is how phishing looks, and mail programs warn of it.`,
				fix: 'Let the words on a link be no address, or the one that it leads to; services that count clicks rewrite links so.',
			}
		: undefined;
};

const shortened = ({leads}: Letter): Complaint | undefined => {
	const lead = leads.find(({place}) => shorteners.has(place.name));
	return lead
		? {
				says: `A link is shortened by ${shown(lead.place.name)}, so that nobody sees where it leads.`,
				fix: 'Write the whole address.',
			}
		: undefined;
};

const inTheClear = ({leads}: Letter): Complaint | undefined => {
	const lead = leads.find(({url}) => url.protocol === 'http:');
	return lead
		? {
				says: `A link to ${shown(lead.place.name)} is not encrypted (http), so a secret in it can be read on the way.`,
				fix: 'Let the device link to https, with a certificate that browsers trust.',
			}
		: undefined;
};

/** Where its links lead. */
export const linkRules: readonly Rule[] = [
	{id: 'link-by-address', weight: 'light', about: byAddress},
	{id: 'link-elsewhere', weight: 'light', about: leadsElsewhere},
	{id: 'link-shortened', weight: 'light', about: shortened},
	{id: 'link-not-encrypted', weight: 'light', about: inTheClear},
];
