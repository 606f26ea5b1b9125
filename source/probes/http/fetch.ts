import {type ClientRequest, type IncomingMessage, request} from 'node:http';
import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import type {HttpAnswer, HttpQuestion} from '../../core/http.ts';
import {readHttpDate} from '../../mail/date.ts';
import {failureOf} from '../failure.ts';

type Fetched = Omit<HttpAnswer, 'address' | 'tls'>;

type Wanted = {
	readonly url: URL;
	/** Octets of the body. */
	readonly limit: number;
	readonly only: HttpQuestion['only'] | undefined;
	readonly userAgent: string;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly signal: AbortSignal;
};

/** One GET, or HEAD where only the date is wanted, over a socket that is trusted enough for it; rejects with a failure. */
export const fetchOver = (
	socket: Socket,
	{url, limit, only, userAgent, now, signal}: Wanted,
): Promise<Fetched> =>
	new Promise((resolve, reject: (failure: Failure) => void) => {
		const began = now();
		const asked: ClientRequest = request({
			method: only === 'date' ? 'HEAD' : 'GET',
			createConnection: () => socket,
			path: `${url.pathname}${url.search}`,
			setHost: false,
			headers: {
				Host: url.host,
				'User-Agent': userAgent,
				Accept: '*/*',
				'Accept-Encoding': 'identity',
				Connection: 'close',
				...(only === 'date' ? {'Cache-Control': 'no-cache'} : {}),
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
			const heard = now();
			const head = {
				...headOf(answer),
				heardAt: new Date(heard).toISOString(),
				heardAfter: Math.max(0, heard - began),
			};
			const done = (body: string) => {
				signal.removeEventListener('abort', onAbort);
				resolve({...head, body});
			};
			if (only !== 'date') return void read(answer, limit).then(done, fail);
			done('');
			asked.destroy();
		});
		signal.addEventListener('abort', onAbort, {once: true});
		if (signal.aborted) onAbort();
		else asked.end();
	});

const headOf = ({statusCode = 0, headers}: IncomingMessage): Omit<Fetched, 'body'> => {
	const date = readHttpDate(headers.date ?? '');
	const age = /^\d{1,10}$/.exec(headers.age ?? '')?.[0];
	return {
		status: statusCode,
		...(headers['content-type'] === undefined ? {} : {contentType: headers['content-type']}),
		...(date === undefined ? {} : {date: new Date(date.at).toISOString()}),
		...(age === undefined ? {} : {age: Number(age)}),
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
