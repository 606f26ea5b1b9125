import type {Io} from '../io.ts';

/** Writes octets to stdout as they are, piece by piece, until the process is told to end or nobody reads any more. */
export const printOctets = async (
	pieces: Iterable<Buffer>,
	{stdout, signal}: Pick<Io, 'stdout' | 'signal'>,
): Promise<void> => {
	for (const piece of pieces) {
		if (signal.aborted || stdout.destroyed) return;
		await new Promise<void>(resolve => stdout.write(piece, () => resolve()));
	}
};
