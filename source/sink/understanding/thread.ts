import {parentPort} from 'node:worker_threads';
import {understand} from '../understand.ts';

/** The other end of `openUnderstander`: takes the beginning of one message after the other, and tells what it says. */
parentPort?.on('message', async (octets: Uint8Array) => {
	parentPort?.postMessage(await understand([Buffer.from(octets)]));
});
