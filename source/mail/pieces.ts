import type {Result} from '../core/result.ts';
import type {Piece} from '../core/spam.ts';

/** What a message can be taken apart into: the same message always gives the same pieces, at most 200. */
export const piecesOf = async (_octets: Buffer): Promise<Result<readonly Piece[], string>> => {
	throw new Error('not written yet');
};

/** The message without these pieces; a failure names one that it does not have. */
export const without = async (_octets: Buffer, _ids: readonly string[]): Promise<Result<Buffer, string>> => {
	throw new Error('not written yet');
};
