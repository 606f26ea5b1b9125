import {type Advice, advise, zoneLine} from '../core/advice.ts';
import {allowing, meantBy, merged, repaired, without} from '../mail/spf/repair.ts';
import {shownText, showTree} from '../mail/spf/show.ts';
import type {Break} from '../mail/spf/trace.ts';
import {type Branch, branchesOf, type Limb, worstLookups} from '../mail/spf/tree.ts';
import {inWords} from './conversation.ts';
import type {Study} from './sender-policy.ts';

/** A record as a line of a zone file, made safe to print. */
const line = (domain: string, record: string): string => zoneLine(domain, 'TXT', shownText(record, 4000));

/** The SPF texts found at one name. */
const textsOf = ({found}: Branch): readonly string[] =>
	found.is === 'record'
		? [found.text]
		: found.is === 'several'
			? found.texts
			: found.is === 'none'
				? found.meant
				: [];

const branchOf = (tree: Branch, owner: string): Branch | undefined =>
	branchesOf(tree).find(
		({domain, found}) => domain === owner && (found.is === 'record' || found.is === 'several'),
	);

/** Facts that every finding carries; `owners` are those whose records are shown besides the domain's own. */
export const studied = ({identity, tree, judged, unread}: Study, owners: readonly string[] = []) => {
	const {evaluated, by} = identity;
	const shown = [
		tree,
		...owners.filter(owner => owner !== tree.domain).flatMap(owner => branchOf(tree, owner) ?? []),
	];
	const record = shown.flatMap(branch => textsOf(branch).map(text => line(branch.domain, text)));
	const failures = judged?.evaluation.failures ?? [];
	const missed = failures.map(
		({name, type, failure}) =>
			`${type} ${shownText(name)} could not be looked up: ${shownText(inWords(failure))}`,
	);
	return {
		evaluated: shownText(evaluated) || '(nothing)',
		identity: by,
		worst: worstLookups(tree),
		...(unread.length > 0 ? {unread} : {}),
		...(judged
			? {
					ip: judged.ip,
					reach: judged.reach,
					lookups: judged.evaluation.lookups,
					voids: judged.evaluation.voids,
					...(judged.evaluation.explanation === undefined
						? {}
						: {explanation: shownText(judged.evaluation.explanation, 500)}),
					...matchedIn(judged),
				}
			: {}),
		...advise({
			...(record.length > 0 ? {record} : {}),
			details: [...showTree(tree, judged?.traced), ...missed],
		}),
	};
};

/** The term that decided, where the second opinion comes to the same result. */
const matchedIn = ({traced, evaluation}: NonNullable<Study['judged']>): {readonly matched?: string} => {
	const end = traced?.end;
	if (end?.is !== 'match') return {};
	const results = {'+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral'} as const;
	return results[end.qualifier] === evaluation.result
		? {matched: `${shownText(end.limb.term.text)} in the record of ${shownText(end.owner)}`}
		: {};
};

/** A break as a clause of a sentence. */
export const reasonOf = ({why, owner, limb, count = 0}: Break): string => {
	const whose = shownText(owner);
	const term = limb ? `"${shownText(limb.term.text, 80)}"` : 'it';
	const target = shownText(limb?.target ?? 'its target');
	switch (why) {
		case 'several':
			return `${whose} has ${count} SPF records`;
		case 'syntax':
			return `${term} in the record of ${whose} ${mistakeOf(limb)}`;
		case 'no-record':
			return `${term} in the record of ${whose} leads to ${target}, which has no SPF record`;
		case 'no-domain':
			return `${term} in the record of ${whose} leads to "${target}", which is not a domain name`;
		case 'loop':
			return `${term} in the record of ${whose} leads back to ${target}`;
		case 'lookups':
			return limb
				? `${term} in the record of ${whose} is lookup number ${count}`
				: `lookup number ${count} is one too many`;
		case 'voids':
			return `${term} in the record of ${whose} is the third that finds nothing`;
		case 'exchangers':
			return `${term} in the record of ${whose} comes to ${count} exchangers`;
	}
};

