import {zoneLine} from '../../../core/advice.ts';
import {digestOf} from '../../../mail/digest.ts';
import {folded} from '../../record-set.ts';

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
const entryPoints = (keys: readonly ZoneKey[]): readonly ZoneKey[] => {
	const usable = keys.filter(({flags}) => (flags & revoked) === 0);
	const marked = usable.filter(({flags}) => (flags & secureEntryPoint) !== 0);
	return marked.length > 0 ? marked : usable;
};

const sha256 = 2;
type Hash = Parameters<typeof digestOf>[0];
const hashes: Readonly<Record<number, Hash>> = {1: 'SHA-1', [sha256]: 'SHA-256', 4: 'SHA-384'};

/** The data of the DS record of a key, with SHA-256 (RFC 4509). */
const signerFor = (zone: string, key: ZoneKey): string =>
	`${key.tag} ${key.algorithm} ${sha256} ${digestOfKey(zone, key, 'SHA-256')}`;

const digestOfKey = (zone: string, {wire}: ZoneKey, hash: Hash): string =>
	digestOf(hash, Uint8Array.from([...nameOnWire(zone), ...wire]));

const nameOnWire = (name: string): readonly number[] => {
	const labels = name === '.' ? [] : folded(name).split('.');
	return [...labels.flatMap(label => [label.length, ...new TextEncoder().encode(label)]), 0];
};

/** Whether a DS record belongs to one of the keys of a zone; a digest of a kind that is not known here counts as right. */
const pointsAt = async (
	{tag, algorithm, digestType, digest}: Signer,
	zone: string,
	keys: readonly ZoneKey[],
): Promise<boolean> => {
	const named = keys.filter(key => key.tag === tag && key.algorithm === algorithm);
	const hash = hashes[digestType];
	if (hash === undefined) return named.length > 0;
	const digests = named.map(key => digestOfKey(zone, key, hash));
	return digests.includes(digest);
};

/** Whether one of the DS records belongs to one of the keys of a zone. */
export const fits = async (
	zone: string,
	signers: readonly Signer[],
	keys: readonly ZoneKey[],
): Promise<boolean> =>
	(await Promise.all(signers.map(signer => pointsAt(signer, zone, keys)))).includes(true);

/** Whether resolvers of today can check what a DS record vouches for (RFC 8624 section 3); for them it must hold. */
export const isUsable = ({algorithm, digestType}: Signer): boolean =>
	[8, 10, 13, 14, 15, 16].includes(algorithm) && [2, 4].includes(digestType);

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

const mostProposed = 4;

/** The DS records that the parent zone is to publish, where none of today's kind belongs to a good key; else none. */
export const signersFor = async (
	zone: string,
	signers: readonly Signer[],
	keys: readonly ZoneKey[],
): Promise<readonly string[]> => {
	const good = entryPoints(keys).filter(
		({tag, algorithm}) => weaknessOf({tag, algorithm, digestType: sha256, digest: ''}) === undefined,
	);
	const accepted = signers.filter(signer => weaknessOf(signer) === undefined);
	if (await fits(zone, accepted, good)) return [];
	const lines = good.slice(0, mostProposed).map(key => signerFor(zone, key));
	return lines.map(line => zoneLine(zone, 'DS', line));
};
