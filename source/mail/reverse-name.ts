/**
 * The octets of an IP address, 4 or 16; an IPv4-mapped IPv6 address is the IPv4 address that it carries (RFC 4291
 * section 2.5.5.2). Nothing for what is no address.
 */
export const octetsOf = (ip: string): readonly number[] | undefined => {
	if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(ip)) {
		const octets = ip.split('.').map(Number);
		return octets.every(octet => octet <= 255) ? octets : undefined;
	}
	const groups = groupsOf(ip);
	if (!groups) return undefined;
	const octets = groups.flatMap(group => [group >> 8, group & 255]);
	const isMapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff;
	return isMapped ? octets.slice(12) : octets;
};

/** The URL parser reads every spelling of an IPv6 address and writes the shortest. */
const groupsOf = (ip: string): readonly number[] | undefined => {
	const url = /^[\da-f:.]{2,45}$/i.test(ip) ? URL.parse(`http://[${ip}]/`) : null;
	if (!url) return undefined;
	const [head = '', tail] = url.hostname.slice(1, -1).split('::');
	const before = head === '' ? [] : head.split(':');
	const after = tail === undefined || tail === '' ? [] : tail.split(':');
	const zeros = Array.from({length: 8 - before.length - after.length}, () => '0');
	return [...before, ...zeros, ...after].map(group => Number.parseInt(group, 16));
};

/** Whether two spellings are the same IP address. */
export const sameIp = (one: string, other: string): boolean => {
	const octets = octetsOf(one);
	return octets !== undefined && octets.join('.') === octetsOf(other)?.join('.');
};

export type Family = 'ipv4' | 'ipv6';

/** Which family an address belongs to when it is looked up; an IPv4-mapped one is IPv4. */
export const familyOf = (ip: string): Family => (octetsOf(ip)?.length === 16 ? 'ipv6' : 'ipv4');

/** The labels that stand for an address in front of a zone: octets or nibbles, in reverse (RFC 5782 section 2.1, 2.4). */
export const reverseLabels = (ip: string): string => {
	const octets = octetsOf(ip) ?? [];
	const labels =
		octets.length === 4
			? octets.map(String)
			: octets.flatMap(octet => [(octet >> 4).toString(16), (octet & 15).toString(16)]);
	return labels.toReversed().join('.');
};

/** The name whose PTR records are the reverse names of an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export const reverseName = (ip: string): string =>
	`${reverseLabels(ip)}.${familyOf(ip) === 'ipv4' ? 'in-addr' : 'ip6'}.arpa`;

/**
 * What an address is for when it is none that the internet routes (RFC 6890), for a sentence: "a private address".
 * Addresses for documentation are asked about like any other.
 */
export const notPublic = (ip: string): string | undefined => {
	const octets = octetsOf(ip);
	return octets && specialPurposes.find(({prefix}) => covers(prefix, octets))?.means;
};

const covers = (prefix: string, octets: readonly number[]): boolean => {
	const [base = '', length = ''] = prefix.split('/');
	const start = octetsOf(base);
	if (start?.length !== octets.length) return false;
	const bits = (of: readonly number[]) => of.map(octet => octet.toString(2).padStart(8, '0')).join('');
	return bits(octets).startsWith(bits(start).slice(0, Number(length)));
};

const privateAddress = 'a private address (RFC 1918)';

const specialPurposes: ReadonlyArray<{readonly prefix: string; readonly means: string}> = [
	{prefix: '0.0.0.0/8', means: 'an address that stands for this host (RFC 1122)'},
	{prefix: '10.0.0.0/8', means: privateAddress},
	{prefix: '100.64.0.0/10', means: 'an address that a provider shares among its customers (RFC 6598)'},
	{prefix: '127.0.0.0/8', means: 'a loopback address (RFC 1122)'},
	{prefix: '169.254.0.0/16', means: 'a link-local address (RFC 3927)'},
	{prefix: '172.16.0.0/12', means: privateAddress},
	{prefix: '192.0.0.0/24', means: 'an address reserved for protocols (RFC 6890)'},
	{prefix: '192.168.0.0/16', means: privateAddress},
	{prefix: '198.18.0.0/15', means: 'an address for benchmarks (RFC 2544)'},
	{prefix: '224.0.0.0/4', means: 'a multicast address (RFC 5771)'},
	{prefix: '240.0.0.0/4', means: 'a reserved address (RFC 1112)'},
	{prefix: '::/128', means: 'the unspecified address (RFC 4291)'},
	{prefix: '::1/128', means: 'a loopback address (RFC 4291)'},
	{prefix: '100::/64', means: 'an address whose packets are discarded (RFC 6666)'},
	{prefix: 'fc00::/7', means: 'a unique local address (RFC 4193)'},
	{prefix: 'fe80::/10', means: 'a link-local address (RFC 4291)'},
	{prefix: 'ff00::/8', means: 'a multicast address (RFC 4291)'},
];
