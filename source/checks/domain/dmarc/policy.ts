import type {Reach} from '../../../core/check.ts';
import type {DnsAnswer} from '../../../core/dns.ts';
import {type Failure, inWords} from '../../../core/failure.ts';
import type {Result} from '../../../core/result.ts';
import {type DmarcMistake, isDmarcRecord, isMeantForDmarc, mistakesIn} from '../../../mail/dmarc-record.ts';
import {type DmarcResult, dmarcResult, type Passed} from '../../../mail/dmarc-result.ts';
import {asciiName, isWithin} from '../../../mail/domain-name.ts';
import type {FailedLookup} from '../../../mail/resolver.ts';
import {type Held, heldIn, ownerOf, shownText} from '../../published.ts';

/** One place on the walk up the tree, the author domain first. */
export type Place = {readonly domain: string; readonly name: string; readonly held: Held};

/** The DMARC policy of a domain, and what was seen on the way to it (RFC 9989 section 4.10). */
export type Discovery = {
	readonly is: 'applied' | 'none' | 'open';
	/** What mailauth says; only `applied` has a policy in it. */
	readonly result: DmarcResult;
	readonly walk: readonly Place[];
	/** The organizational domain; unknown where something above the domain's own record could not be found out. */
	readonly organization?: string;
	/** What could not be found out; with `applied` it did not matter for the policy. */
	readonly failures: readonly FailedLookup[];
};

/**
 * Finds the policy that applies to mail from a domain and whether one of the identifiers aligns with it. `open` where
 * DNS left a question unanswered that decides whether there is a policy.
 */
export const discoverPolicy = async (
	domain: string,
	passed: Passed,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Discovery> => {
	const asked = new Map<string, Result<DnsAnswer, Failure>>();
	const {result, failures} = await dmarcResult(domain, passed, async (name, type) => {
		const answer = await probes.dns({name, type}, signal);
		if (type === 'TXT') asked.set(name, answer);
		return answer;
	});
	const author = asciiName(domain);
	const onTheWalk = (name: string) => name.startsWith(prefix) && isWithin(author, name.slice(prefix.length));
	const lost = failures.some(({name, type}) => type === 'TXT' && onTheWalk(name));
	const own = result.policyDomain === author;
	return {
		is: lost && !own ? 'open' : result.policyDomain === undefined ? 'none' : 'applied',
		result,
		...(lost ? {} : {organization: result.domain}),
		walk: [...asked]
			.filter(([name]) => onTheWalk(name))
			.map(([name, answer]) => ({domain: name.slice(prefix.length), name, held: heldIn(answer)})),
		failures,
	};
};

const prefix = '_dmarc.';

/** Where the DMARC record of a domain on the walk stands. */
export const ownerOfRecord = ({walk}: Discovery, domain: string): string => {
	const place = walk.find(one => one.domain === domain);
	return place ? ownerOf(place.name, place.held) : `${prefix}${domain}`;
};

/** A place whose records somebody meant as a policy, and which receivers treat as if it were empty. */
export type BrokenPlace = {
	readonly name: string;
	readonly domain: string;
	/** Where the records stand, if the name is an alias. */
	readonly owner: string;
	readonly records: readonly string[];
} & ({readonly is: 'several'} | {readonly is: 'malformed'; readonly mistake: DmarcMistake});

/**
 * The first broken place that matters: the domain's own, and where no policy applies any on the walk. One on the way
 * to a policy that was found is passed over either way.
 */
export const brokenPlace = ({is, result, walk}: Discovery, author: string): BrokenPlace | undefined =>
	walk
		.filter(({domain}) => (is === 'none' ? true : domain === author && result.policyDomain !== author))
		.map(brokenAt)
		.find(place => place !== undefined);

const brokenAt = ({name, domain, held}: Place): BrokenPlace | undefined => {
	if (held.is !== 'held') return undefined;
	const owner = ownerOf(name, held);
	const records = held.texts.filter(isDmarcRecord);
	if (records.length > 1) return {is: 'several', name, domain, owner, records};
	const meant = records.length > 0 ? records : held.texts.filter(isMeantForDmarc);
	if (meant.length === 0) return undefined;
	const mistakes = meant.flatMap(mistakesIn);
	const mistake = mistakes.find(({loses}) => loses === 'record') ?? mistakes[0] ?? unreadable;
	return {is: 'malformed', name, domain, owner, records: meant, mistake};
};

/** Where mailauth discards a record and we see no reason. */
const unreadable: DmarcMistake = {tag: 'v', why: 'receivers cannot read the record', loses: 'record'};

/** One line for each place on the walk. */
export const placesOf = ({walk}: Discovery): readonly string[] =>
	walk.map(({name, held}) => `${name}: ${inShort(held)}`);

const inShort = (held: Held): string => {
	if (held.is === 'absent') return 'no TXT record.';
	if (held.is === 'open') return `could not be found out (${inWords(held.failure)}).`;
	const count = held.texts.filter(isDmarcRecord).length;
	const found =
		count === 0 ? 'TXT, but no DMARC record' : count === 1 ? 'a DMARC record' : `${count} DMARC records`;
	return held.aliases.length > 0
		? `${found}, by way of ${held.aliases.map(shownText).join(', ')}.`
		: `${found}.`;
};
