import {createHash, X509Certificate as ReadCertificate} from 'node:crypto';
import {
	createIssuer,
	fromNow,
	type Identity,
	type Issuer,
	issueBy,
	selfSigned,
	type Terms,
	withChain,
} from './certificates/issue.ts';

export type {Identity} from './certificates/issue.ts';

/**
 * What a server's certificate can be like. To be trusted are `good`, `expires-soon` (in 3 days), `expires-in-a-month` (in 20
 * days, of a life of 320) and `issuer-not-sent`, whose issuer every client has. `intermediate-not-sent`: its issuer is one
 * that no client has, with the address where to fetch it. `weak-key`: RSA of 1024 bits.
 */
export const certificateKinds = [
	'good',
	'expired',
	'not-yet-valid',
	'self-signed',
	'wrong-name',
	'unknown-issuer',
	'expires-soon',
	'expires-in-a-month',
	'issuer-not-sent',
	'intermediate-not-sent',
	'weak-key',
] as const;
export type CertificateKind = (typeof certificateKinds)[number];

/** Certificate authorities that live as long as their lab. */
export type Authority = {
	/** The lab's own authority, PEM. */
	readonly pem: string;
	/** What a client has to trust, PEM: the lab's own authority, and every other that was to be trusted so far. */
	trusted(): string;
	issue(wanted: {
		readonly name: string;
		readonly kind: CertificateKind;
		/** The distinguished name of who makes it; else the lab's own authority does, or somebody whom nobody knows. */
		readonly issuer?: string | undefined;
	}): Promise<Identity>;
};

/** Makes a new authority; nobody but the lab's own client ever trusts it. */
export const createAuthority = async (): Promise<Authority> => {
	const own = await createIssuer('CN=Lab Authority, O=lostmail lab');
	const trusted = createIssuers(own);
	const unknown = createIssuers();
	// RFC 7671 section 5.2.1: whoever trusts by TLSA usage 2 needs the authority's certificate in the chain.
	const issue = async (name: string, issuer: string | undefined, terms: Terms) => {
		const by = await trusted.named(issuer);
		return withChain(await issueBy(by, name, terms), by.certificate);
	};
	return {
		pem: own.certificate.toString('pem'),
		trusted: trusted.pem,
		issue: async ({name, kind, issuer}) => {
			switch (kind) {
				case 'good':
					return issue(name, issuer, {});
				case 'expired':
					return issue(name, issuer, {notBefore: fromNow(-400), notAfter: fromNow(-35)});
				case 'not-yet-valid':
					return issue(name, issuer, {notBefore: fromNow(35), notAfter: fromNow(400)});
				case 'expires-soon':
					return issue(name, issuer, {notAfter: fromNow(3)});
				case 'expires-in-a-month':
					return issue(name, issuer, {notBefore: fromNow(-300), notAfter: fromNow(20)});
				case 'weak-key':
					return issue(name, issuer, {key: 'weak'});
				case 'wrong-name':
					return issue('shared-hosting.test', issuer, {});
				case 'issuer-not-sent':
					return issueBy(await trusted.named(issuer), name, {});
				case 'intermediate-not-sent':
					return issueBy(await createIssuer(issuer ?? intermediate, own), name, {issuerAt: fetchedAt});
				case 'unknown-issuer':
					return issueBy(await unknown.named(issuer ?? nobodyKnown), name, {});
				case 'self-signed':
					return selfSigned(name);
			}
		},
	};
};

const intermediate = 'CN=Lab Intermediate R3, O=lostmail lab';
const fetchedAt = 'http://issuers.lab.test/r3.der';
const nobodyKnown = 'CN=Some Other Authority, O=Elsewhere';

/** Authorities of their own, each made when it is first asked for by its name; without one, the first is meant. */
const createIssuers = (first?: Issuer) => {
	const made = new Map<string, Promise<Issuer>>();
	const certificates = first ? [first.certificate] : [];
	return {
		named: async (name: string | undefined): Promise<Issuer> => {
			if (name === undefined && first) return first;
			const key = name ?? nobodyKnown;
			const issuer = made.get(key) ?? createIssuer(key);
			if (!made.has(key)) {
				made.set(key, issuer);
				certificates.push((await issuer).certificate);
			}
			return issuer;
		},
		pem: (): string => certificates.map(certificate => certificate.toString('pem')).join('\n'),
	};
};

/** What a TLSA record says about the first certificate of a PEM text (RFC 6698 sections 2.1.2 and 2.1.3). */
export const tlsaData = (
	pem: string,
	{selector, matching}: {readonly selector: 0 | 1; readonly matching: 0 | 1 | 2},
): Buffer => {
	const certificate = new ReadCertificate(pem);
	const selected =
		selector === 0 ? certificate.raw : certificate.publicKey.export({type: 'spki', format: 'der'});
	switch (matching) {
		case 0:
			return selected;
		case 1:
			return createHash('sha256').update(selected).digest();
		case 2:
			return createHash('sha512').update(selected).digest();
	}
};
