import type {Finding} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import {mostLookups, type SpfResult} from '../../../mail/spf/evaluate.ts';
import {shownName, shownText} from '../../../mail/spf/show.ts';
import type {Break} from '../../../mail/spf/trace.ts';
import {isAll, worstLookups} from '../../../mail/spf/tree.ts';
import {idleTerms, isOpenEnded, openDoors, reverseTerms} from '../../../mail/spf/weakness.ts';
import {mistakeOf, reasonOf, studied} from './advice.ts';
import type {FoundOfSpf, spfFindings} from './findings.ts';
import {adviceOn, closed, firstRecord, inReach, leftOut, withAddress} from './proposal.ts';
import type {Judged, Study} from './sender-policy.ts';

type Verdict = Finding<keyof typeof spfFindings>;

/** What a study of a sender policy comes to. */
export const verdictOn = async (study: Study, found: FoundOfSpf): Promise<Verdict> => {
	const {tree, breaks, unread, judged} = study;
	const common = studied(study);
	const open = openQuestion(study);
	if (open)
		return found('unanswered', {...common, result: judged?.evaluation.result ?? 'temperror', ...open});
	if (study.nowhere)
		return found('no-such-domain', {
			...common,
			domain: common.evaluated,
			rfc: 'RFC 8020 section 2',
			result: 'none',
		});
	if (tree.found.is === 'none') {
		const facts = {...common, ...(await firstRecord(study)), result: 'none'};
		const [seen] = tree.found.meant;
		return seen === undefined
			? found('missing', facts)
			: found('misspelled', {...facts, seen: shownText(seen)});
	}
	if (tree.found.is === 'no-domain' || judged?.evaluation.result === 'none')
		return found('not-a-domain', {...common, who: 'admin', rfc: 'RFC 7208 section 4.3', result: 'none'});
	if (judged) return verdictOnAddress(study, judged, found);
	const [by] = breaks;
	if (by) return broken(by, study, found);
	const weak = await weakness(study, found);
	if (weak) return weak;
	return unread.length > 0
		? found('partly-read', {...common, reason: unread.slice(0, 3).join(', ')})
		: found('record-valid', common);
};

/** Results that another address of the same server might not get. */
const refusals: readonly SpfResult[] = ['fail', 'softfail', 'neutral'];

const verdictOnAddress = async (study: Study, judged: Judged, found: FoundOfSpf): Promise<Verdict> => {
	const {ip, evaluation, traced} = judged;
	const common = studied(study);
	const facts = {
		...common,
		ip,
		result: evaluation.result,
		matched: common.matched ?? 'no term of its record matches',
	};
	const {kind} = judged;
	if (kind !== undefined && refusals.includes(evaluation.result))
		return found('not-public', {...facts, kind});
	switch (evaluation.result) {
		case 'permerror': {
			const by = traced?.end.is === 'broken' ? traced.end.by : (overLimit(study) ?? study.breaks[0]);
			return by
				? broken(by, study, found)
				: found('other-permerror', {
						...facts,
						who: 'domain-owner',
						rfc: 'RFC 7208 section 2.6.7',
						reason: mailauthsWords(judged),
					});
		}
		case 'fail':
			return found('not-authorized', {...facts, ...(await withAddress(study))});
		case 'softfail':
			return found('softfail', {...facts, ...(await withAddress(study))});
		case 'neutral':
			return found('neutral', {...facts, ...(await withAddress(study))});
		case 'pass':
			return (await weakness(study, found)) ?? found('passes', facts);
		case 'none':
		case 'temperror':
			return found('unanswered', {...common, result: evaluation.result, ...vague(judged)});
	}
};

