import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {domain} from '../../core/value.ts';
import {asksForReports, isDmarcRecord, mended, mistakesIn} from '../../mail/dmarc-record.ts';
import {asciiName} from '../../mail/domain-name.ts';
import {isNowhere} from '../exchangers.ts';
import {heldIn, shownText, shownTxt, tagPlace} from '../published.ts';
import {
	absenceAdvice,
	alignmentAdvice,
	brokenAdvice,
	consentAdvice,
	notesOn,
	policyNotes,
} from './dmarc/advice.ts';
import {brokenPlace, type Discovery, discoverPolicy, ownerOfRecord, placesOf} from './dmarc/policy.ts';
import {type Destination, destinationsOf} from './dmarc/report-addresses.ts';

const findings = {
	enforcing: ok('{domain} asks receivers to {policy} mail that fails DMARC.'),
	monitoring: ok('{domain} asks for reports, and for no action on mail that fails DMARC ({published}).'),
	inherited: ok(
		'{domain} has no DMARC record of its own; that of {from} applies, and its policy is {policy}.',
	),
	unmonitored: warning(
		'{domain} asks for no action on mail that fails DMARC ({published}), and for no reports about it either.',
	),
	missing: warning('{domain} has no DMARC record, and none of a domain above it applies.'),
	'no-such-domain': unknown('DNS says that {domain} does not exist, so there is no DMARC policy to look at.'),
	misplaced: warning(
		'The DMARC record of {domain} stands at the domain itself, where no receiver looks for it.',
	),
	'several-records': problem('{name} holds {count} DMARC records, and receivers discard them all.'),
	malformed: problem('The DMARC record at {name} is not usable, because of {place}: {why}.'),
	mistaken: warning('The DMARC record at {name} has a mistake in {place}: {why}. {effect}.'),
	'not-aligned': problem(
		'Nothing that passed is aligned with {domain} ({identifiers}), and it asks receivers to {policy} such mail.',
	),
	'not-aligned-monitored': warning(
		'Nothing that passed is aligned with {domain} ({identifiers}), so DMARC fails; it asks for no action on such mail.',
	),
	'report-address-bad': warning(
		'{domain} asks for DMARC reports at an address that cannot be used: {address}',
	),
	'report-not-authorized': warning(
		'{domain} asks for DMARC reports at {address}, whose domain does not say that it takes them.',
	),
	unanswered: unknown('DNS gave no usable answer about the DMARC policy of {domain}: {failure}.'),
	'alignment-open': unknown(
		'Whether what passed is aligned with {domain} ({identifiers}) could not be found out: {failure}.',
	),
};

export default defineCheck({
	id: 'domain.dmarc',
	title: 'DMARC',
	about:
		'Says which DMARC policy applies to mail from a domain; with the domains that passed SPF or DKIM, whether one is aligned.',
	hop: 'reputation',

	params: z.strictObject({
		domain: domain().describe('The domain of the From address.'),
		'spf-domain': domain().optional().describe('The domain for which SPF passed, or none.'),
		'dkim-domain': domain().optional().describe('The domain (d=) of a DKIM signature that passed, or none.'),
	}),

	findings,

	async run({params, probes, signal, found}) {
		const name = asciiName(params.domain);
		const identifiers = identifiersIn(params);
		const discovery = await discoverPolicy(name, identifiers ?? {spf: [name], dkim: []}, {probes, signal});
		const {result, failures} = discovery;
		const details = placesOf(discovery);
		const failure = failures[0]
			? `${failures[0].name}: ${inWords(failures[0].failure)}`
			: 'no reason was given';

		if (discovery.is === 'open')
			return found('unanswered', {domain: name, result: 'temperror', failure, ...advise({details})});

		const broken = brokenPlace(discovery, name);
		if (broken) {
			const facts = {domain: name, result: 'permerror', name: broken.name, ...brokenAdvice(broken, details)};
			if (broken.is === 'several') return found('several-records', {...facts, count: broken.records.length});
			const {tag, why} = broken.mistake;
			return found('malformed', {...facts, tag: shownText(tag), place: tagPlace(tag), why: shownText(why)});
		}
		if (result.rr === undefined || result.policyDomain === undefined) {
			const own = await probes.dns({name, type: 'TXT'}, signal);
			const denied = !own.ok && own.failure.code === 'no-such-name';
			if (denied && (await isNowhere(name, {probes, signal})))
				return found('no-such-domain', {
					domain: name,
					result: 'none',
					...advise({rfc: 'RFC 8020 section 2', details}),
				});
			const held = heldIn(own);
			const stray = held.is === 'held' ? held.texts.find(isDmarcRecord) : undefined;
			return found(stray === undefined ? 'missing' : 'misplaced', {
				domain: name,
				result: 'none',
				...absenceAdvice(name, stray, details),
			});
		}

		const {rr, policyDomain, policy} = result;
		const applied = appliedFacts(name, rr, discovery);
		const told = identifiers?.told;
		if (told !== undefined && result.status.result !== 'pass') {
			const facts = {...applied, identifiers: told, domain: name, policy};
			// mailauth takes a name that cannot be asked for as one without a record.
			if (result.status.result !== 'fail' || failures.some(one => one.failure.code === 'bad-name'))
				return found('alignment-open', {...facts, result: 'temperror', failure, ...advise({details})});
			const untold = identifiers?.untold;
			if (untold !== undefined)
				return found('alignment-open', {...facts, result: 'none', failure: untold, ...advise({details})});
			return found(policy === 'none' ? 'not-aligned-monitored' : 'not-aligned', {
				...facts,
				result: 'fail',
				...alignmentAdvice(name, rr, discovery),
			});
		}

		const destinations = await destinationsOf(
			{text: rr, domain: policyDomain, organization: discovery.organization},
			{probes, signal},
		);
		const assuming = told ?? `SPF or DKIM passes for ${name} itself`;
		const facts = {...applied, domain: name, policy, result: 'pass', assuming};
		return ofRecord({name, rr, policyDomain, discovery, destinations, facts, found});
	},
});

