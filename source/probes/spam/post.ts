import {type ClientRequest, type IncomingMessage, request} from 'node:http';
import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failureOf} from '../failure.ts';

export type Posted = {readonly status: number; readonly body: string};

/** Octets of an answer. */
const most = 1_048_576;

/** One POST over a socket that is trusted enough for it; rejects with a failure. */
export const postOver = (
	socket: Socket,
	url: URL,
	{
		octets,
		headers,
		signal,
	}: {
		readonly octets: Buffer;
		readonly headers: Readonly<Record<string, string>>;
		readonly signal: AbortSignal;
	},
): Promise<Posted> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const asked: ClientRequest = request({
			method: 'POST',
			createConnection: () => socket,
			path: url.pathname,
			setHost: false,
			headers: {
				Host: url.host,
				Accept: 'application/json',
				'Accept-Encoding': 'identity',
				'Content-Length': octets.length,
				Connection: 'close',
				...headers,
			},
		});
		const settle = (act: () => void) => {
			signal.removeEventListener('abort', onAbort);
			asked.destroy();
			socket.destroy();
			act();
		};
		const fail = (failure: Failure) => settle(() => reject(failure));
		const onAbort = () => fail({code: 'cancelled'});
		const onClose = () => fail(cutShort);
		asked.on('error', error => fail(spoken(error)));
		asked.on('close', onClose);
		asked.on('response', answer => {
			asked.off('close', onClose);
			read(answer).then(body => settle(() => resolve({status: answer.statusCode ?? 0, body})), fail);
		});
		signal.addEventListener('abort', onAbort, {once: true});
		if (signal.aborted) onAbort();
		else asked.end(octets);
	});

const cutShort: Failure = {
	code: 'closed',
	detail: 'it closed the connection before its answer was complete',
};

const read = (answer: IncomingMessage): Promise<string> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const chunks: Buffer[] = [];
		let length = 0;
		answer.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length > most) reject({code: 'malformed', detail: `it answers with more than ${most} octets`});
			else chunks.push(chunk);
		});
		answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
		answer.on('error', error => reject(spoken(error)));
		answer.on('close', () => reject(cutShort));
	});

const spoken = (error: NodeJS.ErrnoException): Failure => {
	if (error.code?.startsWith('HPE_'))
		return {code: 'malformed', detail: `it does not speak HTTP: ${error.message}`};
	if (error.code === 'ECONNRESET' && /^(?:socket hang up|aborted)$/.test(error.message)) return cutShort;
	return failureOf(error);
};
