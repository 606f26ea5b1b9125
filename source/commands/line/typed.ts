import type {Io} from '../io.ts';

/** What came from the keyboard: a line, Ctrl+C, or that nothing will come any more. */
export type Typed =
	| {readonly is: 'line'; readonly text: string}
	| {readonly is: 'interrupted'}
	| {readonly is: 'ended'};

export type TypedLines = {
	/**
	 * The next thing that was typed; a line that came before anybody asked is kept for whoever asks first. With
	 * `interrupts`, lines stay where they are. When the signal says that nobody waits any more, it has ended.
	 */
	next(wanted?: 'all' | 'interrupts', until?: AbortSignal): Promise<Typed>;
	/** Forgets the lines that wait, and tells how many there were. */
	drop(): number;
	/** Whether nothing will come any more. */
	isOver(): boolean;
	/** Leaves the input to somebody else until the work is done. */
	lend<T>(work: () => Promise<T>): Promise<T>;
	close(): void;
};

type Reader = {readonly wanted: 'all' | 'interrupts'; readonly take: (typed: Typed) => void};

/** Characters of one line, and lines that wait, that are kept. */
const longest = 65_536;
const most = 1000;

/**
 * Reads lines as the terminal gives them, which edits and echoes them itself: nothing is written here. A signal that ends
 * the process ends the input as well.
 */
export const openTyped = ({
	stdin,
	signal,
	claimInterrupts,
}: Pick<Io, 'stdin' | 'signal' | 'claimInterrupts'>): TypedLines => {
	const waiting: Typed[] = [];
	const readers: Reader[] = [];
	let isOver = signal.aborted;

	const give = (typed: Typed) => {
		const at = readers.findIndex(({wanted}) => wanted === 'all' || typed.is === 'interrupted');
		const [reader] = at < 0 ? [] : readers.splice(at, 1);
		if (reader) reader.take(typed);
		else if (typed.is === 'line' && waiting.length < most) waiting.push(typed);
	};
	const take = linesTo(text => give({is: 'line', text}));
	const end = () => {
		isOver = true;
		for (const {take} of readers.splice(0)) take({is: 'ended'});
	};
	const listen = () => {
		stdin.on('data', take);
		stdin.resume();
	};
	stdin.on('end', end).on('close', end).on('error', end);
	signal.addEventListener('abort', end, {once: true});
	const release = claimInterrupts(() => give({is: 'interrupted'}));
	listen();

	const wait = (wanted: Reader['wanted'], until: AbortSignal | undefined) =>
		new Promise<Typed>(resolve => {
			const forget = () => {
				readers.splice(readers.indexOf(reader), 1);
				resolve({is: 'ended'});
			};
			const reader: Reader = {
				wanted,
				take(typed) {
					until?.removeEventListener('abort', forget);
					resolve(typed);
				},
			};
			until?.addEventListener('abort', forget, {once: true});
			readers.push(reader);
		});
	return {
		async next(wanted = 'all', until) {
			if (signal.aborted) return {is: 'ended'};
			const first = wanted === 'all' ? waiting.shift() : undefined;
			if (first) return first;
			return isOver || until?.aborted ? {is: 'ended'} : wait(wanted, until);
		},
		drop: () => waiting.splice(0).length,
		isOver: () => isOver,
		async lend(work) {
			stdin.off('data', take);
			try {
				return await work();
			} finally {
				if (!isOver) listen();
			}
		},
		close() {
			release();
			signal.removeEventListener('abort', end);
			stdin.off('data', take).off('end', end).off('close', end).off('error', end);
			stdin.pause();
		},
	};
};

/** What terminals send for F1, which is help elsewhere. */
const f1: ReadonlySet<string> = new Set(['\u001BOP', '\u001B[11~', '\u001B[[A']);

/** Cuts what comes in pieces into lines; F1 alone is the question mark that helps at a prompt. */
const linesTo = (tell: (line: string) => void) => {
	const decoder = new TextDecoder();
	let begun = '';
	return (chunk: Buffer) => {
		const parts = (begun + decoder.decode(chunk, {stream: true})).split(/\r?\n/);
		begun = (parts.pop() ?? '').slice(0, longest);
		for (const text of parts) tell(f1.has(text.trim()) ? '?' : text.slice(0, longest));
	};
};
