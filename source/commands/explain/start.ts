import type {Explanation} from '../../core/explanation.ts';
import {printableJson} from '../../core/printable.ts';
import {explainedText} from '../../report/explain.ts';
import type {ExplainOptions} from '../explain.ts';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {explained} from './explained.ts';
import {expected, readPasted} from './read.ts';

/** `lostmail explain`: says what a pasted text is, and what it means. */
export const explain = async (file: string | undefined, options: ExplainOptions, io: Io): Promise<number> => {
	const paste = await readPasted(file, io);
	if (paste === undefined) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
	const explanation = await explained(paste, await readKnowledge());
	if (!explanation) throw new UsageError(`lostmail: nothing in this text is known to lostmail\n${expected}`);
	io.out(options.json ? `${printableJson(explanation, 2)}\n` : explainedText(explanation));
	return exitCodeOf(explanation);
};

/** Nothing wrong, a cause that was recognized, or what cannot be told. */
export const exitCodeOf = ({cause, kind, facts}: Explanation): number => {
	if (cause !== null) return exitCodes.diagnosed;
	const isGood =
		(kind === 'reply' && facts.result === 'accepted') ||
		(kind === 'bounce' && facts.result === 'delivered') ||
		((kind === 'message' || kind === 'headers') && facts.result === 'clean');
	return isGood ? exitCodes.healthy : exitCodes.inconclusive;
};
