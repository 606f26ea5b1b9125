import {readTagList, type TagList, tagValue} from './tag-list.ts';

/** What one TXT record at a selector is. */
export type DkimKey =
	| {
			readonly is: 'usable';
			readonly type: 'rsa' | 'ed25519';
			/** Of an RSA modulus, 256 for Ed25519. */
			readonly bits: number;
			/** `t=y`: a signature is to be treated as if there were none. */
			readonly testing: boolean;
	  }
	/** An RSA key whose signatures no verifier may accept (RFC 8301 section 3.2). */
	| {readonly is: 'too-short'; readonly bits: number}
	/** `p=` is there and empty. */
	| {readonly is: 'revoked'}
	| {readonly is: 'malformed'; readonly tag: string; readonly why: string}
	/** Another record that happens to be found at this name, such as one from a wildcard. */
	| {readonly is: 'not-a-key'};

/** Bits of an RSA key that verifiers must refuse below, signers should reach, and verifiers need not know above. */
export const rsaBits = {least: 1024, advised: 2048, most: 4096} as const;

/**
 * Judges a key record (RFC 6376 section 3.6.1, RFC 8463) the way a verifier of an `*-sha256` signature does. The
 * verdict is mailauth's; what is said about the tag at fault is our own.
 */
export const readDkimKey = async (record: string): Promise<DkimKey> => {
	const list = readTagList(record);
	const key = tagValue(list, 'p');
	if (key === undefined && !meantForDkim(record, list)) return {is: 'not-a-key'};
	if (key === '' && list.mistakes.length === 0 && versionMistake(list) === undefined) return {is: 'revoked'};
	// The bundler gives a CommonJS module its default export alone.
	const {default: tools} = await import('mailauth/lib/tools.js');
	try {
		const {keyType, modulusLength, testing} = await tools.getPublicKey(
			'DKIM',
			'key.invalid',
			1,
			async () => [[record]],
			{strict: true, hashAlgo: 'sha256'},
		);
		if (keyType === 'ed25519') return {is: 'usable', type: keyType, bits: 256, testing};
		const bits = modulusLength ?? 0;
		return bits < rsaBits.least ? {is: 'too-short', bits} : {is: 'usable', type: keyType, bits, testing};
	} catch (error) {
		const {code} = error as {code?: unknown};
		if (typeof code !== 'string' || !code.startsWith('EINVALID')) throw error;
		return {is: 'malformed', ...mistakeIn(list, code)};
	}
};

/** A record that only lost its `p=` is a key record; a record of something else is not. */
const meantForDkim = (record: string, list: TagList): boolean =>
	/^[\s"']*v\s*=\s*dkim/i.test(record) ||
	list.tags.some(({name, value}) => (name === 'k' && /^(?:rsa|ed25519)$/i.test(value)) || name === 'P');

type Mistake = {readonly tag: string; readonly why: string};

const versionMistake = (list: TagList): Mistake | undefined => {
	const version = tagValue(list, 'v');
	if (version === undefined) return undefined;
	if (version !== 'DKIM1') return {tag: 'v', why: `it must be exactly "DKIM1", not "${version}"`};
	return list.tags[0]?.name === 'v' ? undefined : {tag: 'v', why: 'it must be the first tag'};
};

/** The tag at fault, in the order in which a reader would look; what mailauth said decides where nothing is seen. */
const mistakeIn = (list: TagList, code: string): Mistake =>
	list.mistakes[0] ?? versionMistake(list) ?? typeMistake(list) ?? keyMistake(list) ?? mistakeBy(list, code);

const typeMistake = (list: TagList): Mistake | undefined => {
	const type = tagValue(list, 'k');
	return type === undefined || /^(?:rsa|ed25519)$/i.test(type)
		? undefined
		: {tag: 'k', why: `no verifier knows the key type "${type}"`};
};

const keyMistake = (list: TagList): Mistake | undefined => {
	const key = tagValue(list, 'p')?.replaceAll(/\s/g, '');
	if (key === undefined) return {tag: 'p', why: 'it is missing'};
	if (key === '') return undefined;
	if (key.includes('-----')) return {tag: 'p', why: 'it holds the lines around a PEM key, not the key alone'};
	const bad = /[^A-Za-z0-9+/=]/.exec(key)?.[0];
	if (bad !== undefined) return {tag: 'p', why: `"${bad}" cannot stand in base64`};
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key) || key.replaceAll('=', '').length % 4 === 1)
		return {tag: 'p', why: 'it is not complete base64'};
	return lengthMistake(list, Buffer.from(key, 'base64'));
};

const lengthMistake = (list: TagList, der: Uint8Array): Mistake | undefined => {
	const type = tagValue(list, 'k')?.toLowerCase();
	if (type === 'ed25519')
		return der.length === 32
			? undefined
			: {tag: 'p', why: `an Ed25519 key has 32 octets, this one has ${der.length}`};
	if (der.length === 32 && type === undefined)
		return {tag: 'k', why: 'it is missing, and a key of 32 octets needs k=ed25519'};
	const told = declaredLength(der);
	return told === undefined || told === der.length
		? undefined
		: {tag: 'p', why: `the key says that it has ${told} octets, and ${der.length} are there`};
};

/** How long a DER SEQUENCE says that it is, its own head included (X.690 section 8.1.3). */
const declaredLength = (der: Uint8Array): number | undefined => {
	const [tag, first = 0, ...rest] = der;
	if (tag !== 0x30) return undefined;
	if (first < 0x80) return first + 2;
	const size = first & 0x7f;
	if (size === 0 || size > 3 || rest.length < size) return undefined;
	return rest.slice(0, size).reduce((length, octet) => length * 256 + octet, 0) + 2 + size;
};

const mistakeBy = (list: TagList, code: string): Mistake => {
	if (code === 'EINVALIDHASH') return {tag: 'h', why: `it leaves out sha256: "${tagValue(list, 'h') ?? ''}"`};
	if (code === 'EINVALIDSERVICE')
		return {tag: 's', why: `it leaves out email: "${tagValue(list, 's') ?? ''}"`};
	if (code === 'EINVALIDTYPE')
		return {tag: 'p', why: `it is no key of the type ${tagValue(list, 'k')?.toLowerCase() ?? 'rsa'}`};
	return {tag: 'p', why: 'it is no public key'};
};
