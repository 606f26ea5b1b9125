import type {DMARCResult, DNSResolver} from 'mailauth';
import type {DnsAnswer} from '../core/dns.ts';
import {success} from '../core/result.ts';
import {type Ask, type FailedLookup, resolverOf} from './resolver.ts';

/** Domains that passed, as a receiver would know them. */
export type Passed = {readonly spf: readonly string[]; readonly dkim: readonly string[]};

/** What mailauth says of mail from a domain; without `policyDomain` no policy applies, and the other fields are empty. */
export type DmarcResult = Pick<
	DMARCResult,
	'status' | 'domain' | 'policy' | 'policyDomain' | 'p' | 'sp' | 'np' | 'testMode' | 'rr' | 'alignment'
>;

/**
 * Finds the policy for mail from a domain by the walk of RFC 9989 section 4.10, and whether one of the domains that
 * passed is aligned with it. `temperror` where that could not be found out; a name that cannot be asked for counts as
 * one without a record, so look at `failures` as well.
 */
export const dmarcResult = async (
	domain: string,
	passed: Passed,
	ask: Ask,
): Promise<{readonly result: DmarcResult; readonly failures: readonly FailedLookup[]}> => {
	// The bundler gives a CommonJS module its default export alone.
	const {default: dmarc} = await import('mailauth/lib/dmarc/index.js');
	const {resolver, failures} = resolverOf(async (name, type) => {
		const answer = await ask(name, type);
		return answer.ok ? success({...answer.value, records: distinct(answer.value.records)}) : answer;
	});
	const {response} = await dmarc.evaluateDmarc({
		headerFrom: `postmaster@${domain}`,
		spfDomains: [...passed.spf],
		dkimDomains: passed.dkim.map(one => ({domain: one})),
		resolver: resolver as DNSResolver,
		strict: true,
	});
	if (response === false) throw new Error(`${domain} is no author domain`);
	return {result: response, failures: failures()};
};

/** The same record twice is one record (RFC 2181 section 5.2). */
const distinct = (records: DnsAnswer['records']): DnsAnswer['records'] => [
	...new Map(records.map(record => [record.data, record])).values(),
];
