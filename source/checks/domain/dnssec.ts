import {z} from 'zod';
import {advise, zoneLine} from '../../core/advice.ts';
import {defineCheck, ok, problem, type Reach, unknown, warning} from '../../core/check.ts';
import type {DnsAnswer, DnsType} from '../../core/dns.ts';
import type {Failure} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import type {Result} from '../../core/result.ts';
import {inWords} from '../conversation.ts';
import {domainOrAddress, zoneOf} from '../delegation.ts';
import {folded, isAbsent} from '../record-set.ts';
import {
	entryPoints,
	pointsAt,
	readKey,
	readSigner,
	type Signer,
	signerFor,
	weaknessOf,
	type ZoneKey,
} from '../trust-anchor.ts';

export default defineCheck({
	id: 'domain.dnssec',
	title: 'Signatures (DNSSEC)',
	about: 'Asks whether a domain is signed, and whether resolvers that check signatures still get an answer.',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress.describe('The domain, or an address in it.')}),

	findings: {
		validated: ok('The records of {domain} are signed, and the resolver has checked the signatures.'),
		'not-signed': ok('{zone} is not signed with DNSSEC; that is allowed.'),
		island: warning(
			'{zone} is signed, but its parent zone has no DS record for it, so nobody checks the signatures.',
		),
		'weak-algorithm': warning('{zone} is signed in a way that resolvers do not accept any more: {weakness}.'),
		'ds-mismatch': warning(
			'No DS record in the parent zone belongs to a key of {zone}: resolvers that check signatures get no answer about {domain}.',
		),
		'partly-bogus': warning(
			'The resolver fails for {types} of {domain} and answers as soon as it need not check the signatures; for other records the signatures hold or were not heard.',
		),
		bogus: problem(
			'The signatures of {zone} are wrong: the resolver fails for {types}, and answers as soon as it need not check them.',
		),
		'ds-without-key': problem(
			'The parent zone says that {zone} is signed (DS), but {zone} has no key (DNSKEY): resolvers that check signatures get no answer.',
		),
		'no-such-domain': problem('{domain} does not exist.'),
		'not-validated': unknown(
			'{zone} is signed, but the answers do not say that the resolver checked the signatures (AD): whether they are right could not be told.',
		),
		'chain-unclear': unknown(
			'The resolver fails for what the parent zone says about {zone} (DS), and answers as soon as it need not check signatures: the parent zone, the resolver’s clock or its trust anchor may be at fault.',
		),
		unanswered: unknown('DNS gave no usable answer about the signatures of {domain}: {failure}.'),
	},

	async run({params, probes, signal, found}) {
		const domain = folded(params.domain);
		const known = await zoneOf(domain, {probes, signal});
		if (known.is === 'absent')
			return found('no-such-domain', {domain, ...advise(owner('RFC 8020 section 2'))});
		if (known.is === 'open') return found('unanswered', {domain, failure: printable(inWords(known.failure))});

		const {zone} = known;
		const [signers, soa, mx, key] = await Promise.all([
			lookFor(zone, 'DS', {probes, signal}),
			lookFor(zone, 'SOA', {probes, signal}),
			lookFor(domain, 'MX', {probes, signal}),
			lookFor(zone, 'DNSKEY', {probes, signal}),
		]);
		const looks = [soa, mx, key, signers];
		const chain = chainOf(signers, key);
		const facts = {domain, zone};
		const told = {record: recordsOf(zone, looks), details: detailsOf(looks, chain)};

		const unanswered = (failure: Failure) =>
			found('unanswered', {...facts, failure: printable(inWords(failure)), ...advise(told)});
		const fixed = async (rfc: string) => advise({...told, ...owner(rfc), ...(await repair(zone, chain))});

		const failing = [soa, mx, key].filter(isBogus);
		if (isBogus(signers)) return found('chain-unclear', {...facts, ...advise(told)});
		if (failing.length > 0 && chain.signers.length > 0 && chain.keys !== 'open') {
			if (chain.keys === 'none') return found('ds-without-key', {...facts, ...(await fixed(sections.ds))});
			const types = failing.map(({type}) => type).join(', ');
			const whole = failing.length > 1 && ![soa, mx, key].some(isValidated);
			return found(whole ? 'bogus' : 'partly-bogus', {...facts, types, ...(await fixed(sections.bogus))});
		}
		const weakness = chain.signers.map(weaknessOf);
		if (weakness.length > 0 && !weakness.includes(undefined))
			return found('weak-algorithm', {
				...facts,
				weakness: [...new Set(weakness)].slice(0, 4).join(', '),
				...(await fixed(sections.algorithms)),
			});
		const openMail = openIn(soa) ?? openIn(mx) ?? missing(soa);
		if (openMail) return unanswered(openMail);
		if (isValidated(soa) && (isValidated(mx) || isAway(mx)))
			return found('validated', {...facts, ...advise(told)});
		const open = openIn(signers) ?? openIn(key);
		const noSigner = !signers.plain.ok && isAbsent(signers.plain.failure);
		if (noSigner && chain.keys === 'none') return found('not-signed', {...facts, ...advise(told)});
		if (open) return unanswered(open);
		if (noSigner) return found('island', {...facts, ...(await fixed(sections.island))});
		return typeof chain.keys === 'object' && !chain.fits
			? found('ds-mismatch', {...facts, ...(await fixed(sections.ds))})
			: found('not-validated', {...facts, ...advise(told)});
	},
});

