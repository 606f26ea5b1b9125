import 'reflect-metadata';
import {BlockList, isIP} from 'node:net';
import {AsnConvert} from '@peculiar/asn1-schema';
import {
	GeneralName,
	GeneralSubtree,
	GeneralSubtrees,
	id_ce_nameConstraints,
	NameConstraints,
} from '@peculiar/asn1-x509';
import {Extension, type X509Certificate} from '@peculiar/x509';

/** For whom an authority may sign: each name with all below it, and networks of IP addresses (RFC 5280 section 4.2.1.10). */
export type Permitted = {
	readonly names: readonly string[];
	/** Such as `10.0.0.0/8` or `fe80::/10`. */
	readonly networks: readonly string[];
};

/**
 * Not critical, which RFC 5280 wants it to be: OpenSSL, GnuTLS and their like obey it either way, while Mbed TLS, which
 * many devices have, cannot so much as read an authority in which it is critical (Mbed-TLS/mbedtls#8759).
 */
export const nameConstraints = ({names, networks}: Permitted): Extension => {
	const permittedSubtrees = new GeneralSubtrees(
		[...names.map(dNSName => ({dNSName})), ...networks.map(iPAddress => ({iPAddress}))].map(
			base => new GeneralSubtree({base: new GeneralName(base)}),
		),
	);
	return new Extension(
		id_ce_nameConstraints,
		false,
		AsnConvert.serialize(new NameConstraints({permittedSubtrees})),
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
	const extension = authority.getExtension(id_ce_nameConstraints);
	if (!extension) return {names: [], addresses: []};
	const {names, networks} = permittedIn(extension.value);
	return {
		names: wanted.names.filter(name => !names.some(one => name === one || name.endsWith(`.${one}`))),
		addresses: wanted.addresses.filter(address => !networks.check(address, familyOf(address))),
	};
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const permittedIn = (der: ArrayBuffer): {readonly names: readonly string[]; readonly networks: BlockList} => {
	const bases = (AsnConvert.parse(der, NameConstraints).permittedSubtrees ?? []).map(({base}) => base);
	const networks = new BlockList();
	for (const {iPAddress = ''} of bases) {
		const [address = '', bits] = iPAddress.split('/');
		if (isIP(address)) networks.addSubnet(address, Number(bits), familyOf(address));
	}
	return {names: bases.flatMap(({dNSName}) => dNSName?.toLowerCase() ?? []), networks};
};
