import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import type {DnsAnswer} from '../../core/dns.ts';
import {type Failure, inWords, isAbsence} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress} from '../../core/value.ts';
import {authoritiesOf, zoneOf} from '../delegation.ts';
import {type Asking, askAt, mostAsked, spread} from '../name-servers.ts';
import {shownRecord} from '../published.ts';
import {folded} from '../record-set.ts';
import {standingAt} from '../standing.ts';
import {aliasAt, aliasIn} from './dnssec/alias.ts';
import {
	answerOf,
	isBogus,
	isValidated,
	type Look,
	lookFor,
	lookInWords,
	openIn,
} from './dnssec/signature-look.ts';
import {
	fits,
	isUsable,
	readKey,
	readSigner,
	type Signer,
	signersFor,
	weaknessOf,
	type ZoneKey,
} from './dnssec/trust-anchor.ts';

export default defineCheck({
	id: 'domain.dnssec',
	title: 'Signatures (DNSSEC)',
	about: 'Asks whether a domain is signed, and whether resolvers that check signatures still get an answer.',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress().describe('The domain, or an address in it.')}),

	findings: {
		validated: ok('The records of {domain} are signed, and the resolver has checked the signatures.'),
		'leads-away': ok(
			'The records of {zone} are signed, and the resolver has checked the signatures; those of {alias}, which {domain} is an alias of, are not signed or were not checked.',
		),
		'not-signed': ok('{zone} is not signed with DNSSEC; that is allowed.'),
		island: warning(
			'{zone} is signed, but its parent zone has no DS record for it, so nobody checks the signatures.',
		),
		'weak-algorithm': warning('{zone} is signed in a way that resolvers do not accept any more: {weakness}.'),
		'ds-mismatch': problem(
			'No DS record in the parent zone belongs to a key of {zone}, whose own name servers were asked: resolvers that check signatures get no answer about {domain}.',
		),
		'ds-mismatch-here': warning(
			'By what the resolver says, no DS record in the parent zone belongs to a key of {zone}. If that is so everywhere, resolvers that check signatures get no answer about {domain}.',
		),
		'partly-bogus': unknown(
			'The resolver failed for {types} of {domain} and answered as soon as it did not have to check the signatures; for other records it did not fail, or was not heard. Those signatures may be wrong, or it failed for a moment only.',
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
		const failing = [soa, mx, key].filter(isBogus);
		// A resolver that is down for a second fails as well; it is asked once more, for what nobody else asks.
		const last = failing.length > 0 ? [await lookFor(zone, 'NS', {probes, signal})] : [];
		const looks = [soa, mx, key, signers, ...last];
		const chain = await chainOf(zone, signers, key);
		const facts = {domain, zone};
		const told = {record: recordsOf(zone, looks), details: detailsOf(looks, chain)};

		const unanswered = (failure: Failure) =>
			found('unanswered', {...facts, failure: printable(inWords(failure)), ...advise(told)});
		const fixed = async (rfc: string) => {
			const publish = typeof chain.keys === 'object' ? await signersFor(zone, chain.signers, chain.keys) : [];
			const details = publish.length > 0 ? [...told.details, compareFirst] : told.details;
			return advise({...told, ...owner(rfc), details, ...(publish.length > 0 ? {publish} : {})});
		};

		if (isBogus(signers)) return found('chain-unclear', {...facts, ...advise(told)});
		if (failing.length > 0 && chain.signers.length > 0 && chain.keys !== 'open') {
			const lasting = last.every(isBogus);
			if (chain.keys === 'none' && lasting)
				return found('ds-without-key', {...facts, ...(await fixed(sections.ds))});
			const types = failing.map(({type}) => type).join(', ');
			const whole = lasting && failing.length > 1 && ![soa, mx, key].some(isValidated);
			return found(whole ? 'bogus' : 'partly-bogus', {...facts, types, ...(await fixed(sections.bogus))});
		}
		const weakness = chain.signers.map(weaknessOf);
		if (weakness.length > 0 && !weakness.includes(undefined))
			return found('weak-algorithm', {
				...facts,
				weakness: [...new Set(weakness)].slice(0, 4).join(', '),
				...(await fixed(sections.algorithms)),
			});
		const openMail = openIn(soa) ?? openIn(mx) ?? missing(soa) ?? (known.denied && denied(domain));
		if (openMail) return unanswered(openMail);
		if (isValidated(soa)) {
			const alias = aliasIn(mx) ?? (await aliasAt(domain, zone, mx, {probes, signal}));
			if (typeof alias === 'object') return unanswered(alias);
			if (isValidated(mx) || (!mx.plain.ok && alias === undefined))
				return found('validated', {...facts, ...advise(told)});
			if (alias !== undefined) return found('leads-away', {...facts, alias, ...advise(told)});
		}
		const open = openIn(signers) ?? openIn(key);
		const noSigner = !signers.plain.ok && isAbsence(signers.plain.failure);
		if (noSigner && chain.keys === 'none') return found('not-signed', {...facts, ...advise(told)});
		if (open) return unanswered(open);
		if (noSigner) return found('island', {...facts, ...(await fixed(sections.island))});
		if (chain.keys === 'open' || chain.fits) return found('not-validated', {...facts, ...advise(told)});
		const own = await keysAtSource(zone, {probes, signal});
		const settled = await Promise.all(own.map(keys => fits(zone, chain.signers, keys)));
		if (settled.includes(true)) return found('not-validated', {...facts, ...advise(told)});
		const proven = own.length > 0 && chain.signers.some(isUsable);
		const code = own.every(keys => keys.length === 0) ? 'ds-without-key' : 'ds-mismatch';
		return found(proven ? code : 'ds-mismatch-here', {...facts, ...(await fixed(sections.ds))});
	},
});

