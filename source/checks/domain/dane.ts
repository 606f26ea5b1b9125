import {z} from 'zod';
import {advise, zoneLine} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress, text} from '../../core/value.ts';
import {type Exchanger, listed, lookUpAll, routeOf} from '../exchangers.ts';
import {type Judged, judgeExchanger} from './dane/judgement.ts';
import {type Announced, announcedFor, validates} from './dane/tlsa-records.ts';

export default defineCheck({
	id: 'domain.dane',
	title: 'DANE',
	about: 'Compares the TLSA records of the exchangers of a domain with the certificates that they show.',
	hop: 'mx',

	params: z.strictObject({
		domain: domainOrAddress().describe('The domain, or an address in it.'),
		helo: text().optional().describe('How to introduce this side.'),
	}),

	findings: {
		matches: ok('The certificates of the exchangers of {domain} match their TLSA records (DANE): {hosts}.'),
		'seen-match': ok(
			'The certificates that could be seen match their TLSA records ({hosts}); what could not be seen: {others}.',
		),
		none: ok('No exchanger of {domain} has TLSA records (DANE); they are optional (RFC 7672).'),
		mismatch: problem(
			'No exchanger of {domain} shows what its TLSA records announce, so senders that honour DANE do not deliver: {hosts}.',
		),
		partly: warning(
			'Not every exchanger of {domain} shows what its TLSA records announce, and senders that honour DANE pass these over: {hosts}.',
		),
		'seen-mismatch': unknown(
			'No exchanger of {domain} that could be seen shows what its TLSA records announce ({hosts}); what could not be seen: {others}.',
		),
		'not-encrypted': unknown(
			'{domain} announces certificates by TLSA records, and no exchanger encrypts towards this side ({hosts}). If it is so everywhere, senders that honour DANE do not deliver; something on the way may as well have removed the offer of encryption.',
		),
		unusable: warning('The TLSA records of {hosts} are of kinds that senders cannot use: {why}.'),
		unsigned: warning(
			'Senders ignore the TLSA records of {hosts}, because not every DNS answer on the way to them is signed (DNSSEC): {why}.',
		),
		'not-authenticated': unknown(
			'There are TLSA records of {hosts}, and this resolver does not say of anything that it validated it; what they are worth stays open.',
		),
		unreachable: unknown(
			'{domain} announces certificates by TLSA records, and those of its exchangers could not be seen: {why}.',
		),
		'no-exchanger': unknown('{domain} has no exchanger that could have TLSA records: {failure}.'),
		unanswered: unknown('DNS gave no usable answer about the TLSA records of {domain}: {failure}.'),
	},

	async run({params: {domain: name, helo}, found, startedAt, ...reach}) {
		const route = await routeOf(name, reach);
		if (route.is === 'open') return found('unanswered', {domain: name, failure: inWords(route.failure)});
		if (route.is === 'null')
			return found('no-exchanger', {domain: name, failure: 'it states that it accepts no mail'});
		if (route.is === 'absent')
			return found('no-exchanger', {domain: name, failure: 'it has neither an MX nor an address'});

		const looked = await lookUpAll(route, mostNames, reach);
		const named = looked.exchangers.filter(({state}) => state !== 'dead' && state !== 'literal');
		const exchangers = named.slice(0, most);
		const beyond = looked.beyond + named.length - exchangers.length;
		if (exchangers.length === 0 && beyond === 0)
			return found('no-exchanger', {domain: name, failure: 'none of those that it names has an address'});
		const announced = await Promise.all(
			exchangers.map(async exchanger => ({exchanger, tlsa: await announcedFor(exchanger, reach)})),
		);
		const judged = await Promise.all(
			announced.map(({exchanger, tlsa}) =>
				judgeExchanger(exchanger, tlsa, {domain: name, route, helo, now: startedAt, ...reach}),
			),
		);

		const those = (...kinds: ReadonlyArray<Judged['is']>) => judged.filter(({is}) => kinds.includes(is));
		const facts = {
			domain: name,
			exchangers: judged.map(({host, is, why}) => ({host, state: is, why: printable(why)})),
			...advise({
				record: announced.flatMap(({tlsa}) => (tlsa.is === 'found' ? recordLines(tlsa) : [])),
				details: [
					...judged.map(({host, why}) => `${printable(host)}: ${printable(why)}`),
					...(beyond > 0 ? [`${moreExchangers(beyond)}, which nobody looked at`] : []),
				],
			}),
		};

		const wrong = those('mismatch', 'mixed');
		const unheard = [
			...those('open', 'unseen').map(({host}) => host),
			...those('matches', 'mismatch').flatMap(({host, missed = []}) => missed.map(what => `${host} ${what}`)),
			...(beyond > 0 ? [moreExchangers(beyond)] : []),
		];
		if (wrong.length > 0) {
			const publish = wrong.flatMap(({publish: lines = []}) => lines);
			const told = {
				...facts,
				hosts: hostsOf(wrong),
				...advise({rfc: 'RFC 7672 section 2.2', ...(publish.length > 0 ? {publish} : {}), who}),
			};
			if (those('mismatch', 'open', 'unseen').length < judged.length) return found('partly', told);
			if (wrong.every(({bare}) => bare)) return found('not-encrypted', told);
			return unheard.length > 0
				? found('seen-mismatch', {...told, others: listed(unheard)})
				: found('mismatch', told);
		}
		const spoilt = those('unusable');
		if (spoilt.length > 0)
			return found('unusable', {
				...facts,
				hosts: hostsOf(spoilt),
				why: reasonOf(spoilt),
				...advise({
					rfc: 'RFC 7672 section 3.1.3',
					publish: spoilt.flatMap(({publish: lines = []}) => lines),
					who,
				}),
			});
		const unsigned = those('unsigned');
		if (unsigned.length > 0) {
			const hosts = hostsOf(unsigned);
			return route.authenticated || announced.some(saysSo) || (await validates(reach))
				? found('unsigned', {
						...facts,
						hosts,
						why: reasonOf(unsigned),
						...advise({rfc: 'RFC 7672 section 2.2', who: unsigned[0]?.who ?? who}),
					})
				: found('not-authenticated', {...facts, hosts});
		}
		const good = those('matches');
		if (good.length > 0)
			return unheard.length > 0
				? found('seen-match', {...facts, hosts: hostsOf(good), others: listed(unheard)})
				: found('matches', {...facts, hosts: hostsOf(good)});
		const open = those('open');
		const unseen = those('unseen');
		if (unseen.length > 0) return found('unreachable', {...facts, why: reasonOf(unseen)});
		if (open.length > 0) return found('unanswered', {...facts, failure: reasonOf(open)});
		return beyond > 0
			? found('unanswered', {...facts, failure: `nobody looked at ${moreExchangers(beyond)}`})
			: found('none', facts);
	},
});

/** Exchangers that are looked up, and those of them that are looked at. */
const mostNames = 10;
const most = 5;
const who = 'recipient-admin';

const moreExchangers = (count: number): string => `${count} more ${count === 1 ? 'exchanger' : 'exchangers'}`;

const saysSo = ({exchanger, tlsa}: {exchanger: Exchanger; tlsa: Announced}): boolean =>
	exchanger.authenticated || (tlsa.is === 'found' && tlsa.authenticated);

const recordLines = ({name, lines}: Extract<Announced, {is: 'found'}>): readonly string[] =>
	lines.map(line => cut(printable(zoneLine(name, 'TLSA', line))));

/** A record that holds a whole certificate is long. */
const cut = (line: string): string => (line.length > 500 ? `${line.slice(0, 500)}…` : line);

const hostsOf = (judged: readonly Judged[]): string => listed(judged.map(({host}) => host));

const reasonOf = ([first]: readonly Judged[]): string =>
	first ? `${printable(first.host)}, ${printable(first.why)}` : 'no reason was given';
