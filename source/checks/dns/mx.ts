import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {domainOrAddress} from '../../core/value.ts';
import {
	type Exchanger,
	exchangerFacts,
	exchangerLine,
	hasAddress,
	isRoot,
	listed,
	lookUpAll,
	type MxRecord,
	mxLines,
	type Route,
	routeOf,
} from '../exchangers.ts';

export default defineCheck({
	id: 'dns.mx',
	title: 'Exchangers (MX)',
	about: 'Asks DNS which hosts accept mail for a domain.',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress().describe('The domain, or an address in it.')}),

	findings: {
		found: ok('{domain} names {hosts} for its mail.'),
		alias: warning(
			'{domain} names {hosts} as exchanger, which is an alias; that is not allowed (RFC 2181 section 10.3).',
		),
		implicit: warning('{domain} has no MX; its own address takes the mail (RFC 5321 section 5.1).'),
		'partly-dangling': warning(
			'{domain} names {hosts} for its mail, and also {dangling}, where no mail can go: that is no name with an address.',
		),
		'null-mx-among-others': warning(
			'{domain} states that it accepts no mail and names {hosts} for its mail at the same time; a null MX must stand alone (RFC 7505 section 3).',
		),
		'null-mx': problem('{domain} states that it accepts no mail (RFC 7505).'),
		missing: problem('{domain} exists but has neither an exchanger nor an address: no mail can reach it.'),
		'no-such-domain': problem('{domain} does not exist.'),
		dangling: problem('No exchanger of {domain} is a name that has an address: {hosts}.'),
		unanswered: unknown('DNS gave no usable answer about {domain}: {failure}.'),
	},

	async run({params: {domain: name}, found, ...reach}) {
		const route = await routeOf(name, reach);
		switch (route.is) {
			case 'open':
				return found('unanswered', {domain: name, failure: inWords(route.failure)});
			case 'absent':
				return found(route.code, {domain: name, ...absence(name, route)});
			case 'null':
				return found('null-mx', {
					domain: name,
					...advise({record: mxLines(name, route.records), rfc: 'RFC 7505 section 3', who}),
				});
			case 'implicit':
				return found('implicit', {
					domain: name,
					exchangers: [exchangerFacts(route.exchanger)],
					...advise({
						rfc: 'RFC 5321 section 5.1',
						publish: mxLines(name, [{host: name, preference: 10}]),
						who,
						details: [exchangerLine(route.exchanger)],
					}),
				});
			case 'named':
				break;
		}

		const looked = await lookUpAll(route, most, reach);
		const {exchangers, beyond} = looked;
		const [living, aliases, dead, open] = [
			hostsOf(exchangers, ['living']),
			hostsOf(exchangers, ['alias']),
			hostsOf(exchangers, ['dead', 'literal']),
			exchangers.find(({state}) => state === 'unknown'),
		];
		const facts = {
			domain: name,
			exchangers: exchangers.map(exchangerFacts),
			dead,
			...(beyond > 0 ? {beyond} : {}),
			...advise({record: mxLines(name, route.records), details: details(route, looked)}),
		};
		const alive = route.exchangers.map(({host}) => host).filter(host => !dead.includes(host));
		const publish = repaired(route, exchangers);
		const warned = (rfc: string) => ({
			...facts,
			...advise({rfc, ...(beyond > 0 ? {} : {publish: mxLines(name, publish)}), who}),
		});

		if (living.length + aliases.length > 0) {
			const hosts = listed(alive);
			if (dead.length > 0)
				return found('partly-dangling', {...warned('RFC 5321 section 5.1'), hosts, dangling: listed(dead)});
			if (route.records.some(isRoot))
				return found('null-mx-among-others', {...warned('RFC 7505 section 3'), hosts});
			if (aliases.length > 0)
				return found('alias', {...warned('RFC 2181 section 10.3'), hosts: listed(aliases)});
			return found('found', {...facts, hosts});
		}
		if (open) return found('unanswered', {...facts, failure: inWords(open.gaps[0]?.failure ?? lost)});
		if (beyond > 0)
			return found('unanswered', {
				...facts,
				failure: `only ${exchangers.length} of ${route.exchangers.length} exchangers were looked up`,
			});
		return found('dangling', {
			...facts,
			hosts: listed(dead),
			...advise({rfc: 'RFC 5321 section 5.1', who}),
		});
	},
});

/** Exchangers whose addresses are asked for. */
const most = 10;

const who = 'domain-owner';
const lost = {code: 'unexpected'} as const;

const hostsOf = (exchangers: readonly Exchanger[], states: ReadonlyArray<Exchanger['state']>) =>
	exchangers.filter(({state}) => states.includes(state)).map(({host}) => host);

const absence = (name: string, {code, alias}: Extract<Route, {is: 'absent'}>) =>
	advise({
		...(alias === undefined
			? {}
			: {details: [`${name} is an alias of ${printable(alias)}, which does not exist`]}),
		rfc: code === 'missing' ? 'RFC 5321 section 5.1' : 'RFC 8020 section 2',
		who,
	});

/** The MX records as they should be: without the root and what is dead, and aliases by the names they stand for. */
const repaired = (
	{records}: Extract<Route, {is: 'named'}>,
	exchangers: readonly Exchanger[],
): readonly MxRecord[] => {
	const known = new Map(exchangers.map(exchanger => [exchanger.host.toLowerCase(), exchanger]));
	const kept = new Set<string>();
	return records.flatMap(record => {
		const exchanger = known.get(record.host.toLowerCase());
		if (isRoot(record) || exchanger?.state === 'dead' || exchanger?.state === 'literal') return [];
		const host = (exchanger?.state === 'alias' ? exchanger.target : undefined) ?? record.host;
		if (kept.has(host.toLowerCase())) return [];
		kept.add(host.toLowerCase());
		return [{...record, host}];
	});
};

/** One line for each exchanger, and what is remarkable about all of them together. */
const details = (
	{records, alias}: Extract<Route, {is: 'named'}>,
	{exchangers, beyond}: {readonly exchangers: readonly Exchanger[]; readonly beyond: number},
): readonly string[] => [
	...(alias === undefined ? [] : [`the domain itself is an alias of ${printable(alias)}`]),
	...exchangers.map(exchangerLine),
	...(beyond > 0 ? [`${beyond} more, which were not looked up`] : []),
	...repeatedIn(records).map(host => `${printable(host)} is named more than once`),
	...sharedBy(exchangers).map(
		({address, hosts}) =>
			`${listed(hosts)} have the address ${address} in common: when it fails, all of them do`,
	),
];

const repeatedIn = (records: readonly MxRecord[]): readonly string[] => {
	const counted = Map.groupBy(
		records.filter(record => !isRoot(record)),
		({host}) => host.toLowerCase(),
	);
	return [...counted].flatMap(([host, same]) => (same.length > 1 ? [host] : [])).slice(0, most);
};

const sharedBy = (exchangers: readonly Exchanger[]) => {
	const pairs = exchangers
		.filter(hasAddress)
		.flatMap(({host, ipv4, ipv6}) => [...ipv4, ...ipv6].map(address => ({address, host})));
	return [...Map.groupBy(pairs, ({address}) => address)]
		.map(([address, of]) => ({address, hosts: of.map(({host}) => host)}))
		.filter(({hosts}) => hosts.length > 1)
		.slice(0, most);
};
