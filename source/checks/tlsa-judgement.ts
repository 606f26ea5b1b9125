import {zoneLine} from '../core/advice.ts';
import type {Reach} from '../core/check.ts';
import {printable} from '../core/printable.ts';
import {isComparable, matchesChain, unusable} from '../mail/tlsa.ts';
import {inWords} from './conversation.ts';
import {type Exchanger, listed, type Route} from './exchangers.ts';
import type {Announced} from './tlsa-records.ts';
import {type Visit, visit} from './visits.ts';

/** How one exchanger stands to its TLSA records; `mixed`: not at every address alike. */
export type Judged = {
	readonly host: string;
	readonly is: 'matches' | 'mismatch' | 'mixed' | 'unusable' | 'unsigned' | 'unseen' | 'open' | 'none';
	readonly why: string;
	/** Addresses, or kinds of address, that could not be seen. */
	readonly missed?: readonly string[];
	readonly publish?: readonly string[];
};

type Found = Extract<Announced, {is: 'found'}>;

type Expected = {
	readonly domain: string;
	readonly route: Extract<Route, {is: 'named' | 'implicit'}>;
	readonly helo: string | undefined;
	/** Milliseconds since 1970. */
	readonly now: number;
} & Pick<Reach, 'probes' | 'signal'>;

/** Holds one exchanger against its TLSA records; it is visited only where those count (RFC 7672 section 2.2). */
export const judgeExchanger = async (
	exchanger: Exchanger,
	tlsa: Announced,
	{domain, route, helo, now, ...asking}: Expected,
): Promise<Judged> => {
	const {host, state, gaps} = exchanger;
	const [gap] = gaps;
	if (tlsa.is === 'absent') return {host, is: 'none', why: 'no TLSA records'};
	if (tlsa.is === 'open') return {host, is: 'open', why: inWords(tlsa.failure)};
	if (state === 'unknown')
		return {
			host,
			is: 'unseen',
			why: `its address could not be looked up (${gap ? inWords(gap.failure) : 'no reason was given'})`,
		};
	const unsigned = unsignedPart(domain, route, exchanger, tlsa);
	if (unsigned !== undefined) return {host, is: 'unsigned', why: `${unsigned} was not validated`};
	const visits = await visit([exchanger], helo, asking);
	const judged = await judge(host, tlsa, visits, {names: [tlsa.base, host, domain], now});
	const missed = [...(judged.missed ?? []), ...gaps.map(({type}) => `${type} records`)];
	return missed.length > 0 ? {...judged, missed} : judged;
};

const unsignedPart = (
	domain: string,
	route: Expected['route'],
	{host, authenticated}: Exchanger,
	tlsa: Found,
): string | undefined => {
	if (!route.authenticated) return `where the mail of ${domain} goes`;
	if (!authenticated) return `the address of ${printable(host)}`;
	return tlsa.authenticated ? undefined : `what stands at ${printable(tlsa.name)}`;
};

const judge = async (
	host: string,
	tlsa: Found,
	visits: readonly Visit[],
	expected: Parameters<typeof matchesChain>[2],
): Promise<Judged> => {
	const usable = tlsa.records.flatMap(record => (record && unusable(record) === undefined ? [record] : []));
	const views = await Promise.all(
		visits.map(async ({address, standing, why, answer}) => {
			const tls = answer?.tls;
			if (tls && isComparable(tls)) {
				const matched = await Promise.all(usable.map(record => matchesChain(record, tls, expected)));
				return {address, is: matched.includes(true) ? ('matches' as const) : ('mismatch' as const), tls};
			}
			if (standing === 'no-starttls') return {address, is: 'mismatch' as const, why};
			return {address, is: 'unseen' as const, why: tls ? 'its certificate cannot be compared' : why};
		}),
	);
	const keys = views.flatMap(({tls}) => tls?.chain[0]?.digests?.publicKey.sha256 ?? []);
	const publish = [...new Set(keys)].map(key => zoneLine(tlsa.name, 'TLSA', `3 1 1 ${key}`));
	const told = {host, ...(publish.length > 0 ? {publish} : {})};
	if (usable.length === 0) return {...told, is: 'unusable', why: listed(tlsa.records.map(whyUnusable), 3)};
	const at = (is: (typeof views)[number]['is']) => views.filter(view => view.is === is);
	const [good, bad, unseen] = [at('matches'), at('mismatch'), at('unseen')];
	const sides = [
		...good.map(({address}) => `${address} matches`),
		...bad.map(({address, why}) => `${address} does not match${why === undefined ? '' : ` (${why})`}`),
		...unseen.map(({address, why}) => `${address} was not seen (${why})`),
	];
	const why = sides.join(', ') || 'it has no address that could be looked up';
	if (bad.length > 0) return {...told, is: good.length > 0 ? 'mixed' : 'mismatch', why};
	if (good.length === 0) return {...told, is: 'unseen', why};
	return {...told, is: 'matches', why, missed: unseen.map(({address}) => address)};
};

const whyUnusable = (record: Found['records'][number]): string =>
	record ? (unusable(record) ?? 'usable') : 'it is no TLSA record';
