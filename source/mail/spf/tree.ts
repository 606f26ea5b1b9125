import {type Failure, isAbsence} from '../../core/failure.ts';
import type {Ask} from '../resolver.ts';
import {expandSpec, type MacroValues, topLabel} from './macro.ts';
import {type Directive, isSpf, looksLikeSpf, parseRecord, type Term} from './term.ts';

/** What the name of a record, the target of an include or a redirect, came to. */
export type Branch = {
	readonly domain: string;
	/** Where its records stand, when that name is an alias. */
	readonly alias?: string;
	readonly found:
		| {readonly is: 'record'; readonly text: string; readonly limbs: readonly Limb[]}
		/** DNS answered, and there is no SPF record; `meant`: texts that were probably meant as one. */
		| {readonly is: 'none'; readonly meant: readonly string[]; readonly absence?: Failure}
		| {readonly is: 'several'; readonly texts: readonly string[]}
		| {readonly is: 'unanswered'; readonly failure: Failure}
		/** It is already being read further up. */
		| {readonly is: 'loop'}
		/** Not a name of two or more labels (RFC 7208 section 4.3). */
		| {readonly is: 'no-domain'}
		/** Not looked at, because enough was. */
		| {readonly is: 'cut'};
};

/** A term in its tree. */
export type Limb = {
	readonly term: Term;
	/** Where it leads, macros expanded; undefined when that depends on what is not known. */
	readonly target?: string;
	/** Behind an include or a redirect that takes effect. */
	readonly branch?: Branch;
};

/** Records that are followed for one tree. */
const mostRecords = 30;
/** Branches that are told as not followed; of more there is no word. */
const mostCut = 30;
/** Texts of one name that are looked at. */
const mostTexts = 100;

/** Reads the record of a domain and of every domain that it includes or redirects to. */
export const readTree = async (ask: Ask, values: MacroValues): Promise<Branch> => {
	let left = mostRecords;
	let ahead = mostRecords;

	const read = async (domain: string, above: readonly string[]): Promise<Branch> => {
		if (above.includes(domain)) return {domain, found: {is: 'loop'}};
		if (!isTargetName(domain)) return {domain, found: {is: 'no-domain'}};
		left -= 1;
		if (left < 0) return {domain, found: {is: 'cut'}};
		const answer = await ask(domain, 'TXT');
		if (!answer.ok)
			return isAbsence(answer.failure)
				? {domain, found: {is: 'none', meant: [], absence: answer.failure}}
				: {domain, found: {is: 'unanswered', failure: answer.failure}};
		const texts = answer.value.records.map(({data}) => data);
		const alias = answer.value.aliases.at(-1);
		const at = alias === undefined ? {domain} : {domain, alias};
		if (texts.length === 0)
			return {
				domain,
				found: {is: 'unanswered', failure: {code: 'malformed', detail: 'the answer holds no record'}},
			};
		const records = texts.filter(isSpf).slice(0, mostTexts);
		const [text] = records;
		if (text === undefined)
			return {...at, found: {is: 'none', meant: texts.filter(looksLikeSpf).slice(0, mostTexts)}};
		if (records.length > 1) return {...at, found: {is: 'several', texts: records}};
		return {...at, found: {is: 'record', text, limbs: await follow(parseRecord(text), domain, above)}};
	};

	const follow = async (
		terms: readonly Term[],
		domain: string,
		above: readonly string[],
	): Promise<readonly Limb[]> => {
		const here = {...values, domain};
		const effective = effectiveTerms(terms);
		const limbs = terms.map(term => aimed(term, effective, here));
		const next = limbs.flatMap(({target, leads}) => (leads && target !== undefined ? [target] : []));
		const early = next.filter(name => isTargetName(name) && !above.includes(name)).slice(0, ahead);
		ahead -= early.length;
		await Promise.all(early.map(name => ask(name, 'TXT')));
		const grown: Limb[] = [];
		for (const {term, target, leads} of limbs) {
			const isTold = left > -mostCut;
			const branch =
				leads && target !== undefined && isTold ? await read(target, [...above, domain]) : undefined;
			grown.push({term, ...(target === undefined ? {} : {target}), ...(branch ? {branch} : {})});
		}
		return grown;
	};

	return read(values.domain, []);
};

type Aimed = {readonly term: Term; readonly target?: string; readonly leads: boolean};

