import {createHash} from 'node:crypto';

/**
 * The digest of octets, in small hexadecimal letters. At once: what takes a while of its own outside of a probe would
 * make the same answers tell another story each time.
 */
export const digestOf = (hash: 'SHA-1' | 'SHA-256' | 'SHA-384', octets: Uint8Array): string =>
	createHash(hash.replace('-', '').toLowerCase()).update(octets).digest('hex');
