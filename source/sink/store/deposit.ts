import type {SinkMessage, SinkSession} from '../../core/sink.ts';
import type {Deposit} from '../store.ts';
import {StoreFault} from './fault.ts';
import type {Job} from './group.ts';
import type {Envelope} from './rows.ts';
import {pieceSize} from './schema.ts';
import type {Way} from './way.ts';

/** What a deposit asks of the writer; `run` of a job is within a transaction. */
export type Shelf = {
	readonly file: string;
	/** Octets of the biggest message that is kept. */
	readonly most: number;
	/** The number of one more deposit. */
	number(): number;
	add(job: Job): void;
	writePiece(deposit: number, index: number, octets: Buffer): void;
	/** Its pieces are there before its message is. */
	begin(deposit: number): void;
	/** Octets of messages that are not kept yet. */
	readonly way: Way;
	/** Its pieces are to go; called at any time, but not within a transaction. */
	discard(deposit: number, octets: number): void;
	/** Writes the row of the message, and of its session where that has to be; nothing where its pieces are not all there. */
	keep(
		envelope: Envelope,
		session: SinkSession | (() => SinkSession),
		place: {readonly deposit: number; readonly octets: number; readonly isBegun: boolean},
	): SinkMessage | undefined;
	/** Of that session, all that was asked for is on disk. */
	kept(session: Pick<SinkSession, 'id' | 'end'>): void;
};

/** Octets of a chunk that is kept as it is; very many small ones would take more memory than their octets. */
const large = 4096;
/** Parts of one piece that are written as they are; more of them are joined before. */
const mostParts = 8;

/** Takes octets until a piece is full: large chunks as they are, small ones in buffers of its own. */
const openPiece = () => {
	const parts: Buffer[] = [];
	let small = Buffer.allocUnsafe(0);
	let used = 0;
	let filled = 0;
	const copy = (chunk: Buffer) => {
		for (let rest = chunk; rest.length > 0; ) {
			if (used === small.length) {
				flush();
				small = Buffer.allocUnsafeSlow(large);
			}
			const copied = rest.copy(small, used);
			used += copied;
			rest = rest.subarray(copied);
		}
	};
	const flush = () => {
		if (used > 0) parts.push(small.subarray(0, used));
		small = small.subarray(used);
		used = 0;
	};
	return {
		/** How many of them it took. */
		take: (chunk: Buffer): number => {
			const taken = Math.min(chunk.length, pieceSize - filled);
			filled += taken;
			if (taken < large) copy(chunk.subarray(0, taken));
			else {
				flush();
				parts.push(chunk.subarray(0, taken));
			}
			return taken;
		},
		isFull: () => filled === pieceSize,
		/** All that it took, in the order in which it came; nothing is copied where it came in large chunks. */
		parts: (): readonly Buffer[] => {
			flush();
			return parts.length > mostParts ? [Buffer.concat(parts)] : parts;
		},
	};
};

const nothing = (): void => {};

/**
 * A message on its way in. Never more than two pieces of it are in memory: the one that grows, and the one that waits for
 * the next transaction.
 */
export const openDeposit = (shelf: Shelf): Deposit => {
	let piece = openPiece();
	let octets = 0;
	/** Those of them that count as on their way. */
	let counted = 0;
	let pieces = 0;
	let deposit: number | undefined;
	let state: 'open' | 'kept' | 'discarded' = 'open';
	let fault: StoreFault | undefined;

	const giveUp = (why: StoreFault) => {
		fault ??= why;
		piece = openPiece();
		if (deposit === undefined) shelf.way.leave(counted);
		else shelf.discard(deposit, counted);
		deposit = undefined;
		counted = 0;
	};
	const spill = () => {
		deposit ??= shelf.number();
		const [number, index, parts] = [deposit, pieces, piece.parts()];
		pieces += parts.length;
		piece = openPiece();
		shelf.add({
			weight: pieceSize,
			run: () => {
				if (fault) return;
				if (index === 0) shelf.begin(number);
				for (const [at, part] of parts.entries()) shelf.writePiece(number, index + at, part);
			},
			done: nothing,
			failed: giveUp,
		});
	};
	return {
		get octets() {
			return octets;
		},
		write: chunk => {
			if (state !== 'open') return;
			octets += chunk.length;
			if (fault) return;
			if (octets > shelf.most) return giveUp(tooLarge(shelf));
			if (!shelf.way.enter(chunk.length)) return giveUp(crowded(shelf));
			counted += chunk.length;
			for (let rest = chunk; rest.length > 0; ) {
				rest = rest.subarray(piece.take(rest));
				if (piece.isFull() && rest.length > 0) spill();
			}
		},
		keep: (envelope, session) => {
			if (state !== 'open')
				return Promise.reject(new StoreFault('failed', shelf.file, `a message was ${state} before`));
			state = 'kept';
			const last = piece.parts();
			const number = deposit ?? shelf.number();
			const place = {deposit: number, octets, isBegun: deposit !== undefined};
			piece = openPiece();
			const {promise, resolve, reject} = Promise.withResolvers<SinkMessage>();
			let message: SinkMessage | undefined;
			shelf.add({
				weight: last.reduce((sum, {length}) => sum + length, 0),
				run: () => {
					if (fault) return;
					for (const [at, part] of last.entries()) shelf.writePiece(number, pieces + at, part);
					message = shelf.keep(envelope, session, place);
				},
				done: () => {
					if (message === undefined) {
						// Somebody else took them for left behind.
						giveUp(new StoreFault('in-use', shelf.file));
						return reject(fault);
					}
					shelf.way.leave(counted);
					shelf.kept({id: envelope.session});
					resolve(message);
				},
				failed: why => {
					giveUp(why);
					reject(why);
				},
			});
			return promise;
		},
		discard: () => {
			if (state !== 'open') return;
			state = 'discarded';
			giveUp(new StoreFault('failed', shelf.file, 'the message was discarded'));
		},
	};
};

const crowded = ({file, way}: Shelf): StoreFault => new StoreFault('crowded', file, `${way.most} octets`);

const tooLarge = ({file, most}: Shelf): StoreFault => new StoreFault('too-large', file, `${most} octets`);
