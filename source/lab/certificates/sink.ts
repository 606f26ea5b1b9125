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
import {notPermitted} from './name-constraints.ts';

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

/** Another host's name for the fault `wrong-name`. */
const elsewhere = 'shared-hosting.test';

/** Names that no stranger's server has: RFC 6761, 6762, 8375, and appendix G of 6762 with what ICANN keeps for it. */
const ownNames = ['localhost', 'local', 'home.arpa', 'internal', 'lan', 'home', 'test'];

/**
 * Addresses that no stranger's server has: RFC 1918, 3927, 1122, 6598, 4193 and 4291. A machine gets new ones of these
 * often, and devices should not have to trust a new authority then.
 */
const ownNetworks = [
	'10.0.0.0/8',
	'172.16.0.0/12',
	'192.168.0.0/16',
	'169.254.0.0/16',
	'127.0.0.0/8',
	'100.64.0.0/10',
	'fc00::/7',
	'fe80::/10',
	'::1/128',
];

/**
 * A new authority of this machine's own, for ten years. Its key is RSA of 2048 bits, so that old clients can check what it
 * signed. Nobody trusts it unless somebody makes them; who does trusts it for this machine's names and addresses, and for
 * names and addresses that nobody has in public, and for nothing else.
 */
export const createSinkAuthority = async ({names, addresses, now}: Reached): Promise<Pair> => {
	const {certificate, keys} = await createIssuer(commonName(`lostmail sink on ${names[0]}`), undefined, {
		...span(now, -before, authorityDays),
		key: 'rsa',
		permitted: {
			names: [...new Set([...names.map(name => name.toLowerCase()), ...ownNames])],
			networks: [
				...ownNetworks,
				...addresses.map(address => `${address}/${address.includes(':') ? 128 : 32}`),
			],
		},
	});
	return {key: await pemOf(keys.privateKey), cert: `${certificate.toString('pem').trimEnd()}\n`};
};

/** The names and addresses that this authority may not sign for: certificates for them would be good for nobody. */
export const beyond = async (
	authority: Pair,
	{names, addresses}: Reached,
): Promise<Pick<Reached, 'addresses'> & {readonly names: readonly string[]}> =>
	notPermitted((await readIssuer(authority)).certificate, {
		names: names.map(name => name.toLowerCase()),
		addresses,
	});

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
			const another = {...reached, names: [elsewhere] as const, addresses: []};
			return leavesBy(await readIssuer(authority), keys, another, usual);
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
