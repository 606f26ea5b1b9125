import {createCipheriv, createDecipheriv, createHmac} from 'node:crypto';
import {duplexPair} from 'node:stream';
import {createSecureContext, TLSSocket} from 'node:tls';
import type {Identity} from '../../../source/lab/certificates.ts';
import type {Peer} from './hostile-peer.ts';

/** Writes TLS 1.3 records of its own making, as the server that holds the keys. */
export type Forger = {
	/** One record; false when nobody takes more for now. */
	write(type: keyof typeof contentTypes, content: Buffer): boolean;
	/** The key changes after this record (RFC 8446 section 4.6.3). */
	renew(): void;
};

const contentTypes = {alert: 21, handshake: 22, data: 23} as const;

/** HKDF-Expand-Label (RFC 8446 section 7.1), for one block of SHA-256 and no context. */
const expand = (secret: Buffer, label: string, length: number): Buffer => {
	const name = `tls13 ${label}`;
	const info = Buffer.concat([Buffer.from([0, length, name.length]), Buffer.from(name), Buffer.from([0, 1])]);
	return createHmac('sha256', secret).update(info).digest().subarray(0, length);
};

const keysFrom = (secret: Buffer) => {
	const key = expand(secret, 'key', 16);
	const iv = expand(secret, 'iv', 12);
	const nonce = (count: number) => {
		const octets = Buffer.from(iv);
		octets.writeUInt32BE((octets.readUInt32BE(8) ^ count) >>> 0, 8);
		return octets;
	};
	return {
		seal(count: number, plain: Buffer): Buffer {
			const head = Buffer.from([23, 3, 3, 0, 0]);
			head.writeUInt16BE(plain.length + 16, 3);
			const cipher = createCipheriv('aes-128-gcm', key, nonce(count)).setAAD(head);
			return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
		},
		opens(count: number, record: Buffer): boolean {
			const cipher = createDecipheriv('aes-128-gcm', key, nonce(count));
			cipher.setAAD(record.subarray(0, 5)).setAuthTag(record.subarray(-16));
			cipher.update(record.subarray(5, -16));
			try {
				cipher.final();
				return true;
			} catch {
				return false;
			}
		},
	};
};

/**
 * Puts an honest TLS 1.3 server behind the connection, with `talk` on it, until `rob` calls: from then on the records
 * come from the forger alone, under the same keys.
 */
export const forging = (
	{raw}: Peer,
	identity: Identity,
	talk: (line: TLSSocket, rob: (act: (forger: Forger) => void) => void) => void,
): void => {
	const [near, far] = duplexPair();
	const line = new TLSSocket(near as never, {
		isServer: true,
		secureContext: createSecureContext({
			...identity,
			minVersion: 'TLSv1.3',
			ciphers: 'TLS_AES_128_GCM_SHA256',
		}),
	});
	let secret: Buffer | undefined;
	let count = 0;
	let robbed = false;
	line.on('keylog', (said: Buffer) => {
		const found = /^SERVER_TRAFFIC_SECRET_0 \S+ ([0-9a-f]+)/.exec(said.toString())?.[1];
		if (found) secret = Buffer.from(found, 'hex');
	});
	line.on('error', () => {});
	raw.on('data', chunk => robbed || far.write(chunk)).on('close', () => line.destroy());

	let waiting = Buffer.alloc(0);
	far.on('data', (chunk: Buffer) => {
		if (robbed) return;
		waiting = Buffer.concat([waiting, chunk]);
		while (waiting.length >= 5 && waiting.length >= 5 + waiting.readUInt16BE(3)) {
			const record = waiting.subarray(0, 5 + waiting.readUInt16BE(3));
			waiting = waiting.subarray(record.length);
			if (secret && record[0] === 23 && keysFrom(secret).opens(count, record)) count += 1;
			raw.write(record);
		}
	});
	talk(line, act => {
		// Everything that the honest server still had to say has been seen after a turn or two.
		setImmediate(() =>
			setImmediate(() => {
				robbed = true;
				if (!secret) throw new Error('no secret was learned');
				let current = secret;
				let keys = keysFrom(current);
				act({
					write: (type, content) =>
						!raw.writable ||
						raw.write(keys.seal(count++, Buffer.concat([content, Buffer.from([contentTypes[type]])]))),
					renew: () => {
						current = expand(current, 'traffic upd', 32);
						keys = keysFrom(current);
						count = 0;
					},
				});
			}),
		);
	});
	raw.on('close', () => far.destroy());
};
