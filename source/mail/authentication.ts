import {inWords} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import type {Authentication} from '../core/verification.ts';
import {type Signed, signaturesOf} from './authentication/signatures.ts';
import {type DmarcResult, dmarcResult} from './dmarc-result.ts';
import {asciiName} from './domain-name.ts';
import type {Ask, FailedLookup} from './resolver.ts';
import {notPublic, octetsOf} from './reverse-name.ts';
import {evaluateSpf, type SpfResult} from './spf/evaluate.ts';

/** A message as it was handed over: by whom, and with which envelope sender, empty for a bounce. */
export type HandedOver = {
	readonly octets: Buffer;
	readonly remote: string;
	readonly helo?: string;
	readonly sender: string;
};

/**
 * What a receiver finds out about who sent a message, with the results of RFC 8601 section 2.7: DKIM as it is, SPF for the
 * address that handed it over, and DMARC on both. An address that is not on the internet says nothing about the server
 * that sends the message on, so SPF is `none` then, and DMARC is `none` as well unless a signature passes. A lookup that
 * failed makes a `temperror` and is named. Sentences are safe to print.
 */
export const authenticationOf = async (handed: HandedOver, ask: Ask): Promise<Authentication> => {
	const spf = await spfOf(handed, ask);
	const signed = await signaturesOf(handed.octets, ask);
	return {
		spf: {result: spf.result, ...domainOf(spf.domain), says: spf.says},
		dkim: signed.dkim,
		dmarc: await dmarcOf(spf, signed, ask),
	};
};

/** `open`: it is not known what a receiver will find. */
type Spf = {
	readonly result: SpfResult;
	readonly domain: string;
	readonly says: string;
	readonly open: boolean;
};

const shown = (text: string): string => printable(text.slice(0, 255));

const domainOf = (domain: string): {readonly domain?: string} =>
	domain === '' ? {} : {domain: shown(domain)};

const lookups = (failures: readonly FailedLookup[]): string =>
	failures
		.slice(0, 3)
		.map(({type, name, failure}) => `${type} ${shown(name)}: ${inWords(failure)}`)
		.join(', ') || 'no reason is given';

const spfOf = async ({remote, helo = '', sender}: HandedOver, ask: Ask): Promise<Spf> => {
	const [ip, identity] = [remote.split('%', 1)[0] ?? '', sender === '' ? helo : sender];
	const domain = asciiName(identity.slice(identity.lastIndexOf('@') + 1).slice(0, 255));
	const skipped = (why: string): Spf => ({result: 'none', domain, says: why, open: true});
	if (octetsOf(ip) === undefined) return skipped(`SPF was not judged: ${shown(remote)} is no IP address.`);
	const kind = notPublic(ip);
	if (kind !== undefined)
		return skipped(
			`It came from ${shown(ip)}, ${kind}, so SPF says nothing yet: it will be judged by the address of the server that sends it on.`,
		);
	if (domain === '')
		return skipped('SPF was not judged: there is neither an envelope sender nor a HELO name.');
	const {result, failures} = await evaluateSpf({ip, sender, helo}, ask);
	return {
		result,
		domain,
		says: spfSentence(result, {ip: shown(ip), domain: shown(domain), failed: lookups(failures)}),
		open: result === 'temperror',
	};
};

const spfSentence = (
	result: SpfResult,
	{ip, domain, failed}: Readonly<Record<'ip' | 'domain' | 'failed', string>>,
): string => {
	switch (result) {
		case 'pass':
			return `SPF of ${domain} lets ${ip} send.`;
		case 'fail':
			return `SPF of ${domain} forbids ${ip} to send.`;
		case 'softfail':
			return `SPF of ${domain} does not expect mail from ${ip} (softfail).`;
		case 'neutral':
			return `SPF of ${domain} says neither yes nor no to ${ip}.`;
		case 'none':
			return `${domain} has no SPF record.`;
		case 'permerror':
			return `The SPF record of ${domain} is invalid (permerror), so receivers use none of it.`;
		case 'temperror':
			return `SPF of ${domain} could not be judged, because a lookup failed: ${failed}.`;
	}
};

const dmarcOf = async (spf: Spf, signed: Signed, ask: Ask): Promise<Authentication['dmarc']> => {
	if (signed.from === undefined) return {result: 'none', says: 'DMARC was not judged, as DKIM was not.'};
	const domains = [...new Set(signed.from.map(one => asciiName(one.slice(one.lastIndexOf('@') + 1))))];
	const [domain = ''] = domains;
	if (domain === '') return {result: 'permerror', says: 'DMARC cannot be judged: From names no domain.'};
	if (domains.length > 1)
		return {
			result: 'permerror',
			says: 'DMARC cannot be judged: From names addresses at several domains (RFC 9989 section 5.3.1).',
		};
	if (domain.length > 253 || domain.startsWith('['))
		return {result: 'none', ...domainOf(domain), says: `${shown(domain)} cannot have a DMARC record.`};
	const passed = {spf: spf.result === 'pass' ? [spf.domain] : [], dkim: signed.passed};
	const {result, failures} = await dmarcResult(domain, passed, ask);
	return {
		...verdict({result: result.status.result, name: shown(domain), failed: lookups(failures), spf, signed}),
		domain: shown(domain),
		...(result.policyDomain === undefined ? {} : {policy: result.policy}),
	};
};

const verdict = ({
	result,
	name,
	failed,
	spf,
	signed,
}: {
	readonly result: DmarcResult['status']['result'];
	readonly name: string;
	readonly failed: string;
	readonly spf: Spf;
	readonly signed: Signed;
}): {readonly result: string; readonly says: string} => {
	switch (result) {
		case 'pass':
			return {result, says: `DMARC of ${name} passes: ${means(spf, signed)} is aligned with From.`};
		case 'temperror':
		case 'temperr':
			return {
				result: 'temperror',
				says: `DMARC of ${name} could not be judged, because a lookup failed: ${failed}.`,
			};
		case 'none':
			return {result, says: `${name} has no DMARC policy.`};
		case 'fail':
			if (signed.open || spf.result === 'temperror')
				return {
					result: 'temperror',
					says: `DMARC of ${name} could not be judged, because SPF or DKIM could not.`,
				};
			return spf.open
				? {
						result: 'none',
						says: `No DKIM signature that is aligned with ${name} passes, so DMARC will rest on the SPF of the server that sends it on.`,
					}
				: {
						result,
						says: `DMARC of ${name} fails: neither SPF nor a DKIM signature passes for a domain that is aligned with From.`,
					};
		case 'neutral':
		case 'permerror':
		case 'policy':
		case 'softfail':
		case 'skipped':
		case 'declined':
			return {result, says: `DMARC of ${name} could not be judged.`};
	}
};

const means = (spf: Spf, signed: Signed): string =>
	signed.passed.length === 0
		? 'the domain that SPF lets send'
		: spf.result === 'pass'
			? 'a domain that signed it, or that SPF lets send,'
			: 'a domain that signed it';
