import {connect} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {attempt} from './attempt.ts';
import {classify} from './failure.ts';
import {decodeReply, mismatch, type Query} from './message.ts';
import type {Course, Heard} from './udp.ts';

/** One query on one connection (RFC 7766); `ms` is for all of it, so that a dripping server gains nothing. */
export const askByTcp = (
	query: Query,
	{server, who, ms, signal}: Course,
): Promise<Result<Heard, Failure>> => {
	const late = (): Failure => ({
		code: 'timeout',
		detail: `${who} did not answer over TCP within ${Math.round(ms)} ms.`,
	});
	return attempt({signal, late: {ms, failure: late}}, settle => {
		const socket = connect({host: server.address, port: server.port});
		const take = framed(message => settle(judge(query, message, who)));
		socket.on('connect', () => socket.write(Buffer.concat([lengthOf(query.bytes), query.bytes])));
		socket.on('data', take);
		socket.on('error', error => settle(failed(classify(error, who))));
		socket.on('close', () =>
			settle(
				failed({code: 'closed', detail: `${who} closed the TCP connection before its answer was complete.`}),
			),
		);
		return () => socket.destroy();
	});
};

const judge = (query: Query, message: Buffer, who: string): Result<Heard, Failure> => {
	const stranger = mismatch(query, message);
	if (stranger !== undefined)
		return failed({code: 'malformed', detail: `${who} sent no reply to the query over TCP: ${stranger}.`});
	const decoded = decodeReply(message);
	return decoded.ok
		? success({reply: decoded.value, protocol: 'tcp', tries: 1, dropped: [], query})
		: failed({code: 'malformed', detail: `${who} answered what cannot be read: ${decoded.failure}.`});
};

const lengthOf = (bytes: Buffer): Buffer => {
	const prefix = Buffer.alloc(2);
	prefix.writeUInt16BE(bytes.length);
	return prefix;
};

/** Collects the first message of a stream, which its length goes before (RFC 1035 section 4.2.2). */
const framed = (complete: (message: Buffer) => void): ((chunk: Buffer) => void) => {
	let buffer = Buffer.alloc(2);
	let filled = 0;
	let size: number | undefined;
	const fill = (chunk: Buffer): Buffer => {
		const taken = chunk.copy(buffer, filled);
		filled += taken;
		return chunk.subarray(taken);
	};
	return chunk => {
		let rest = fill(chunk);
		if (size === undefined && filled === 2) {
			size = buffer.readUInt16BE(0);
			buffer = Buffer.alloc(size);
			filled = 0;
			rest = fill(rest);
		}
		if (size !== undefined && filled === size) complete(buffer);
	};
};
