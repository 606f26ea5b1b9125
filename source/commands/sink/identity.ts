import {X509Certificate} from 'node:crypto';
import path from 'node:path';
import type {Leaves, Pair, Reached} from '../../lab/certificates/sink.ts';
import type {TlsFault} from '../../sink/misbehave.ts';
import type {Identity} from '../../sink/sink.ts';
import {readPrivate, writeInto} from './identity/folder.ts';
import {type GivenFiles, readGiven} from './identity/given.ts';
import {authorityIn, authorityText, leavesIn, leavesText, type Taken} from './identity/kept.ts';
import {digestOf} from './identity/pem.ts';

export type SinkIdentity = {
	readonly identity: Identity;
	/** The identity for a fault of TLS; where the fault is none of a certificate, it is the usual one. */
	readonly faulty: (fault: TlsFault) => Promise<Identity>;
	/** The certificate that a device may be told to trust, PEM. */
	readonly authorityPem: string;
	/** SHA-256 of the certificate that most devices are shown, in small hexadecimal letters. */
	readonly sha256: string;
	/** The same of every certificate; one with an RSA key is for devices that know no elliptic curves. */
	readonly certificates: ReadonlyArray<{readonly key: 'EC' | 'RSA' | 'other'; readonly sha256: string}>;
	/** What was made anew and why, and what could not be kept, one sentence each. */
	readonly notes: readonly string[];
};

export type WantedIdentity = Reached & {
	/** Where the authority is kept; without one, it lives as long as this process. */
	readonly folder?: string | undefined;
	/** A certificate of one's own in place of it. */
	readonly given?: GivenFiles | undefined;
};

/** The authority as others may have it; with its key; and the certificates with theirs. */
const publicFile = 'sink-authority.pem';
const authorityFile = 'sink-authority.key';
const leavesFile = 'sink-certificate.key';

/**
 * Who a sink is. The certificates come from an authority that is made once and kept in a folder, its key readable by its owner
 * alone; the certificates are kept as well, and made anew when a name or address is missing in them or less than 30 days are
 * left. What is damaged or has ended is made anew, and said. Throws a UsageError for files that are given and are of no use,
 * and for kept ones that may not be read.
 */
export const openIdentity = async (wanted: WantedIdentity): Promise<SinkIdentity> =>
	wanted.given ? givenIdentity(wanted.given, wanted) : keptIdentity(wanted);

const keptIdentity = async ({folder, given: _, ...wanted}: WantedIdentity): Promise<SinkIdentity> => {
	const {beyond, bothOf, createFaulty, createSinkAuthority, createSinkLeaves} = await import(
		'../../lab/certificates/sink.ts'
	);
	const notes: string[] = [];
	const read = <T>(name: string, take: (text: string) => Taken<T>, sentence: string): T | undefined => {
		const text = folder === undefined ? undefined : readPrivate(path.join(folder, name));
		const taken = text === undefined ? undefined : take(text);
		if (taken && 'why' in taken) notes.push(`${sentence}: ${taken.why}.`);
		return taken && 'value' in taken ? taken.value : undefined;
	};
	const anew =
		'The authority of the sink was made anew, and devices that trusted the one before have to trust it again';
	const before = read(authorityFile, text => authorityIn(text, wanted.now), anew);
	const outside = before ? await beyond(before, wanted) : {names: [], addresses: []};
	const [stranger] = outside.names;
	if (stranger !== undefined) notes.push(`${anew}: the one before may not sign for ${stranger}.`);
	const known = stranger === undefined ? before : undefined;
	const authority = known ?? (await createSinkAuthority(wanted));
	const reached: Reached = known
		? {...wanted, addresses: wanted.addresses.filter(address => !outside.addresses.includes(address))}
		: wanted;
	if (known && outside.addresses.length > 0)
		notes.push(
			`The certificate of the sink is not for ${outside.addresses.slice(0, 3).join(', ')}: its authority, which devices may trust already, may not sign for that.`,
		);
	const kept =
		known &&
		read(leavesFile, text => leavesIn(text, known, reached), 'The certificate of the sink was made anew');
	const leaves = kept ?? (await createSinkLeaves(authority, reached));
	if (folder !== undefined && !kept) notes.push(...keep(folder, authority, leaves));
	const spoil = createFaulty(authority, leaves, reached);
	const identity = bothOf(leaves);
	const sha256 = digestOf(new X509Certificate(leaves.ec.cert));
	return {
		identity,
		faulty: async fault => (isOfCertificate(fault) ? spoil(fault) : identity),
		authorityPem: authority.cert,
		sha256,
		certificates: [
			{key: 'EC', sha256},
			{key: 'RSA', sha256: digestOf(new X509Certificate(leaves.rsa.cert))},
		],
		notes,
	};
};

/** A folder that nothing can be written into is no reason not to listen. */
const keep = (folder: string, authority: Pair, leaves: Leaves): readonly string[] => {
	try {
		writeInto(folder, {
			[authorityFile]: {text: authorityText(authority), mode: 0o600},
			[publicFile]: {text: authority.cert, mode: 0o644},
			[leavesFile]: {text: leavesText(leaves), mode: 0o600},
		});
		return [];
	} catch (error) {
		const why = (error as NodeJS.ErrnoException).code ?? 'it failed';
		return [
			`The certificate of the sink could not be kept in ${folder} (${why}), and is another one next time.`,
		];
	}
};

const isOfCertificate = (
	fault: TlsFault,
): fault is 'expired' | 'not-yet-valid' | 'self-signed' | 'wrong-name' | 'unknown-issuer' => {
	switch (fault) {
		case 'expired':
		case 'not-yet-valid':
		case 'self-signed':
		case 'wrong-name':
		case 'unknown-issuer':
			return true;
		case 'old-version':
		case 'cut':
		case 'mute':
			return false;
	}
};

/** Faulty certificates are made by an authority of this process, as the key of the given one's is not here. */
const givenIdentity = async (files: GivenFiles, wanted: WantedIdentity): Promise<SinkIdentity> => {
	const {key, cert, chain} = readGiven(files, wanted.now);
	const [first] = chain;
	const identity = {key, cert};
	const sha256 = digestOf(first);
	let other: Promise<SinkIdentity> | undefined;
	return {
		identity,
		faulty: async fault => {
			if (!isOfCertificate(fault)) return identity;
			other ??= keptIdentity({...wanted, folder: undefined});
			return (await other).faulty(fault);
		},
		authorityPem: (chain.at(-1) ?? first).toString(),
		sha256,
		certificates: [{key: kindOf(first), sha256}],
		notes: isForAny(first, wanted)
			? []
			: [`The certificate of ${files.cert} is for none of the names and addresses of this sink.`],
	};
};

const kindOf = ({publicKey}: X509Certificate): 'EC' | 'RSA' | 'other' => {
	switch (publicKey.asymmetricKeyType) {
		case 'ec':
			return 'EC';
		case 'rsa':
			return 'RSA';
		default:
			return 'other';
	}
};

const isForAny = (certificate: X509Certificate, {names, addresses}: Reached): boolean =>
	names.some(name => certificate.checkHost(name) !== undefined) ||
	addresses.some(address => certificate.checkIP(address) !== undefined);
