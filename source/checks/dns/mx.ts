import {z} from 'zod';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import type {DnsAnswer} from '../../core/dns.ts';
import type {Failure} from '../../core/failure.ts';
import type {Result} from '../../core/result.ts';
import {domain, ip} from '../../core/value.ts';
import {inWords} from '../conversation.ts';

/** Takes a domain, or an address for the sake of its domain. */
const domainOrAddress = z.preprocess(
	raw => (typeof raw === 'string' ? raw.slice(raw.lastIndexOf('@') + 1) : raw),
	domain(),
);

const isAbsent = ({code}: Failure): boolean => code === 'no-such-name' || code === 'no-data';

export default defineCheck({
	id: 'dns.mx',
	title: 'Exchangers (MX)',
	about: 'Asks DNS which hosts accept mail for a domain.',
	hop: 'mx',

	params: z.strictObject({domain: domainOrAddress.describe('The domain, or an address in it.')}),

	findings: {
		found: ok('{domain} names {exchangers} for its mail.'),
		alias: warning(
			'{domain} names {exchangers} as exchanger, which is an alias; that is not allowed (RFC 2181 section 10.3).',
		),
		implicit: warning('{domain} has no MX; its own address takes the mail (RFC 5321 section 5.1).'),
		'null-mx': problem('{domain} states that it accepts no mail (RFC 7505).'),
		missing: problem('{domain} exists but has neither an exchanger nor an address: no mail can reach it.'),
		'no-such-domain': problem('{domain} does not exist.'),
		dangling: problem('No exchanger of {domain} is a name that has an address: {exchangers}.'),
		unanswered: unknown('DNS gave no usable answer about {domain}: {failure}.'),
	},

	async run({params: {domain: name}, probes, signal, found}) {
		const addressesOf = (host: string) =>
			Promise.all([
				probes.dns({name: host, type: 'A'}, signal),
				probes.dns({name: host, type: 'AAAA'}, signal),
			]);
		const answer = await probes.dns({name, type: 'MX'}, signal);

		if (!answer.ok) {
			const {failure} = answer;
			if (!isAbsent(failure)) return found('unanswered', {domain: name, failure: inWords(failure)});
			if (failure.code === 'no-such-name') {
				const alias = await probes.dns({name, type: 'CNAME'}, signal);
				if (alias.ok) return found('missing', {domain: name});
				return isAbsent(alias.failure)
					? found('no-such-domain', {domain: name})
					: found('unanswered', {domain: name, failure: inWords(alias.failure)});
			}
			const results = await addressesOf(name);
			if (results.some(({ok: has}) => has)) return found('implicit', {domain: name});
			const open = results.find(result => !result.ok && !isAbsent(result.failure));
			return open && !open.ok
				? found('unanswered', {domain: name, failure: inWords(open.failure)})
				: found('missing', {domain: name});
		}

		const records = answer.value.records.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
		const named = [...new Set(records.map(({data}) => data))];
		// RFC 7505 section 3: a single "." exchanger means that the domain accepts no mail.
		if (named.length > 0 && named.every(isRoot)) return found('null-mx', {domain: name});

		const exchangers = named.filter(host => !isRoot(host));
		const looked = await Promise.all(
			exchangers.slice(0, most).map(async host => ({
				host,
				// RFC 5321 section 5.1: an exchanger is a name, never an address.
				state: ip().safeParse(host).success ? {is: 'dead' as const} : stateOf(await addressesOf(host)),
			})),
		);
		const hosts = (wanted: State['is']) =>
			looked.flatMap(({host, state}) => (state.is === wanted ? [host] : []));
		const open = looked.flatMap(({state}) => (state.is === 'open' ? [state.failure] : []))[0];
		const [living, aliases] = [hosts('living'), hosts('alias')];

		if (living.length > 0)
			return found('found', {
				domain: name,
				exchangers: exchangers.filter(host => !hosts('dead').includes(host)).join(', '),
				dead: hosts('dead'),
			});
		if (open) return found('unanswered', {domain: name, failure: inWords(open)});
		if (aliases.length > 0) return found('alias', {domain: name, exchangers: aliases.join(', ')});
		if (exchangers.length > most || exchangers.length === 0)
			return found('unanswered', {
				domain: name,
				failure: `only ${looked.length} of ${exchangers.length} exchangers were looked up`,
			});
		return found('dangling', {domain: name, exchangers: exchangers.join(', ')});
	},
});

/** Exchangers whose addresses are asked for. */
const most = 10;

const isRoot = (host: string): boolean => host === '.' || host === '';

type State =
	| {readonly is: 'living' | 'alias' | 'dead'}
	/** Could not be found out. */
	| {readonly is: 'open'; readonly failure: Failure};

const stateOf = (results: ReadonlyArray<Result<DnsAnswer, Failure>>): State => {
	const answers = results.flatMap(result => (result.ok ? [result.value] : []));
	if (answers.length > 0) return {is: answers.some(({aliases}) => aliases.length > 0) ? 'alias' : 'living'};
	const open = results.flatMap(result => (result.ok || isAbsent(result.failure) ? [] : [result.failure]))[0];
	return open ? {is: 'open', failure: open} : {is: 'dead'};
};
