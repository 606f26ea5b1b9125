/** An IP address as a number; an IPv4-mapped IPv6 address is an IPv4 address to SPF (RFC 7208 section 5). */
export type Address = {readonly family: 4 | 6; readonly bits: bigint};

/** No leading zeros (the `qnum` of RFC 7208 section 12). */
const dottedQuad = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
const mapped = 0xffffn;

export const isIpv4 = (text: string): boolean => dottedQuad.test(text);

/** The eight groups of an IPv6 address, or nothing when it is none. */
const groupsOf = (text: string): readonly number[] | undefined => {
	if (!/^[\da-f:.]{2,45}$/i.test(text) || !text.includes(':')) return undefined;
	const url = URL.parse(`http://[${text}]/`);
	if (!url) return undefined;
	const [head = '', tail] = url.hostname.slice(1, -1).split('::');
	const groups = (part: string) =>
		part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16));
	const [front, back] = [groups(head), groups(tail ?? '')];
	return [...front, ...Array.from({length: 8 - front.length - back.length}, () => 0), ...back];
};

export const isIpv6 = (text: string): boolean => groupsOf(text) !== undefined;

export const parseAddress = (text: string): Address | undefined => {
	if (isIpv4(text)) return {family: 4, bits: joined(text.split('.').map(Number), 8n)};
	const groups = groupsOf(text);
	if (!groups) return undefined;
	const bits = joined(groups, 16n);
	return bits >> 32n === mapped ? {family: 4, bits: bits & 0xffffffffn} : {family: 6, bits};
};

const joined = (parts: readonly number[], width: bigint): bigint =>
	parts.reduce((bits, part) => (bits << width) | BigInt(part), 0n);

/** Whether two addresses of one family agree in their first `prefix` bits. */
export const within = (address: Address, network: Address, prefix: number): boolean => {
	if (address.family !== network.family) return false;
	const shift = BigInt((address.family === 4 ? 32 : 128) - prefix);
	return address.bits >> shift === network.bits >> shift;
};

/** The address as the `i` macro has it: dotted quad, or 32 nibbles with dots (RFC 7208 section 7.3). */
export const dotted = ({family, bits}: Address): string =>
	family === 4
		? [24n, 16n, 8n, 0n].map(shift => String((bits >> shift) & 255n)).join('.')
		: [...bits.toString(16).padStart(32, '0')].join('.');

/** The name that a reverse lookup asks for (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export const reverseName = (address: Address): string =>
	`${dotted(address).split('.').toReversed().join('.')}.${address.family === 4 ? 'in-addr' : 'ip6'}.arpa`;
