import {slipsBetween} from '../../core/edit-distance.ts';

/**
 * The domain that is probably meant by a domain, or by the name of a server below it: a well-known mail domain a slip of
 * the hand away, two only for a long name with the right first letter; or the same name with an ending that exists.
 * Short names are all taken, so that nothing is said about them. Nothing is asked of anybody: what is silent here is only
 * well-formed, and no domain that exists is known to be wrong.
 */
export const meantBy = (domain: string): string | undefined => {
	const labels = domain.toLowerCase().replace(/\.$/, '').split('.');
	if (labels.length < 2 || labels.length > mostLabels) return undefined;
	const end = labels.slice(-2).join('.');
	if (known.has(end)) return undefined;
	const [name = '', ending = ''] = labels.slice(-2);
	const under = labels.slice(0, -2);
	const other = endingMeant(ending);
	// A name that many countries have is right with the ending of each.
	const near = families.has(name) ? undefined : [...known].find(one => isSlip(end, one));
	if (near !== undefined) return [...under, near].join('.');
	if (other !== undefined) return [...under, familyMeant(name) ?? name, other].join('.');
	const at = under.length > 0 && secondLevels.has(name) ? under.length - 1 : under.length;
	const family = familyMeant(labels[at] ?? '');
	return family === undefined ? undefined : labels.with(at, family).join('.');
};

const isSlip = (typed: string, name: string): boolean => {
	const length = name.indexOf('.');
	const most = length < 5 ? 0 : length < 8 ? 1 : 2;
	const slips = most === 0 ? undefined : slipsBetween(typed, name, most);
	return slips === 1 || (slips === 2 && typed[0] === name[0]);
};

const familyMeant = (label: string): string | undefined =>
	families.has(label) ? undefined : [...families].find(one => slipsBetween(label, one, 1) === 1);

/** The usual ending that one is a slip away from which does not exist; with two letters it may be that of any country. */
const endingMeant = (ending: string): string | undefined =>
	ending.length < 3 || usual.includes(ending) || real.has(ending)
		? undefined
		: usual.find(one => slipsBetween(ending, one, 1) === 1);

const mostLabels = 20;

/** Where many mailboxes are; those of the last row are real and only look like slips of the others. */
const known: ReadonlySet<string> = new Set([
	...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'office365.com', 'yahoo.com'],
	...['icloud.com', 'protonmail.com', 'proton.me', 'fastmail.com', 'yandex.com', 'yandex.ru', 'comcast.net'],
	...['t-online.de', 'freenet.de', 'posteo.de', 'mailbox.org', 'laposte.net', 'wanadoo.fr', 'zohomail.com'],
	...['libero.it', 'virgilio.it', 'tiscali.it', 'btinternet.com', 'virginmedia.com', 'talktalk.net'],
	...['verizon.net', 'sbcglobal.net', 'bellsouth.net', 'earthlink.net', 'optonline.net', 'bigpond.com'],
	...['bluewin.ch', 'telenet.be', 'skynet.be', 'seznam.cz', 'interia.pl', 'freemail.hu', 'rambler.ru'],
	...['foxmail.com', 'aliyun.com', 'hanmail.net', 'rediffmail.com', 'rocketmail.com', 'windowslive.com'],
	...['tutanota.com', 'hushmail.com', 'runbox.com'],
	...['mail.com', 'email.com', 'ymail.com', 'fastmail.fm', 'protonmail.ch'],
]);

/** Names of one service with the endings of many countries. */
const families: ReadonlySet<string> = new Set(['hotmail', 'outlook', 'yahoo']);
const secondLevels: ReadonlySet<string> = new Set(['co', 'com', 'ne', 'net', 'or', 'org']);

/** What most domains end with; the first is meant where two are as near. */
const usual: readonly string[] = ['com', 'net', 'org', 'info', 'edu', 'gov'];

/** Every longer ending that exists and is a slip away from one of those. */
const real: ReadonlySet<string> = new Set([
	...['bom', 'mom', 'cam', 'bet', 'pet', 'vet', 'nec', 'new', 'next', 'ntt', 'ong', 'gop', 'got', 'mov'],
]);
