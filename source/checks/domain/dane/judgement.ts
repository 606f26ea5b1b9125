import {zoneLine} from '../../../core/advice.ts';
import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import type {Actor} from '../../../core/knowledge.ts';
import {printable} from '../../../core/printable.ts';
import type {TlsFacts} from '../../../core/smtp.ts';
import {isComparable, type Match, matchesChain, unusable} from '../../../mail/tlsa.ts';
import {type Exchanger, listed, type Route} from '../../exchangers.ts';
import {type Visit, visit} from '../../visits.ts';
import type {Announced} from './tlsa-records.ts';

/** How one exchanger stands to its TLSA records; `mixed`: not at every address alike. */
export type Judged = {
	readonly host: string;
	readonly is: 'matches' | 'mismatch' | 'mixed' | 'unusable' | 'unsigned' | 'unseen' | 'open' | 'none';
	readonly why: string;
	/** Addresses, or kinds of address, that could not be seen. */
	readonly missed?: readonly string[];
	readonly publish?: readonly string[];
	/** Nothing speaks against it but that it does not encrypt, which whoever stands between may have brought about. */
	readonly bare?: true;
	/** Who can have signed what is not. */
	readonly who?: Actor;
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
	if (unsigned) return {host, is: 'unsigned', why: `${unsigned.what} was not validated`, who: unsigned.who};
	const visits = await visit([exchanger], helo, asking);
	const judged = await judge(host, tlsa, visits, {names: [tlsa.base, host, domain], now});
	const missed = [...(judged.missed ?? []), ...gaps.map(({type}) => `${type} records`)];
	return missed.length > 0 ? {...judged, missed} : judged;
};

const unsignedPart = (
	domain: string,
	route: Expected['route'],
	{authenticated}: Exchanger,
	tlsa: Found,
): {readonly what: string; readonly who: Actor} | undefined => {
	if (!route.authenticated)
		return {what: `the answer about where mail for ${domain} goes`, who: 'domain-owner'};
	if (!authenticated) return {what: 'its address', who: 'recipient-admin'};
	return tlsa.authenticated
		? undefined
		: {what: `the TLSA answer for ${printable(tlsa.name)}`, who: 'recipient-admin'};
};

const judge = async (
	host: string,
	tlsa: Found,
	visits: readonly Visit[],
	expected: Parameters<typeof matchesChain>[2],
): Promise<Judged> => {
	const usable = tlsa.records.flatMap(record => (record && unusable(record) === undefined ? [record] : []));
	const views = await Promise.all(
		visits.map(async ({address, standing, why, answer}): Promise<View> => {
			const tls = answer?.tls;
			if (tls && isComparable(tls)) {
				const matched = await Promise.all(usable.map(record => matchesChain(record, tls, expected)));
				return {address, tls, ...viewOf(matched)};
			}
			if (standing === 'no-starttls') return {address, is: 'mismatch', why};
			return {address, is: 'unseen', why: tls ? 'its certificate cannot be compared' : why};
		}),
	);
	const keys = views.flatMap(({tls}) => tls?.chain[0]?.digests?.publicKey.sha256 ?? []);
	const publish = [...new Set(keys)].map(key => zoneLine(tlsa.name, 'TLSA', `3 1 1 ${key}`));
	const told = {host, ...(publish.length > 0 ? {publish} : {})};
	if (usable.length === 0) return {...told, is: 'unusable', why: listed(tlsa.records.map(whyUnusable), 3)};
	const at = (is: View['is']) => views.filter(view => view.is === is);
	const [good, bad, unseen] = [at('matches'), at('mismatch'), at('unseen')];
	const why =
		[
			...together(good, ['matches', 'match']),
			...together(bad, ['does not match', 'do not match']),
			...together(unseen, ['was not seen', 'were not seen']),
		].join(', ') || 'it has no address that could be looked up';
	const missed = unseen.map(({address}) => address);
	const bare = bad.every(({tls}) => tls === undefined) ? {bare: true as const} : {};
	if (bad.length > 0) return {...told, ...bare, is: good.length > 0 ? 'mixed' : 'mismatch', why, missed};
	if (good.length === 0) return {...told, is: 'unseen', why};
	return {...told, is: 'matches', why, missed};
};

type View = {
	readonly address: string;
	readonly is: 'matches' | 'mismatch' | 'unseen';
	readonly why?: string;
	readonly tls?: TlsFacts;
};

/** Addresses that fared alike, for the same reason, in one clause. */
const together = (views: readonly View[], [one, many]: readonly [string, string]): readonly string[] =>
	[...Map.groupBy(views, ({why}) => why)].map(([why, same]) => {
		const addresses = same.map(({address}) => address).join(' and ');
		return `${addresses} ${same.length === 1 ? one : many}${why === undefined ? '' : ` (${why})`}`;
	});

const viewOf = (matched: readonly Match[]): Pick<View, 'is' | 'why'> => {
	if (matched.includes('yes')) return {is: 'matches'};
	const told = (['open', 'unsent', 'wrong-name', 'out-of-date'] as const).find(match =>
		matched.includes(match),
	);
	if (told === 'open') return {is: 'unseen', why: shortfalls.open};
	return {is: 'mismatch', ...(told === undefined ? {} : {why: shortfalls[told]})};
};

const shortfalls = {
	open: 'the certificate of the authority was not sent along',
	unsent: 'the certificate of the authority is right and must be sent along',
	'wrong-name': 'the certificate is for another name',
	'out-of-date': 'the certificate is not valid now',
};

const whyUnusable = (record: Found['records'][number]): string =>
	record ? (unusable(record) ?? 'usable') : 'it is no TLSA record';
