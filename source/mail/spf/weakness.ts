import {type Directive, mechanisms, type Term} from './term.ts';
import {type Branch, effectiveTerms, inOrder, isAll, type Limb} from './tree.ts';

/** A term that stands out, and whose record it stands in. */
export type Spot = {readonly owner: string; readonly term: Term};

/** Larger networks than these belong to nobody (IANA gives out IPv4 by /8 and IPv6 by /12 and smaller). */
const widest4 = 8;
const widest6 = 12;

/** Terms that let anybody pass: `+all`, and networks as large as a good part of the internet. */
export const openDoors = ({domain, found}: Branch): readonly Spot[] =>
	found.is === 'record'
		? inOrder(found.limbs).flatMap(({term, branch}) => [
				...(term.means.is === 'directive' && isOpen(term.means) ? [{owner: domain, term}] : []),
				...(branch && (term.means.is === 'modifier' || isPlus(term)) ? openDoors(branch) : []),
			])
		: [];

const isPlus = ({means}: Term): boolean => means.is === 'directive' && means.qualifier === '+';

const isOpen = ({qualifier, mechanism, prefix4 = 32, prefix6 = 128}: Directive): boolean =>
	qualifier === '+' && (mechanism === 'all' || prefix4 < widest4 || prefix6 < widest6);

/** Whether a policy says nothing about whom it does not name: `?all`, or neither `all` nor a redirect. */
export const isOpenEnded = ({found}: Branch): boolean => {
	if (found.is !== 'record') return false;
	const last = inOrder(found.limbs).at(-1);
	if (!last) return true;
	const {means} = last.term;
	if (means.is === 'modifier') return last.branch !== undefined && isOpenEnded(last.branch);
	return means.is === 'directive' && (means.mechanism !== 'all' || means.qualifier === '?');
};

const limbsOf = ({found}: Branch): readonly Limb[] => (found.is === 'record' ? found.limbs : []);

/** Terms of the record itself that use `ptr`. */
export const reverseTerms = (branch: Branch): readonly Term[] =>
	inOrder(limbsOf(branch))
		.map(({term}) => term)
		.filter(({means}) => means.is === 'directive' && means.mechanism === 'ptr');

/** Terms of the record itself that no evaluation comes to, although somebody meant them. */
export const idleTerms = (branch: Branch): readonly Term[] => {
	const terms = limbsOf(branch).map(({term}) => term);
	const effective = effectiveTerms(terms);
	return terms.filter(term => {
		const {means} = term;
		if (effective.has(term) || means.is === 'faulty') return false;
		return (
			means.is === 'directive' || means.name === 'redirect' || mechanisms.some(name => name === means.name)
		);
	});
};

/** Whether any term that can be reached asks for the name of the sending address. */
export const restsOnReverseName = (branch: Branch): boolean =>
	inOrder(limbsOf(branch)).some(
		({term: {means}, branch: next}) =>
			(means.is === 'directive' && (means.mechanism === 'ptr' || /%\{p/i.test(means.spec ?? ''))) ||
			(means.is === 'modifier' && /%\{p/i.test(means.value)) ||
			(next !== undefined && restsOnReverseName(next)),
	);

/** Whether the record can end in anything but pass before its `all`: then a term more that matches may change it. */
export const deniesBeforeAll = (branch: Branch): boolean =>
	inOrder(limbsOf(branch)).some(
		({term, branch: next}) =>
			(term.means.is === 'directive' && !isAll(term) && term.means.qualifier !== '+') ||
			(next !== undefined && deniesBeforeAll(next)),
	);
