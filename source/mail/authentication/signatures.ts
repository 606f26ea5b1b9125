import type {DKIMResult, DNSResolver} from 'mailauth';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import type {Authentication} from '../../core/verification.ts';
import {type Ask, type FailedLookup, resolverOf} from '../resolver.ts';
import {type Bounded, boundedMessage} from './bounds.ts';

/** What the signatures of a message prove, and whom its From fields name. */
export type Signed = {
	readonly dkim: Authentication['dkim'];
	/** Domains that signed it for good. */
	readonly passed: readonly string[];
	/** A signature might have passed, had DNS answered. */
	readonly open: boolean;
	/** Addresses of all From fields; absent where the message was not read. */
	readonly from?: readonly string[];
};

/**
 * Verifies the DKIM signatures of a message (RFC 6376, RFC 8301), topmost first; one entry with the result `none` where it
 * has none, or where it is more than is judged. At most ten are verified, fewer of a large message.
 */
export const signaturesOf = async (octets: Buffer, ask: Ask): Promise<Signed> => {
	const bounded = boundedMessage(octets);
	if (typeof bounded === 'string') return {dkim: [{result: 'none', says: bounded}], passed: [], open: false};
	// The bundler gives a CommonJS module its default export alone.
	const {default: verifier} = await import('mailauth/lib/dkim/verify.js');
	const {resolver, failures} = resolverOf(ask);
	const {results, headerFrom} = await verifier.dkimVerify(bounded.message, {
		resolver: resolver as DNSResolver,
		strict: true,
	});
	return {
		dkim: [...results.map(one => told(one, failures())), ...leftOut(bounded)],
		passed: results.flatMap(({status, signingDomain}) =>
			status.result === 'pass' && signingDomain ? [signingDomain] : [],
		),
		open: results.some(({status}) => status.result === 'temperror'),
		from: headerFrom ?? [],
	};
};

const leftOut = ({verified, signatures}: Bounded): Authentication['dkim'] =>
	signatures > verified
		? [
				{
					result: 'policy',
					says: `Only the first ${verified} of ${signatures} DKIM signatures were verified.`,
				},
			]
		: [];

const shown = (text: string): string => printable(text.slice(0, 255));

const told = (result: DKIMResult, failures: readonly FailedLookup[]): Authentication['dkim'][number] => {
	const {signingDomain = '', selector = '', status} = result;
	const [domain, name] = [shown(signingDomain), shown(`${selector}._domainkey.${signingDomain}`)];
	return {
		result: status.result,
		...(domain === '' ? {} : {domain}),
		...(selector === '' ? {} : {selector: shown(selector)}),
		says: sentence(result, domain, name, failureAt(`${selector}._domainkey.${signingDomain}`, failures)),
	};
};

const sentence = (
	{status}: DKIMResult,
	domain: string,
	name: string,
	failure: string | undefined,
): string => {
	const why = shown(String(status.comment ?? '')) || 'no reason is given';
	switch (status.result) {
		case 'none':
			return 'The message carries no DKIM signature.';
		case 'pass':
			return `The DKIM signature of ${domain} verifies with the key at ${name}.`;
		case 'fail':
			return why === 'body hash did not verify'
				? `The DKIM signature of ${domain} does not verify: the body is not the one that was signed (body hash).`
				: `The DKIM signature of ${domain} does not verify with the key at ${name}: a signed field was changed, or the key is another.`;
		case 'temperror':
		case 'temperr':
			return `The key of the DKIM signature of ${domain} could not be looked up: ${failure ?? why}.`;
		case 'policy':
			return why === 'weak algorithm'
				? `The DKIM signature of ${domain} is made with rsa-sha1, which verifiers must not accept (RFC 8301).`
				: `The DKIM key at ${name} is too short to be accepted (RFC 8301).`;
		case 'neutral':
		case 'permerror':
			return why === 'no key'
				? `There is no key at ${name}, so the DKIM signature of ${domain} cannot be verified.`
				: `The DKIM signature of ${domain || 'the message'} cannot be used: ${why}.`;
		case 'softfail':
		case 'skipped':
		case 'declined':
			return `The DKIM signature of ${domain} was not verified.`;
	}
};

const failureAt = (name: string, failures: readonly FailedLookup[]): string | undefined => {
	const lookup = failures.find(one => one.name.toLowerCase() === name.toLowerCase());
	return lookup && `${lookup.type} ${shown(lookup.name)}: ${inWords(lookup.failure)}`;
};
