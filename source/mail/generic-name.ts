import {octetsOf} from './reverse-name.ts';

/**
 * Why a reverse name looks like one that a network gives to every line, for a sentence after "it": the address is
 * spelled out in it, or one of its words says so. Nothing when it looks like the name of a mail server. `owner` is
 * the registered domain below which it stands, whose words do not count.
 */
export const whyGeneric = (name: string, ip: string, owner: string | undefined): string | undefined => {
	const lower = name.toLowerCase().slice(0, longest);
	const host = owner !== undefined && lower.endsWith(`.${owner}`) ? lower.slice(0, -owner.length - 1) : lower;
	if (spells(host, octetsOf(ip) ?? [])) return 'spells out the address';
	const word = host.split(/[^a-z]+/).find(part => words.has(part));
	return word === undefined ? undefined : `contains the word “${word}”`;
};

/** Characters of a name that DNS allows. */
const longest = 253;

const spells = (host: string, octets: readonly number[]): boolean =>
	octets.length === 4 ? spellsIpv4(host, octets) : octets.length === 16 && spellsIpv6(host, octets);

const spellsIpv4 = (host: string, octets: readonly number[]): boolean => {
	const numbers = host.split(/\D+/).filter(part => part !== '' && part.length <= 12);
	const padded = octets.map(octet => String(octet).padStart(3, '0')).join('');
	const hex = octets.map(octet => octet.toString(16).padStart(2, '0')).join('');
	return (
		numbers.includes(padded) ||
		host.split(/[^\da-z]+/).some(part => part.includes(hex)) ||
		[octets, octets.toReversed()].some(order =>
			[order.slice(0, 3), order.slice(1)].some(three => holds(numbers.map(Number), three)),
		)
	);
};

const spellsIpv6 = (host: string, octets: readonly number[]): boolean => {
	const nibbles = octets.map(octet => octet.toString(16).padStart(2, '0')).join('');
	const groups = nibbles.match(/.{4}/g) ?? [];
	const parts = host.split(/[^\da-f]+/).filter(part => part !== '' && part.length <= 4);
	const significant = groups.map(group => Number.parseInt(group, 16)).filter(group => group !== 0);
	const joined = host.replaceAll(/[^\da-z]/g, '');
	return (
		joined.includes(nibbles) ||
		joined.includes([...nibbles].toReversed().join('')) ||
		(significant.length >= 3 &&
			holds(
				parts.map(part => Number.parseInt(part, 16)).filter(part => part !== 0),
				significant,
			))
	);
};

/** Whether a list has these numbers side by side. */
const holds = (list: readonly number[], wanted: readonly number[]): boolean =>
	list.some((_, start) => wanted.every((number, index) => list[start + index] === number));

const words: ReadonlySet<string> = new Set([
	...['adsl', 'broadband', 'cable', 'catv', 'client', 'cpe', 'cust', 'customer', 'customers', 'dhcp'],
	...['dial', 'dialin', 'dialup', 'dip', 'dsl', 'dyn', 'dynamic', 'dynamicip', 'fiber', 'ftth', 'fttx'],
	...['gprs', 'hsi', 'lte', 'mobile', 'modem', 'pool', 'pools', 'ppp', 'pppoe', 'residential', 'sdsl'],
	...['static', 'unassigned', 'user', 'users', 'vdsl', 'wimax', 'wireless', 'xdsl'],
]);
