import type {Reach} from '../core/check.ts';
import type {DnsAnswer} from '../core/dns.ts';
import {type Failure, inWords, isAbsence} from '../core/failure.ts';
import type {Blocklist} from '../core/knowledge.ts';
import {printable} from '../core/printable.ts';
import type {Result} from '../core/result.ts';
import {octetsOf, reverseLabels} from '../mail/reverse-name.ts';

/** What one list says. `unknown` is no answer: neither listed nor not. */
export type Listing = {
	readonly list: Blocklist;
	readonly state: 'listed' | 'policy' | 'allowed' | 'not-listed' | 'unknown';
	readonly weight: Blocklist['weight'];
	/** Why there is no answer. */
	readonly why?: 'refused' | 'dead' | 'lists-all' | 'rewritten' | 'unknown-code' | 'failed';
	/** The addresses that it answered, as they stand in DNS. */
	readonly codes: readonly string[];
	readonly means: string;
	/** Who answered. */
	readonly server?: string;
	/** The name that was listed. */
	readonly name?: string;
	/** What the list itself says about it, safe to print. */
	readonly reason: readonly string[];
};

/**
 * Asks one list about names below its zone. Its test entries are asked at the same time (RFC 5782 section 5): an
 * answer counts only from a list that lists what it must, and a listing only from one that does not list everything.
 */
