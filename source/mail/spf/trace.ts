import type {DnsAnswer, DnsType} from '../../core/dns.ts';
import {type Failure, isAbsence} from '../../core/failure.ts';
import type {Result} from '../../core/result.ts';
import {type Address, parseAddress, reverseName, within} from './address.ts';
import {mostLookups, mostVoids} from './evaluate.ts';
import {usesReverseName} from './macro.ts';
import type {Directive, Qualifier} from './term.ts';
import {type Branch, costs, inOrder, isTargetName, type Limb} from './tree.ts';

/** An answer that was given before; nothing is asked anew. */
export type Recall = (name: string, type: DnsType) => Result<DnsAnswer, Failure> | undefined;

/** Why an evaluation ends in permerror, and where. */
export type Break = {
	readonly why:
		| 'syntax'
		| 'several'
		| 'no-record'
		| 'no-domain'
		| 'loop'
		| 'lookups'
		| 'voids'
		| 'exchangers';
	/** Whose record the term stands in. */
	readonly owner: string;
	/** Without one it is the record as a whole. */
	readonly limb?: Limb;
	/** How many, where something was counted. */
	readonly count?: number;
};

/** How one address goes through a tree, as far as the answers at hand tell. */
export type Trace = {
	readonly end:
		| {readonly is: 'match'; readonly qualifier: Qualifier; readonly owner: string; readonly limb: Limb}
		| {readonly is: 'no-match'}
		| {readonly is: 'broken'; readonly by: Break}
		/** It rests on what is not known. */
		| {readonly is: 'open'};
	/** Every term that was evaluated, and whether it matched. */
	readonly passed: ReadonlyMap<Limb, 'matched' | 'no match' | 'broke'>;
	/** Terms whose lookup found nothing. */
	readonly voids: readonly Limb[];
};

type End = Trace['end'];
type Match = 'yes' | 'no' | 'open' | 'void' | {readonly exchangers: number};

/** What is wrong with a branch before any of its terms is evaluated. */
export const breakOf = ({domain, found}: Branch): Break | undefined => {
	switch (found.is) {
		case 'record': {
			const limb = found.limbs.find(({term}) => term.means.is === 'faulty');
			return limb && {why: 'syntax', owner: domain, limb};
		}
		case 'several':
			return {why: 'several', owner: domain, count: found.texts.length};
		case 'none':
		case 'unanswered':
		case 'loop':
		case 'no-domain':
		case 'cut':
			return undefined;
	}
};

/** What is wrong with a term because of where it leads. */
export const breakAt = (owner: string, limb: Limb): Break | undefined => {
	const {branch} = limb;
	if (!branch) return undefined;
	if (branch.found.is === 'none') return {why: 'no-record', owner, limb};
	if (branch.found.is === 'no-domain') return {why: 'no-domain', owner, limb};
	return branch.found.is === 'loop' ? {why: 'loop', owner, limb} : undefined;
};

/** Everything wrong in a tree, in the order in which an evaluation would come to it. */
export const breaksIn = (branch: Branch): readonly Break[] => {
	const own = breakOf(branch);
	if (own) return [own];
	if (branch.found.is !== 'record') return [];
	return inOrder(branch.found.limbs).flatMap(limb => {
		const wrong = breakAt(branch.domain, limb);
		return wrong ? [wrong] : limb.branch ? breaksIn(limb.branch) : [];
	});
};

/**
 * Follows one address through the tree to the term that decides. It is the second opinion that names terms; the result
 * itself is mailauth's.
 */
