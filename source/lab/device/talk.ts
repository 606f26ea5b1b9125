import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {duplexPair} from 'node:stream';
import {connect as connectTls, type TLSSocket} from 'node:tls';
import type {Visit} from './script.ts';

/** Connections that somebody may have to end. */
export type Open = Set<{destroy(): void}>;

export type At = {readonly host: string; readonly port: number; readonly localAddress?: string};

/** A connection that speaks in lines, without knowing what it is told. */
type Talk = {
	readonly socket: Socket;
	/** When it is over. */
	readonly closed: Promise<unknown>;
	/** The next reply, or the end. */
	heard(): Promise<unknown>;
};

/** A reply whole, or several (RFC 5321 section 4.2.1). */
const reply = /(?:^|\n)\d{3}(?: [^\n]*)?\r\n$/;

/** Holds a connection for as long as it is talked over; what goes wrong there ends it and nothing else. */
const over = async (socket: Socket, open: Open, talk: (talk: Talk) => Promise<void>): Promise<void> => {
	open.add(socket);
	socket.on('error', () => {});
	const closed = new Promise<unknown>(resolve => socket.once('close', resolve));
	const heard = async () => {
		let said = '';
		const all = new Promise<void>(resolve => {
			const onData = (octets: Buffer) => {
				said += octets.toString('latin1');
				if (!reply.test(said)) return;
				socket.off('data', onData);
				resolve();
			};
			socket.on('data', onData);
		});
		await Promise.race([all, closed]);
	};
	try {
		await talk({socket, closed, heard});
		await closed;
	} finally {
		open.delete(socket);
	}
};

/** Says these lines, each when the one before was answered, and leaves. */
export const sayAll = (at: At, lines: readonly string[], open: Open): Promise<void> =>
	over(connect(at), open, async ({socket, heard}) => {
		await heard();
		for (const line of lines) {
			socket.write(`${line}\r\n`);
			await heard();
		}
		socket.end();
		socket.resume();
	});

/** Connects and leaves; `first` is said without waiting for anything. */
export const leave = (at: At, open: Open, first = ''): Promise<void> =>
	over(connect(at), open, async ({socket, closed}) => {
		await Promise.race([once(socket, 'connect'), closed]);
		if (first === '') socket.end();
		else {
			socket.write(first);
			await Promise.race([once(socket, 'data'), closed]);
			socket.end();
		}
		socket.resume();
	});

/** Begins with TLS at once. */
export const beginTls = (at: At, open: Open): Promise<void> =>
	over(connectTls({...at, rejectUnauthorized: false}), open, async ({socket, closed}) => {
		await Promise.race([once(socket, 'secureConnect'), closed]);
		socket.end();
		socket.resume();
	});

export const breakOff = (at: At, {sender, to}: Visit, open: Open): Promise<void> =>
	over(connect(at), open, async ({socket, heard}) => {
		await heard();
		for (const line of ['EHLO nas', `MAIL FROM:<${sender}>`, `RCPT TO:<${to[0]}>`, 'DATA']) {
			socket.write(`${line}\r\n`);
			await heard();
		}
		socket.end('Subject: Your code\r\n\r\nYour verifi');
		socket.resume();
	});

/** Brings a connection to where TLS begins. */
const toTls = async ({socket, heard}: Talk, {security}: Visit): Promise<void> => {
	if (security !== 'starttls') return;
	await heard();
	for (const line of ['EHLO nas', 'STARTTLS']) {
		socket.write(`${line}\r\n`);
		await heard();
	}
};

/** The alert `unknown_ca` as TLS 1.2 has it before encryption (RFC 5246 section 7.2): Node itself would leave without one. */
const unknownAuthority = Buffer.from([0x15, 3, 3, 0, 2, 2, 48]);

/** Begins the handshake, and answers the certificate with the alert, or with nothing but its back. */
export const turnDown = (at: At, visit: Visit, open: Open, how: 'with an alert' | 'without'): Promise<void> =>
	over(connect(at), open, async talk => {
		const {socket, closed} = talk;
		await toTls(talk, visit);
		const [inner, outer] = duplexPair();
		const client = quiet(connectTls({socket: inner, rejectUnauthorized: false, maxVersion: 'TLSv1.2'}));
		let said = 0;
		outer.on('data', (octets: Buffer) => {
			// The first is the ClientHello; what follows would take the certificate.
			if (said++ === 0) socket.write(octets);
			else if (said === 2) socket.end(how === 'with an alert' ? unknownAuthority : '');
		});
		socket.on('data', octets => void outer.write(octets));
		await closed;
		client.destroy();
	});

/** Encrypts, looks at the certificate, and leaves. With TLS 1.2 the other side is through, too, when this one is. */
export const encryptAndLeave = (at: At, visit: Visit, open: Open): Promise<void> =>
	over(connect(at), open, async talk => {
		const {socket, closed} = talk;
		await toTls(talk, visit);
		const client = quiet(connectTls({socket, rejectUnauthorized: false, maxVersion: 'TLSv1.2'}));
		await Promise.race([once(client, 'secureConnect'), closed]);
		client.end();
		client.resume();
	});

const quiet = (client: TLSSocket): TLSSocket => client.on('error', () => {});