const sections = {
	ds: 'RFC 4035 section 5.2',
	island: 'RFC 4035 section 2.4',
	bogus: 'RFC 4035 section 5.5',
	algorithms: 'RFC 9904, RFC 9905',
};

const owner = (rfc: string) => ({rfc, who: 'domain-owner' as const});

/** One question, and once more without validation where the resolver failed. */
type Look = {
	readonly name: string;
	readonly type: DnsType;
	readonly plain: Result<DnsAnswer, Failure>;
	readonly unchecked?: Result<DnsAnswer, Failure>;
};

const lookFor = async (
	name: string,
	type: DnsType,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Look> => {
	const plain = await probes.dns({name, type}, signal);
	if (plain.ok || plain.failure.code !== 'server-failure') return {name, type, plain};
	return {name, type, plain, unchecked: await probes.dns({name, type, validation: 'disabled'}, signal)};
};

/** SERVFAIL, and an answer as soon as nothing is to be validated. */
const isBogus = ({unchecked}: Look): boolean =>
	unchecked !== undefined && (unchecked.ok || isAbsent(unchecked.failure));

/** Why a look came to nothing. */
const openIn = ({plain}: Look): Failure | undefined =>
	plain.ok || isAbsent(plain.failure) ? undefined : plain.failure;

const isValidated = ({plain}: Look): boolean => plain.ok && plain.value.authenticated;

/** There is nothing to validate, or an alias leads to another zone. */
const isAway = ({plain}: Look): boolean => !plain.ok || plain.value.aliases.length > 0;

/** Every zone has an SOA record; a resolver that denies it knows another world. */
const missing = ({name, plain}: Look): Failure | undefined =>
	plain.ok ? undefined : {...plain.failure, detail: `the resolver says that ${name} has no SOA record`};

type Chain = {
	readonly signers: readonly Signer[];
	/** `open`: could not be found out. */
	readonly keys: readonly ZoneKey[] | 'none' | 'open';
	/** A DS record belongs to a key. */
	readonly fits: boolean;
};

/** Records of one type that are looked at. */
const most = 16;

const chainOf = (signers: Look, key: Look): Chain => {
	const found = dataOf(signers).flatMap(data => readSigner(data) ?? []);
	const data = dataOf(key);
	const keys = data.flatMap(text => readKey(text) ?? []);
	const absent = [key.unchecked ?? key.plain].some(result => !result.ok && isAbsent(result.failure));
	return {
		signers: found,
		keys: absent ? 'none' : keys.length > 0 && keys.length === data.length ? keys : 'open',
		fits: found.some(signer => pointsAt(signer, keys)),
	};
};

const dataOf = ({plain, unchecked}: Look): readonly string[] => {
	const answer = plain.ok ? plain : unchecked;
	return answer?.ok ? answer.value.records.slice(0, most).map(({data}) => data) : [];
};

/** What the parent zone is to publish, where a good key is known and no DS record of today's kind belongs to it. */
const repair = async (zone: string, {signers, keys}: Chain): Promise<{publish?: readonly string[]}> => {
	if (typeof keys === 'string') return {};
	const good = entryPoints(keys).filter(
		({tag, algorithm}) => weaknessOf({tag, algorithm, digestType: 2, digest: ''}) === undefined,
	);
	const fits = signers.some(signer => weaknessOf(signer) === undefined && pointsAt(signer, good));
	if (fits || good.length === 0) return {};
	const lines = await Promise.all(good.slice(0, 4).map(key => signerFor(zone, key)));
	return {publish: lines.map(line => zoneLine(zone, 'DS', line))};
};

const recordsOf = (zone: string, looks: readonly Look[]): readonly string[] =>
	looks
		.filter(({type}) => type === 'DS' || type === 'DNSKEY')
		.flatMap(look => dataOf(look).map(data => printable(zoneLine(zone, look.type, data))));

const detailsOf = (looks: readonly Look[], {signers, keys, fits}: Chain): readonly string[] => [
	...looks.map(look => `${look.type} of ${look.name}: ${told(look)}`),
	...signers.map(
		({tag, algorithm, digestType}) => `DS: key ${tag}, algorithm ${algorithm}, digest ${digestType}`,
	),
	...(typeof keys === 'object'
		? keys.map(({tag, algorithm, flags}) => `DNSKEY: key ${tag}, algorithm ${algorithm}, flags ${flags}`)
		: []),
	...(signers.length > 0 && typeof keys === 'object' && !fits ? ['No DS record belongs to a key.'] : []),
	...(typeof keys === 'object'
		? ['Compare a DS record with what the signer itself shows before it is published.']
		: []),
];

const told = ({plain, unchecked}: Look): string => {
	if (plain.ok) return plain.value.authenticated ? 'answered, validated (AD)' : 'answered, not validated';
	const failure = printable(inWords(plain.failure));
	if (!unchecked) return failure;
	return `${failure}; without validation ${unchecked.ok ? 'answered' : printable(inWords(unchecked.failure))}`;
};
