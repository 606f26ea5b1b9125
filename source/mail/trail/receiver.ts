import {providerOfHost, sameHouse} from '../../core/explain/provider.ts';
import type {HeaderField} from '../../core/trail.ts';
import {notPublic, octetsOf} from '../reverse-name.ts';
import {bareStamp, readStamp} from '../stamp.ts';
import {readPeer} from './peer.ts';

/**
 * Where a field stands. `own`: above the stamp with which the last house took the message from outside, so only that house
 * can have written it: content filters, and what hands mail into a mailbox. `edge`: right below that stamp, where Postfix
 * lets its filters insert, and where the server before it wrote on top of its own stamp; everywhere where nobody stamped
 * the message. `end`: behind all fields of the letter itself, where the filters of Postfix, Exim and Exchange append, those
 * of the sender as well. `below`: under a stamp of another house.
 */
export type Place = 'own' | 'edge' | 'end' | 'below';

/** Who took a message last, as far as its stamps tell, and what that says about every other field. */
export type Receiver = {
	/** Whose servers they are: a provider as rules name it, or a domain; absent where no stamp names one. */
	readonly house?: string;
	readonly placeOf: (index: number) => Place;
	/** Whether a name belongs to that house; unknown counts as not. */
	readonly isOwn: (name: string) => boolean;
};

/** Ends of host names that providers use inside, beyond those that people see. */
const inside: ReadonlyArray<readonly [end: string, house: string]> = [
	['exchangelabs.com', 'microsoft-365'],
	['1e100.net', 'gmail'],
	['mail.me.com', 'icloud'],
	['server.lan', 'gmx'],
	['1and1.com', 'gmx'],
];

const letterFields: ReadonlySet<string> = new Set([
	'from',
	'to',
	'subject',
	'date',
	'message-id',
	'mime-version',
	'content-type',
	'content-transfer-encoding',
]);

const providerOf = (host: string): string | undefined =>
	inside.find(([end]) => host === end || host.endsWith(`.${end}`))?.[1] ?? providerOfHost(host);

const bareHost = (name: string): string => name.toLowerCase().replace(/^\[|[\].]$/g, '');

/** Whose servers a host name belongs to: a provider as rules name it, else the domain that was probably registered. */
export const houseOf = (name: string): string | undefined => {
	const host = bareHost(name);
	if (isUnnamed(host)) return undefined;
	const known = providerOf(host);
	if (known !== undefined) return known;
	const labels = host.split('.');
	// Not the Public Suffix List: two houses that share an end such as co.uk must be told apart, and no more.
	const size = (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 0) <= 3 ? 3 : 2;
	return labels.slice(-size).join('.');
};

export const isSameHouse = (one: string | undefined, other: string | undefined): boolean =>
	one !== undefined && other !== undefined && (one === other || sameHouse(one, other));

/** Addresses, bare names and ends that exist in one network alone say nothing about whose server it is. */
const isUnnamed = (host: string): boolean =>
	!host.includes('.') ||
	!/^[a-z0-9._-]{1,255}$/.test(host) ||
	octetsOf(host) !== undefined ||
	/\.(?:local|localdomain|internal|lan|localhost|home|intern|corp)$/.test(host);

/**
 * The house that took the message last: stamps are read from the top for as long as each was made by it and had the message
 * from it. What the other side called itself proves that only where a server wrote nothing else down.
 */
export const receiverOf = (header: readonly HeaderField[]): Receiver => {
	const stamps = header.flatMap(({name, value}, index) => (name === 'received' ? [{index, value}] : []));
	let house: string | undefined;
	let border = -1;
	for (const {index, value} of stamps) {
		const own = houseOf(readStamp(value).by ?? '');
		if (own !== undefined && house !== undefined && !isSameHouse(own, house)) break;
		house ??= own;
		border = index;
		const isLast = index === stamps[0]?.index;
		if (!(isLast && isHandedOver(value)) && isFromOutside(value, house)) break;
	}
	const next = stamps.find(({index}) => index > border)?.index ?? header.length;
	const letter = header.findLastIndex(({name}) => letterFields.has(name));
	return {
		...(house === undefined ? {} : {house}),
		placeOf: index => {
			if (border < 0) return 'edge';
			if (index <= border) return 'own';
			if (index < next) return 'edge';
			return index > letter ? 'end' : 'below';
		},
		isOwn: name => isSameHouse(houseOf(name), house),
	};
};

/** LMTP hands a message to a mailbox inside of a house (RFC 2033 section 1), often to a server of a bare name. */
const isHandedOver = (stamp: string): boolean =>
	/\swith\s+(?:utf8)?lmtps?a?(?=[\s;]|$)/i.test(bareStamp(stamp));

/** Whether the stamp was put on a message that came from outside of the house. */
const isFromOutside = (stamp: string, house: string | undefined): boolean => {
	const {address, verified, called} = readPeer(stamp);
	if (address === undefined) {
		const other = houseOf(called ?? '');
		return other !== undefined && !isSameHouse(other, house);
	}
	if (notPublic(address) !== undefined) return false;
	if (verified !== undefined) return !isSameHouse(houseOf(verified), house);
	// Exchange Online writes no reverse names; inside of a house of one domain, whoever does not verify is a stranger.
	const isProvider = called !== undefined && providerOf(bareHost(called)) !== undefined;
	return !(isProvider && isSameHouse(houseOf(called), house));
};
