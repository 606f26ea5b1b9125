import {advise, zoneLine} from '../core/advice.ts';
import {ok, problem, type Reach, unknown, warning} from '../core/check.ts';
import type {Actor, Blocklist} from '../core/knowledge.ts';
import {askList, type Listing} from './blocklist.ts';

/** What asking blocklists may come to, in the same words for addresses and domains. */
export const listFindings = {
	clean: ok('{subject} is on none of {total} blocklists.'),
	'clean-as-far': ok(
		'{subject} is on none of the {asked} blocklists that answered; {unasked} that few receivers go by gave no answer that counts.',
	),
	'listed-minor': warning(
		'{subject} is on {named}, which few receivers go by; {asked} of {total} lists answered.',
	),
	listed: problem('{subject} is on {named}, and many receivers refuse mail for it: {means}.'),
	'partly-asked': unknown(
		'{asked} of {total} blocklists answered, and {subject} is on none of them; {open} gave no answer that counts: {failure}.',
	),
	refused: unknown(
		'No blocklist answered: the DNS resolver {server} is refused by {open}: {failure}. Ask through a resolver of your own (--resolver).',
	),
	'nothing-asked': unknown('No blocklist gave an answer about {subject} that counts. {failure}.'),
};

/** The findings on a line that is expected to be on a list because it is a line for people. */
export const policyFindings = {
	'policy-listed': warning(
		'{subject} is on {named} as a line that should not send mail directly, which is expected for a line at home: mail should go through a provider’s submission server, and is not harmed then. {asked} of {total} lists answered.',
	),
};

type ListCode = keyof typeof listFindings | keyof typeof policyFindings;

/** At once, each with its test entries; more lists than that are not asked. */
const mostLists = 30;

/** Asks every list and says what they come to: the finding's code and its facts. `names` stand before each zone. */
export const askLists = async (
	{subject, names, lists, who}: Question,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<{readonly code: ListCode; readonly facts: ListFacts}> => {
	const asked = [...new Map(lists.map(list => [list.zone, list])).values()].slice(0, mostLists);
	const listings = await Promise.all(asked.map(list => askList(list, names, reach)));
	const code = verdictOn(listings);
	const {naming, deciding} = partsOf(code, listings);
	const answered = listings.filter(({state}) => state !== 'unknown');
	const is = (state: Listing['state']) => listings.filter(listing => listing.state === state).length;
	return {
		code,
		facts: {
			subject,
			total: listings.length,
			asked: answered.length,
			unasked: listings.length - answered.length,
			notListed: is('not-listed'),
			named: namesOf(naming),
			open: namesOf(deciding),
			means: [...new Set(naming.map(({means}) => means))].join('; '),
			failure: code === 'nothing-asked' ? firstOf(deciding) : failureOf(deciding),
			server: deciding.find(({server}) => server !== undefined)?.server ?? 'that was asked',
			lists: listings.map(factsOf),
			...advise({
				...recordsOf(naming),
				...(naming.length > 0
					? {rfc: 'RFC 5782 section 2', who: code === 'policy-listed' ? 'network-owner' : who}
					: {}),
				...(listings.length > 0 ? {details: listings.map(lineOf)} : {}),
			}),
		},
	};
};

/** Lists that a sentence names. */
const mostNames = 5;

const namesOf = (listings: readonly Listing[]): string => {
	const names = listings.slice(0, mostNames).map(({list}) => list.name);
	const more = listings.length - names.length;
	return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Why there is no answer; of several lists, what one of them came to. */
const failureOf = ([first, ...others]: readonly Listing[]): string => {
	if (!first) return 'no reason was given';
	return others.length > 0 ? `${first.means} (${first.list.name})` : first.means;
};

/** What the first list came to, where none said anything. */
const firstOf = ([first]: readonly Listing[]): string =>
	first ? `${first.list.name}: ${first.means}` : 'No list is known that could be asked';

type Question = {
	readonly subject: string;
	readonly names: readonly string[];
	readonly lists: readonly Blocklist[];
	/** Who has to act when it is listed. */
	readonly who: Actor;
};

type ListFacts = {
	readonly subject: string;
	readonly total: number;
	readonly asked: number;
	readonly unasked: number;
	readonly notListed: number;
	readonly named: string;
	readonly open: string;
	readonly means: string;
	readonly failure: string;
	readonly server: string;
	readonly lists: ReadonlyArray<ReturnType<typeof factsOf>>;
};

const verdictOn = (listings: readonly Listing[]): ListCode => {
	const open = listings.filter(({state}) => state === 'unknown');
	const listed = listings.filter(({state}) => state === 'listed');
	if (listed.some(({weight}) => weight === 'decisive')) return 'listed';
	if (listed.length > 0) return 'listed-minor';
	if (listings.some(({state}) => state === 'policy')) return 'policy-listed';
	if (open.length === listings.length)
		return open.some(({why}) => why === 'refused') ? 'refused' : 'nothing-asked';
	if (open.some(({weight}) => weight === 'decisive')) return 'partly-asked';
	return open.length > 0 ? 'clean-as-far' : 'clean';
};

/** The listings that a finding names, and those whose silence decides it. */
const partsOf = (code: ListCode, listings: readonly Listing[]) => {
	const silent = listings.filter(({state}) => state === 'unknown');
	const naming = listings.filter(({state, weight}) => {
		if (code === 'listed') return state === 'listed' && weight === 'decisive';
		return (
			(code === 'listed-minor' && state === 'listed') || (code === 'policy-listed' && state === 'policy')
		);
	});
	const refusing = silent.filter(({why}) => why === 'refused');
	const decisive = silent.filter(({weight}) => weight === 'decisive');
	const deciding = code === 'refused' ? refusing : code === 'partly-asked' ? decisive : silent;
	return {naming, deciding};
};

const factsOf = ({list, state, why, codes, means}: Listing) => ({
	zone: list.zone,
	state,
	...(why === undefined ? {} : {why}),
	...(codes.length > 0 ? {code: codes.join(', ')} : {}),
	means,
});

const recordsOf = (naming: readonly Listing[]): {readonly record?: readonly string[]} => {
	const record = naming.flatMap(({name, codes}) =>
		name === undefined ? [] : codes.map(code => zoneLine(name, 'A', code)),
	);
	return record.length > 0 ? {record} : {};
};

const lineOf = ({list, state, why, codes, means, reason}: Listing): string => {
	const line = `${list.zone} (${list.name}): `;
	if (state === 'not-listed') return `${line}not listed`;
	if (state === 'unknown')
		return `${line}no answer that counts: ${means}${why === 'refused' ? ' — ask through a resolver of your own' : ''}`;
	return [
		`${line}${state === 'allowed' ? 'on this list of known senders' : 'listed'} (${codes.join(', ')}): ${means}`,
		...reason.map(text => `it says: ${text}`),
		...(list.removal === undefined || state === 'allowed' ? [] : [`removal: ${list.removal}`]),
		...(list.note === undefined || state === 'allowed' ? [] : [list.note]),
	].join(' — ');
};
