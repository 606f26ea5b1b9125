import type {GeneratorValue} from 'fast-check';
import fc from 'fast-check';
import type {DnsAnswer, DnsQuestion} from '../../source/core/dns.ts';
import {type Failure, failureCodes} from '../../source/core/failure.ts';
import type {HttpAnswer} from '../../source/core/http.ts';
import type {MessageAnswer} from '../../source/core/message.ts';
import type {ProbeName} from '../../source/core/probe.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import type {Certificate, CertificateFault, Reply, SmtpAnswer, SmtpQuestion} from '../../source/core/smtp.ts';
import {acting, address, data, filled, long, many, name, text} from './hostile-data.ts';

const acts = (): fc.Arbitrary<string> => fc.constantFrom(...acting);
const certificateFault = (): fc.Arbitrary<CertificateFault> =>
	fc.constantFrom('expired', 'not-yet-valid', 'wrong-name', 'unknown-issuer', 'other');

const failure = (): fc.Arbitrary<Failure> =>
	fc.record(
		{code: fc.constantFrom(...failureCodes), detail: fc.constantFrom(...acting, ...long)},
		{requiredKeys: ['code']},
	);

const oneOf = (gen: GeneratorValue, ...counts: readonly number[]): number => gen(fc.constantFrom, ...counts);
const listOf = <T>(gen: GeneratorValue, length: number, one: () => fc.Arbitrary<T>): readonly T[] =>
	Array.from({length}, () => gen(one));

/** What a hostile server says to one question. */
export const hostileDns = (
	gen: GeneratorValue,
	{name: asked, type}: DnsQuestion,
): Result<DnsAnswer, Failure> => {
	if (gen(fc.nat, {max: 7}) === 0) return failed(gen(failure));
	const count = type === 'TXT' ? oneOf(gen, 1, 1, 2, 5) : oneOf(gen, 1, 1, 2, 12, 300);
	const records = listOf(gen, count, data[type]).map(one => ({
		name: gen(fc.boolean) ? asked : gen(name),
		type,
		ttl: oneOf(gen, 0, 60, 4_294_967_295),
		data: one,
		...(type === 'MX' ? {priority: oneOf(gen, 0, 10, 65_535)} : {}),
	}));
	const glue = records.map(({data: host}) => ({name: host, type: 'A', ttl: 1, data: gen(address)}));
	return success({
		server: '192.0.2.53:53',
		protocol: 'udp',
		records,
		aliases: listOf(gen, oneOf(gen, 0, 0, 0, 1, 32), name),
		authenticated: gen(fc.boolean),
		...(gen(fc.boolean) ? {authoritative: true} : {}),
		...(type === 'NS' && gen(fc.boolean) ? {referral: true, glue} : {}),
		tries: 1,
		dropped: listOf(gen, oneOf(gen, 0, 0, 8), acts),
	});
};

const reply = (gen: GeneratorValue): Reply => ({
	code: oneOf(gen, 220, 250, 354, 421, 450, 500, 502, 554),
	lines: listOf(gen, oneOf(gen, 1, 1, 100), text).map(line => line.slice(0, 4000)),
});

const certificate = (): fc.Arbitrary<Certificate> => {
	const digests = fc.constant({sha256: filled('ab', 64), sha512: filled('ab', 128)});
	const date = fc.constantFrom('', 'x', '2020-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z');
	const distinguished = fc.constantFrom(...acting, ...long).map(words => words.slice(0, 300));
	const named = name().map(host => `DNS:${host}`.slice(0, 300));
	return fc.record(
		{
			subject: distinguished,
			issuer: distinguished,
			names: fc.array(named, {maxLength: 50}),
			validFrom: date,
			validTo: date,
			sha256: fc.constant('AA'),
			key: fc.constant(''),
			digests: fc.record({certificate: digests, publicKey: digests}),
			signed: fc.boolean(),
		},
		{requiredKeys: ['subject', 'issuer', 'names', 'validFrom', 'validTo', 'sha256', 'key']},
	);
};

