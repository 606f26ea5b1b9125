import type {Reach} from '../../../core/check.ts';
import {type Failure, inWords} from '../../../core/failure.ts';
import type {MailProvider} from '../../../core/knowledge.ts';
import {failed, type Result, success} from '../../../core/result.ts';
import {domain} from '../../../core/value.ts';
import {asciiName, isWithin} from '../../../mail/domain-name.ts';
import {registeredDomain} from '../../../mail/public-suffix.ts';
import {heldIn, shownText} from '../../published.ts';

/** Where a key may lie, and why it is looked for there. */
export type Candidate = {
	readonly selector: string;
	readonly domain: string;
	/** `SELECTOR._domainkey.DOMAIN`. */
	readonly name: string;
	/** `guess`: nobody said that mail is signed with it, so its absence says nothing. */
	readonly origin: 'given' | 'message' | 'guess';
	/** `a=` of the signature in the message. */
	readonly algorithm?: string;
};

export const candidate = (
	selector: string,
	owner: string,
	origin: Candidate['origin'],
	algorithm?: string,
): Candidate => ({
	selector,
	domain: owner,
	name: `${selector}._domainkey.${owner}`,
	origin,
	...(algorithm === undefined ? {} : {algorithm}),
});

/** One or more labels that make a name with a domain behind them (RFC 6376 section 3.1). */
export const isSelector = (selector: string, owner = 'example.org'): boolean =>
	domain().safeParse(`${selector}._domainkey.${owner}`).success;

/** Signatures of one message that are looked up, and that are told. */
const mostSignatures = 10;

export type Signed = {
	/** Signatures of the domain itself or of one that somebody registered together with it. */
	readonly candidates: readonly Candidate[];
	/** Every signature in words; `no signature at all` where there is none. */
	readonly signatures: string;
};

/** Takes from a message whose signature it carries. */
export const signedIn = async (
	file: string,
	name: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Result<Signed, Failure>> => {
	const answer = await probes.message({file}, signal);
	if (!answer.ok) return failed(answer.failure);
	const all = answer.value.signatures;
	const organization = await registeredDomain(name);
	const candidates = new Map<string, Candidate>();
	for (const {domain: signer, selector, algorithm} of all) {
		const owner = asciiName(signer);
		const related =
			owner === name || (organization !== undefined && (await registeredDomain(owner)) === organization);
		if (candidates.size === mostSignatures) break;
		if (!related || !isSelector(asciiName(selector), owner)) continue;
		const one = candidate(asciiName(selector), owner, 'message', algorithm.toLowerCase());
		if (!candidates.has(one.name)) candidates.set(one.name, one);
	}
	const signatures = all
		.slice(0, mostSignatures)
		.map(one => shownText(`d=${one.domain} s=${one.selector}`))
		.join(', ');
	return success({candidates: [...candidates.values()], signatures: signatures || 'no signature at all'});
};

/**
 * Selectors that software proposes for the first key: OpenDKIM and cPanel (default), rspamd and Mailcow (dkim),
 * OpenDKIM's guides, docker-mailserver and Mail-in-a-Box (mail), Google Workspace (google), Microsoft 365 (selector1,
 * selector2), Mailchimp (k1), SendGrid (s1, s2).
 */
const usualSelectors = ['default', 'dkim', 'mail', 'google', 'selector1', 'selector2', 'k1', 's1', 's2'];

/** Selectors that are tried where none is known: with the questions for MX and SPF, not more than fifteen. */
const mostGuesses = 12;

export type Guesses = {readonly candidates: readonly Candidate[]; readonly details: readonly string[]};

/** Selectors worth trying: those of the services that the domain's MX and SPF name, then the usual ones. */
export const guessesFor = async (
	name: string,
	{probes, providers, signal}: Pick<Reach, 'probes' | 'providers' | 'signal'>,
): Promise<Guesses> => {
	const [mx, txt] = await Promise.all([
		probes.dns({name, type: 'MX'}, signal),
		probes.dns({name, type: 'TXT'}, signal).then(heldIn),
	]);
	const exchangers = mx.ok ? mx.value.records.map(({data}) => asciiName(data)) : [];
	const includes = txt.is === 'held' ? txt.texts.flatMap(includedIn) : [];
	const used = providers.filter(provider => serves(provider, name, exchangers, includes));
	const selectors = [...new Set([...used.flatMap(({selectors: known}) => known), ...usualSelectors])];
	const open = [
		...(mx.ok || mx.failure.code === 'no-data' || mx.failure.code === 'no-such-name'
			? []
			: [`MX of ${name}: ${inWords(mx.failure)}`]),
		...(txt.is === 'open' ? [`TXT of ${name}: ${inWords(txt.failure)}`] : []),
	];
	return {
		candidates: selectors
			.filter(selector => isSelector(selector, name))
			.slice(0, mostGuesses)
			.map(selector => candidate(selector, name, 'guess')),
		details: [
			...used.map(
				({name: who, selectors: known}) =>
					`${who} is used; its selectors: ${known.join(', ') || 'not known'}.`,
			),
			...open.map(line => `The mail service could not be told from the ${line}.`),
		],
	};
};

const serves = (
	{domains, mx, spf}: MailProvider,
	name: string,
	exchangers: readonly string[],
	includes: readonly string[],
): boolean =>
	domains.some(one => name === asciiName(one)) ||
	mx.some(end => exchangers.some(host => isWithin(host, asciiName(end.replace(/^\./, ''))))) ||
	spf.some(one => includes.includes(asciiName(one)));

/** The names that an SPF record includes or redirects to, macros and all. */
const includedIn = (text: string): readonly string[] =>
	/^v=spf1(?: |$)/i.test(text)
		? text.split(' ').flatMap(term => {
				const target = /^[-+~?]?(?:include:|redirect=)(\S{1,253})$/i.exec(term)?.[1];
				return target === undefined ? [] : [asciiName(target)];
			})
		: [];
