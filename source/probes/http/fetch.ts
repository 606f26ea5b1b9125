import {type ClientRequest, type IncomingMessage, request} from 'node:http';
import type {TLSSocket} from 'node:tls';
import type {Failure} from '../../core/failure.ts';
import type {HttpAnswer} from '../../core/http.ts';
import {failureOf} from '../failure.ts';

type Fetched = Omit<HttpAnswer, 'address' | 'tls'>;

type Wanted = {
	readonly url: URL;
	/** Octets of the body. */
	readonly limit: number;
	readonly userAgent: string;
	readonly signal: AbortSignal;
};

/** One GET over a socket that is to be trusted already; rejects with a failure. */
export const fetchOver = (socket: TLSSocket, {url, limit, userAgent, signal}: Wanted): Promise<Fetched> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const asked: ClientRequest = request({
			createConnection: () => socket,
			path: `${url.pathname}${url.search}`,
			setHost: false,
			headers: {
				Host: url.host,
				'User-Agent': userAgent,
				Accept: '*/*',
				'Accept-Encoding': 'identity',
				Connection: 'close',
			},
		});
		const onAbort = () => fail({code: 'cancelled'});
		const fail = (failure: Failure) => {
			signal.removeEventListener('abort', onAbort);
			asked.destroy();
			reject(failure);
		};
		asked.on('error', error => fail(spoken(error)));
		const onClose = () => fail({code: 'closed', detail: 'the server closed the connection'});
		asked.on('close', onClose);
		asked.on('response', answer => {
			// A body that ends with its connection is read to its end after this event.
			asked.off('close', onClose);
			read(answer, limit).then(body => {
				signal.removeEventListener('abort', onAbort);
				resolve({...headOf(answer), body});
			}, fail);
		});
		signal.addEventListener('abort', onAbort, {once: true});
		if (signal.aborted) onAbort();
		else asked.end();
	});

const headOf = ({statusCode = 0, headers}: IncomingMessage): Omit<Fetched, 'body'> => {
	const date = Date.parse(headers.date ?? '');
	return {
		status: statusCode,
		...(headers['content-type'] === undefined ? {} : {contentType: headers['content-type']}),
		...(Number.isNaN(date) ? {} : {date: new Date(date).toISOString()}),
	};
};

const read = (answer: IncomingMessage, limit: number): Promise<string> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const encoding = answer.headers['content-encoding'] ?? 'identity';
		if (encoding !== 'identity')
			return reject({code: 'malformed', detail: 'compressed, which was not asked for'});
		const chunks: Buffer[] = [];
		let length = 0;
		answer.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length > limit) reject({code: 'malformed', detail: `longer than ${limit} octets`});
			else chunks.push(chunk);
		});
		answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
		answer.on('error', error => reject(spoken(error)));
		answer.on('close', () =>
			reject({code: 'closed', detail: 'the server closed the connection before its answer was complete'}),
		);
		return undefined;
	});

/** What node's client throws, its parser's words included. */
const spoken = (error: NodeJS.ErrnoException): Failure => {
	if (error.code?.startsWith('HPE_')) return {code: 'malformed', detail: `not HTTP: ${error.message}`};
	if (error.code === 'ECONNRESET' && /^(?:socket hang up|aborted)$/.test(error.message))
		return {code: 'closed', detail: 'the server closed the connection before its answer was complete'};
	return failureOf(error);
};