/** How a hostile exchanger behaves. */
export const hostileSmtp = (
	gen: GeneratorValue,
	{address: at, port}: SmtpQuestion,
): Result<SmtpAnswer, Failure> => {
	if (gen(fc.nat, {max: 7}) === 0) return failed(gen(failure));
	const chain = listOf(gen, oneOf(gen, 0, 1, 12), certificate);
	const fault = gen(fc.boolean) ? {fault: gen(certificateFault), reason: gen(acts)} : {};
	const stage = gen(fc.boolean) ? ('connect' as const) : ('tls' as const);
	return success({
		address: `${at}:${port}`,
		exchanges: [],
		...(gen(fc.boolean) ? {greeting: reply(gen)} : {}),
		extensions: {plain: listOf(gen, 50, acts)},
		...(gen(fc.boolean) ? {tls: {protocol: 'TLSv1.3', cipher: 'x', chain, ...fault}} : {}),
		...(gen(fc.boolean)
			? {stop: {stage, ...(gen(fc.boolean) ? {reply: reply(gen)} : {failure: gen(failure)})}}
			: {}),
		anomalies: [],
		stages: {connect: 1},
	});
};

/** What a hostile web server says, behind a certificate that is trusted. */
export const hostileHttp = (gen: GeneratorValue): Result<HttpAnswer, Failure> =>
	gen(fc.nat, {max: 7}) === 0
		? failed(gen(failure))
		: success({
				address: '192.0.2.80:443',
				status: oneOf(gen, 200, 200, 200, 204, 301, 404, 500),
				contentType: gen(
					fc.constantFrom,
					'text/plain',
					'text/plain; charset=utf-8',
					'text/html',
					'\u001B',
					`text/plain;${filled('x', 9000)}`,
				),
				body: gen(text),
				tls: {protocol: 'TLSv1.3', cipher: 'x', chain: listOf(gen, 1, certificate)},
			});

/** What stands in the header of a hostile mail. */
export const hostileMessage = (gen: GeneratorValue): Result<MessageAnswer, Failure> =>
	success({
		from: listOf(gen, 100, name),
		signatures: listOf(gen, oneOf(gen, 0, 1, 20), name).map(domain => ({
			domain,
			selector: gen(fc.boolean) ? 's2026' : gen(name),
			algorithm: gen(fc.constantFrom, 'rsa-sha256', 'rsa-sha1', '\u001B'),
		})),
	});

const listing = ({name: owner, type}: DnsQuestion, lines: readonly string[], more: Partial<DnsAnswer> = {}) =>
	success<DnsAnswer>({
		server: '192.0.2.53:53',
		protocol: 'udp',
		records: lines.map((line, priority) => ({name: owner, type, ttl: 60, data: line, priority})),
		aliases: [],
		authenticated: true,
		tries: 1,
		dropped: [],
		...more,
	});

/** Everything there is, and more of it than anybody should follow: servers, addresses, exchangers, includes. */
export const crowded = (probe: ProbeName, question: never): Result<unknown, Failure> | undefined => {
	if (probe !== 'dns') return failed({code: 'timeout'});
	const {name: owner, type, recursion} = question as DnsQuestion;
	const number = [...owner].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 60_000, 7);
	const twenty = Array.from({length: 20}, (_, index) => index + 1);
	const list = (one: (index: number) => string) => listing(question, twenty.map(one));
	switch (type) {
		case 'A':
			return list(index => `10.${number >> 8}.${number & 255}.${index}`);
		case 'AAAA':
			return list(index => `2001:db8::${number.toString(16)}:${index}`);
		case 'NS':
			return recursion ? failed({code: 'no-data'}) : list(index => `ns${index}.${owner}`);
		case 'SOA':
			return listing(question, ['a. b. 1 2 3 4 5'], {authoritative: true});
		case 'MX':
			return recursion ? failed({code: 'query-refused'}) : list(index => `mx${index}.${owner}`);
		case 'TXT':
			return recursion
				? failed({code: 'query-refused'})
				: listing(question, [`v=spf1 ${many(20, index => `include:i${index}.${owner}`, ' ')} mx ptr -all`]);
		case 'PTR':
			return list(index => `p${index}.evil.test`);
		case 'TLSA':
			return listing(question, [`3 1 1 ${filled('ab', 64)}`]);
		case 'CNAME':
		case 'SRV':
		case 'DS':
		case 'DNSKEY':
			return failed({code: 'server-failure'});
	}
};