const sections = {
	ds: 'RFC 4035 section 5.2',
	island: 'RFC 4035 section 2.4',
	bogus: 'RFC 4035 section 5.5',
	algorithms: 'RFC 9904, RFC 9905',
};

const owner = (rfc: string) => ({rfc, who: 'domain-owner' as const});

/** Every zone has an SOA record; a resolver that denies it knows another world. */
const missing = ({name, plain}: Look): Failure | undefined =>
	plain.ok ? undefined : {...plain.failure, detail: `the resolver says that ${name} has no SOA record`};

/** What the resolver denies and the name servers do not was not looked at by anybody who checks signatures. */
const denied = (domain: string): Failure => ({
	code: 'no-such-name',
	detail: `the resolver says that ${domain} does not exist, and the name servers of the zone above say that it does`,
});

type Chain = {
	readonly signers: readonly Signer[];
	/** `open`: could not be found out. */
	readonly keys: readonly ZoneKey[] | 'none' | 'open';
	/** A DS record belongs to a key, or there are more of either than are looked at. */
	readonly fits: boolean;
};

/** Records of one type that are looked at. */
const most = 16;

const chainOf = async (zone: string, signers: Look, key: Look): Promise<Chain> => {
	const found = dataOf(signers).flatMap(data => readSigner(data) ?? []);
	const last = answerOf(key);
	const keys = last.ok ? keysIn(last.value) : undefined;
	const all = answerOf(signers);
	const tooMany = all.ok && all.value.records.length > found.length;
	return {
		signers: found,
		keys: !last.ok && isAbsence(last.failure) ? 'none' : (keys ?? 'open'),
		fits: keys !== undefined && (tooMany || (await fits(zone, found, keys))),
	};
};

/** The keys in an answer; undefined where one of them cannot be read, or there are too many. */
const keysIn = ({records}: DnsAnswer): readonly ZoneKey[] | undefined => {
	const keys = records.slice(0, most).flatMap(({data}) => readKey(data) ?? []);
	return keys.length > 0 && keys.length === records.length ? keys : undefined;
};

/** The keys that the zone's own name servers have, each server's for itself, none where it has none; of those heard. */
const keysAtSource = async (zone: string, asking: Asking): Promise<ReadonlyArray<readonly ZoneKey[]>> => {
	const known = await authoritiesOf(zone, asking);
	if (known.is !== 'found' || known.zone !== zone) return [];
	const heard = await Promise.all(
		spread(known.servers)
			.slice(0, mostAsked)
			.map(async ({address}) => {
				const answer = await askAt(address, {name: zone, type: 'DNSKEY'}, asking);
				if (answer.ok) return answer.value.authoritative ? keysIn(answer.value) : undefined;
				const denies = answer.failure.code === 'no-data';
				return denies && (await standingAt(address, zone, asking)).is === 'authoritative' ? [] : undefined;
			}),
	);
	return heard.filter(keys => keys !== undefined);
};

const dataOf = (look: Look): readonly string[] => {
	const answer = answerOf(look);
	return answer.ok ? answer.value.records.slice(0, most).map(({data}) => data) : [];
};

const compareFirst = 'Compare a DS record with what the signer itself shows before it is published.';

const recordsOf = (zone: string, looks: readonly Look[]): readonly string[] =>
	looks
		.filter(({type}) => type === 'DS' || type === 'DNSKEY')
		.flatMap(look => dataOf(look).map(data => shownRecord(zone, look.type, data)));

const detailsOf = (looks: readonly Look[], {signers, keys, fits}: Chain): readonly string[] => [
	...looks.map(look => `${look.type} of ${look.name}: ${lookInWords(look)}`),
	...signers.map(
		({tag, algorithm, digestType}) => `DS: key ${tag}, algorithm ${algorithm}, digest ${digestType}`,
	),
	...(typeof keys === 'object'
		? keys.map(({tag, algorithm, flags}) => `DNSKEY: key ${tag}, algorithm ${algorithm}, flags ${flags}`)
		: []),
	...(signers.length > 0 && typeof keys === 'object' && !fits ? ['No DS record belongs to a key.'] : []),
];
