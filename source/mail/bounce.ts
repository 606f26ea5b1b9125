import type {Bounce} from '../core/bounce.ts';
import type {Result} from '../core/result.ts';

/**
 * Reads a mail that says what became of another one: a delivery status notification (RFC 3464), or one of the common
 * forms that are none. A failure says why it is no such mail.
 */
export const readBounce = async (_octets: Buffer): Promise<Result<Bounce, string>> => {
	throw new Error('not written yet');
};
