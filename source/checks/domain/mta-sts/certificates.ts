import type {Reach} from '../../../core/check.ts';
import {printable} from '../../../core/printable.ts';
import {hasAddress, listed, lookUpAll, type Route} from '../../exchangers.ts';
import {leftOut, type Visit, visit} from '../../visits.ts';

/** What a policy demands of the exchangers that it names (RFC 8461 sections 4.2 and 5), as far as it can be seen from here. */
export type Certificates = {
	/** How those that were visited stand to it, all together; `open`: too little was seen for any of the others. */
	readonly are: 'trusted' | 'partly-trusted' | 'untrusted' | 'seen-untrusted' | 'not-encrypted' | 'open';
	/** Exchangers that show no certificate to trust, and why. */
	readonly faulty: string;
	/** What was not seen; empty where everything was. */
	readonly unseen: string;
	/** A clause about what was seen. */
	readonly words: string;
	/** One line for each address. */
	readonly lines: readonly string[];
};

type Wanted = {
	readonly route: Extract<Route, {is: 'named' | 'implicit'}>;
	readonly covered: (host: string) => boolean;
	readonly helo: string | undefined;
};

/** Exchangers that are looked up, and those of them that are visited: the ones that every check visits. */
const mostNames = 10;
const most = 5;

/** Visits the exchangers that a policy names and sorts what they show; one without an address is nobody's hindrance. */
export const certificatesOf = async (
	{route, covered, helo}: Wanted,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<Certificates> => {
	const {exchangers, beyond} = await lookUpAll(route, mostNames, reach);
	const living = exchangers.filter(hasAddress);
	const visited = living.slice(0, most).filter(({host}) => covered(host));
	const passedOver = living.slice(most).filter(({host}) => covered(host));
	const visits = await visit(visited, helo, reach);
	const at = (...kinds: readonly Kind[]) => visits.filter(one => kinds.includes(kindOf(one)));
	const unseen = [
		...placesOf(at('unseen')),
		...exchangers
			.filter(({host}) => covered(host))
			.flatMap(({host, gaps}) => gaps.map(({type}) => `${host} (${type} records)`)),
		...more(leftOut(visited), 'address', 'addresses'),
		...more(beyond + passedOver.length, 'exchanger', 'exchangers'),
	];
	const [trusted, untrusted, bare] = [at('trusted'), at('untrusted'), at('bare')];
	const are = verdictOn([trusted, untrusted, bare, unseen].map(({length}) => length > 0));
	return {
		are,
		faulty: listed(placesOf(at('untrusted', 'bare')), most),
		unseen: listed([...placesOf(are === 'seen-untrusted' ? bare : []), ...unseen], most),
		words: wordsFor(visits, unseen, living.length < exchangers.length),
		lines: visits.map(({host, address, why}) => `${printable(host)} ${address}: ${why}`),
	};
};

type Kind = 'trusted' | 'untrusted' | 'bare' | 'unseen';

/** `bare`: no STARTTLS on offer, which whoever stands between may have brought about. */
const kindOf = ({answer, standing}: Visit): Kind => {
	if (answer?.tls) return answer.tls.fault ? 'untrusted' : 'trusted';
	return standing === 'no-starttls' ? 'bare' : 'unseen';
};

const verdictOn = ([trusted, untrusted, bare, unseen]: readonly boolean[]): Certificates['are'] => {
	if (trusted) return untrusted || bare ? 'partly-trusted' : 'trusted';
	if (untrusted) return bare || unseen ? 'seen-untrusted' : 'untrusted';
	return bare ? 'not-encrypted' : 'open';
};

/** Hosts with what came of them, once each where their addresses fared alike. */
const placesOf = (visits: readonly Visit[]): readonly string[] => [
	...new Set(visits.map(({host, why}) => `${host} (${why})`)),
];

const more = (count: number, one: string, many: string): readonly string[] =>
	count > 0 ? [`${count} more ${count === 1 ? one : many}`] : [];

const wordsFor = (visits: readonly Visit[], unseen: readonly string[], someDead: boolean): string => {
	if (unseen.length > 0) return `certificates that could not be seen from here: ${listed(unseen, most)}`;
	if (visits.length === 0) return 'there was no certificate to look at';
	return `each${someDead ? ' that has an address' : ''} shows a certificate that senders trust`;
};