const broken = async (by: Break, study: Study, found: FoundOfSpf): Promise<Verdict> => {
	const facts = {
		...studied(study, [by.owner]),
		...(await adviceOn(by, study)),
		...(isCertain(by, study) ? {result: 'permerror'} : {}),
		owner: shownName(by.owner),
		...(by.limb ? {term: quoted(by.limb.term)} : {}),
		reason: reasonOf(by),
	};
	switch (by.why) {
		case 'several':
			return found('several-records', {...facts, count: by.count ?? 2});
		case 'syntax':
			return found('syntax', {
				...facts,
				term: by.limb ? quoted(by.limb.term) : 'a term',
				at: by.limb?.term.at ?? 1,
				mistake: mistakeOf(by.limb),
			});
		case 'no-record':
		case 'no-domain':
			return found('include-without-record', facts);
		case 'loop':
			return found('loop', facts);
		case 'lookups':
			return found('too-many-lookups', facts);
		case 'voids':
			return found('too-many-voids', facts);
		case 'exchangers':
			return found('too-many-exchangers', facts);
	}
};

/** Without an address, only what is wrong with the domain's own record is certain to meet everybody. */
const isCertain = ({owner, why}: Break, {tree, judged}: Study): boolean =>
	judged !== undefined || (owner === tree.domain && (why === 'several' || why === 'syntax'));

/** What is weak about a policy that otherwise holds. */
const weakness = async (study: Study, found: FoundOfSpf): Promise<Verdict | undefined> => {
	const {tree, breaks, judged} = study;
	const result = judged?.evaluation.result;
	const common = {...studied(study), who: 'domain-owner', ...(result ? {result} : {})} as const;
	const [door] = openDoors(tree);
	if (door)
		return found('permissive', {
			...common,
			...(door.owner === tree.domain && isAll(door.term) ? await closed(study) : {}),
			rfc: 'RFC 7208 section 11.2',
			reason: `${quoted(door.term)} in the record of ${shownName(door.owner)}`,
		});
	const [wrong] = breaks;
	if (wrong && judged)
		return found('broken-elsewhere', {
			...common,
			...studied(study, [wrong.owner]),
			...(await adviceOn(wrong, study)),
			ip: judged.ip,
			reason: reasonOf(wrong),
		});
	if (worstLookups(tree) > mostLookups)
		return found('over-limit', {...common, rfc: 'RFC 7208 section 4.6.4'});
	const reverse = reverseTerms(tree);
	if (reverse.length > 0)
		return found('ptr-used', {
			...common,
			...(await leftOut(study, reverse)),
			rfc: 'RFC 7208 section 5.5',
			reason: listed(reverse),
		});
	const idle = idleTerms(tree);
	if (idle.length > 0)
		return found('ignored-terms', {
			...common,
			...(await inReach(study, idle)),
			rfc: 'RFC 7208 sections 5.1 and 6',
			reason: listed(idle),
		});
	return isOpenEnded(tree)
		? found('open-end', {...common, ...(await closed(study)), rfc: 'RFC 7208 section 4.7'})
		: undefined;
};

type Query = {readonly query: string; readonly failure: string};

/** The question without whose answer nothing can be said. */
const openQuestion = ({tree, judged}: Study): Query | undefined => {
	const {domain, found} = tree;
	if (found.is === 'unanswered')
		return {query: `TXT ${shownName(domain)}`, failure: shownText(inWords(found.failure))};
	const temporary = judged?.evaluation.result === 'temperror';
	const lookup = judged?.inDoubt ?? (temporary ? judged?.evaluation.failures.at(-1) : undefined);
	if (lookup)
		return {
			query: `${lookup.type} ${shownName(lookup.name)}`,
			failure: shownText(inWords(lookup.failure)),
		};
	return judged && temporary ? vague(judged) : undefined;
};

const vague = (judged: Judged): Query => ({query: 'a question', failure: mailauthsWords(judged)});

/** Without the names of who asked and whom it was about. */
const mailauthsWords = ({evaluation: {comment}}: Judged): string =>
	shownText(comment.split(': ').slice(2).join(': ')) || 'no reason is given';

/** Limits that were passed where the second opinion could not follow. */
const overLimit = ({judged, tree}: Study): Break | undefined =>
	judged && judged.evaluation.lookups > mostLookups
		? {why: 'lookups', owner: tree.domain, count: judged.evaluation.lookups}
		: undefined;

const quoted = ({text}: {readonly text: string}): string => `"${shownText(text, 80)}"`;

const listed = (terms: ReadonlyArray<{readonly text: string}>): string =>
	terms.slice(0, 5).map(quoted).join(', ');