const aimed = (term: Term, effective: ReadonlySet<Term>, values: MacroValues): Aimed => {
	const {means} = term;
	const spec =
		means.is === 'modifier'
			? means.name === 'redirect'
				? means.value
				: undefined
			: means.is === 'directive'
				? (means.spec ?? (takesDomain(means) ? '%{d}' : undefined))
				: undefined;
	const target = spec === undefined ? undefined : expandSpec(spec, values);
	const leads = effective.has(term) && (means.is === 'modifier' || isInclude(means));
	return {term, ...(target === undefined ? {} : {target}), leads};
};

const isInclude = (means: Term['means']): boolean =>
	means.is === 'directive' && means.mechanism === 'include';

const takesDomain = ({mechanism}: Directive): boolean =>
	mechanism === 'a' || mechanism === 'mx' || mechanism === 'ptr';

export const isAll = ({means}: Term): boolean => means.is === 'directive' && means.mechanism === 'all';

/**
 * The terms that can be reached: what stands behind `all` cannot (RFC 7208 section 5.1), nor a redirect in a record
 * with `all` (section 6.1). Modifiers other than redirect take part in no evaluation.
 */
export const effectiveTerms = (terms: readonly Term[]): ReadonlySet<Term> => {
	const all = terms.findIndex(isAll);
	return new Set(
		terms.filter(({means}, index) => {
			if (means.is === 'modifier') return means.name === 'redirect' && all < 0;
			return means.is === 'directive' && (all < 0 || index <= all);
		}),
	);
};

/** The order of evaluation: the directives as written, then the redirect (RFC 7208 section 6.1). */
export const inOrder = (limbs: readonly Limb[]): readonly Limb[] => {
	const terms = effectiveTerms(limbs.map(({term}) => term));
	const effective = limbs.filter(({term}) => terms.has(term));
	return [
		...effective.filter(({term}) => term.means.is === 'directive'),
		...effective.filter(({term}) => term.means.is === 'modifier'),
	];
};

/** Whether a term costs one of the ten lookups (RFC 7208 section 4.6.4). */
export const costs = ({means}: Term): boolean =>
	means.is === 'modifier'
		? means.name === 'redirect'
		: means.is === 'directive' && !['all', 'ip4', 'ip6'].includes(means.mechanism);

/** Every branch of a tree, in the order of evaluation, the trunk first. */
export const branchesOf = (branch: Branch): readonly Branch[] =>
	branch.found.is === 'record'
		? [branch, ...inOrder(branch.found.limbs).flatMap(limb => (limb.branch ? branchesOf(limb.branch) : []))]
		: [branch];

/**
 * The most lookups that an address can cost: that of one which no term matches. A branch that could not be read counts
 * with its own lookup only, so that this is the least of what the most can be.
 */
export const worstLookups = ({found}: Branch): number =>
	found.is === 'record' ? cost(found.limbs).lookups : 0;

type Cost = {readonly lookups: number; readonly passesAll: boolean};

const cost = (limbs: readonly Limb[]): Cost => {
	let lookups = 0;
	for (const {term, branch} of inOrder(limbs)) {
		const behind = branch?.found.is === 'record' ? cost(branch.found.limbs) : undefined;
		lookups += (costs(term) ? 1 : 0) + (behind?.lookups ?? 0);
		if (behind?.passesAll) return {lookups, passesAll: qualifierOf(term) === '+'};
		if (isAll(term)) return {lookups, passesAll: qualifierOf(term) === '+'};
	}
	return {lookups, passesAll: false};
};

const qualifierOf = ({means}: Term): string => (means.is === 'directive' ? means.qualifier : '+');

/** Whether a macro-expanded name can be asked for: labels of 1 to 63 octets, at least two, the last no number. */
export const isTargetName = (name: string): boolean => {
	const labels = name.split('.');
	return (
		name.length <= 253 &&
		labels.length > 1 &&
		labels.every(label => /^[ -~]{1,63}$/.test(label)) &&
		topLabel.test(labels.at(-1) ?? '')
	);
};

/** Includes and redirects that were not followed, because where they lead depends on who sends; the first 30. */
export const unfollowed = (tree: Branch): readonly Term[] =>
	branchesOf(tree)
		.flatMap(({found}) =>
			found.is === 'record'
				? inOrder(found.limbs).flatMap(({term, target}) =>
						target === undefined && (isInclude(term.means) || term.means.is === 'modifier') ? [term] : [],
					)
				: [],
		)
		.slice(0, mostCut);
