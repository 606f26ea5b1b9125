import {type Advice, advise, zoneLine} from '../../../core/advice.ts';
import {inWords} from '../../../core/failure.ts';
import {type DmarcMistake, mended, mistakesIn, removedTagsIn} from '../../../mail/dmarc-record.ts';
import {shownTxt} from '../../published.ts';
import {type BrokenPlace, type Discovery, ownerOfRecord, placesOf} from './policy.ts';
import type {Destination} from './report-addresses.ts';

/** What to publish instead of records that receivers discard. */
export const brokenAdvice = (place: BrokenPlace, details: readonly string[]) => {
	const {is, owner, records} = place;
	return advise({
		record: records.slice(0, 5).map(text => shownTxt(owner, text)),
		rfc: is === 'several' ? 'RFC 9989 section 4.10' : 'RFC 9989 section 4.7',
		publish: [shownTxt(owner, records.find(isRight) ?? mended(records[0] ?? ''))],
		who: 'domain-owner',
		details: [
			...details,
			...(place.is === 'several' ? ['Keep one record and delete the others.'] : policyNotes(place.mistake)),
		],
	});
};

/** What is to be said of a proposal where a policy cannot be read. */
export const policyNotes = ({tag}: DmarcMistake): readonly string[] =>
	['p', 'sp', 'np'].includes(tag) ? ['See that the policy in the proposal is the one that was meant.'] : [];

const isRight = (text: string): boolean => mistakesIn(text).length === 0;

/** What to publish where there is no record, or one in the wrong place. */
export const absenceAdvice = (name: string, stray: string | undefined, details: readonly string[]) => {
	const advice: Advice =
		stray === undefined
			? {publish: [zoneLine(`_dmarc.${name}`, 'TXT', `v=DMARC1; p=none; rua=mailto:postmaster@${name}`)]}
			: {
					record: [shownTxt(name, stray)],
					publish: [shownTxt(`_dmarc.${name}`, isRight(stray) ? stray : mended(stray))],
				};
	return advise({...advice, rfc: 'RFC 9989 section 4.10', who: 'domain-owner', details});
};

/** What would have to pass for the mail to be aligned. */
export const alignmentAdvice = (name: string, rr: string, discovery: Discovery) => {
	const {alignment, policyDomain = name} = discovery.result;
	return advise({
		record: [shownTxt(ownerOfRecord(discovery, policyDomain), rr)],
		rfc: 'RFC 9989 section 4.4',
		who: 'mail-admin',
		details: [
			...placesOf(discovery),
			`The organizational domain of ${name} is ${discovery.organization ?? 'not known'}.`,
			`SPF has to pass for ${reachOf(name, discovery, alignment.spf.strict)}, or DKIM for ${reachOf(name, discovery, alignment.dkim.strict)}.`,
		],
	});
};

const reachOf = (name: string, {organization}: Discovery, strict: boolean): string =>
	strict ? `exactly ${name}` : `${organization ?? name} or a domain of the same organization`;

/** What the domains that reports are sent to have to publish; nobody else can. */
export const consentAdvice = (unwanted: readonly Destination[]): Advice => ({
	rfc: unwanted.some(({tag}) => tag === 'rua') ? 'RFC 9990 section 4' : 'RFC 9991 section 5',
	publish: [...new Set(unwanted.flatMap(({publish}) => (publish ? [publish] : [])))],
	who: 'domain-owner',
	details: [...new Set(unwanted.map(({host}) => `Only the owner of ${host} can publish that.`))],
});

/** What a reader of a usable record may trip over. */
export const notesOn = (rr: string, {result, failures}: Discovery): readonly string[] => {
	const removed = removedTagsIn(rr);
	const [open] = failures.filter(({type}) => type !== 'TXT');
	return [
		...(removed.length > 0
			? [`${removed.join(', ')}: removed by RFC 9989 (appendix C); receivers ignore it.`]
			: []),
		...(result.testMode ? ['t=y: the policy is only tested, and applied one level lower.'] : []),
		...(open
			? [`${open.name} ${open.type}: ${inWords(open.failure)}; so it is open whether np or sp applies.`]
			: []),
	];
};
