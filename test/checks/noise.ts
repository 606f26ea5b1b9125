import fc from 'fast-check';
import type {DnsAnswer, DnsQuestion} from '../../source/core/dns.ts';
import {type Failure, type FailureCode, failureCodes} from '../../source/core/failure.ts';
import type {Probe, ProbeName} from '../../source/core/probe.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import type {SmtpAnswer} from '../../source/core/smtp.ts';
import {reply} from './said.ts';

/** Everything that can go wrong with a question, except for the two failures that prove absence. */
export const noisyCodes = failureCodes.filter(code => code !== 'no-such-name' && code !== 'no-data');

/** How one question goes wrong. A dialogue may go wrong as a whole, at one of its stages, or by a 4xx reply. */
export type Trouble = {readonly code: FailureCode; readonly at: 'all' | 'connect' | 'tls' | 'later'};
export type Asked = {readonly probe: ProbeName; readonly question: unknown; readonly place: number};
/** Decides how each question of one run fares. */
export type Noise = (asked: Asked) => Trouble | undefined;

/** What a dialogue comes to in which this happens. */
export const brokenOff = ({code, at}: Trouble): Result<SmtpAnswer, Failure> => {
	const bare: SmtpAnswer = {exchanges: [], extensions: {}, anomalies: [], stages: {}};
	const met: SmtpAnswer = {...bare, address: '192.0.2.1:25'};
	// A refusal, what is no SMTP, and EHLO without STARTTLS are answers of that server, and no noise.
	const isAnswer = code === 'refused' || code === 'malformed' || code === 'not-offered';
	const failure = {code: isAnswer ? 'timeout' : code} as const;
	switch (at) {
		case 'all':
			return failed({code});
		case 'connect':
			return success({...bare, stop: {stage: 'connect', failure}});
		case 'tls':
			return success({...met, stop: {stage: 'tls', failure}});
		case 'later':
			return success({...met, stop: {stage: 'connect', reply: reply('421 4.3.2 Try later')}});
	}
};

/** How troubles fall on the questions of one run. */
export const noises = (): fc.Arbitrary<Noise> => {
	const trouble = fc.record({
		code: fc.constantFrom(...noisyCodes),
		at: fc.constantFrom('all' as const, 'connect' as const, 'tls' as const, 'later' as const),
	});
	const place = fc.nat({max: 50});
	const typeOf = ({question}: Asked): string => (question as Partial<DnsQuestion>).type ?? 'none';
	const wayOf = ({probe, question}: Asked): string => {
		const {server, recursion} = question as Partial<DnsQuestion>;
		return recursion ?? (server === undefined ? probe : 'other');
	};
	return fc.oneof(
		// A few questions, each in its own manner.
		fc.array(fc.tuple(place, trouble), {minLength: 1, maxLength: 6}).map(
			hits =>
				({place: at}: Asked) =>
					hits.find(([one]) => one === at)?.[1],
		),
		// Any share of them.
		fc.array(fc.option(trouble, {nil: undefined}), {minLength: 2, maxLength: 50}).map(
			hits =>
				({place: at}: Asked) =>
					hits[at % hits.length],
		),
		// All but a few.
		fc.tuple(fc.array(place, {maxLength: 5}), fc.array(trouble, {minLength: 1, maxLength: 4})).map(
			([spared, hits]) =>
				({place: at}: Asked) =>
					spared.includes(at) ? undefined : hits[at % hits.length],
		),
		// Every question of some types, or on some ways: to the resolver, to another one, to a server itself, to the web.
		fc
			.tuple(
				fc.subarray(['A', 'AAAA', 'MX', 'TXT', 'CNAME', 'NS', 'SOA', 'PTR', 'TLSA', 'DS', 'DNSKEY', 'none']),
				trouble,
			)
			.map(
				([types, hit]) =>
					(asked: Asked) =>
						types.includes(typeOf(asked)) ? hit : undefined,
			),
		fc.tuple(fc.subarray(['dns', 'other', 'none', 'smtp', 'http']), trouble).map(
			([ways, hit]) =>
				(asked: Asked) =>
					ways.includes(wayOf(asked)) ? hit : undefined,
		),
	);
};

/** Answers an address where the resolver says that a name does not exist. */
export const inventing =
	(ask: Probe<DnsQuestion, DnsAnswer>): Probe<DnsQuestion, DnsAnswer> =>
	async (question, leaving) => {
		const answer = await ask(question, leaving);
		const {name, type, server} = question;
		if (answer.ok || answer.failure.code !== 'no-such-name' || type !== 'A' || server !== undefined)
			return answer;
		return success({
			server: '192.0.2.53:53',
			protocol: 'udp',
			records: [{name, type, ttl: 60, data: '192.0.2.200'}],
			aliases: [],
			authenticated: false,
			tries: 1,
			dropped: [],
		});
	};
