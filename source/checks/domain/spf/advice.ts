import {advise} from '../../../core/advice.ts';
import {inWords} from '../../../core/failure.ts';
import {shownName, shownText, showTree} from '../../../mail/spf/show.ts';
import type {Break} from '../../../mail/spf/trace.ts';
import {branchesOf, type Limb, worstLookups} from '../../../mail/spf/tree.ts';
import {branchOf, recordLine, textsOf} from './proposal.ts';
import type {Study} from './sender-policy.ts';

/** Facts that every finding carries; `owners` are those whose records are shown besides the domain's own. */
export const studied = ({identity, tree, judged, unread}: Study, owners: readonly string[] = []) => {
	const {evaluated, by} = identity;
	const shown = [
		tree,
		...owners.filter(owner => owner !== tree.domain).flatMap(owner => branchOf(tree, owner) ?? []),
	];
	const record = shown.flatMap(branch => textsOf(branch).map(text => recordLine(branch, text)));
	const failures = judged?.evaluation.failures ?? [];
	const inTree = branchesOf(tree).map(({domain}) => domain);
	const besides = failures.filter(({name, type}) => type !== 'TXT' || !inTree.includes(name.toLowerCase()));
	const missed = besides.map(
		({name, type, failure}) =>
			`${type} ${shownName(name)} could not be looked up: ${shownText(inWords(failure))}`,
	);
	return {
		evaluated: shownName(evaluated) || '(nothing)',
		identity: by,
		worst: worstLookups(tree),
		...(unread.length > 0 ? {unread} : {}),
		...(judged
			? {
					ip: judged.ip,
					...(judged.kind === undefined ? {} : {kind: judged.kind}),
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
		? {matched: `${shownText(end.limb.term.text)} in the record of ${shownName(end.owner)}`}
		: {};
};

/** A break as a clause of a sentence. */
export const reasonOf = ({why, owner, limb, count = 0}: Break): string => {
	const whose = shownName(owner);
	const term = limb ? `"${shownText(limb.term.text, 80)}"` : 'it';
	const target = limb?.target === undefined ? 'its target' : shownName(limb.target);
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
