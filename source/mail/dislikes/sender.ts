import {printable} from '../../core/printable.ts';
import {parseAddress} from '../address-syntax.ts';
import {freeMail} from './free-mail.ts';
import type {Letter} from './letter.ts';
import type {Complaint, Rule} from './rule.ts';

/** Ends of names that no public DNS answers for (RFC 6761, RFC 6762, RFC 8375), and what routers use instead. */
const localEnds: ReadonlySet<string> = new Set([
	...['localhost', 'localdomain', 'local', 'lan', 'home', 'internal', 'intranet', 'arpa', 'invalid'],
]);

const isLocal = (name: string): boolean => {
	const labels = name.split('.');
	return labels.length < 2 || localEnds.has(labels.at(-1) ?? '');
};

const shown = (text: string): string => `“${printable(text.slice(0, 100))}”`;

const invalidFrom = ({mail, header}: Letter): Complaint | undefined => {
	if (!header.fields.some(({name}) => name === 'from')) return undefined;
	return mail.from.some(({address}) => parseAddress(address).is === 'address')
		? undefined
		: {
				says: 'The From field holds no valid address (RFC 5322 section 3.6.2). Microsoft 365 refuses such messages (5.7.512).',
				fix: 'Write a full address as From, such as no-reply@example.org.',
			};
};

const localFrom = ({from}: Letter): Complaint | undefined =>
	from && (isLocal(from.name) || from.name.startsWith('['))
		? {
				says: `The From address is at ${shown(from.name)}, which is no domain of the internet: nobody can answer it, and SPF, DKIM and DMARC have nothing to hold on to.`,
				fix: 'Set a From address at a domain of yours, best the address that the device logs in with.',
			}
		: undefined;

const elsewhere = ({from, envelope}: Letter): Complaint | undefined =>
	from && envelope && from.owner !== envelope.owner
		? {
				says: `From is at ${shown(from.name)}, and the envelope sender at ${shown(envelope.name)} (SpamAssassin: HEADER_FROM_DIFFERENT_DOMAINS): SPF cannot count for DMARC (RFC 9989), and 163 and 126 take no mail whose two senders differ.`,
				fix: 'Use the same address for From and as envelope sender; else only an aligned DKIM signature helps.',
			}
		: undefined;

const atFreeMail = ({from}: Letter): Complaint | undefined => {
	const policy = from && freeMail(from.name);
	return policy === undefined || !from
		? undefined
		: {
				says: `From is at ${shown(from.name)}, where anybody gets an address (SpamAssassin: FREEMAIL_FROM). That is right only if the message goes out through the server of that service${policy === 'forbids' ? '; its DMARC policy tells receivers to refuse it from any other.' : '.'}`,
				fix: 'Send through the submission server of that service with this very account, or use an address at a domain of your own.',
			};
};

const nameOfAnother = ({mail, from}: Letter): Complaint | undefined => {
	const [, domain] = /@([a-z\d.-]{1,253}\.[a-z]{2,24})/i.exec(mail.from[0]?.name.slice(0, 500) ?? '') ?? [];
	return domain === undefined || !from || from.name === domain.toLowerCase()
		? undefined
		: {
				says: `The display name of From holds an address at ${shown(domain.toLowerCase())}, but the message is from ${shown(from.name)}: that is how phishing looks.`,
				fix: 'Use the name of the service as the display name, without an address.',
			};
};

const oddName = ({mail, header}: Letter): Complaint | undefined => {
	const name = mail.from[0]?.name ?? '';
	const raw = header.fields.find(one => one.name === 'from')?.body ?? '';
	const isBlank = /^"\s{0,80}"/.test(raw);
	return isBlank || printable(name) !== name
		? {
				says: isBlank
					? 'The display name of From is an empty pair of quotation marks.'
					: 'The display name of From holds invisible or control characters.',
				fix: 'Write a plain display name, or none at all.',
			}
		: undefined;
};

const localHelo = ({helo}: Letter): Complaint | undefined =>
	helo !== undefined && /^localhost(?:\.|$)/i.test(helo)
		? {
				says: 'The sender introduced itself as “localhost” (SpamAssassin: HELO_LOCALHOST); it stands in a Received field from then on.',
				fix: 'Give the sender a full host name to say in EHLO (RFC 5321 section 4.1.4).',
			}
		: undefined;

const nakedHelo = ({helo}: Letter): Complaint | undefined =>
	helo === undefined || /^localhost(?:\.|$)/i.test(helo) || helo.startsWith('[') || helo.includes('.')
		? undefined
		: {
				says: `The sender introduced itself as ${shown(helo)}, which is no full domain name (SpamAssassin: HELO_NO_DOMAIN).`,
				fix: 'Give the sender a full host name to say in EHLO, or let it say its address in brackets (RFC 5321 section 4.1.4).',
			};

/** Who says that the message is from him, and how he introduced himself. */
export const senderRules: readonly Rule[] = [
	{id: 'from-invalid', weight: 'heavy', about: invalidFrom},
	{id: 'from-local-domain', weight: 'light', about: localFrom},
	{id: 'from-not-envelope', weight: 'light', about: elsewhere},
	{id: 'from-free-mail', weight: 'light', about: atFreeMail},
	{id: 'from-name-of-another', weight: 'light', about: nameOfAnother},
	{id: 'from-name-odd', weight: 'light', about: oddName},
	{id: 'helo-localhost', weight: 'light', about: localHelo},
	{id: 'helo-no-domain', weight: 'light', about: nakedHelo},
];
