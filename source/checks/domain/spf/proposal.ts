import {type Advice, advise, zoneLine} from '../../../core/advice.ts';
import {mostLookups} from '../../../mail/spf/evaluate.ts';
import {allowing, closing, meantBy, merged, reordered, repaired, without} from '../../../mail/spf/repair.ts';
import {shownText} from '../../../mail/spf/show.ts';
import {parseRecord} from '../../../mail/spf/term.ts';
import type {Break} from '../../../mail/spf/trace.ts';
import {type Branch, branchesOf, type Limb, worstLookups} from '../../../mail/spf/tree.ts';
import type {Study} from './sender-policy.ts';

/** A record of a branch as a line of a zone file, made safe to print. */
export const recordLine = ({domain, alias}: Pick<Branch, 'domain' | 'alias'>, record: string): string =>
	zoneLine(alias ?? domain, 'TXT', shownText(record, 4000));

/** The SPF texts found at one name. */
export const textsOf = ({found}: Branch): readonly string[] =>
	found.is === 'record'
		? [found.text]
		: found.is === 'several'
			? found.texts
			: found.is === 'none'
				? found.meant
				: [];

export const branchOf = (tree: Branch, owner: string): Branch | undefined =>
	branchesOf(tree).find(({domain, found}) => domain === owner && found.is !== 'loop');

/** Characters; what is longer would not be published by hand. */
const longestProposal = 2000;
/** How often a proposal is mended before it is given up. */
const mostRounds = 4;
/** Breaks that end when their term is left out. */
const removable: ReadonlyArray<Break['why']> = ['no-record', 'no-domain', 'loop'];
/** Results for the server that sends, which a record should not come to. */
const refusals: readonly unknown[] = ['fail', 'softfail', 'neutral'];

/**
 * The proposal as it has to be to hold: it is judged as if it were published, terms that lead nowhere are left out, and
 * the address that sends is named where nothing else lets it in. Nothing when it would still be broken, or let nobody in
 * any more.
 */
const holding = async (study: Study, owner: string, proposal: string | undefined): Promise<string[]> => {
	const {tree, judged, outlook} = study;
	const most = Math.max(mostLookups, worstLookups(tree));
	const branch = branchOf(tree, owner);
	const before = branch ? textsOf(branch) : [];
	let record = proposal;
	for (let round = 0; round < mostRounds; round++) {
		if (record === undefined || record.length > longestProposal) return [];
		const {breaks, worst, result} = await outlook(owner, record);
		const dead = breaks.filter(({why, owner: whose}) => whose === owner && removable.includes(why));
		const isRefused = judged && judged.kind === undefined && refusals.includes(result);
		const named: string | undefined =
			isRefused && owner === tree.domain ? allowing(record, judged.ip) : undefined;
		if (dead.length > 0) record = without(record, ({at}) => dead.some(({limb}) => limb?.term.at === at));
		else if (breaks.length > 0 || worst > most || result === 'permerror') return [];
		else if (named !== undefined) record = named;
		else return lets(before) && !lets([record]) ? [] : [recordLine(branch ?? {domain: owner}, record)];
	}
	return [];
};

/** Whether records let anybody pass. */
const lets = (records: readonly string[]): boolean =>
	records
		.flatMap(parseRecord)
		.some(({means}) =>
			means.is === 'directive'
				? means.qualifier === '+'
				: means.is === 'modifier' && means.name === 'redirect',
		);

const published = async (
	study: Study,
	owner: string,
	proposal: string | undefined,
): Promise<Pick<Advice, 'publish'>> => {
	const publish = await holding(study, owner, proposal);
	return publish.length > 0 ? {publish} : {};
};

/** What the owner of a broken record is told. */
export const adviceOn = async (by: Break, study: Study) => {
	const {why, owner, limb} = by;
	const branch = branchOf(study.tree, owner);
	const advice = await published(study, owner, branch && mended(by, branch, study));
	return advise({who: 'domain-owner', rfc: rules(limb)[why], ...advice});
};

const rules = (limb: Limb | undefined): Readonly<Record<Break['why'], string>> => {
	const leading = limb?.term.means.is === 'modifier' ? 'RFC 7208 section 6.1' : 'RFC 7208 section 5.2';
	const limits = 'RFC 7208 section 4.6.4';
	return {
		several: 'RFC 7208 section 4.5',
		syntax: 'RFC 7208 section 4.6',
		'no-record': leading,
		'no-domain': leading,
		loop: limits,
		lookups: limits,
		voids: limits,
		exchangers: limits,
	};
};

/** The first step out of a break, if there is one that is not a guess. */
const mended = ({why, limb}: Break, branch: Branch, {judged}: Study): string | undefined => {
	const {found} = branch;
	if (found.is === 'several') return merged(found.texts);
	if (found.is !== 'record') return undefined;
	switch (why) {
		case 'syntax':
			return repaired(found.text);
		case 'no-record':
		case 'no-domain':
		case 'loop':
			return without(found.text, ({at}) => at === limb?.term.at);
		case 'voids': {
			const voids = (judged?.traced?.voids ?? []).filter(one => !one.term.text.includes('%'));
			const own = voids.filter(one => found.limbs.includes(one)).map(({term}) => term.at);
			return own.length > 0 ? without(found.text, ({at}) => own.includes(at)) : undefined;
		}
		case 'several':
		case 'lookups':
		case 'exchangers':
			return undefined;
	}
};

/** What a domain without a policy could publish for a start. */
export const firstRecord = async (study: Study) => {
	const {tree, judged, identity} = study;
	const meant =
		tree.found.is === 'none' ? tree.found.meant.map(meantBy).find(one => one !== undefined) : undefined;
	const gone = tree.found.is === 'none' && tree.found.absence?.code === 'no-such-name';
	const ip = judged && judged.kind === undefined ? judged.ip : undefined;
	const named = ip === undefined ? '' : ` ip${ip.includes(':') ? 6 : 4}:${ip}`;
	return advise({
		who: 'domain-owner',
		rfc: meant === undefined ? 'RFC 7208 section 3.1' : 'RFC 7208 section 4.5',
		...(gone ? {} : await published(study, identity.evaluated, meant ?? `v=spf1 mx${named} ~all`)),
	});
};

/** The domain's own record, changed. */
const changed = async (
	study: Study,
	change: (record: string) => string | undefined,
): Promise<Pick<Advice, 'publish'>> =>
	study.tree.found.is === 'record' ? published(study, study.tree.domain, change(study.tree.found.text)) : {};

/** The domain's own record with the address in it. */
export const withAddress = async (study: Study) =>
	advise({who: 'domain-owner', rfc: 'RFC 7208 section 8', ...(await changed(study, record => record))});

/** The domain's own record without these terms. */
export const leftOut = (study: Study, terms: ReadonlyArray<{readonly at: number}>) =>
	changed(study, record => without(record, ({at}) => terms.some(term => term.at === at)));

/** The domain's own record with `all` where it has to stand. */
export const inReach = async (study: Study, terms: ReadonlyArray<{readonly at: number}>) => {
	const moved = await changed(study, reordered);
	return 'publish' in moved ? moved : leftOut(study, terms);
};

/** The domain's own record with an end that lets nobody in whom it does not name. */
export const closed = (study: Study) => changed(study, closing);
