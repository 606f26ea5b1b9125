import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress} from '../../core/value.ts';
import {authoritiesOf, parentOf} from '../delegation.ts';
import {spread} from '../name-servers.ts';
import {folded} from '../record-set.ts';
import {
	delegationDifference,
	detailsOf,
	differ,
	isGood,
	isSingle,
	list,
	lookAt,
	mailTypes,
	moreServers,
	recordsOf,
	singleIn,
	unheardIn,
	type View,
	whenNone,
	where,
} from './authoritative/view.ts';

export default defineCheck({
	id: 'domain.authoritative',
	title: 'Authoritative servers',
	about: 'Asks every name server of a domain and compares what they say about its mail.',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress().describe('The domain, or an address in it.')}),

	findings: {
		agree: ok(
			'{servers} name servers of {zone}, at {addresses} addresses, agree about the mail of {domain} (serial {serial}).',
		),
		'not-a-zone': ok(
			'{domain} is part of the zone {zone}; its {servers} name servers, at {addresses} addresses, agree about it (serial {serial}).',
		),
		'records-differ': warning(
			'The name servers of {zone} do not agree about {types} of {domain}: part of the world sees other records.',
		),
		lame: warning('{lame} is named as a name server of {zone} but does not answer for it here; others do.'),
		'dangling-server': warning('{dangling} is named as a name server of {zone} but has no address.'),
		'delegation-differs': warning(
			'The parent zone {parent} and {zone} itself do not name the same name servers: {difference}.',
		),
		hidden: warning(
			'The configured resolver says that {domain} does not exist, but the name servers of the zone above it say that it does.',
		),
		'serial-differs': warning(
			'The name servers of {zone} hold different versions of it: {serials}. The records for mail that were heard are the same.',
		),
		'single-server': warning(
			'{zone} depends on a single name server, {server}; there must be at least two (RFC 1034 section 4.1).',
		),
		'all-lame': problem('None of the name servers that are named for {zone} answers for it: {lame}.'),
		'no-such-domain': problem('{domain} does not exist.'),
		'partly-heard': warning('Not every name server of {zone} could be judged: {unheard}. The others agree.'),
		'nobody-heard': unknown('None of the name servers of {zone} gave a usable answer: {unheard}.'),
		'mail-unheard': unknown(
			'The name servers of {zone} answer for it, but none of them told both MX and TXT of {domain}: {unheard}.',
		),
		'none-authoritative': unknown(
			'None of the name servers of {zone} answers for it here: {unheard}. Whether they do so elsewhere could not be told.',
		),
		proxied: unknown(
			'Somebody else seems to answer in the name of the name servers of {zone}: none of the answers is marked as authoritative. Ask from another network.',
		),
		unanswered: unknown('DNS does not tell which name servers hold {domain}: {failure}.'),
	},

	async run({params, probes, signal, found}) {
		const [domain, asking] = [folded(params.domain), {probes, signal}];
		const known = await authoritiesOf(domain, asking);
		if (known.is === 'absent') return found('no-such-domain', {domain, ...advise(absence(known))});
		if (known.is === 'open') return found('unanswered', {domain, failure: printable(inWords(known.failure))});

		const {zone} = known;
		const parent = await parentOf(zone, asking);
		const servers = [...known.servers, ...(await moreServers(known, parent, asking))];
		const looks = await Promise.all(spread(servers).map(server => lookAt(server, {zone, domain}, asking)));
		const view: View = {domain, known, parent, servers, looks, good: looks.filter(isGood)};
		const facts = {domain, zone, server: list(servers.map(({host}) => host))};
		const told = {details: detailsOf(view), record: recordsOf(view)};
		const warn = {...told, rfc: 'RFC 1034 section 4.3.5', who: 'domain-owner' as const};

		const unheard = list(unheardIn(view));
		if (view.good.length === 0) {
			const code = whenNone(view);
			if (code !== 'all-lame') return found(code, {...facts, unheard, ...advise(told)});
			const lame = list(servers.map(({host}) => host));
			return found(code, {...facts, lame, ...advise({...warn, rfc: 'RFC 1912 section 2.8'})});
		}
		const types = mailTypes.filter(type => differ(view.good.map(({sets}) => sets[type])));
		if (types.length > 0)
			return found('records-differ', {...facts, types: types.join(' and '), ...advise(warn)});
		const lame = looks.filter(({standing: {is}}) => is === 'lame' || is === 'refuses');
		if (lame.length > 0)
			return found('lame', {
				...facts,
				lame: list(lame.map(where)),
				...advise({...warn, rfc: 'RFC 1912 section 2.8'}),
			});
		const dangling = servers.filter(({addresses, open}) => addresses.length === 0 && !open);
		if (dangling.length > 0)
			return found('dangling-server', {
				...facts,
				dangling: list(dangling.map(({host}) => host)),
				...advise({...warn, rfc: 'RFC 1912 section 2.8'}),
			});
		const difference = delegationDifference(view);
		if (difference !== undefined)
			return found('delegation-differs', {
				...facts,
				parent: parent?.parent ?? '.',
				difference,
				...advise({...warn, rfc: 'RFC 1034 section 4.2.2'}),
			});
		if (known.denied)
			return found('hidden', {
				...facts,
				...advise({...told, rfc: 'RFC 2308 section 5', who: 'network-owner'}),
			});
		const dated = view.good.filter(({standing}) => /^\d/.test(standing.serial));
		const serials = [...new Set(dated.map(({standing: {serial}}) => serial))];
		if (serials.length > 1)
			return found('serial-differs', {
				...facts,
				serials: list(dated.map(look => `${look.standing.serial} at ${where(look)}`)),
				...advise(warn),
			});
		if (isSingle(view))
			return found('single-server', {
				...facts,
				server: singleIn(view),
				...advise({...warn, rfc: 'RFC 2182 section 5'}),
			});
		if (unheardIn(view).length === servers.length)
			return found('mail-unheard', {...facts, unheard, ...advise(told)});
		if (unheardIn(view).length > 0) return found('partly-heard', {...facts, unheard, ...advise(told)});
		return found(domain === zone ? 'agree' : 'not-a-zone', {
			...facts,
			servers: new Set(view.good.map(({host}) => host)).size,
			addresses: new Set(view.good.map(({address}) => address)).size,
			serial: serials[0] ?? 'unreadable',
			...(known.left > 0 ? {left: known.left} : {}),
			...advise(told),
		});
	},
});

const absence = ({confirmed}: {readonly confirmed?: true}) => ({
	rfc: 'RFC 8020 section 2',
	who: 'domain-owner' as const,
	details: [
		confirmed
			? 'The name servers of the zone above it say so themselves.'
			: 'The configured resolver says so; the name servers of the zone above it were not heard.',
	],
});
