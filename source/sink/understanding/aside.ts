import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {Worker} from 'node:worker_threads';
import type {Understood} from '../store.ts';
import {beginningOf, headerOnly} from '../understand.ts';

/** Understands messages in a thread of its own, one after the other, so that no message holds up anything else. */
export type Understander = {
	/** Never rejects: of a message that takes too long, or too much, it is the raw text of its header. */
	understand(octets: Iterable<Buffer>): Promise<Understood>;
	close(): Promise<void>;
};

/** Milliseconds for one message, far beyond what the longest one takes; and mebibytes for the whole thread. */
const patience = 15_000;
const memory = 512;

type Waiting = {readonly octets: Buffer; readonly tell: (understood: Understood) => void};

/** The thread is started when there is something to understand, and again after a message that it did not survive. */
export const openUnderstander = (): Understander => {
	const waiting: Waiting[] = [];
	let worker: Worker | undefined;
	let current: Waiting | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isClosed = false;

	const started = (): Worker => {
		const thread = new Worker(threadFile(), {resourceLimits: {maxOldGenerationSizeMb: memory}});
		thread.unref();
		thread.on('message', (understood: Understood) => settle(understood));
		thread.on('error', () => {});
		thread.on('exit', () => {
			if (worker !== thread) return;
			worker = undefined;
			settle(undefined);
		});
		return thread;
	};
	const settle = (understood: Understood | undefined) => {
		clearTimeout(timer);
		const told = current;
		current = undefined;
		told?.tell(understood ?? headerOnly(told.octets));
		next();
	};
	const next = () => {
		if (current || isClosed) return;
		current = waiting.shift();
		if (!current) return;
		worker ??= started();
		timer = setTimeout(() => void worker?.terminate(), patience);
		timer.unref();
		worker.postMessage(Uint8Array.from(current.octets));
	};
	return {
		understand: octets => {
			const beginning = beginningOf(octets);
			if (isClosed) return Promise.resolve(headerOnly(beginning));
			return new Promise(resolve => {
				waiting.push({octets: beginning, tell: resolve});
				next();
			});
		},
		close: async () => {
			isClosed = true;
			await worker?.terminate();
			for (const {octets, tell} of waiting.splice(0)) tell(headerOnly(octets));
		},
	};
};

/** As it was built, beside the program; else as it is written here. */
const threadFile = (): URL => {
	const built = new URL('./sink/understanding/thread.mjs', import.meta.url);
	return existsSync(fileURLToPath(built)) ? built : new URL('./thread.ts', import.meta.url);
};
