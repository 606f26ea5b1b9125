import {failed, type Result, success} from '../../core/result.ts';
import {wireName} from '../dns/name.ts';

/** An address as it goes into MAIL FROM and RCPT TO. */
export type Mailbox = {
	readonly path: string;
	/** Whether its local part needs SMTPUTF8 (RFC 6531). */
	readonly international: boolean;
};

/**
 * Brings an address into the form of a path (RFC 5321 sections 4.1.2 and 4.5.3.1): the domain in A-labels where the
 * local part is ASCII. Anything that could end the command or add to it is refused.
 */
export const mailboxOf = (address: string): Result<Mailbox, string> => {
	const at = address.lastIndexOf('@');
	const local = address.slice(0, Math.max(at, 0));
	const typed = address.slice(at + 1);
	if (local === '' || typed === '') return failed('it has no local part or no domain');
	if (/[\p{C}\p{Z}<>]/u.test(address)) return failed('it holds a character that no address can hold');
	if (Buffer.byteLength(local) > 64) return failed('its local part is longer than 64 octets');
	const domain = wireName(typed);
	if (!domain.ok) return domain;
	const international = /[^!-~]/.test(local);
	const path = `${local}@${international ? typed : domain.value}`;
	if (Buffer.byteLength(path) > 254) return failed('it is longer than 254 octets');
	return success({path, international});
};