export const askList = async (
	list: Blocklist,
	subjects: readonly string[],
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Listing> => {
	const ask = (label: string) => probes.dns({name: `${label}.${list.zone}`, type: 'A'}, signal);
	const [listed, unlisted, ...answers] = await Promise.all([
		ask(labelsOf(list, list.test.listed)),
		list.test.unlisted === undefined ? undefined : ask(labelsOf(list, list.test.unlisted)),
		...subjects.map(ask),
	]);
	const asked = subjects.map((subject, index) => ({subject, answer: answers[index] ?? notAsked}));
	const opinion = refusalIn(list, [listed, unlisted, ...answers]) ?? dead(list, listed) ?? said(list, asked);
	if (opinion.state === 'unknown' || opinion.state === 'not-listed') return opinion;
	const doubt = unlisted && listsAll(list, unlisted, list.test.unlisted ?? nobody);
	if (doubt) return doubt;
	const [invented, text] = await Promise.all([
		ask(nobody),
		probes.dns({name: opinion.name ?? list.zone, type: 'TXT'}, signal),
	]);
	return (
		listsAll(list, invented, nobody) ?? (text.ok ? {...opinion, reason: reasonsIn(text.value)} : opinion)
	);
};

/**
 * What no list has, neither as an address nor as a domain (RFC 6761 section 6.4). A wildcard beside the test entries
 * covers it, while it does not cover their neighbours (RFC 4592 section 2.2.1).
 */
const nobody = 'nobody.invalid';

type Answer = Result<DnsAnswer, Failure>;

const notAsked: Answer = {ok: false, failure: {code: 'unexpected'}};

/** What stands before the zone: a domain as it is, an address in reverse. */
const labelsOf = ({lists}: Blocklist, entry: string): string =>
	lists === 'domain' ? entry : reverseLabels(entry);

const unknown = (
	list: Blocklist,
	why: NonNullable<Listing['why']>,
	means: string,
	answer?: DnsAnswer,
): Listing => ({
	list,
	state: 'unknown',
	weight: list.weight,
	why,
	means,
	codes: answer ? codesIn(answer) : [],
	...(answer ? {server: answer.server} : {}),
	reason: [],
});

/** Codes of one answer that are kept. */
const mostCodes = 10;

const codesIn = ({records}: DnsAnswer): readonly string[] =>
	[...new Set(records.map(({data}) => data))].slice(0, mostCodes);

/** Whatever was asked: a list that refuses one question refuses the resolver. */
const refusalIn = (list: Blocklist, answers: ReadonlyArray<Answer | undefined>): Listing | undefined => {
	for (const answer of answers) {
		if (!answer?.ok) continue;
		for (const code of codesIn(answer.value)) {
			const meaning = meaningsOf(list, code).find(({kind}) => kind === 'refused');
			if (meaning) return unknown(list, 'refused', meaning.means, answer.value);
		}
	}
	return undefined;
};

const dead = (list: Blocklist, test: Answer): Listing | undefined => {
	if (!test.ok)
		return isAbsence(test.failure)
			? unknown(
					list,
					'dead',
					`it does not list its own test entry ${list.test.listed}: it is dead, or does not serve this resolver`,
				)
			: unknown(list, 'failed', `its test entry could not be asked for: ${inWords(test.failure)}`);
	return rewritten(list, test.value);
};

const rewritten = (list: Blocklist, answer: DnsAnswer): Listing | undefined =>
	codesIn(answer).length > 0 && codesIn(answer).every(code => octetsOf(code)?.[0] === 127)
		? undefined
		: unknown(
				list,
				'rewritten',
				'it answers with addresses that no list uses: the zone was taken over, or the resolver rewrites answers',
				answer,
			);

const listsAll = (list: Blocklist, test: Answer, entry: string): Listing | undefined => {
	if (test.ok) return unknown(list, 'lists-all', `it lists ${entry}, which no list may list`, test.value);
	return isAbsence(test.failure)
		? undefined
		: unknown(
				list,
				'failed',
				`that it does not list everything could not be made sure: ${inWords(test.failure)}`,
			);
};

/** The strongest of what was said about the names. */
const said = (
	list: Blocklist,
	asked: ReadonlyArray<{readonly subject: string; readonly answer: Answer}>,
): Listing => {
	const opinions = asked.map(({subject, answer}) =>
		answer.ok ? readAs(list, subject, answer.value) : withoutAnswer(list, answer.failure),
	);
	const [first = unknown(list, 'failed', 'nothing was asked')] = order.flatMap(state =>
		opinions.filter(opinion => opinion.state === state),
	);
	return first;
};

/** What is listed is told even where another name could not be asked about; "not listed" needs every answer. */
const order = ['listed', 'policy', 'unknown', 'allowed', 'not-listed'] as const;

const withoutAnswer = (list: Blocklist, failure: Failure): Listing =>
	isAbsence(failure)
		? {list, state: 'not-listed', weight: list.weight, codes: [], means: 'not listed', reason: []}
		: unknown(list, 'failed', inWords(failure));

const readAs = (list: Blocklist, subject: string, answer: DnsAnswer): Listing => {
	const odd = rewritten(list, answer);
	if (odd) return odd;
	const codes = codesIn(answer);
	const meanings = codes.flatMap(code => meaningsOf(list, code));
	const kind = (['listed', 'policy', 'allowed'] as const).find(one =>
		meanings.some(meaning => meaning.kind === one),
	);
	if (kind === undefined)
		return unknown(list, 'unknown-code', `its answer ${codes.join(', ')} is in no table of it`, answer);
	const same = meanings.filter(meaning => meaning.kind === kind);
	return {
		list,
		state: kind,
		weight: same.some(({weight = list.weight}) => weight === 'decisive') ? 'decisive' : 'minor',
		codes,
		means: [...new Set(same.map(({means}) => means))].join('; '),
		server: answer.server,
		name: `${subject}.${list.zone}`,
		reason: [],
	};
};

type Meaning = Blocklist['answers'][number];

/** The first that fits; where it is a bit, every bit that is set. */
const meaningsOf = (list: Blocklist, code: string): readonly Meaning[] => {
	const octets = octetsOf(code) ?? [];
	if (octets.slice(0, 3).join('.') === '127.255.255') return [refusedByCustom(list, code)];
	const fitting = list.answers.filter(
		({code: pattern, bit}) => fits(pattern, octets) && (bit === undefined || (bit & (octets[3] ?? 0)) !== 0),
	);
	const [first] = fitting;
	if (!first || first.bit === undefined) return first ? [first] : [];
	return fitting.filter(({bit}) => bit !== undefined);
};

/** 127.255.255.0/24 is what lists answer with when they refuse, whether or not their table says so. */
const refusedByCustom = ({answers}: Blocklist, code: string): Meaning =>
	answers.find(({code: pattern}) => fits(pattern, octetsOf(code) ?? [])) ?? {
		code: '127.255.255.*',
		kind: 'refused',
		means: `it refuses to answer this resolver (${code})`,
	};

const fits = (pattern: string, octets: readonly number[]): boolean =>
	octets.length === 4 &&
	pattern.split('.').every((part, index) => {
		if (part === '*') return true;
		const [low = 0, high = low] = part.split('-').map(Number);
		const octet = octets[index] ?? -1;
		return low <= octet && octet <= high;
	});

/** Texts of one listing that are told, and characters of each. */
const mostReasons = 2;
const longestReason = 200;

const reasonsIn = ({records}: DnsAnswer): readonly string[] =>
	records.slice(0, mostReasons).map(({data}) => {
		const text = printable(data.slice(0, longestReason));
		return data.length > longestReason ? `${text}…` : text;
	});
