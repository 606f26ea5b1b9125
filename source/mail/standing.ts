import type {Candidate, Reading, Standing} from '../core/verification.ts';

/** What has to be known of each caught message: ids are unique, times are milliseconds since 1970. */
export type Arrival = {
	readonly id: number;
	readonly at: number;
	readonly sender: string;
	readonly recipients: readonly string[];
	readonly subject?: string;
	readonly messageId?: string;
	readonly from?: string;
	readonly reading: Reading;
};

/** Characters of a subject, an address and a list of recipients that count, and words that a code may be split into. */
const longestSubject = 200;
const longestAddress = 320;
const mostRecipients = 100;
const mostWords = 8;

type Told = Arrival & {readonly reading: {readonly chosen: Candidate}};

/**
 * What has become of each message: messages with a code or link for the same recipients, from the same sender and with the
 * same subject but for codes and numbers, answer one request after another in the order of arrival. The same code or link
 * again repeats the first message that had it; another one is a request of its own, even under a Message-ID that was used
 * before. `expired` counts from the first message that had the code. A message in which none was chosen stands alone,
 * unless it repeats one with the same Message-ID, recipients, sender and subject.
 */
export const standingsOf = (caught: readonly Arrival[], now: number): ReadonlyMap<number, Standing> => {
	const order = caught.toSorted((one, other) => one.at - other.at || one.id - other.id);
	const groups = Map.groupBy(order.filter(isTold), kindOf);
	return new Map([
		...aloneAmong(order, now),
		...[...groups.values()].flatMap(group => standingsIn(group, now)),
	]);
};

const isTold = (one: Arrival): one is Told => one.reading.chosen !== undefined;

type Placed = readonly (readonly [number, Standing])[];

const aloneAmong = (order: readonly Arrival[], now: number): Placed => {
	const firsts = new Map<string, Arrival>();
	return order
		.filter(one => !isTold(one))
		.map(one => {
			const key = one.messageId === undefined ? `alone ${one.id}` : letterOf(one, one.messageId);
			const first = firsts.get(key) ?? one;
			firsts.set(key, first);
			return [
				one.id,
				{
					...(one === first ? {state: 'newest'} : {state: 'duplicate', by: first.id}),
					request: 1,
					requests: 1,
					...ageOf(one, first, now),
				},
			] as const;
		});
};

const letterOf = (one: Arrival, messageId: string): string =>
	JSON.stringify([messageId, ...addressesOf(one), one.subject]);

const standingsIn = (group: readonly Told[], now: number): Placed => {
	const requests: Told[] = [];
	const numbers = new Map<string, number>();
	const placed = group.map(one => {
		const code = `${one.reading.chosen.kind} ${one.reading.chosen.value}`;
		const number = numbers.get(code) ?? requests.push(one);
		numbers.set(code, number);
		return {one, number};
	});
	const newest = requests.at(-1);
	return placed.map(({one, number}) => {
		const first = requests[number - 1] ?? one;
		const shared = {request: number, requests: requests.length, ...ageOf(one, first, now)};
		if (one !== first) return [one.id, {state: 'duplicate', by: first.id, ...shared}] as const;
		if (newest !== undefined && newest !== first)
			return [one.id, {state: 'superseded', by: newest.id, ...shared}] as const;
		return [one.id, {state: 'newest', ...shared}] as const;
	});
};

const ageOf = (one: Arrival, first: Arrival, now: number): Pick<Standing, 'age' | 'expired'> => {
	const lifetime = (one.reading.lifetime ?? first.reading.lifetime)?.seconds;
	return {
		age: Math.max(0, Math.floor((now - one.at) / 1000)),
		...(lifetime === undefined ? {} : {expired: now - first.at > lifetime * 1000}),
	};
};

const kindOf = (one: Told): string =>
	JSON.stringify([
		...addressesOf(one),
		wordsOf(
			wholeWords(one.subject ?? '')
				.normalize('NFKC')
				.toLowerCase(),
			one.reading.chosen,
		),
	]);

/** The beginning of a long subject, without the word that the cut would fall into. */
const wholeWords = (subject: string): string =>
	subject.length <= longestSubject
		? subject
		: subject.slice(0, longestSubject).split(/\s+/).slice(0, -1).join(' ');

/** For whom it is, and whom it says that it is from. */
const addressesOf = ({recipients, from, sender}: Arrival): readonly [readonly string[], string] => [
	recipients.slice(0, mostRecipients).map(addressOf).toSorted(),
	addressOf(from ?? '') || addressOf(sender),
];

/** The address in a From field or path, in small letters. */
const addressOf = (text: string): string => {
	const begin = text.lastIndexOf('<');
	const inner = begin < 0 ? text : text.slice(begin + 1).split('>', 1)[0];
	return (inner ?? '').trim().slice(0, longestAddress).toLowerCase();
};

/** What is left of a subject without its code, even one that is split by blanks or hyphens, and without numbers. */
const wordsOf = (subject: string, {kind, value}: Candidate): readonly string[] => {
	const words = subject.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	const code = kind === 'code' ? value.toLowerCase() : '';
	const left: string[] = [];
	for (let index = 0; index < words.length; ) {
		const length = codeLength(words, index, code);
		if (length === 0) left.push(words[index] ?? '');
		index += Math.max(1, length);
	}
	return left.map(withoutNumbers).filter(Boolean);
};

/** How many words from here on are the code; none where it does not begin here. */
const codeLength = (words: readonly string[], start: number, code: string): number => {
	if (code === '') return 0;
	let joined = '';
	for (let length = 1; length <= mostWords; length++) {
		joined += words[start + length - 1] ?? '';
		if (joined === code) return length;
		if (!code.startsWith(joined)) return 0;
	}
	return 0;
};

const withoutNumbers = (word: string): string =>
	word.replaceAll(/[a-z\d]+/g, run => (/\d/.test(run) ? '' : run)).replaceAll(/\p{N}+/gu, '');
