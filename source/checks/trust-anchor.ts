import {folded} from './record-set.ts';

/** A DS record (RFC 4034 section 5.1). */
export type Signer = {
	readonly tag: number;
	readonly algorithm: number;
	readonly digestType: number;
	/** Hexadecimal, small letters. */
	readonly digest: string;
};

/** A DNSKEY record (RFC 4034 section 2.1). */
export type ZoneKey = {
	readonly flags: number;
	readonly algorithm: number;
	readonly tag: number;
	/** The record's data on the wire. */
	readonly wire: Uint8Array;
};

/** Reads the data of a DS record in the form of a zone file; undefined where it is none. */
export const readSigner = (data: string): Signer | undefined => {
	const [, tag, algorithm, digestType, digest = ''] =
		/^(\d{1,5}) (\d{1,3}) (\d{1,3}) ([0-9a-fA-F ]{2,400})$/.exec(data) ?? [];
	return tag === undefined
		? undefined
		: {
				tag: Number(tag),
				algorithm: Number(algorithm),
				digestType: Number(digestType),
				digest: digest.replaceAll(' ', '').toLowerCase(),
			};
};

/** Reads the data of a DNSKEY record in the form of a zone file; undefined where it is none. */
export const readKey = (data: string): ZoneKey | undefined => {
	const [, flags, protocol, algorithm, key = ''] =
		/^(\d{1,5}) (\d{1,3}) (\d{1,3}) ([0-9A-Za-z+/= ]{1,6000})$/.exec(data) ?? [];
	const octets = base64(key);
	if (flags === undefined || octets === undefined) return undefined;
	const number = Number(flags);
	const wire = Uint8Array.from([number >> 8, number & 255, Number(protocol), Number(algorithm), ...octets]);
	return {flags: number, algorithm: Number(algorithm), tag: keyTag(wire), wire};
};

const base64 = (text: string): Uint8Array | undefined => {
	try {
		return Uint8Array.from(atob(text.replaceAll(' ', '')), char => char.charCodeAt(0));
	} catch {
		return undefined;
	}
};

/** RFC 4034 appendix B; algorithm 1 (RSA/MD5) has another one, which no DS of today has. */
const keyTag = (wire: Uint8Array): number => {
	const sum = wire.reduce((total, octet, index) => total + (index % 2 === 0 ? octet << 8 : octet), 0);
	return (sum + (sum >> 16)) & 0xff_ff;
};

const secureEntryPoint = 1;
const revoked = 0x80;

/** Keys that a DS record may point at: those marked as secure entry points, or all where none is. */
export const entryPoints = (keys: readonly ZoneKey[]): readonly ZoneKey[] => {
	const usable = keys.filter(({flags}) => (flags & revoked) === 0);
	const marked = usable.filter(({flags}) => (flags & secureEntryPoint) !== 0);
	return marked.length > 0 ? marked : usable;
};

const sha256 = 2;

/** The data of the DS record that the parent zone has to publish for a key, with SHA-256 (RFC 4509). */
export const signerFor = async (zone: string, {wire, tag, algorithm}: ZoneKey): Promise<string> => {
	const whole = Uint8Array.from([...nameOnWire(zone), ...wire]);
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
	const hex = [...digest].map(octet => octet.toString(16).padStart(2, '0')).join('');
	return `${tag} ${algorithm} ${sha256} ${hex}`;
};

const nameOnWire = (name: string): readonly number[] => {
	const labels = name === '.' ? [] : folded(name).split('.');
	return [...labels.flatMap(label => [label.length, ...new TextEncoder().encode(label)]), 0];
};

/** Whether a DS record belongs to one of the keys, by tag and algorithm. */
export const pointsAt = ({tag, algorithm}: Signer, keys: readonly ZoneKey[]): boolean =>
	keys.some(key => key.tag === tag && key.algorithm === algorithm);

/** Signing algorithms that resolvers do not accept any more (RFC 9904, RFC 9905, RFC 9906). */
const weakAlgorithms: Readonly<Record<number, string>> = {
	1: 'RSA/MD5',
	3: 'DSA/SHA-1',
	5: 'RSA/SHA-1',
	6: 'DSA/SHA-1',
	7: 'RSA/SHA-1',
	12: 'GOST',
};
/** Digests of DS records that are not to be used (RFC 9904). */
const weakDigests: Readonly<Record<number, string>> = {1: 'SHA-1', 3: 'GOST'};

/** What is weak about a DS record, in words; undefined where nothing is. */
export const weaknessOf = ({algorithm, digestType}: Signer): string | undefined => {
	const signing = weakAlgorithms[algorithm];
	if (signing !== undefined) return `signatures with ${signing} (algorithm ${algorithm})`;
	const digest = weakDigests[digestType];
	return digest === undefined ? undefined : `a DS record with ${digest} (digest type ${digestType})`;
};
