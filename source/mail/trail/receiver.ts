import {providerOfHost, sameHouse} from '../../core/explain/provider.ts';
import type {HeaderField} from '../../core/trail.ts';
import {notPublic, octetsOf} from '../reverse-name.ts';
import {readStamp} from '../stamp.ts';

/**
 * Where a field stands. `own`: above the stamp with which the last house took the message from outside, so only that house
 * can have written it. `edge`: right below that stamp, where its filters write as well, and where the sender's own fields
 * begin. `end`: behind all fields of the letter itself, where some servers append. `below`: under a stamp of another house.
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

/** Whose servers a host name belongs to: a provider as rules name it, else the domain that was probably registered. */
export const houseOf = (name: string): string | undefined => {
	const host = name.toLowerCase().replace(/^\[|[\].]$/g, '');
	if (isUnnamed(host)) return undefined;
	const known = inside.find(([end]) => host === end || host.endsWith(`.${end}`))?.[1] ?? providerOfHost(host);
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
 * The house that took the message last: stamps are read from the top for as long as each was made by it and had the
 * message from it. A sender who greets with a name of that house is not told from it.
 */
export const receiverOf = (header: readonly HeaderField[]): Receiver => {
	const stamps = header.flatMap(({name, value}, index) => (name === 'received' ? [{index, value}] : []));
	let house: string | undefined;
	let border = -1;
	for (const {index, value} of stamps) {
		const {by = '', from} = readStamp(value);
		const own = houseOf(by);
		if (own !== undefined && house !== undefined && !isSameHouse(own, house)) break;
		house ??= own;
		border = index;
		if (from !== undefined && isOutside(from, house)) break;
	}
	const next = stamps.find(({index}) => index > border)?.index ?? header.length;
	const letter = header.findLastIndex(({name}) => letterFields.has(name));
	return {
		...(house === undefined ? {} : {house}),
		placeOf: index => {
			if (index <= border || border < 0) return 'own';
			if (index < next) return 'edge';
			return index > letter ? 'end' : 'below';
		},
		isOwn: name => isSameHouse(houseOf(name), house),
	};
};

/** Whether a message that came from there came from outside of the house. */
const isOutside = (from: string, house: string | undefined): boolean => {
	const name = from.toLowerCase().replace(/^\[(?:ipv6:)?|\]$/g, '');
	if (octetsOf(name) !== undefined) return notPublic(name) === undefined;
	const other = houseOf(name);
	return other !== undefined && !isSameHouse(other, house);
};
