import {z} from 'zod';
import {advise, zoneLine} from '../../core/advice.ts';
import {defineCheck, ok, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {domain} from '../../core/value.ts';
import {isBimiRecord, mendedBimi, readBimiRecord} from '../../mail/bimi-record.ts';
import {isDmarcRecord, mended} from '../../mail/dmarc-record.ts';
import {asciiName, isWithin} from '../../mail/domain-name.ts';
import {registeredDomain} from '../../mail/public-suffix.ts';
import {readTagList, tagValue} from '../../mail/tag-list.ts';
import {type Held, heldIn, ownerOf, shownText, shownTxt, tagPlace} from '../published.ts';
import {isSelector} from './dkim/selectors.ts';
import {brokenPlace, type Discovery, discoverPolicy, ownerOfRecord} from './dmarc/policy.ts';

const caution =
	'A stricter policy costs mail that is not aligned; publish it when the DMARC reports show none.';
const example = 'A usable record: v=BIMI1; l=<https URL of the logo>; a=<https URL of its certificate>';
const draft = 'draft-brand-indicators-for-message-identification section';

export default defineCheck({
	id: 'domain.bimi',
	title: 'Logo (BIMI)',
	about:
		'Says whether the domain publishes a logo for its mail, and whether its DMARC policy lets it be shown.',
	hop: 'reputation',

	params: z.strictObject({
		domain: domain().describe('The domain of the From address.'),
		selector: z
			.string()
			.refine(selector => isSelector(selector), {error: 'expected a selector such as default'})
			.default('default')
			.describe('The s= of the BIMI-Selector header field.'),
	}),

	findings: {
		published: ok('{domain} publishes a logo for its mail at {name}: {logo}.'),
		'not-published': ok('{domain} publishes no logo for its mail; that is optional and stops no mail.'),
		declined: ok('{domain} states at {name} that it wants no logo shown.'),
		malformed: warning('The BIMI record at {name} is not usable, because of {place}: {why}.'),
		'several-records': warning('{name} holds {count} BIMI records, so none is used.'),
		'policy-too-weak': warning('{domain} publishes a logo at {name}, but no receiver shows it: {why}.'),
		unanswered: unknown('DNS gave no usable answer about the logo of {domain}: {failure}.'),
	},

	async run({params, probes, signal, found}) {
		const name = asciiName(params.domain);
		const selector = asciiName(params.selector);
		const placeIn = (owner: string) => `${selector}._bimi.${owner}`;
		const look = async (owner: string) =>
			bimiIn(heldIn(await probes.dns({name: placeIn(owner), type: 'TXT'}, signal)));
		const [own, policy] = await Promise.all([
			look(name),
			discoverPolicy(name, {spf: [name], dkim: []}, {probes, signal}),
		]);

		let place = name;
		let held = own;
		const above = own.is === 'absent' ? await organizationAbove(name, policy) : undefined;
		if (above?.is === 'open')
			return found('unanswered', {domain: name, result: 'temperror', failure: above.failure});
		if (above) {
			place = above.domain;
			held = await look(place);
		}
		const at = placeIn(place);
		const base = {domain: name, name: at, result: 'none'};

		if (held.is === 'open')
			return found('unanswered', {...base, result: 'temperror', failure: `${at}: ${inWords(held.failure)}`});
		if (held.is === 'absent')
			return found('not-published', {
				...base,
				...advise({details: [...new Set([placeIn(name), at])].map(one => `${one}: no BIMI record.`)}),
			});
		const owner = ownerOf(at, held);
		const record = held.texts.slice(0, 5).map(text => shownTxt(owner, text));
		const repair = {record, rfc: `${draft} 4.3`, who: 'domain-owner'} as const;
		const [text = '', ...more] = held.texts;
		const best = bestOf(held.texts);
		const publish = best === undefined ? {} : {publish: [shownTxt(owner, best)]};
		if (more.length > 0)
			return found('several-records', {
				...base,
				result: 'fail',
				count: held.texts.length,
				...advise({...repair, ...publish, details: ['Keep one record and delete the others.']}),
			});
		const assertion = readBimiRecord(text);
		if (assertion.is === 'declined')
			return found('declined', {...base, result: 'declined', ...advise({record})});
		if (assertion.is === 'malformed')
			return found('malformed', {
				...base,
				result: 'fail',
				tag: shownText(assertion.tag),
				place: tagPlace(assertion.tag),
				why: shownText(assertion.why),
				...advise({...repair, ...publish, details: [example]}),
			});
		if (policy.is === 'open')
			return found('unanswered', {
				...base,
				result: 'temperror',
				failure: policyFailure(policy),
				...advise({record, details: ['Whether the DMARC policy lets the logo be shown is open.']}),
			});
		const {logo, certificate} = assertion;
		const facts = {
			...base,
			logo: shownText(logo),
			...(certificate ? {certificate: shownText(certificate)} : {}),
		};
		const weak = weakness(name, policy);
		if (weak)
			return found('policy-too-weak', {
				...facts,
				result: 'skipped',
				why: weak.why,
				...advise({
					record,
					rfc: `${draft} 7.1`,
					who: 'domain-owner',
					...(weak.publish === undefined
						? {details: ['The finding about DMARC says what is wrong with it.']}
						: {publish: [weak.publish], details: [caution]}),
				}),
			});
		return found('published', {
			...facts,
			result: 'pass',
			...advise({
				record,
				details: [
					'The logo and its certificate were not fetched.',
					...(certificate
						? []
						: ['There is no certificate (a=); several mail services show no logo without one.']),
				],
			}),
		});
	},
});

/** Records that begin with `v=BIMI1`; others at the name are left aside. */
const bimiIn = (held: Held): Held => {
	if (held.is !== 'held') return held;
	const texts = held.texts.filter(isBimiRecord);
	return texts.length > 0 ? {...held, texts} : {is: 'absent'};
};

/** The record to keep: the first that names a logo, or can be mended so that it does. */
const bestOf = (texts: readonly string[]): string | undefined =>
	texts.find(text => readBimiRecord(text).is === 'logo') ??
	texts.map(mendedBimi).find(text => text !== undefined) ??
	texts.find(text => readBimiRecord(text).is === 'declined');

/** Where a domain without a record of its own is looked for next; nowhere where it is the registered one itself. */
const organizationAbove = async (
	name: string,
	policy: Discovery,
): Promise<
	| {readonly is: 'found'; readonly domain: string}
	| {readonly is: 'open'; readonly failure: string}
	| undefined
> => {
	if (policy.organization !== undefined)
		return policy.organization === name ? undefined : {is: 'found', domain: policy.organization};
	const registered = await registeredDomain(name);
	return registered === undefined || registered === name || !isWithin(name, registered)
		? undefined
		: {is: 'open', failure: policyFailure(policy)};
};

const policyFailure = ({failures: [first]}: Discovery): string =>
	first ? `${first.name}: ${inWords(first.failure)}` : 'the DMARC policy is not known';

/** Why the DMARC policy keeps a logo from being shown, and a record under which it would not. */
const weakness = (
	name: string,
	policy: Discovery,
): {readonly why: string; readonly publish?: string} | undefined => {
	const {result, organization} = policy;
	if (policy.is === 'none' || result.rr === undefined || result.policyDomain === undefined) {
		if (brokenPlace(policy, name)) return {why: 'the domain has no usable DMARC policy'};
		const record = `v=DMARC1; p=quarantine; rua=mailto:postmaster@${name}`;
		return {why: 'the domain has no DMARC policy', publish: zoneLine(`_dmarc.${name}`, 'TXT', record)};
	}
	const own = weaknessIn(policy, result.rr);
	if (own !== undefined)
		return {why: own, publish: shownTxt(ownerOfRecord(policy, result.policyDomain), stronger(result.rr))};
	const above = recordAbove(policy);
	return organization === undefined || above === undefined
		? undefined
		: {
				why: `the DMARC policy of ${organization} asks for no action`,
				publish: shownTxt(ownerOfRecord(policy, organization), stronger(above)),
			};
};

const weaknessIn = ({result}: Discovery, rr: string): string | undefined => {
	if (result.testMode) return 'the DMARC policy is only tested (t=y)';
	if (result.policy === 'none' || result.p === 'none') return 'the DMARC policy asks for no action (p=none)';
	if (result.sp === 'none') return 'the DMARC policy asks for no action on mail of subdomains (sp=none)';
	const share = tagValue(readTagList(rr), 'pct');
	return result.policy === 'quarantine' && share !== undefined && share !== '100'
		? `the DMARC policy is meant for ${shownText(share)} percent of the mail`
		: undefined;
};

/** The record of the organizational domain, where it is another's and asks for no action; it counts as well. */
const recordAbove = ({result, organization, walk}: Discovery): string | undefined => {
	const above = walk.find(({domain: one}) => one === organization && one !== result.policyDomain);
	const [text] = above?.held.is === 'held' ? above.held.texts.filter(isDmarcRecord) : [];
	const list = readTagList(text ?? '');
	return ['p', 'sp'].some(tag => tagValue(list, tag)?.toLowerCase() === 'none') ? text : undefined;
};

/** The record with everything else kept. */
const stronger = (rr: string): string =>
	mended(rr)
		.replaceAll(/; (s?p)=none/g, '; $1=quarantine')
		.replace('; t=y', '');
