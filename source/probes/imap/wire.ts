import type {Socket} from 'node:net';

/** Octets of the whole login. */
const mostAtLogin = 256 * 1024;

/**
 * Watches what is written, for a login. From the first octet of LOGIN or AUTHENTICATE on it counts, though the secret may
 * not have followed.
 */
export const watchForLogin = (socket: Socket): (() => boolean) => {
	const write = socket.write.bind(socket);
	let begun = false;
	Object.assign(socket, {
		write(...said: Parameters<typeof write>) {
			const [chunk] = said;
			begun ||= /^\S+ (?:LOGIN|AUTHENTICATE)\b/i.test(Buffer.from(chunk).toString('latin1', 0, 60));
			return write(...said);
		},
	});
	return () => begun;
};

/** Counts what a server sends. */
export type Meter = {begin(): void; allow(octets: number): void};

export const meterOf = (socket: Socket): Meter => {
	let left: number = mostAtLogin;
	return {
		begin() {
			socket.on('data', (chunk: Buffer) => {
				left -= chunk.length;
				if (left < 0) socket.destroy(Object.assign(new Error(), {code: 'ResponseTooLarge'}));
			});
		},
		allow(octets) {
			left = octets;
		},
	};
};
