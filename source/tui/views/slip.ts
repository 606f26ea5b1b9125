import {slipsBetween} from '../../core/edit-distance.ts';

/**
 * The well-known mail domain that is probably meant by a domain, or by the name of a server below it: a slip of the hand
 * away, two only for a long name with the right first letter. Short names are all taken, so that nothing is said about
 * them. Nothing is asked of anybody, and no domain that exists is known to be wrong.
 */
export const meantBy = (domain: string): string | undefined => {
	const labels = domain.toLowerCase().replace(/\.$/, '').split('.');
	if (labels.length > mostLabels) return undefined;
	const end = labels.slice(-2).join('.');
	const near = known.has(end) ? undefined : [...known].find(name => isSlip(end, name));
	return near === undefined ? undefined : [...labels.slice(0, -2), near].join('.');
};

const isSlip = (typed: string, name: string): boolean => {
	const length = name.indexOf('.');
	const most = length < 5 ? 0 : length < 8 ? 1 : 2;
	const slips = most === 0 ? undefined : slipsBetween(typed, name, most);
	return slips === 1 || (slips === 2 && typed[0] === name[0]);
};

const mostLabels = 20;

/** Where many mailboxes are; the last ones are real and only look like slips of the others. */
const known: ReadonlySet<string> = new Set([
	...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'office365.com', 'yahoo.com'],
	...['icloud.com', 'protonmail.com', 'proton.me', 'fastmail.com', 'yandex.com', 'comcast.net'],
	...['t-online.de', 'freenet.de', 'posteo.de', 'mailbox.org', 'laposte.net', 'zohomail.com'],
	...['mail.com', 'email.com', 'ymail.com', 'fastmail.fm', 'protonmail.ch', 'hotmail.co', 'yahoo.co'],
]);
