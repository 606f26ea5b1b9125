import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress, text} from '../../core/value.ts';
import {
	type Exchanger,
	exchangerFacts,
	exchangerLine,
	hasAddress,
	listed,
	lookUpAll,
	type Route,
	routeOf,
} from '../exchangers.ts';
import {deliverable, leftOut, type Standing, type Visit, visit, visitFacts, visitLine} from '../visits.ts';
import {lookElsewhere} from './reachable/second-look.ts';

export default defineCheck({
	id: 'mx.reachable',
	title: 'Exchangers answer',
	about: 'Connects to every address of the exchangers of a domain, and sends nothing.',
	hop: 'mx',

	params: z.strictObject({
		domain: domainOrAddress().describe('The domain, or an address in it.'),
		helo: text().optional().describe('How to introduce this side.'),
	}),

	findings: {
		'all-answer': ok('Every exchanger of {domain} answers on port 25: {hosts}.'),
		'tried-answer': ok('For {domain}, {hosts} answered on port 25; what could not be tried: {untried}.'),
		'some-refuse': warning(
			'For {domain}, {hosts} answered on port 25, but these refused or are no mail server: {others}.',
		),
		'some-silent': warning(
			'For {domain}, {hosts} answered on port 25, but from here these did not, or broke off: {others}.',
		),
		'some-turn-away': warning(
			'For {domain}, {hosts} answered on port 25, but these turned this connection away: {others}.',
		),
		'starttls-stripped': warning(
			'Something between here and these removes the offer of encryption: {others}.',
		),
		certificate: warning(
			'The exchangers of {domain} answer, but not all with a certificate that senders trust: {others}.',
		),
		'no-starttls': warning(
			'The exchangers of {domain} answer, but mail travels without encryption to {others}.',
		),
		'handshake-failed': warning(
			'The exchangers of {domain} answer, but a TLS handshake did not come about with {others}.',
		),
		'not-smtp': problem('What answers on port 25 of the exchangers of {domain} is no mail server: {words}.'),
		'port-25-blocked': unknown(
			'No exchanger of {domain} accepts connections on port 25 from here, while {other} answers: most home and cloud networks block port 25.',
		),
		'turned-away': unknown(
			'The exchangers of {domain} turn this connection away, which may be about the address that it comes from: {words}.',
		),
		busy: unknown('No exchanger of {domain} takes connections just now: {words}.'),
		dropped: unknown(
			'Exchangers of {domain} accepted the connection and broke it off, or said nothing: {words}.',
		),
		refused: unknown(
			'Every exchanger of {domain} refuses connections from here, on port 25 and on the other mail ports: nothing listens there, or a firewall rejects them, be it theirs or one on this side.',
		),
		silent: unknown('No exchanger of {domain} answered from here as a mail server (addresses: {summary}).'),
		unreachable: unknown('This machine has no way to the exchangers of {domain}: {words}.'),
		'nothing-to-reach': unknown('{domain} has no exchanger to connect to: {failure}.'),
		unanswered: unknown('Whether the exchangers of {domain} answer could not be found out: {failure}.'),
	},

	async run({params: {domain: name, helo}, found, ...reach}) {
		const route = await routeOf(name, reach);
		if (route.is === 'open') return found('unanswered', {domain: name, failure: inWords(route.failure)});
		if (route.is === 'absent' || route.is === 'null')
			return found('nothing-to-reach', {domain: name, failure: absence(route)});

		const {exchangers, beyond} = await lookUpAll(route, mostNames, reach);
		const living = exchangers.filter(hasAddress);
		const visited = living.slice(0, most);
		const visits = await visit(visited, helo, reach);
		const untried = [
			...untriedIn(exchangers, visits),
			...more(leftOut(visited), 'address', 'addresses'),
			...more(beyond + living.length - visited.length, 'exchanger', 'exchangers'),
		];
		const facts = {
			domain: name,
			exchangers: exchangers.map(exchanger => ({
				...exchangerFacts(exchanger),
				addresses: visits.filter(({host}) => host === exchanger.host).map(visitFacts),
			})),
			...advise({details: linesOf(exchangers, visits, untried)}),
		};
		if (visits.length === 0) {
			const gap = exchangers.flatMap(({gaps}) => gaps)[0];
			if (gap) return found('unanswered', {...facts, failure: inWords(gap.failure)});
			return beyond > 0
				? found('unanswered', {
						...facts,
						failure: `only ${exchangers.length} of ${exchangers.length + beyond} exchangers were looked up`,
					})
				: found('nothing-to-reach', {...facts, failure: 'none of those that it names has an address'});
		}

		const at = (...standings: readonly Standing[]) =>
			visits.filter(({standing}) => standings.includes(standing));
		const alive = at(...deliverable);
		if (alive.length > 0) {
			const hosts = hostsOf(alive);
			const fault = faults.find(({standings}) => at(...standings).length > 0);
			if (fault)
				return found(fault.code, {
					...facts,
					hosts,
					others: placesOf(at(...fault.standings)),
					...advise({rfc: fault.rfc, who: fault.who}),
				});
			const left = [...untried, ...exchangers.filter(isDead).map(({host}) => `${host} (no address)`)];
			return left.length > 0
				? found('tried-answer', {...facts, hosts, untried: listed(left)})
				: found('all-answer', {...facts, hosts});
		}

		const proven = untried.length === 0;
		if (at('turned-away').length > 0)
			return found('turned-away', {...facts, words: wordsOf(at('turned-away'))});
		if (at('busy').length > 0) return found('busy', {...facts, words: wordsOf(at('busy'))});
		if (proven && at('not-smtp').length === visits.length)
			return found('not-smtp', {
				...facts,
				words: wordsOf(visits),
				...advise({rfc: 'RFC 5321 section 4.3.1', who}),
			});
		if (at('dropped').length > 0) return found('dropped', {...facts, words: wordsOf(at('dropped'))});
		if (at('unreachable').length === visits.length)
			return found('unreachable', {...facts, words: wordsOf(visits)});
		if (at('not-asked', 'unreachable').length === visits.length)
			return found('unanswered', {...facts, failure: wordsOf(at('not-asked'))});

		const looks = await lookElsewhere(at('silent', 'refused'), reach);
		const other = looks.find(({heard}) => heard === 'answers');
		if (other) return found('port-25-blocked', {...facts, other: other.place});
		const refused = at('refused').length === visits.length && looks.every(({heard}) => heard === 'refused');
		return proven && refused
			? found('refused', facts)
			: found('silent', {...facts, summary: summaryOf(visits)});
	},
});

