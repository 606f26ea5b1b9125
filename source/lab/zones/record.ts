import {isIPv4, isIPv6} from 'node:net';
import {failed, type Result, success} from '../../core/result.ts';
import {canonicalAddress} from '../address.ts';
import {readText} from './text.ts';
import {readTlsaOf} from './tlsa.ts';

const upTo = (most: number) => (word: string) =>
	/^\d{1,10}$/.test(word) && Number(word) <= most ? Number(word) : undefined;
const matching = (shape: RegExp) => (word: string) => (shape.test(word) ? word : undefined);

/** How one word of a record's data is read; undefined when it does not fit. */
const readers: Readonly<Record<string, (word: string) => string | number | undefined>> = {
	u8: upTo(255),
	u16: upTo(65_535),
	u32: upTo(2 ** 32 - 1),
	host: matching(/^(?:\.|(?=.{2,254}$)(?:[^\s."\\]{1,63}\.)+)$/),
	hex: matching(/^(?:[\da-f]{2})+$/i),
	base64: matching(/^[\w+/]+=*$/),
	ipv4: word => (isIPv4(word) ? word : undefined),
	// Without the dotted form of the last four octets, which dns2 writes wrongly.
	ipv6: word => (isIPv6(word) && !word.includes('%') ? canonicalAddress(word) : undefined),
};

/** IANA number, the words of the data by dns2's names for them, and an example. TXT and TLSA have forms of their own besides. */
export const types = {
	A: [1, 'address:ipv4', '127.0.0.1'],
	NS: [2, 'ns:host', 'ns1.example.test.'],
	CNAME: [5, 'domain:host', 'host.example.test.'],
	SOA: [
		6,
		'primary:host admin:host serial:u32 refresh:u32 retry:u32 expiration:u32 minimum:u32',
		'ns1.example.test. hostmaster.example.test. 1 3600 600 86400 60',
	],
	PTR: [12, 'domain:host', 'host.example.test.'],
	MX: [15, 'priority:u16 exchange:host', '10 mx1.example.test.'],
	TXT: [16, '', '"v=spf1 -all"'],
	AAAA: [28, 'address:ipv6', '::1'],
	SRV: [33, 'priority:u16 weight:u16 port:u16 target:host', '0 5 587 smtp.example.test.'],
	DS: [43, 'tag:u16 algorithm:u8 digest:u8 hash:hex', '12345 13 2 a1b2c3d4'],
	DNSKEY: [48, 'flags:u16 protocol:u8 algorithm:u8 key:base64', '257 3 13 AQID'],
	TLSA: [52, 'usage:u8 selector:u8 matching:u8 hash:hex', '3 1 1 a1b2c3d4'],
} as const;
/** A record type that a world can hold. */
export type Type = keyof typeof types;

const misbehaviours = ['SERVFAIL', 'REFUSED', 'SILENT'] as const;
type Misbehaviour = (typeof misbehaviours)[number];

export type Fields = Readonly<Record<string, string | number | readonly Buffer[] | Buffer>>;
/** One record, or the way in which its name misbehaves, for one type or for all. */
export type Entry =
	| {readonly type: Type; readonly fields: Fields}
	| {readonly type?: Type; readonly misbehaves: Misbehaviour};

/**
 * One record as the author of a world writes it: `TYPE data`, one word for a name that misbehaves, or `TYPE` and that
 * word when the name misbehaves for this type only.
 */
export const readEntry = (text: string): Result<Entry, string> => {
	const misbehaving = misbehaviours.find(word => word === text.trim());
	if (misbehaving) return success({misbehaves: misbehaving});
	const [, word = '', data = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(text) ?? [];
	if (!Object.hasOwn(types, word))
		return failed(
			`expected a record such as "A 127.0.0.1" (types: ${Object.keys(types).join(', ')}) or one of ${misbehaviours.join(', ')}, got ${JSON.stringify(text)}`,
		);
	const type = word as Type;
	const misbehaves = misbehaviours.find(other => other === data);
	if (misbehaves) return success({type, misbehaves});
	const fields = readData(type, data);
	return fields
		? success({type, fields})
		: failed(
				`expected ${type} data such as: ${type} ${types[type][2]} (host names end with a dot), got ${data}`,
			);
};

const readData = (type: Type, data: string): Fields | undefined => {
	if (type === 'TXT') return readText(data);
	// The digest is put in before the zones are served.
	if (type === 'TLSA' && readTlsaOf(data)) return {data: Buffer.alloc(0)};
	return readFields(type, data);
};

const readFields = (type: Type, data: string): Fields | undefined => {
	const words = data.split(/\s+/);
	const shape = types[type][1].split(' ').map(part => part.split(':') as [string, string]);
	const values = shape.map(([, reader], index) => readers[reader]?.(words[index] ?? ''));
	if (words.length !== shape.length || values.includes(undefined)) return undefined;
	const fields = Object.fromEntries(shape.map(([name], index) => [name, values[index] ?? '']));
	// dns2 does not know these two types, and writes octets as they are.
	if (type !== 'TLSA' && type !== 'DS') return fields;
	return {data: Buffer.concat(shape.map(([, reader], index) => octets(reader, values[index] ?? '')))};
};

const octets = (reader: string, value: string | number): Buffer => {
	if (typeof value === 'string') return Buffer.from(value, 'hex');
	return Buffer.from(reader === 'u16' ? [value >> 8, value & 255] : [value]);
};
