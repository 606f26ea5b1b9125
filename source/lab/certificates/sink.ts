import {
	type CryptoKeyPair,
	commonName,
	createIssuer,
	createKeys,
	type Issuer,
	issueBy,
	pemOf,
	readIssuer,
	readKeys,
	selfSigned,
	type Terms,
	withChain,
} from './issue.ts';

/** A private key and its certificate, followed by that of its authority where there is one; both PEM. */
export type Pair = {readonly key: string; readonly cert: string};

/** A server's two certificates: most clients are shown the first, and those that know no elliptic curves the second. */
export type Leaves = {readonly ec: Pair; readonly rsa: Pair};

/** What node:tls takes as `key` and `cert`: it shows each client the certificate whose kind of key that client speaks. */
export type BothKinds = {readonly key: string[]; readonly cert: string[]};

/** What can be wrong with a certificate that is made on demand. */
export const certificateFaults = [
	'expired',
	'not-yet-valid',
	'self-signed',
	'wrong-name',
	'unknown-issuer',
] as const;
export type CertificateFault = (typeof certificateFaults)[number];

const day = 86_400_000;
/** A device that was once told to trust the authority should not have to be told again. */
const authorityDays = 3650;
const leafDays = 365;
/** Clocks of devices are often behind. */
const before = 30;

/** Who answers under which names and addresses; `now` is in milliseconds since 1970. */
export type Reached = {
	/** The name it calls itself first, then others. */
	readonly names: readonly [string, ...string[]];
	/** IP addresses, without zone. */
	readonly addresses: readonly string[];
	readonly now: number;
};

/**
 * A new authority of this machine's own, for ten years. Its key is RSA of 2048 bits, so that old clients can check what it
 * signed. Nobody trusts it unless somebody makes them.
 */
export const createSinkAuthority = async ({
	host,
	now,
}: {
	readonly host: string;
	readonly now: number;
}): Promise<Pair> => {
	const {certificate, keys} = await createIssuer(commonName(`lostmail sink on ${host}`), undefined, {
		...span(now, -before, authorityDays),
		key: 'rsa',
	});
	return {key: await pemOf(keys.privateKey), cert: `${certificate.toString('pem').trimEnd()}\n`};
};

/** Certificates by this authority, for a year and never longer than the authority's own. */
export const createSinkLeaves = async (authority: Pair, reached: Reached): Promise<Leaves> => {
	const issuer = await readIssuer(authority);
	const [ec, rsa] = await Promise.all([createKeys('strong'), createKeys('rsa')]);
	return leavesBy(issuer, {ec, rsa}, reached, span(reached.now, -before, leafDays));
};

/** Both certificates as one identity. */
export const bothOf = ({ec, rsa}: Leaves): BothKinds => ({key: [ec.key, rsa.key], cert: [ec.cert, rsa.cert]});

/** The same keys with certificates in which one thing is wrong; each fault is made once, when it is first asked for. */
export const createFaulty = (
	authority: Pair,
	leaves: Leaves,
	reached: Reached,
): ((fault: CertificateFault) => Promise<BothKinds>) => {
	const made = new Map<CertificateFault, Promise<BothKinds>>();
	return fault => {
		const making = made.get(fault) ?? spoiled(fault, {authority, leaves, reached}).then(bothOf);
		made.set(fault, making);
		return making;
	};
};

const spoiled = async (
	fault: CertificateFault,
	{
		authority,
		leaves,
		reached,
	}: {readonly authority: Pair; readonly leaves: Leaves; readonly reached: Reached},
): Promise<Leaves> => {
	const keys = {ec: await readKeys(leaves.ec.key, 'strong'), rsa: await readKeys(leaves.rsa.key, 'rsa')};
	const usual = span(reached.now, -before, leafDays);
	switch (fault) {
		case 'expired':
			return leavesBy(await readIssuer(authority), keys, reached, span(reached.now, -leafDays, -35));
		case 'not-yet-valid':
			return leavesBy(await readIssuer(authority), keys, reached, span(reached.now, 35, leafDays));
		case 'wrong-name': {
			const elsewhere = {...reached, names: ['shared-hosting.test'] as const, addresses: []};
			return leavesBy(await readIssuer(authority), keys, elsewhere, usual);
		}
		case 'unknown-issuer': {
			const nobody = await createIssuer('CN=Some Other Authority, O=Elsewhere', undefined, {
				...span(reached.now, -before, authorityDays),
				key: 'rsa',
			});
			return leavesBy(nobody, keys, reached, usual);
		}
		case 'self-signed': {
			const [name, ...names] = reached.names;
			const terms = {...usual, names, addresses: reached.addresses};
			return {
				ec: await selfSigned(name, {...terms, keys: keys.ec}),
				rsa: await selfSigned(name, {...terms, keys: keys.rsa}),
			};
		}
	}
};

type Span = {readonly notBefore: Date; readonly notAfter: Date};

const span = (now: number, from: number, to: number): Span => ({
	notBefore: new Date(now + from * day),
	notAfter: new Date(now + to * day),
});

const leavesBy = async (
	issuer: Issuer,
	keys: {readonly ec: CryptoKeyPair; readonly rsa: CryptoKeyPair},
	{names: [name, ...names], addresses}: Reached,
	{notBefore, notAfter}: Span,
): Promise<Leaves> => {
	const {certificate} = issuer;
	const terms: Terms = {
		notBefore,
		notAfter: new Date(Math.min(notAfter.getTime(), certificate.notAfter.getTime())),
		names,
		addresses,
	};
	const leaf = async (pair: CryptoKeyPair): Promise<Pair> =>
		withChain(await issueBy(issuer, name, {...terms, keys: pair}), certificate);
	return {ec: await leaf(keys.ec), rsa: await leaf(keys.rsa)};
};
