import type {DnsAnswer} from '../core/dns.ts';
import {type Failure, inWords} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import type {Result} from '../core/result.ts';
import {type Asking, askAt} from './name-servers.ts';

/** What a server that is named for a zone is to it, told by its answer to a question for the zone's SOA (RD off). */
export type Standing =
	/** `serial` is a number, or `unreadable`. */
	| {readonly is: 'authoritative'; readonly serial: string}
	/** It answers, but not for this zone. `cached`: it has the records and does not claim them (no AA bit). */
	| {readonly is: 'lame'; readonly says: 'cached' | 'referral' | 'denial'}
	/** It will not say (REFUSED and the like), which may be meant for us alone. */
	| {readonly is: 'refuses'; readonly failure: Failure}
	/** Silent, out of reach, SERVFAIL or unreadable: nothing is known of it. */
	| {readonly is: 'unheard'; readonly failure: Failure};

const unreadable = 'unreadable';

/** Sorts an answer for the SOA at the top of a zone, which always exists where the zone is held. */
export const standingOf = (answer: Result<DnsAnswer, Failure>): Standing => {
	if (!answer.ok) {
		const {failure} = answer;
		if (failure.code === 'no-such-name' || failure.code === 'no-data') return {is: 'lame', says: 'denial'};
		return {is: failure.code === 'query-refused' ? 'refuses' : 'unheard', failure};
	}
	const {authoritative, referral, records} = answer.value;
	if (referral) return {is: 'lame', says: 'referral'};
	if (records.length === 0) return {is: 'lame', says: 'denial'};
	const serial = records[0]?.data.split(' ')[2] ?? '';
	return authoritative
		? {is: 'authoritative', serial: /^\d{1,10}$/.test(serial) ? serial : unreadable}
		: {is: 'lame', says: 'cached'};
};

/** Asks one address for its standing; who will not tell the SOA may still do so when asked for NS. */
export const standingAt = async (address: string, zone: string, asking: Asking): Promise<Standing> => {
	const standing = standingOf(await askAt(address, {name: zone, type: 'SOA'}, asking));
	if (standing.is !== 'refuses') return standing;
	const named = await askAt(address, {name: zone, type: 'NS'}, asking);
	if (!named.ok) return standing;
	const {referral, authoritative, records} = named.value;
	if (referral) return {is: 'lame', says: 'referral'};
	return authoritative && records.length > 0 ? {is: 'authoritative', serial: unreadable} : standing;
};

/** For a line of details; safe to print. */
export const standingInWords = (standing: Standing): string => {
	switch (standing.is) {
		case 'authoritative':
			return `authoritative, serial ${standing.serial}`;
		case 'lame':
			return lameness[standing.says];
		case 'refuses':
			return `refuses (${printable(inWords(standing.failure))})`;
		case 'unheard':
			return `no usable answer (${printable(inWords(standing.failure))})`;
	}
};

const lameness = {
	cached: 'not authoritative: it answers without the AA bit',
	referral: 'not authoritative: it only names other servers',
	denial: 'not authoritative: it says that there is no such zone',
};