export const mistakeOf = (limb: Limb | undefined): string =>
	limb?.term.means.is === 'faulty' ? shownText(limb.term.means.mistake) : 'is wrong';

const publish = (domain: string, record: string | undefined): Pick<Advice, 'publish'> =>
	record === undefined || record.length > longestProposal ? {} : {publish: [line(domain, record)]};

/** Characters; what is longer would not be published by hand. */
const longestProposal = 2000;

/** What the owner of a broken record is told. */
export const adviceOn = ({why, owner, limb}: Break, {tree, judged}: Study) => {
	const branch = branchOf(tree, owner);
	const text = branch?.found.is === 'record' ? branch.found.text : undefined;
	const dropped = () =>
		text &&
		publish(
			owner,
			without(text, term => term.at === limb?.term.at),
		);
	const who = 'domain-owner';
	switch (why) {
		case 'several':
			return advise({
				who,
				rfc: 'RFC 7208 section 4.5',
				...(branch ? publish(owner, merged(textsOf(branch))) : {}),
			});
		case 'syntax':
			return advise({who, rfc: 'RFC 7208 section 4.6', ...(text && publish(owner, repaired(text)))});
		case 'no-record':
		case 'no-domain':
			return advise({
				who,
				rfc: limb?.term.means.is === 'modifier' ? 'RFC 7208 section 6.1' : 'RFC 7208 section 5.2',
				...dropped(),
			});
		case 'loop':
			return advise({who, rfc: 'RFC 7208 section 4.6.4', ...dropped()});
		case 'voids': {
			const voids = (judged?.traced?.voids ?? []).filter(({term}) => !term.text.includes('%'));
			const own = tree.found.is === 'record' ? voids.filter(one => limbsOf(tree).includes(one)) : [];
			return advise({
				who,
				rfc: 'RFC 7208 section 4.6.4',
				...(own.length > 0 && tree.found.is === 'record'
					? publish(
							tree.domain,
							without(tree.found.text, term => own.some(one => one.term.at === term.at)),
						)
					: {}),
			});
		}
		case 'lookups':
		case 'exchangers':
			return advise({who, rfc: 'RFC 7208 section 4.6.4'});
	}
};

const limbsOf = ({found}: Branch): readonly Limb[] => (found.is === 'record' ? found.limbs : []);

/** What a domain without a policy could publish for a start. */
export const firstRecord = ({tree, judged, identity}: Study) => {
	const meant =
		tree.found.is === 'none' ? tree.found.meant.map(meantBy).find(one => one !== undefined) : undefined;
	const gone = tree.found.is === 'none' && tree.found.absence?.code === 'no-such-name';
	const named = judged?.reach === 'public' ? ` ${termFor(judged.ip)}` : '';
	return advise({
		who: 'domain-owner',
		rfc: 'RFC 7208 section 3.1',
		...(gone ? {} : publish(identity.evaluated, meant ?? `v=spf1 mx${named} ~all`)),
	});
};

const termFor = (ip: string): string => `ip${ip.includes(':') ? 6 : 4}:${ip}`;

/** The domain's own record with the address in it. */
export const letIn = ({tree, judged}: Study) =>
	advise({
		who: 'domain-owner',
		rfc: 'RFC 7208 section 8',
		...(tree.found.is === 'record' && judged?.reach === 'public'
			? publish(tree.domain, allowing(tree.found.text, judged.ip))
			: {}),
	});

/** The domain's own record without these terms. */
export const leftOut = ({tree}: Study, terms: ReadonlyArray<{readonly at: number}>) =>
	tree.found.is === 'record'
		? publish(
				tree.domain,
				without(tree.found.text, ({at}) => terms.some(term => term.at === at)),
			)
		: {};
