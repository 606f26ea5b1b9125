import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {Worker} from 'node:worker_threads';
import type {Understood} from '../store.ts';
import {beginningOf, type NotRead, type Understanding, unreadable} from '../understand.ts';

/** Understands messages in a thread of its own, one after the other, so that no message holds up anything else. */
export type Understander = {
	/** Rejects only where the octets cannot be had; of a message that was not read it has the raw text of its header. */
	understand(octets: Iterable<Buffer>): Promise<Understanding>;
	close(): Promise<void>;
};

/** Milliseconds for one message, far beyond what the longest one takes. */
const usualPatience = 15_000;
/**
 * Mebibytes for the thread: what the longest message takes, and what is made in passing. Unbounded, the latter grows by a
 * hundred over some thousand messages, and is never given back.
 */
const memory = {maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 4};

type Waiting = {readonly octets: Buffer; readonly tell: (understanding: Understanding) => void};

/** What is asked of a thread; `worker_threads` has it. */
export type Thread = Pick<Worker, 'unref' | 'on' | 'postMessage' | 'terminate'>;

/** The thread is started when there is something to understand, and again after a message that it did not survive. */
export const openUnderstander = ({
	patience = usualPatience,
	start = startThread,
}: {
	readonly patience?: number;
	readonly start?: () => Thread;
} = {}): Understander => {
	const waiting: Waiting[] = [];
	let worker: Thread | undefined;
	let current: Waiting | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isClosed = false;

	const started = (): Thread => {
		const thread = start();
		let why: NotRead = 'no-thread';
		thread.unref();
		// A thread that was given up may still say something, of a message that is settled.
		thread.on('message', (understood: Understood) => {
			if (worker === thread) settle({is: 'read', understood});
		});
		thread.on('error', error => {
			if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') why = 'too-much';
		});
		thread.on('exit', () => {
			if (worker === thread) giveUp(why);
		});
		return thread;
	};
	/** The next message gets another thread, whatever this one still does. */
	const giveUp = (why: NotRead) => {
		void worker?.terminate();
		worker = undefined;
		if (current) settle(notRead(current, why));
	};
	const settle = (understanding: Understanding) => {
		clearTimeout(timer);
		const told = current;
		current = undefined;
		told?.tell(understanding);
		queueMicrotask(next);
	};
	const next = () => {
		if (current || isClosed) return;
		current = waiting.shift();
		if (!current) return;
		try {
			worker ??= started();
			worker.postMessage(Uint8Array.from(current.octets));
		} catch {
			return giveUp('no-thread');
		}
		timer = setTimeout(() => giveUp('too-long'), patience);
		timer.unref();
	};
	return {
		understand: async octets => {
			const beginning = beginningOf(octets);
			return new Promise(tell => {
				if (isClosed) return tell(notRead({octets: beginning}, 'closed'));
				waiting.push({octets: beginning, tell});
				next();
			});
		},
		close: async () => {
			isClosed = true;
			const last = worker;
			giveUp('closed');
			for (const one of waiting.splice(0)) one.tell(notRead(one, 'closed'));
			await last?.terminate();
		},
	};
};

const notRead = ({octets}: Pick<Waiting, 'octets'>, why: NotRead): Understanding => ({
	is: 'failed',
	why,
	understood: unreadable(octets),
});

const startThread = (): Thread => new Worker(threadFile(), {resourceLimits: memory});

/** As it was built, beside the program; else as it is written here. */
const threadFile = (): URL => {
	const built = new URL('./sink/understanding/thread.mjs', import.meta.url);
	return existsSync(fileURLToPath(built)) ? built : new URL('./thread.ts', import.meta.url);
};
