import type {DnsAnswer, DnsRecord, DnsType} from '../core/dns.ts';
import {type Failure, inWords} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import type {Result} from '../core/result.ts';

/** What one server says of one type at one name, in a form that can be compared: order, letter case and TTL left out. */
export type RecordSet =
	| {
			readonly is: 'records';
			readonly lines: readonly string[];
			/** The least of the records, in seconds. */
			readonly ttl: number;
			/** CNAME targets on the way to them. */
			readonly aliases: readonly string[];
	  }
	/** The name exists without records of this type (NODATA). */
	| {readonly is: 'none'}
	/** The name does not exist (NXDOMAIN). */
	| {readonly is: 'absent'}
	/** Could not be found out. */
	| {readonly is: 'open'; readonly failure: Failure};

/** A domain name as it is compared: A-labels in lower case, without the final dot; the root is `.`. */
export const folded = (name: string): string => ascii(name.toLowerCase()).replace(/\.$/, '') || '.';

/** U-labels as they are in DNS (RFC 5891); what cannot be a host name stays as it is. */
const ascii = (name: string): string => {
	if (/^[ -~]*$/.test(name) || /[^\p{L}\p{M}\p{N}._-]/u.test(name)) return name;
	return URL.parse(`http://${name}`)?.hostname ?? name;
};

export const setOf = (result: Result<DnsAnswer, Failure>, type: DnsType): RecordSet => {
	if (!result.ok) {
		if (result.failure.code === 'no-such-name') return {is: 'absent'};
		return result.failure.code === 'no-data' ? {is: 'none'} : {is: 'open', failure: result.failure};
	}
	const {records, aliases, referral} = result.value;
	if (referral)
		return {is: 'open', failure: {code: 'query-refused', detail: 'only other servers were named'}};
	if (records.length === 0) return {is: 'none'};
	const lines = [...new Set(records.map(record => line(record, type)))].sort();
	return {is: 'records', lines, ttl: Math.min(...records.map(({ttl}) => ttl)), aliases};
};

const line = ({data, priority}: DnsRecord, type: DnsType): string => {
	if (type === 'TXT') return data;
	return type === 'MX' ? `${priority ?? 0} ${folded(data)}` : folded(data);
};

/** Whether two answers say the same; what could not be found out is never the same as anything. */
export const sameSet = (one: RecordSet, other: RecordSet): boolean => {
	if (one.is !== other.is || one.is === 'open') return false;
	return one.is !== 'records' || other.is !== 'records' || one.lines.join('\n') === other.lines.join('\n');
};

/** Records that are shown of one answer. */
const most = 12;

/** For a line of details; safe to print. */
export const setInWords = (set: RecordSet): string => {
	switch (set.is) {
		case 'records': {
			const rest = set.lines.length - most;
			const shown = set.lines.slice(0, most).map(text => printable(cut(text)));
			return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' | ');
		}
		case 'none':
			return 'no such record';
		case 'absent':
			return 'no such name';
		case 'open':
			return `not found out (${printable(inWords(set.failure))})`;
	}
};

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