/** Exchangers that are looked up, and those of them that are visited. */
const mostNames = 10;
const most = 5;

const who = 'recipient-admin';

/** What is told first where mail can be delivered all the same. */
const faults = [
	{code: 'some-refuse', standings: ['refused', 'not-smtp'], rfc: 'RFC 5321 section 5.1', who},
	{code: 'some-silent', standings: ['silent', 'dropped'], rfc: 'RFC 5321 section 5.1', who},
	{code: 'some-turn-away', standings: ['turned-away', 'busy'], rfc: 'RFC 5321 section 3.1', who},
	{code: 'starttls-stripped', standings: ['stripped'], rfc: 'RFC 3207 section 6', who: 'network-owner'},
	{code: 'certificate', standings: ['certificate'], rfc: 'RFC 8461 section 4.2', who},
	{code: 'no-starttls', standings: ['no-starttls'], rfc: 'RFC 3207 section 4', who},
	{code: 'handshake-failed', standings: ['no-handshake'], rfc: 'RFC 3207 section 4', who},
] as const;

const isDead = ({state}: Exchanger): boolean => state === 'dead' || state === 'literal';

const absence = (route: Extract<Route, {is: 'absent' | 'null'}>): string => {
	if (route.is === 'null') return 'it states that it accepts no mail (RFC 7505)';
	return route.code === 'missing' ? 'it has neither an MX nor an address' : 'it does not exist';
};

/** Everything that says nothing about the exchangers, because it was not tried or could not be tried from here. */
const untriedIn = (exchangers: readonly Exchanger[], visits: readonly Visit[]): readonly string[] => [
	...visits
		.filter(({standing}) => standing === 'unreachable' || standing === 'not-asked')
		.map(({host, address}) => `${host} ${address}`),
	...exchangers.flatMap(({host, gaps}) =>
		gaps.map(({type, failure}) => `${type} of ${host} (${inWords(failure)})`),
	),
];

const more = (count: number, one: string, many: string): readonly string[] =>
	count > 0 ? [`${count} more ${count === 1 ? one : many}`] : [];

const linesOf = (
	exchangers: readonly Exchanger[],
	visits: readonly Visit[],
	untried: readonly string[],
): readonly string[] => [
	...visits.map(visitLine),
	...exchangers.filter(isDead).map(exchangerLine),
	...untried.map(what => `not tried: ${printable(what)}`),
];

const hostsOf = (visits: readonly Visit[]): string => listed([...new Set(visits.map(({host}) => host))]);

const placesOf = (visits: readonly Visit[]): string =>
	listed(
		visits.map(({host, address, why}) => `${host} ${address} (${why})`),
		most,
	);

const wordsOf = ([first]: readonly Visit[]): string => (first ? visitLine(first) : 'nothing was said');

const names: Readonly<Record<Standing, string>> = {
	answers: 'answered',
	certificate: 'with a certificate at fault',
	'no-starttls': 'unencrypted',
	'no-handshake': 'with a failed handshake',
	stripped: 'stripped of STARTTLS',
	'turned-away': 'turned away',
	busy: 'busy',
	silent: 'silent',
	dropped: 'broken off',
	refused: 'refused',
	'not-smtp': 'not SMTP',
	unreachable: 'without a way from here',
	'not-asked': 'not asked',
};

/** Such as `3 silent, 1 refused`. */
const summaryOf = (visits: readonly Visit[]): string =>
	[...Map.groupBy(visits, ({standing}) => standing)]
		.map(([standing, same]) => `${same.length} ${names[standing]}`)
		.join(', ');
