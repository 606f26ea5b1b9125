import {type Explanation, explanationOf} from '../../core/explanation.ts';
import {type PastedKind, recognize} from '../../core/pasted.ts';
import {printableJson} from '../../core/printable.ts';
import {explainedText} from '../../report/explain.ts';
import type {ExplainOptions} from '../explain.ts';
import {readKnowledge} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {expected, readPasted} from './read.ts';

/** `lostmail explain`: says what a pasted text is, and what it means. */
export const explain = async (file: string | undefined, options: ExplainOptions, io: Io): Promise<number> => {
	const text = await readPasted(file, io);
	if (text === undefined) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
	const pasted = recognize(text);
	if (pasted.kind !== 'reply') throw new UsageError(`lostmail: ${complaints[pasted.kind]}\n${expected}`);
	const explanation = explanationOf(pasted.transcript, await readKnowledge());
	io.out(options.json ? `${printableJson(explanation, 2)}\n` : explainedText(explanation));
	return exitCodeOf(explanation);
};

const unread = 'which this version does not explain';
const complaints: Readonly<Record<Exclude<PastedKind, 'reply'> | 'unknown', string>> = {
	message: `this looks like a whole message, ${unread}`,
	bounce: `this looks like a bounce, ${unread}; the server’s own words in it can be explained alone`,
	headers: `this looks like the headers of a message, ${unread}`,
	unknown: 'nothing in this text is known to lostmail',
};

/** A cause that was recognized, nothing that failed, or what cannot be told. */
const exitCodeOf = ({cause, facts}: Explanation): number => {
	if (facts.result === 'accepted') return exitCodes.healthy;
	return cause === null ? exitCodes.inconclusive : exitCodes.diagnosed;
};
