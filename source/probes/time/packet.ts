import {randomBytes} from 'node:crypto';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';

/** What a time server says of one moment; times in milliseconds since 1970. */
export type Reading = {
	readonly received: number;
	readonly sent: number;
	readonly stratum: number;
	readonly leap?: 'insert' | 'delete';
};

const octets = 48;
const version = 4;
const askMode = 3;
const answerMode = 4;

/** Where the fields of a packet begin (RFC 5905 section 7.3). */
const at = {
	stratum: 1,
	rootDelay: 4,
	rootDispersion: 8,
	reference: 12,
	originate: 24,
	receive: 32,
	transmit: 40,
};

/**
 * A question, and the random number by which its answer is known: it stands where a client's own time would, which says
 * nothing about this machine and cannot be guessed.
 */
export const questionPacket = (): {readonly packet: Buffer; readonly cookie: Buffer} => {
	const cookie = randomBytes(8);
	const packet = Buffer.alloc(octets);
	packet.writeUInt8((version << 3) | askMode);
	cookie.copy(packet, at.transmit);
	return {packet, cookie};
};

/** Why this is no answer to any of these questions; it may be anybody's, so that it is passed over. */
export const strangeness = (packet: Buffer, cookies: readonly Buffer[]): string | undefined => {
	if (packet.length < octets) return 'shorter than a packet of NTP';
	const first = packet.readUInt8();
	if ((first & 7) !== answerMode) return 'not the answer of a server';
	if (((first >> 3) & 7) !== version) return 'another version of NTP';
	return cookieOf(packet, cookies) ? undefined : 'an answer to another question';
};

/** The question that a packet answers. */
export const cookieOf = (packet: Buffer, cookies: readonly Buffer[]): Buffer | undefined =>
	cookies.find(cookie => cookie.equals(packet.subarray(at.originate, at.originate + 8)));

/**
 * Reads an answer. A server that turns the question away (kiss-o'-death, RFC 5905 section 7.4) or does not know the time
 * itself is a failure.
 */
export const readAnswer = (packet: Buffer): Result<Reading, Failure> => {
	const stratum = packet.readUInt8(at.stratum);
	if (stratum === 0) return failed(kissOf(packet));
	const leap = packet.readUInt8() >> 6;
	if (leap === unsynchronised || stratum > highestStratum)
		return failed({code: 'server-failure', detail: 'the server says that its clock is not set'});
	if (rootDistance(packet) > furthest)
		return failed({
			code: 'server-failure',
			detail: `the server is not sure of its time to ${furthest / 1000} s`,
		});
	const received = timeAt(packet, at.receive);
	const sent = timeAt(packet, at.transmit);
	if (received === undefined || sent === undefined || sent < received)
		return failed({code: 'malformed', detail: 'the answer carries no time'});
	return success({
		received,
		sent,
		stratum,
		...(leap === 1 ? {leap: 'insert' as const} : leap === 2 ? {leap: 'delete' as const} : {}),
	});
};

const unsynchronised = 3;
const highestStratum = 15;
/** Milliseconds that a server may be off by its own account: MAXDISP (RFC 5905 section 7.2). */
const furthest = 16_000;

const rootDistance = (packet: Buffer): number =>
	((packet.readUInt32BE(at.rootDelay) / 2 + packet.readUInt32BE(at.rootDispersion)) / 0x1_0000) * 1000;

/** Kiss codes by which a server wants not to be asked, or not so often. */
const refusals = new Set(['RATE', 'DENY', 'RSTR']);

const kissOf = (packet: Buffer): Failure => {
	const kiss = packet.toString('latin1', at.reference, at.reference + 4);
	const said = /^[A-Z]{4}$/.test(kiss) ? kiss : 'a code of its own';
	return refusals.has(kiss)
		? {code: 'query-refused', detail: `the server turns the question away: ${said}`}
		: {code: 'server-failure', detail: `the server has no time to tell: ${said}`};
};

/** Seconds from 1900 to 1970, and in one era. */
const toUnix = 2_208_988_800;
const era = 0x1_0000_0000;

/** Numbers without their highest bit are of the era that begins in 2036 (RFC 4330 section 3); zero is no time. */
const timeAt = (packet: Buffer, offset: number): number | undefined => {
	const seconds = packet.readUInt32BE(offset);
	const fraction = packet.readUInt32BE(offset + 4);
	if (seconds === 0 && fraction === 0) return undefined;
	const whole = seconds >= era / 2 ? seconds : seconds + era;
	return (whole - toUnix + fraction / era) * 1000;
};
