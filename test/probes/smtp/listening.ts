import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {createServer} from 'node:tls';
import {afterwards, authority, host} from './loopback.ts';

export type Listening = {
	readonly port: number;
	/** The lines of the login, without greeting, EHLO and QUIT. */
	lines(): readonly string[];
	close(): Promise<void>;
};

/**
 * A server that encrypts from the first byte, offers these mechanisms, and answers what follows with one reply after the
 * other; each may be made of the line that it answers. When all were said, it says nothing more.
 */
export const listening = async (
	mechanisms: string,
	...replies: ReadonlyArray<string | ((line: string) => string)>
): Promise<Listening> => {
	const lines: string[] = [];
	const left = [...replies];
	const server = createServer(await authority.issue({name: host, kind: 'good'}), socket => {
		let rest = '';
		const say = (text: string) => socket.write(`${text.replaceAll('\n', '\r\n')}\r\n`);
		say('220 smtp.provider.test ESMTP');
		socket.on('error', () => {});
		socket.on('data', chunk => {
			rest += chunk.toString('latin1');
			for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
				const line = rest.slice(0, end);
				rest = rest.slice(end + 2);
				if (/^EHLO /.test(line)) say(`250-smtp.provider.test\n250-${mechanisms}\n250 SIZE 1000`);
				else if (line === 'QUIT') socket.end('221 Bye\r\n');
				else {
					lines.push(line);
					const reply = left.shift();
					if (reply !== undefined) say(typeof reply === 'string' ? reply : reply(line));
				}
			}
		});
	});
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const closed = once(server, 'close');
	const close = async () => {
		server.close();
		await closed;
	};
	afterwards(close);
	return {port: (server.address() as AddressInfo).port, lines: () => lines, close};
};
