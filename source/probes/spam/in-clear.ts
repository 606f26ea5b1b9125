import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {isLoopback} from '../loopback.ts';

/**
 * The same connection where its other end is this machine; else it is ended, and a failure is thrown (`not-permitted`): a
 * message with its code crosses no network in clear text, as no password of a mailbox does.
 */
export const onThisMachine = <S extends Pick<Socket, 'remoteAddress' | 'destroy'>>(socket: S): S => {
	if (isLoopback(socket.remoteAddress)) return socket;
	socket.destroy();
	throw {
		code: 'not-permitted',
		detail:
			'the message with its code is not sent to another machine over an unencrypted connection; use rspamd over https, the socket of a filter on this machine, or a tunnel to a port of 127.0.0.1 (ssh -L)',
	} satisfies Failure;
};
