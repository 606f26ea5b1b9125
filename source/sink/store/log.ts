import {Worker} from 'node:worker_threads';

/** Octets that are written before the log is looked at. */
const portion = 8 * 1024 * 1024;

/** Milliseconds that the thread is waited for at the end. */
const patience = 5000;

/**
 * The thread: with each word that it gets, it brings into the file what of the log is not there yet, and holds up neither
 * who writes nor who reads. What it cannot do now it does next time.
 */
const thread = `
	const {parentPort, workerData: {file, state}} = require('node:worker_threads');
	const {DatabaseSync} = require('node:sqlite');
	parentPort.on('message', () => {
		try {
			const database = new DatabaseSync(file, {timeout: 0});
			try {
				database.exec('PRAGMA trusted_schema = OFF; PRAGMA wal_checkpoint(PASSIVE)');
			} finally {
				database.close();
			}
		} catch {}
		Atomics.store(state, 0, 0);
		Atomics.notify(state, 0);
	});
`;

/** Empties the log of a store (SQLite's WAL) while it grows. */
export type LogKeeper = {
	/** So many octets more, about, are in it. */
	grew(octets: number): void;
	/** Waits until the thread is not at it, so that who closes the file next has it for himself. */
	stop(): void;
};

/**
 * The disk is waited for in a thread of its own, which is started when there is enough to do for it. SQLite itself still
 * empties a log that becomes too long, so that nothing but time is lost where no thread can be had.
 */
export const keepLog = (file: string): LogKeeper => {
	let octets = 0;
	let worker: Worker | undefined;
	/** Not nought while the thread works. */
	const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
	let isOver = false;
	const started = (): Worker => {
		const begun = new Worker(thread, {eval: true, workerData: {file, state}});
		begun.unref();
		begun.on('error', () => {});
		// One that has ended by itself is not tried again.
		begun.on('exit', () => {
			isOver = true;
			Atomics.store(state, 0, 0);
		});
		return begun;
	};
	return {
		grew: more => {
			octets += more;
			if (octets < portion || isOver || Atomics.load(state, 0) !== 0) return;
			octets = 0;
			Atomics.store(state, 0, 1);
			worker ??= started();
			worker.postMessage('empty');
		},
		stop: () => {
			isOver = true;
			Atomics.wait(state, 0, 1, patience);
			void worker?.terminate();
		},
	};
};
