import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {type ConnectionOptions, connect as connectTls} from 'node:tls';

/** A client that says what it is told and hands back whole replies, as they came over the wire. */
export type Talk = {
	readonly socket: Socket;
	read(): Promise<string>;
	say(line: string): Promise<string>;
	/** Goes on over TLS; whatever was not read yet is dropped. */
	encrypt(options: ConnectionOptions): Promise<Talk>;
};

export const talkTo = (port: number): Talk => talkOver(connect({host: '127.0.0.1', port}));

export const talkOver = (socket: Socket): Talk => {
	let text = '';
	let ended = false;
	let wake = () => {};
	const onData = (chunk: Buffer) => {
		text += chunk.toString('latin1');
		wake();
	};
	socket.on('data', onData);
	for (const event of ['end', 'close', 'error'])
		socket.on(event, () => {
			ended = true;
			wake();
		});
	const read = async (): Promise<string> => {
		for (;;) {
			const whole = /^(?:\d{3}-[^\n]*\n)*(?:\d{3} |[^\d])[^\n]*\n/.exec(text)?.[0];
			if (whole !== undefined) {
				text = text.slice(whole.length);
				return whole;
			}
			if (ended) return '';
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
	};
	return {
		socket,
		read,
		say: line => {
			socket.write(`${line}\r\n`);
			return read();
		},
		encrypt: async options => {
			socket.off('data', onData);
			const secure = connectTls({socket, ...options});
			await once(secure, 'secureConnect');
			return talkOver(secure);
		},
	};
};
