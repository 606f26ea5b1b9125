import {type AddressInfo, createServer, type Socket} from 'node:net';
import type {SinkPlace} from '../../core/sink.ts';

/** A port that could not be opened; `code` as in Node, such as `EADDRINUSE`. */
export class SinkPortError extends Error {
	readonly code: string;
	readonly address: string;
	readonly port: number;

	constructor({address, port}: SinkPlace, code: string) {
		super(`Port ${port} on ${address} cannot be opened: ${reasons[code] ?? code}`);
		this.name = 'SinkPortError';
		this.code = code;
		this.address = address;
		this.port = port;
	}
}

const reasons: Readonly<Record<string, string>> = {
	EADDRINUSE: 'another program listens there already',
	EACCES: 'this needs the rights of an administrator, as every port below 1024 may',
	EADDRNOTAVAIL: 'this machine has no such address',
	EAFNOSUPPORT: 'this machine does not speak that kind of address',
};

export type Listening = {
	/** With the port that was really opened. */
	readonly place: SinkPlace;
	/** Takes nobody new; whoever is connected stays. */
	close(): void;
};

const backlog = 1024;

/** Opens one port; rejects with a `SinkPortError`. */
export const listenAt = (
	wanted: SinkPlace,
	welcome: (socket: Socket, place: SinkPlace) => void,
): Promise<Listening> =>
	new Promise((resolve, reject) => {
		let place = wanted;
		const server = createServer({allowHalfOpen: true, noDelay: true}, socket => welcome(socket, place));
		const refuse = (error: NodeJS.ErrnoException) =>
			reject(new SinkPortError(wanted, error.code ?? error.message));
		server.once('error', refuse);
		server.listen({port: wanted.port, host: wanted.address, backlog}, () => {
			server.off('error', refuse);
			// Such as no file left for one connection more: the next one may have it.
			server.on('error', () => {});
			place = {...wanted, port: (server.address() as AddressInfo).port};
			resolve({place, close: () => void server.close()});
		});
	});
