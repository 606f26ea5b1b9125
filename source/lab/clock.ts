import {createSocket, type RemoteInfo} from 'node:dgram';
import {once} from 'node:events';
import {z} from 'zod';
import {addressSchema} from './address.ts';
import type {HeldPort} from './silent.ts';

/** Seconds by which a clock of the lab is ahead of this machine's; a century either way. */
export const clockSchema = z.int().min(-3_200_000_000).max(3_200_000_000).default(0);

/** Where time servers listen unless they say otherwise. */
export const timePort = 123;

const timeFaults = ['silent', 'refused', 'rate', 'unsynchronised', 'garbage'] as const;

export const timeServerSchema = z.strictObject({
	host: z
		.string()
		.regex(/^(?=.{1,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, {error: 'expected a host name in small letters'})
		.describe('The name by which a client reaches it.'),
	port: z.int().min(1).max(65_535).default(timePort).describe('The UDP port by which a client reaches it.'),
	address: addressSchema.optional().describe('The address that it stands for.'),
	offset: clockSchema.describe("Seconds by which its clock is ahead of this machine's; negative: behind."),
	stratum: z.int().min(1).max(15).default(2),
	fault: z
		.enum(timeFaults)
		.optional()
		.describe(
			'silent: no answer. refused: nothing listens. rate: turns every question away (kiss-o’-death). unsynchronised: says that its clock is not set. garbage: answers what nobody asked.',
		),
});

export type TimeServerSettings = z.output<typeof timeServerSchema>;

/** A time server (NTP over UDP, RFC 5905) on loopback. */
export const startTimeServer = async (settings: TimeServerSettings): Promise<HeldPort> => {
	const socket = createSocket('udp4');
	socket.on('message', (question: Buffer, {port, address}: RemoteInfo) => {
		if (question.length < packetLength) return;
		socket.send(answerTo(question, settings), port, address, () => {});
	});
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	socket.on('error', () => {});
	return {
		port: socket.address().port,
		close: async () => {
			const closed = once(socket, 'close');
			socket.close();
			await closed;
		},
	};
};

const packetLength = 48;
const serverMode = 4;

const answerTo = (question: Buffer, {offset, stratum, fault}: TimeServerSettings): Buffer => {
	const packet = Buffer.alloc(packetLength);
	const version = (question.readUInt8() >> 3) & 7;
	const leap = fault === 'unsynchronised' ? 3 : 0;
	packet.writeUInt8((leap << 6) | (version << 3) | serverMode);
	packet.writeUInt8(fault === 'rate' ? 0 : stratum, 1);
	packet.write(fault === 'rate' ? 'RATE' : 'LAB ', 12, 'latin1');
	if (fault !== 'garbage') question.copy(packet, 24, 40, 48);
	const now = Date.now() + offset * 1000;
	for (const place of [16, 32, 40]) writeTime(packet, now, place);
	return packet;
};

/** Seconds from 1900 to 1970; they are counted anew in 2036. */
const toUnix = 2_208_988_800;
const era = 0x1_0000_0000;

const writeTime = (packet: Buffer, ms: number, place: number): void => {
	const seconds = Math.floor(ms / 1000);
	packet.writeUInt32BE((((seconds + toUnix) % era) + era) % era, place);
	packet.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * era), place + 4);
};

/** Puts the time in the place of `{date}`, and one that is so many seconds off in that of `{date+3600}`. */
export const withDates = (text: string): string =>
	text.replaceAll(/\{date([+-]\d{1,10})?\}/g, (_, offset: string | undefined) =>
		dateIn(Number(offset ?? 0)).replace('GMT', '+0000'),
	);

/** The time of a clock that is so many seconds ahead, as HTTP has it (RFC 9110 section 5.6.7). */
export const dateIn = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
