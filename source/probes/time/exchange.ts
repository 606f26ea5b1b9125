import {createSocket} from 'node:dgram';
import {isIPv6} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import type {TimeAnswer} from '../../core/time.ts';
import {attempt} from '../dns/attempt.ts';
import {type Server, showServer} from '../dns/server.ts';
import {failureOf} from '../failure.ts';
import {cookieOf, questionPacket, readAnswer, strangeness} from './packet.ts';

type Course = {
	readonly ms: number;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly signal: AbortSignal;
};

/** A question that is under way, and our time when it left. */
type Sent = {readonly cookie: Buffer; readonly at: number};

const mostStrange = 3;

/**
 * Asks one server for the time: one packet, and another at half of the time. The socket is connected, so that nobody else
 * is heard; what does not carry the number of a question is passed over, because it may be forged.
 */
export const askForTime = (
	server: Server,
	{ms, now, signal}: Course,
): Promise<Result<TimeAnswer, Failure>> => {
	const asked: Sent[] = [];
	const strange = new Set<string>();
	const late = (): Failure => ({
		code: 'timeout',
		detail: `no answer within ${ms / 1000} s${strange.size > 0 ? ` (passed over: ${[...strange].join(', ')})` : ''}`,
	});
	return attempt<TimeAnswer>({signal, late: {ms, failure: late}}, settle => {
		const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
		let again: NodeJS.Timeout | undefined;
		let open = true;
		const fail = (error: unknown) => settle(failed(failureOf(error)));
		const send = () => {
			if (!open) return;
			const {packet, cookie} = questionPacket();
			asked.push({cookie, at: now()});
			socket.send(packet, error => error && fail(error));
		};
		socket.on('error', fail);
		socket.on('message', packet => {
			const heard = now();
			const cookies = asked.map(({cookie}) => cookie);
			const why = strangeness(packet, cookies);
			if (why !== undefined) return void (strange.size < mostStrange && strange.add(why));
			const cookie = cookieOf(packet, cookies);
			const question = asked.find(one => one.cookie === cookie);
			settle(question ? judged(packet, question, heard, server) : failed({code: 'unexpected'}));
		});
		socket.connect(server.port, server.address, (error?: unknown) => {
			if (error) return fail(error);
			send();
			again = setTimeout(send, ms / 2);
		});
		return () => {
			open = false;
			clearTimeout(again);
			socket.close();
		};
	});
};

/** RFC 5905 section 8: offset and delay out of four times. */
const judged = (packet: Buffer, asked: Sent, heard: number, server: Server): Result<TimeAnswer, Failure> => {
	const read = readAnswer(packet);
	if (!read.ok) return read;
	const {received, sent, stratum, leap} = read.value;
	const delay = heard - asked.at - (sent - received);
	if (heard < asked.at || delay < -coarseness)
		return failed({
			code: 'malformed',
			detail: 'the server took longer than its answer did, by its own clock',
		});
	return success({
		address: showServer(server),
		offset: tenths((received - asked.at + (sent - heard)) / 2),
		delay: Math.max(0, tenths(delay)),
		stratum,
		...(leap === undefined ? {} : {leap}),
		heardAt: new Date(heard).toISOString(),
	});
};

/** Milliseconds by which two clocks may measure the same short time differently. */
const coarseness = 1000;

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