export const trace = (tree: Branch, address: Address, recall: Recall): Trace => {
	const passed = new Map<Limb, 'matched' | 'no match' | 'broke'>();
	const voids: Limb[] = [];
	let lookups = 0;

	const through = (branch: Branch): End => {
		const by = breakOf(branch);
		if (by) return {is: 'broken', by};
		if (branch.found.is !== 'record') return {is: 'open'};
		for (const limb of inOrder(branch.found.limbs)) {
			const end = at(limb, branch.domain);
			passed.set(limb, end.is === 'match' ? 'matched' : end.is === 'broken' ? 'broke' : 'no match');
			if (end.is !== 'no-match') return end;
		}
		return {is: 'no-match'};
	};

	const at = (limb: Limb, owner: string): End => {
		const {term, branch} = limb;
		const broken = (by: Break): End => ({is: 'broken', by});
		if (costs(term)) lookups += 1;
		if (lookups > mostLookups) return broken({why: 'lookups', owner, limb, count: lookups});
		const wrong = breakAt(owner, limb);
		if (wrong) return broken(wrong);
		const {means} = term;
		if (means.is !== 'directive') return branch ? through(branch) : {is: 'open'};
		const qualified = {is: 'match', qualifier: means.qualifier, owner, limb} as const;
		if (means.mechanism === 'include') {
			const end: End = branch ? through(branch) : {is: 'open'};
			if (end.is === 'match') return end.qualifier === '+' ? qualified : {is: 'no-match'};
			return end;
		}
		const match = matches(means, limb.target, address, recall);
		if (typeof match === 'object') return broken({why: 'exchangers', owner, limb, count: match.exchangers});
		if (match === 'void') {
			voids.push(limb);
			if (voids.length > mostVoids) return broken({why: 'voids', owner, limb, count: voids.length});
		}
		if (match === 'yes') return qualified;
		return {is: match === 'open' ? 'open' : 'no-match'};
	};

	return {end: through(tree), passed, voids};
};

const matches = (means: Directive, target: string | undefined, address: Address, recall: Recall): Match => {
	const prefix = (address.family === 4 ? means.prefix4 : means.prefix6) ?? (address.family === 4 ? 32 : 128);
	const inside = (text: string): boolean => {
		const network = parseAddress(text);
		return network !== undefined && within(address, network, prefix);
	};
	const type = address.family === 4 ? 'A' : 'AAAA';
	switch (means.mechanism) {
		case 'all':
			return 'yes';
		case 'ip4':
		case 'ip6':
			return means.mechanism === `ip${address.family}` && inside(means.network ?? '') ? 'yes' : 'no';
		case 'ptr':
			return byReverseName(target, address, recall);
		case 'include':
			return 'open';
		case 'a':
		case 'exists':
		case 'mx':
			break;
	}
	if (target === undefined || usesReverseName(means.spec ?? '')) return 'open';
	if (!isTargetName(target)) return 'no';
	if (means.mechanism === 'mx') return byExchangers(recall(target, 'MX'), name => recall(name, type), inside);
	const found = dataOf(recall(target, means.mechanism === 'a' ? type : 'A'));
	if (typeof found === 'string') return found;
	return means.mechanism === 'exists' || found.some(inside) ? 'yes' : 'no';
};

/** Exchangers by preference; the eleventh is not looked up any more (RFC 7208 section 4.6.4). */
const byExchangers = (
	answer: Result<DnsAnswer, Failure> | undefined,
	addressesOf: (host: string) => Result<DnsAnswer, Failure> | undefined,
	inside: (text: string) => boolean,
): Match => {
	if (!answer?.ok) return answer && isAbsence(answer.failure) ? 'void' : 'open';
	const hosts = answer.value.records
		.toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0))
		.map(({data}) => data.replace(/\.$/, ''))
		.filter(host => host !== '');
	for (const host of hosts.slice(0, mostLookups)) {
		const found = dataOf(addressesOf(host));
		if (found === 'open') return 'open';
		if (found !== 'void' && found.some(inside)) return 'yes';
	}
	return hosts.length > mostLookups ? {exchangers: hosts.length} : 'no';
};

const dataOf = (answer: Result<DnsAnswer, Failure> | undefined): readonly string[] | 'void' | 'open' => {
	if (answer?.ok) return answer.value.records.map(({data}) => data);
	return answer && isAbsence(answer.failure) ? 'void' : 'open';
};

/** RFC 7208 section 5.5: names whose addresses hold the address, and that end in the target. */
const byReverseName = (target: string | undefined, address: Address, recall: Recall): Match => {
	const names = dataOf(recall(reverseName(address), 'PTR'));
	if (names === 'void' || names === 'open') return names;
	if (target === undefined) return 'open';
	const near = names
		.slice(0, mostLookups)
		.map(name => name.toLowerCase().replace(/\.$/, ''))
		.filter(name => name === target || name.endsWith(`.${target}`));
	const looked = near.map(name => dataOf(recall(name, address.family === 4 ? 'A' : 'AAAA')));
	const same = (text: string): boolean => {
		const other = parseAddress(text);
		return other !== undefined && within(address, other, address.family === 4 ? 32 : 128);
	};
	if (looked.some(found => typeof found !== 'string' && found.some(same))) return 'yes';
	return looked.includes('open') ? 'open' : 'no';
};
