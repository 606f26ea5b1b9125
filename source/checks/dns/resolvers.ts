import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {type Failure, inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress, ip} from '../../core/value.ts';
import {type Asking, askAt} from '../name-servers.ts';
import {folded, sameSet, setOf} from '../record-set.ts';
import {
	anotherSays,
	comparedTypes,
	denialIn,
	detailsOf,
	isOtherOutside,
	type JudgedType,
	judgedTypes,
	oddities,
	restOf,
	type Source,
	saidBySource,
	saidFrom,
	sinkIn,
	sourceOf,
	splitReason,
	type View,
	whoAgrees,
	whoAnswers,
} from './resolvers/view.ts';

/** Quad9: open to everybody, reached all over the world, and it checks DNSSEC signatures. */
const usualOther = '9.9.9.9';

export default defineCheck({
	id: 'dns.resolvers',
	title: 'Resolvers compared',
	about:
		'Compares what the configured resolver says about a mail domain with another resolver and with its own name servers.',
	hop: 'dns',

	params: z.strictObject({
		domain: domainOrAddress().describe('The domain to look up, or an address in it.'),
		other: ip().default(usualOther).describe('The address of the resolver to compare with.'),
	}),

	findings: {
		agree: ok('The configured resolver says the same about the mail of {domain} as {others}.'),
		'agree-absent': ok('The configured resolver says that {domain} does not exist; {others} said the same.'),
		stale: warning(
			'What the configured resolver says about {types} of {domain} is not what its name servers say now; it may keep that {rest}.',
		),
		split: warning(
			'The configured resolver has an answer of its own about {types} of {domain}, other than outside: {why}.',
		),
		differs: warning(
			'The configured resolver and {other} do not say the same about {types} of {domain}; its name servers were not heard, so which is right is open.',
		),
		sinkholed: warning(
			'The configured resolver answers {address} for {domain}, as filters do; the name servers of {domain} say otherwise. Its MX is not affected.',
		),
		'validation-fails': warning(
			'The configured resolver fails for {types} of {domain}, and answers as soon as it need not check signatures (DNSSEC).',
		),
		'fails-here': unknown(
			'The configured resolver gives no answer about {types} of {domain} ({failure}), while {others} does.',
		),
		spoofed: warning(
			'Datagrams came back that are no answer of the configured resolver ({strange}): somebody may be forging answers.',
		),
		'edns-dropped': warning(
			'Questions with EDNS to the configured resolver are lost on the way, so every look-up is slow and long answers may fail.',
		),
		filtered: problem(
			'The configured resolver denies {domain} ({says}), which its name servers have: mail for it cannot be routed from here.',
		),
		lying: problem(
			'The configured resolver answers {address} for {name}, which does not exist: it invents answers.',
		),
		'partly-compared': unknown(
			'The configured resolver could be compared about {types} of {domain} only; about {open} not: {failure}.',
		),
		'silent-here': unknown(
			'The configured resolver gives no answer about {domain} ({failure}), while {others} does.',
		),
		'nothing-to-compare': unknown(
			'Neither {other} nor the name servers of {domain} could be heard, so the configured resolver could not be compared.',
		),
		unanswered: unknown('Nobody gave a usable answer about {domain}: {failure}.'),
	},

	async run({params, probes, signal, tag, found}) {
		const [domain, other, asking] = [folded(params.domain), params.other, {probes, signal}];
		const [results, others, source, invented] = await Promise.all([
			Promise.all(comparedTypes.map(type => probes.dns({name: domain, type}, signal))),
			Promise.all(comparedTypes.map(type => probes.dns({name: domain, type, server: other}, signal))),
			sourceOf(domain, asking, other),
			inventedBy(`${label(tag)}.invalid`, asking),
		]);
		const sets = (list: typeof results) =>
			saidFrom(list.map((result, index) => setOf(result, comparedTypes[index] ?? 'A')));
		const own = sets(results);
		const [elsewhere, truth] = [sets(others), await saidBySource(domain, source, asking)];
		const view: View = {domain, other, own, elsewhere, truth};
		const odd = oddities(results);
		const told = {details: detailsOf(view, odd)};
		const facts = {domain, other, ...advise(told)};
		const net = {...facts, ...advise({...told, who: 'network-owner' as const})};

		if (invented) return found('lying', {...net, ...invented, rfc: invention});
		const denial = denialIn(view);
		if (denial !== undefined) return found('filtered', {...net, says: denial, rfc: filtering});
		const address = sinkIn(view);
		if (address !== undefined) return found('sinkholed', {...net, address, rfc: filtering});
		const lie = await inventedBelow(domain, source, tag, asking);
		if (lie) return found('lying', {...net, ...lie, rfc: invention});

		const compared = await Promise.all(judgedTypes.map(type => compare(type, view, source, asking)));
		const having = (wanted: Comparison['is']) =>
			compared.filter(({is}) => is === wanted).map(({type}) => type);
		const failing = compared.flatMap(one => (one.is === 'open' ? [one] : []));
		const answering = whoAnswers(
			view,
			failing.map(({type}) => type),
		);
		const failed = failing.filter(
			({failure: {code}}) => code === 'server-failure' || code === 'query-refused',
		);
		if (failed[0] && answering) {
			const bad = words(failed.map(({type}) => type));
			const failure = said(failed[0].failure);
			if (!failed.some(({unchecked}) => unchecked))
				return found('fails-here', {
					...net,
					types: bad,
					failure,
					others: answering,
					rfc: 'RFC 2308 section 7.1',
				});
			const who = failsElsewhere(view, failed) ? 'domain-owner' : 'network-owner';
			return found('validation-fails', {...facts, types: bad, who, rfc: 'RFC 4035 section 5.5'});
		}
		const [old, mismatch] = [having('differs'), having('differs-elsewhere')];
		const apart = [...old, ...mismatch, ...having('same').filter(type => isOtherOutside(type, view))];
		const why = apart.length > 0 ? splitReason(view, odd) : undefined;
		if (why !== undefined)
			return found('split', {...net, types: words(apart), why, rfc: 'RFC 9499 section 6'});
		if (old.length > 0)
			return found('stale', {...net, types: words(old), rest: restOf(old, own), rfc: 'RFC 1034 section 3.6'});
		if (mismatch.length > 0) return found('differs', {...net, types: words(mismatch)});
		if (odd.strange.length > 0)
			return found('spoofed', {...net, strange: odd.strange.join(', '), rfc: 'RFC 5452 section 9.1'});
		if (odd.ednsLost) return found('edns-dropped', {...net, rfc: 'RFC 6891 section 7'});

		if (failing.length === judgedTypes.length) {
			const failure = said(failing[0]?.failure ?? {code: 'unexpected'});
			return answering
				? found('silent-here', {...facts, failure, others: answering})
				: found('unanswered', {...facts, failure});
		}
		if (having('alone').length === judgedTypes.length) return found('nothing-to-compare', facts);
		const left = compared.filter(({is}) => is === 'open' || is === 'alone');
		if (left.length > 0)
			return found(having('same').length > 0 ? 'partly-compared' : 'nothing-to-compare', {
				...facts,
				types: words(having('same')),
				open: words(left.map(({type}) => type)),
				failure: failing[0] ? said(failing[0].failure) : 'nobody else could be heard',
			});
		const absent = judgedTypes.every(type => own[type].is === 'absent');
		return found(absent ? 'agree-absent' : 'agree', {...facts, others: whoAgrees(view)});
	},
});

