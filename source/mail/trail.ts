import type {HeaderField, Trail} from '../core/trail.ts';

/**
 * Reads the way of a message, who judged it and its time out of its header. `arrivedAt` is when a mailbox took it, in
 * milliseconds since 1970.
 */
export const trailOf = (_header: readonly HeaderField[], _arrivedAt?: number): Trail => {
	throw new Error('not written yet');
};

/** The fields of a header, topmost first, each bounded; at most 500. */
export const fieldsOf = (_octets: Buffer): readonly HeaderField[] => {
	throw new Error('not written yet');
};