type Found = Parameters<Parameters<typeof defineCheck<z.ZodObject, typeof findings>>[0]['run']>[0]['found'];

/** What is to be said of a record that applies, the gravest first. */
const ofRecord = ({
	name,
	rr,
	policyDomain,
	discovery,
	destinations,
	facts,
	found,
}: {
	readonly name: string;
	readonly rr: string;
	readonly policyDomain: string;
	readonly discovery: Discovery;
	readonly destinations: readonly Destination[];
	readonly facts: ReturnType<typeof appliedFacts> & {readonly domain: string; readonly policy: string};
	readonly found: Found;
}) => {
	const owner = ownerOfRecord(discovery, policyDomain);
	const record = [shownTxt(owner, rr)];
	const seen = {
		record,
		details: [...placesOf(discovery), ...destinations.map(({line}) => line), ...notesOn(rr, discovery)],
	};
	const repair = {
		...seen,
		rfc: 'RFC 9989 section 4.7',
		publish: [shownTxt(owner, mended(rr))],
		who: 'domain-owner',
	} as const;

	const mistake = mistakesIn(rr)[0];
	const wrong = destinations.find(({is}) => is === 'wrong');
	if (mistake)
		return found('mistaken', {
			...facts,
			name: `_dmarc.${policyDomain}`,
			tag: shownText(mistake.tag),
			place: tagPlace(mistake.tag),
			why: shownText(mistake.why),
			effect: mistake.loses === 'tag' ? 'Receivers ignore it' : 'Receivers take the policy for none',
			...advise({...repair, details: [...repair.details, ...policyNotes(mistake)]}),
		});
	if (wrong) return found('report-address-bad', {...facts, address: wrong.line, ...advise(repair)});
	const unwanted = destinations.filter(({is}) => is === 'not-authorized');
	const consent = consentAdvice(unwanted);
	if (unwanted[0])
		return found('report-not-authorized', {
			...facts,
			address: unwanted[0].uri,
			...advise({...seen, ...consent, details: [...seen.details, ...(consent.details ?? [])]}),
		});
	if (policyDomain !== name) return found('inherited', {...facts, from: policyDomain, ...advise(seen)});
	if (facts.policy !== 'none') return found('enforcing', {...facts, ...advise(seen)});
	if (asksForReports(rr)) return found('monitoring', {...facts, ...advise(seen)});
	const reporting = `${mended(rr)}; rua=mailto:postmaster@${name}`;
	return found('unmonitored', {
		...facts,
		...advise({...repair, publish: [shownTxt(owner, reporting)]}),
	});
};

type Params = {readonly 'spf-domain'?: string | undefined; readonly 'dkim-domain'?: string | undefined};

/** The word for a mechanism by which nothing passed; no mail domain has one label. */
const nothing = 'none';

/** What passed, as a receiver would know it; `untold` where a pass that nobody told of could still be aligned. */
const identifiersIn = ({'spf-domain': spf, 'dkim-domain': dkim}: Params) => {
	if (spf === undefined && dkim === undefined) return undefined;
	const passed = (one: string | undefined) =>
		one === undefined || one.toLowerCase() === nothing ? [] : [asciiName(one)];
	const identifiers = {spf: passed(spf), dkim: passed(dkim)};
	const told = [
		...(spf === undefined ? [] : [`SPF ${identifiers.spf[0] ?? nothing}`]),
		...(dkim === undefined ? [] : [`DKIM ${identifiers.dkim[0] ?? nothing}`]),
	].join(', ');
	if (spf === undefined) return {...identifiers, told, untold: 'nobody told for which domain SPF passed'};
	if (dkim === undefined)
		return {...identifiers, told, untold: 'nobody told for which domain a DKIM signature passed'};
	return {...identifiers, told, untold: undefined};
};

/** What is known of the record that applies, whatever is found. */
const appliedFacts = (name: string, rr: string, {result, organization}: Discovery) => ({
	from: result.policyDomain ?? name,
	...(organization === undefined ? {} : {organization}),
	published: `p=${result.p}${result.testMode ? ' with t=y' : ''}`,
	p: result.p,
	sp: result.sp,
	...(result.np === undefined ? {} : {np: result.np}),
	testing: result.testMode,
	reports: asksForReports(rr),
	alignment: {
		spf: result.alignment.spf.strict ? 'strict' : 'relaxed',
		dkim: result.alignment.dkim.strict ? 'strict' : 'relaxed',
	},
});
