import {failed, type Result, success} from '../core/result.ts';
import type {Piece} from '../core/spam.ts';
import {type Mail, readMail} from './mail.ts';
import {assembled} from './pieces/assembled.ts';
import {type Around, type Masks, masksFor} from './pieces/masked.ts';
import {type Taken, type TakenPiece, takeApart} from './pieces/taken.ts';

/** Pieces that a message has at most; ids of those that are not told do not exist. */
const most = 200;
const mostAround = 4;

/**
 * What a message can be taken apart into: optional header fields, parts, links (their words stay), the sentences and
 * lines that can be read, alike in text and HTML, and what is odd about its form, of which leaving out means the change
 * that an author would make. The same message always gives the same pieces, at most 200.
 */
export const piecesOf = async (octets: Buffer): Promise<Result<readonly Piece[], string>> => {
	if (octets.length === 0) return failed('is empty');
	const read = await readMail(octets);
	const mail = read.ok ? read.value : undefined;
	const masks = masksFor(mail);
	const {pieces} = piecesIn(octets);
	return success(pieces.map((piece, index) => told(piece, masks, mail, around(pieces, index))));
};

/** The words before and behind a piece, the nearest first. */
const around = (pieces: readonly TakenPiece[], index: number): Around => {
	const quotes = (some: readonly TakenPiece[]) =>
		some.flatMap(({kind, quote}) => (kind === 'phrase' && quote !== undefined ? [quote] : []));
	return {
		before: quotes(pieces.slice(Math.max(0, index - mostAround), index)).toReversed(),
		behind: quotes(pieces.slice(index + 1, index + 1 + mostAround)),
	};
};

const told = (
	{id, kind, says, quote, octets, inside}: TakenPiece,
	masks: Masks,
	mail: Mail | undefined,
	around: Around,
): Piece => {
	const words = id === 'header.subject' ? mail?.subject : quote;
	const shown = words === undefined ? '' : kind === 'part' ? masks.file(words) : masks.words(words, around);
	return {
		id,
		kind,
		shown: words === undefined ? masks.description(says) : `${masks.description(says)} “${shown}”`,
		octets,
		...(inside === undefined ? {} : {inside}),
	};
};

const piecesIn = (octets: Buffer): Taken => {
	const taken = takeApart(octets);
	return {...taken, pieces: taken.pieces.slice(0, most)};
};

/**
 * The message without these pieces; a failure names one that it does not have. What is not touched is the same octets;
 * where all that a part says is left out, and in the place of a Subject, a greeting stands. `now`, in milliseconds since
 * 1970, is the time that a Date field gets.
 */
export const without = async (
	octets: Buffer,
	ids: readonly string[],
	now: number = Date.now(),
): Promise<Result<Buffer, string>> => {
	if (ids.length === 0) return success(octets);
	const taken = piecesIn(octets);
	const wanted = new Set(ids);
	const known = taken.pieces.filter(({id}) => wanted.has(id));
	const missing = ids.find(id => !known.some(piece => piece.id === id));
	if (missing !== undefined) return failed(`has no piece called ${JSON.stringify(missing.slice(0, 60))}`);
	return success(assembled(taken, known, now));
};
