import {createSocket, type RemoteInfo} from 'node:dgram';
import {once} from 'node:events';
import {failed} from '../../../source/core/result.ts';
import type {TimeQuestion} from '../../../source/core/time.ts';
import {type TimeOptions, timeProbe} from '../../../source/probes/time.ts';
import {afterwards, never} from '../smtp/loopback.ts';

export const host = 'time.example.test';

/** What a scripted server does with each question: the packets that it sends back, in order. */
export type Script = (question: Buffer, nth: number) => readonly Buffer[];

/** A server over UDP that does what the test says; `heard` are the questions that it got, `from` who sent them. */
export const serveTime = async (script: Script, address = '127.0.0.1') => {
	const heard: Buffer[] = [];
	const from: RemoteInfo[] = [];
	const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
	socket.on('message', (question: Buffer, sender: RemoteInfo) => {
		heard.push(question);
		from.push(sender);
		for (const answer of script(question, heard.length)) socket.send(answer, sender.port, sender.address);
	});
	socket.bind(0, address);
	await once(socket, 'listening');
	afterwards(async () => {
		socket.close();
		await once(socket, 'close');
	});
	return {port: socket.address().port, heard, from};
};

type Told = {
	readonly ahead?: number;
	readonly stratum?: number;
	readonly leap?: number;
	readonly mode?: number;
	readonly version?: number;
	readonly kiss?: string;
	readonly received?: Buffer;
	readonly sent?: Buffer;
	readonly cookie?: Buffer;
	readonly dispersion?: number;
};

/** A timestamp of NTP, in whatever era it falls. */
export const stamp = (ms: number): Buffer => {
	const octets = Buffer.alloc(8);
	const seconds = Math.floor(ms / 1000);
	octets.writeUInt32BE((seconds + 2_208_988_800) % 0x1_0000_0000);
	octets.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * 0x1_0000_0000), 4);
	return octets;
};

/** An answer to a question, by a server whose clock is so many milliseconds ahead of `at`. */
export const answering = (question: Buffer, at: number, told: Told = {}): Buffer => {
	const {ahead = 0, stratum = 2, leap = 0, mode = 4, version = 4, kiss, dispersion = 0} = told;
	const packet = Buffer.alloc(48);
	packet.writeUInt8((leap << 6) | (version << 3) | mode);
	packet.writeUInt8(stratum, 1);
	packet.writeUInt32BE(dispersion * 0x1_0000, 8);
	if (kiss !== undefined) packet.write(kiss, 12, 'latin1');
	(told.cookie ?? question.subarray(40, 48)).copy(packet, 24);
	(told.received ?? stamp(at + ahead)).copy(packet, 32);
	(told.sent ?? stamp(at + ahead)).copy(packet, 40);
	return packet;
};

/** Asks whatever listens at this port of loopback. */
export const ask = (
	port: number,
	options: Partial<TimeOptions> = {},
	question: TimeQuestion = {server: host},
	signal = never,
) =>
	timeProbe({
		connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(port)}],
		resolve: async () => failed({code: 'no-such-name'}),
		ms: 2000,
		now: Date.now,
		...options,
	})(question, signal);