type Comparison = {readonly type: JudgedType} & (
	| {readonly is: 'same' | 'differs' | 'differs-elsewhere'}
	/** The configured resolver answered, and nobody else. */
	| {readonly is: 'alone'}
	/** `unchecked`: it answers without validation. */
	| {readonly is: 'open'; readonly failure: Failure; readonly unchecked?: true}
);

const said = (failure: Failure): string => printable(inWords(failure));
/** The other resolver fails for one of these types as well. */
const failsElsewhere = ({elsewhere}: View, failed: ReadonlyArray<{readonly type: JudgedType}>): boolean =>
	failed
		.map(({type}) => elsewhere[type])
		.some(set => set.is === 'open' && set.failure.code === 'server-failure');

const words = (texts: readonly string[]): string => texts.join(' and ') || 'no type';

/** RFC 8914, filtered. */
const filtering = 'RFC 8914 section 4.18';

/** Nothing exists below `invalid`. */
const invention = 'RFC 6761 section 6.4';

const label = (tag: string): string =>
	`lostmail-${tag.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')}`.slice(0, 60);

const inventedBy = async (name: string, {probes, signal}: Asking) => {
	const answer = await probes.dns({name, type: 'A'}, signal);
	const [record] = answer.ok ? answer.value.records : [];
	return record && {name, address: printable(record.data)};
};

/** An address for a name of which the zone's own servers say, all that were heard, that it does not exist. */
const inventedBelow = async (domain: string, source: Source, tag: string, asking: Asking) => {
	const addresses = source.is === 'servers' ? source.addresses : [];
	if (addresses.length === 0) return undefined;
	const name = `${label(tag)}.${domain}`;
	const [truths, lie] = await Promise.all([
		Promise.all(addresses.map(address => askAt(address, {name, type: 'A'}, asking))),
		inventedBy(name, asking),
	]);
	return truths.every(truth => !truth.ok && truth.failure.code === 'no-such-name') ? lie : undefined;
};

const compare = async (
	type: JudgedType,
	{domain, own, truth, elsewhere}: View,
	source: Source,
	asking: Asking,
): Promise<Comparison> => {
	const [mine, right, theirs] = [own[type], truth[type], elsewhere[type]];
	if (mine.is === 'open') {
		if (mine.failure.code !== 'server-failure') return {type, is: 'open', failure: mine.failure};
		const again = await asking.probes.dns({name: domain, type, validation: 'disabled'}, asking.signal);
		const unchecked = setOf(again, type).is !== 'open';
		return {type, is: 'open', failure: mine.failure, ...(unchecked ? {unchecked} : {})};
	}
	const aliased = mine.is === 'records' && mine.aliases.length > 0;
	if (right.is !== 'open' && !aliased) {
		const same = sameSet(mine, right) || (await anotherSays(mine, {name: domain, type}, source, asking));
		return {type, is: same ? 'same' : 'differs'};
	}
	if (theirs.is === 'open') return {type, is: 'alone'};
	return {type, is: sameSet(mine, theirs) ? 'same' : 'differs-elsewhere'};
};
