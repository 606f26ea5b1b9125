import type {DnsAnswer, DnsType} from '../core/dns.ts';
import {type Failure, type FailureCode, isAbsence} from '../core/failure.ts';
import type {Result} from '../core/result.ts';

/** One question to DNS; a probe with its signal bound. */
export type Ask = (name: string, type: DnsType) => Promise<Result<DnsAnswer, Failure>>;

/** A question that got no usable answer, and why. Absence is an answer and not among these. */
export type FailedLookup = {readonly name: string; readonly type: DnsType; readonly failure: Failure};

/** What mailauth takes for `dns.promises.resolve`, so far as it asks. */
export type MailauthResolver = (name: string, rrtype: string) => Promise<string[][] | string[] | Mx[]>;
type Mx = {priority: number; exchange: string};

export type RememberingResolver = {
	readonly resolver: MailauthResolver;
	/** The lookups that failed so far, in order: a `temperror` alone does not tell which. */
	readonly failures: () => readonly FailedLookup[];
};

/**
 * What mailauth's resolver must throw: the codes of c-ares. It takes ENOTFOUND and ENODATA for absence everywhere.
 * EBADNAME is permerror to SPF, temperror to DKIM and no record to DMARC. Every other code is temperror to SPF and
 * DKIM, and is thrown again by DMARC.
 */
const thrown: Readonly<Record<FailureCode, string>> = {
	'no-such-name': 'ENOTFOUND',
	'no-data': 'ENODATA',
	'server-failure': 'ESERVFAIL',
	'query-refused': 'EREFUSED',
	'bad-name': 'EBADNAME',
	malformed: 'EBADRESP',
	refused: 'ECONNREFUSED',
	cancelled: 'ECANCELLED',
	timeout: 'ETIMEOUT',
	unreachable: 'ETIMEOUT',
	reset: 'ETIMEOUT',
	closed: 'ETIMEOUT',
	'not-permitted': 'ETIMEOUT',
	tls: 'ETIMEOUT',
	untrusted: 'ETIMEOUT',
	'not-offered': 'ETIMEOUT',
	unreadable: 'ETIMEOUT',
	offline: 'ETIMEOUT',
	'nobody-to-ask': 'ETIMEOUT',
	'no-secret': 'ETIMEOUT',
	'already-tried': 'ETIMEOUT',
	'in-use': 'ETIMEOUT',
	'not-on-tape': 'ETIMEOUT',
	unexpected: 'ETIMEOUT',
};

/** Lets mailauth ask through a probe. An answer without records is broken, not absence: the probe has codes for that. */
export const resolverOf = (ask: Ask): RememberingResolver => {
	const failures: FailedLookup[] = [];

	const resolver: MailauthResolver = async (name, rrtype) => {
		const type = rrtype as DnsType;
		const result = await ask(name, type);
		const failure: Failure | undefined = result.ok
			? result.value.records.length > 0
				? undefined
				: {code: 'malformed', detail: 'the answer holds no record'}
			: result.failure;
		if (failure) {
			if (!isAbsence(failure)) failures.push({name, type, failure});
			throw Object.assign(new Error(`${type} ${name}: ${failure.detail ?? failure.code}`), {
				code: thrown[failure.code],
			});
		}
		return result.ok ? shaped(result.value, type) : [];
	};

	return {resolver, failures: () => failures};
};

const shaped = ({records}: DnsAnswer, type: DnsType): string[][] | string[] | Mx[] => {
	if (type === 'TXT') return records.map(({data}) => [data]);
	if (type === 'MX') return records.map(({data, priority = 0}) => ({priority, exchange: data}));
	if (type === 'PTR' || type === 'CNAME') return records.map(({data}) => data.replace(/(?<=.)\.$/, ''));
	return records.map(({data}) => data);
};
