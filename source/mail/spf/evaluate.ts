import {type Ask, type FailedLookup, resolverOf} from '../resolver.ts';

/** RFC 7208 section 2.6. */
export const spfResults = ['pass', 'fail', 'softfail', 'neutral', 'none', 'permerror', 'temperror'] as const;
export type SpfResult = (typeof spfResults)[number];

/** RFC 7208 section 4.6.4. */
export const mostLookups = 10;
export const mostVoids = 2;

export type Evaluation = {
	readonly result: SpfResult;
	readonly lookups: number;
	readonly voids: number;
	/** Exchangers of the `mx` terms that were looked up. */
	readonly exchangers: number;
	/** What the owner of the domain says to those that it refuses. */
	readonly explanation?: string;
	/** mailauth's own words on the result. */
	readonly comment: string;
	readonly failures: readonly FailedLookup[];
};

export type Identity = {
	readonly ip: string;
	/** Empty for a null reverse-path: then the HELO name is judged (RFC 7208 section 2.4). */
	readonly sender: string;
	readonly helo: string;
};

/** `check_host()` of RFC 7208, by mailauth. A question that the probe cannot put is a temperror, never a permerror. */
export const evaluateSpf = async ({ip, sender, helo}: Identity, ask: Ask): Promise<Evaluation> => {
	const {
		default: {spf},
	} = await import('mailauth/lib/spf/index.js');
	const mask = masking(sender === '' ? helo : sender);
	const {resolver, failures} = resolverOf(async (name, type) => {
		const result = await ask(mask.off(name), type);
		return result.ok || result.failure.code !== 'bad-name'
			? result
			: {ok: false, failure: {...result.failure, code: 'unexpected'}};
	});
	const answer = await spf({
		ip,
		sender: sender === '' ? '' : mask.on(sender),
		helo: sender === '' ? mask.on(helo) : helo,
		mta: 'unknown',
		strict: true,
		maxResolveCount: mostLookups,
		maxVoidCount: mostVoids,
		resolver: resolver as NonNullable<Parameters<typeof spf>[0]['resolver']>,
	});
	const {lookups, status, explanation} = answer as typeof answer & {
		readonly lookups?: {
			readonly count: number;
			readonly void: number;
			readonly subqueries: Readonly<Record<string, number>>;
		};
		readonly explanation?: string;
	};
	return {
		result: spfResults.find(result => result === status.result) ?? 'temperror',
		lookups: lookups?.count ?? 0,
		voids: lookups?.void ?? 0,
		exchangers: lookups?.subqueries['mx'] ?? 0,
		...(explanation === undefined ? {} : {explanation: mask.off(explanation)}),
		comment: mask.off(String(status.comment ?? '')),
		failures: failures().map(lookup => ({...lookup, name: mask.off(lookup.name)})),
	};
};

/**
 * mailauth takes no underscore in the domain of a sender, but there are records at such names. A label that has one
 * goes in as a word that stands nowhere else, and every question about it comes out with the label again.
 */
const masking = (sender: string) => {
	const at = sender.lastIndexOf('@');
	const labels = [
		...new Set(
			sender
				.slice(at + 1)
				.toLowerCase()
				.split('.'),
		),
	].filter(label => /^[a-z\d_-]*_[a-z\d_-]*$/.test(label));
	const words = labels.map((label, index) => [label, `lostmail${index}x`] as const);
	return {
		on: (identity: string): string =>
			words.length === 0
				? identity
				: identity.slice(0, at + 1) +
					identity
						.slice(at + 1)
						.split('.')
						.map(label => words.find(([one]) => one === label.toLowerCase())?.[1] ?? label)
						.join('.'),
		off: (text: string): string =>
			words.reduce((shown, [label, word]) => shown.replaceAll(word, label), text),
	};
};
