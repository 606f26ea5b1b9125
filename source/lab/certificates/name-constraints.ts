import 'reflect-metadata';
import {BlockList, isIP, SocketAddress} from 'node:net';
import {Extension, type X509Certificate} from '@peculiar/x509';

/** For whom an authority may sign: each name with all below it, and networks of IP addresses (RFC 5280 section 4.2.1.10). */
export type Permitted = {
	readonly names: readonly string[];
	/** Such as `10.0.0.0/8` or `fe80::/10`. */
	readonly networks: readonly string[];
};

const identifier = '2.5.29.30';

/** Tags of DER (X.690): SEQUENCE, permittedSubtrees, and of GeneralName dNSName and iPAddress. */
const tags = {sequence: 0x30, permitted: 0xa0, name: 0x82, network: 0x87} as const;

/**
 * Not critical, which RFC 5280 wants it to be: OpenSSL, GnuTLS and their like obey it either way, while Mbed TLS, which
 * many devices have, cannot so much as read an authority in which it is critical (Mbed-TLS/mbedtls#8759).
 */
export const nameConstraints = ({names, networks}: Permitted): Extension => {
	const subtrees = [
		...names.map(name => element(tags.name, Buffer.from(name, 'ascii'))),
		...networks.map(network => element(tags.network, octetsOf(network))),
	].map(base => element(tags.sequence, base));
	return new Extension(
		identifier,
		false,
		element(tags.sequence, element(tags.permitted, Buffer.concat(subtrees))),
	);
};

/**
 * Which of these names and addresses the authority may not sign for; none where it is not constrained. Names are in small
 * letters, without a dot at their end.
 */
export const notPermitted = (
	authority: X509Certificate,
	wanted: {readonly names: readonly string[]; readonly addresses: readonly string[]},
): {readonly names: readonly string[]; readonly addresses: readonly string[]} => {
	const extension = authority.getExtension(identifier);
	if (!extension) return {names: [], addresses: []};
	const {names, networks} = permittedIn(Buffer.from(extension.value));
	return {
		names: wanted.names.filter(name => !names.some(one => name === one || name.endsWith(`.${one}`))),
		addresses: wanted.addresses.filter(address => !networks.check(address, familyOf(address))),
	};
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Reads what `nameConstraints` wrote; anything else is read as if it permitted less. */
const permittedIn = (der: Buffer): {readonly names: readonly string[]; readonly networks: BlockList} => {
	const names: string[] = [];
	const networks = new BlockList();
	for (const {tag, content} of within(der, [tags.sequence, tags.permitted, tags.sequence])) {
		if (tag === tags.name) names.push(content.toString('ascii').toLowerCase());
		if (tag === tags.network && (content.length === 8 || content.length === 32)) {
			const half = content.length / 2;
			const bits = [...content.subarray(half)].reduce((sum, octet) => sum + ones(octet), 0);
			networks.addSubnet(addressOf(content.subarray(0, half)), bits, half === 4 ? 'ipv4' : 'ipv6');
		}
	}
	return {names, networks};
};

type Element = {readonly tag: number; readonly content: Buffer};

/** The elements below these tags, one in the other. */
const within = (der: Buffer, path: readonly number[]): readonly Element[] =>
	path.reduce<readonly Element[]>(
		(elements, wanted) =>
			elements.filter(({tag}) => tag === wanted).flatMap(({content}) => elementsIn(content)),
		elementsIn(der),
	);

const elementsIn = (der: Buffer): readonly Element[] => {
	const elements: Element[] = [];
	for (let at = 0; at + 2 <= der.length; ) {
		const [tag = 0, first = 0] = der.subarray(at);
		const more = first < 0x80 ? 0 : Math.min(first & 0x7f, 4);
		const size =
			more === 0 ? first : der.subarray(at + 2, at + 2 + more).reduce((sum, one) => sum * 256 + one, 0);
		const begin = at + 2 + more;
		elements.push({tag, content: der.subarray(begin, begin + size)});
		at = begin + size;
	}
	return elements;
};

const element = (tag: number, content: Buffer): Buffer => {
	const size = content.length;
	const sizes = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
	return Buffer.concat([Buffer.of(tag, ...sizes), content]);
};

const octetsOf = (network: string): Buffer => {
	const [address = '', bits = '0'] = network.split('/');
	const octets = addressOctets(address);
	const mask = octets.map(
		(_, index) => (0xff00 >> Math.min(8, Math.max(0, Number(bits) - index * 8))) & 0xff,
	);
	return Buffer.from([...octets.map((octet, index) => octet & (mask[index] ?? 0)), ...mask]);
};

const addressOctets = (address: string): readonly number[] => {
	if (isIP(address) === 4) return address.split('.').map(Number);
	// What stands in dots at its end is written in groups by URL.
	const plain = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? '::';
	const [head = '', tail] = plain.split('::');
	const groups = (text: string) => text.split(':').filter(Boolean);
	const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
	return [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail ?? '')].flatMap(group => {
		const value = Number.parseInt(group, 16);
		return [value >> 8, value & 0xff];
	});
};

const addressOf = (octets: Buffer): string =>
	octets.length === 4
		? octets.join('.')
		: new SocketAddress({
				family: 'ipv6',
				address: Array.from({length: 8}, (_, index) => octets.readUInt16BE(index * 2).toString(16)).join(':'),
			}).address;

const ones = (octet: number): number => [...octet.toString(2)].filter(bit => bit === '1').length;
