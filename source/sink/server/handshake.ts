import type {Socket} from 'node:net';
import {type SecureContext, TLSSocket} from 'node:tls';
import type {SinkTls} from '../../core/sink.ts';
import {type FirstOctets, readFirstOctets} from './client-hello.ts';
import {tlsFailureOf} from './tls-failure.ts';

export type Failed = Extract<SinkTls, {is: 'failed'}>;

export type Handshake = {
	/** Asked for when the client has begun; `undefined`: it gets no answer. */
	readonly context: () => Promise<SecureContext | undefined>;
	/** The socket is now in the hands of this one: whoever ends the session has to destroy it, never what is below. */
	readonly wrapped: (socket: TLSSocket) => void;
	readonly agreed: (socket: TLSSocket, tls: SinkTls, offered: string | undefined) => void;
	/** `first`: what it said in the place of TLS; absent where it said nothing at all. */
	readonly failed: (tls: Failed, first?: Buffer) => void;
};

/** The server's side of TLS over a socket, whose first octets are looked at before; exactly one of the outcomes is told. */
export const shakeHands = (raw: Socket, handshake: Handshake): void => {
	let isOver = false;
	const failed = (tls: Failed, first?: Buffer) => {
		if (isOver) return;
		isOver = true;
		handshake.failed(tls, first);
	};
	readFirst(raw, async (first, octets) => {
		if (first === 'left')
			return failed(left('the client closed the connection before it began to encrypt'), octets);
		if (first.is === 'not-tls')
			return failed({is: 'failed', fault: 'not-tls', reason: 'what the client said is no TLS'}, octets);
		const {offered} = first.is === 'hello' ? first : {};
		try {
			const context = await handshake.context();
			if (context === undefined) {
				// It waits, and it may still go away.
				raw.on('end', () => failed(left('the client went away while it waited for an answer', offered)));
				raw.resume();
				return;
			}
			if (raw.destroyed) return failed(left('the client closed the connection', offered));
			wrap(raw, context, offered, {...handshake, failed});
		} catch {
			failed({is: 'failed', fault: 'other', reason: 'the certificate of the sink cannot be used'});
		}
	});
};

const left = (reason: string, offered?: string): Failed => ({
	is: 'failed',
	fault: 'left',
	reason,
	...(offered === undefined ? {} : {offered}),
});

/** Collects the first record, and puts it back for TLS to read. */
const readFirst = (raw: Socket, done: (first: FirstOctets | 'left', octets: Buffer) => unknown): void => {
	let octets: Buffer = Buffer.alloc(0);
	const finish = (first: FirstOctets | 'left') => {
		raw.off('data', onData).off('end', onEnd).off('close', onEnd).pause();
		if (first !== 'left') raw.unshift(octets);
		void done(first, octets);
	};
	const onEnd = () => finish('left');
	const onData = (chunk: Buffer) => {
		octets = octets.length === 0 ? chunk : Buffer.concat([octets, chunk]);
		const first = readFirstOctets(octets);
		if (first.is !== 'more') finish(first);
	};
	if (raw.destroyed || raw.readableEnded) return void onEnd();
	raw.on('data', onData).on('end', onEnd).on('close', onEnd).resume();
};

const wrap = (
	raw: Socket,
	context: SecureContext,
	offered: string | undefined,
	handshake: Handshake,
): void => {
	const socket = new TLSSocket(raw, {isServer: true, secureContext: context});
	handshake.wrapped(socket);
	const onError = (error: Error) => {
		socket.destroy();
		handshake.failed(tlsFailureOf(error, offered));
	};
	// Some clients judge the certificate first and leave without an alert.
	const onEnd = () => {
		socket.destroy();
		handshake.failed(left('the client closed the connection in the middle of the handshake', offered));
	};
	const onSecure = () => {
		socket.off('end', onEnd).off('close', onEnd).off('error', onError).off('_tlsError', onError);
		const {name: cipher, version} = socket.getCipher();
		const name = socket.servername;
		handshake.agreed(
			socket,
			{
				is: 'agreed',
				protocol: socket.getProtocol() ?? version,
				cipher,
				...(typeof name === 'string' && name !== '' ? {name} : {}),
			},
			offered,
		);
	};
	socket.on('error', onError).on('_tlsError', onError).on('end', onEnd).on('close', onEnd);
	socket.once('secure', onSecure);
};
