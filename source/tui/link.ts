import {closeSync, constants, openSync, writeSync} from 'node:fs';
import process from 'node:process';
import type {WriteStream} from 'node:tty';

/** The way to the terminal. */
export type Link = {
	/** Takes a text, to be written behind everything before it. */
	send(text: string): void;
	/** Some of what it took has not gone out: whoever reads is slower than we are. */
	isFull(): boolean;
	/** Waits until everything is out, however long that takes. */
	finish(): void;
	/** `drained` is called whenever it is full no more. */
	drained: () => void;
	close(): void;
};

type Terminal = WriteStream & {readonly fd: number};

/** The stream itself. Node writes to a terminal and waits: while nobody reads, nothing else happens in the program. */
export const waitingLink = (target: Pick<WriteStream, 'write'>): Link => ({
	send: text => void target.write(text),
	isFull: () => false,
	finish: () => undefined,
	drained: () => undefined,
	close: () => undefined,
});

/** Milliseconds until it is tried again; longer with every try. */
const [soonest, latest] = [10, 80];

/**
 * A way that waits for nobody, on the terminal that this stream leads to: what the reader has no room for yet is kept,
 * and goes out when there is. Where the system offers none, it is the stream itself.
 */
export const openLink = (target: Terminal): Link => {
	const handle = openAgain(target);
	if (handle === undefined) return waitingLink(target);
	let rest: Buffer = Buffer.alloc(0);
	let timer: NodeJS.Timeout | undefined;
	let pause = soonest;
	const drain = () => {
		const waited = timer !== undefined;
		timer = undefined;
		try {
			while (rest.length > 0) rest = rest.subarray(writeSync(handle, rest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
				timer = setTimeout(drain, pause);
				pause = Math.min(latest, pause * 2);
				return;
			}
			rest = Buffer.alloc(0);
			target.emit('error', error);
		}
		pause = soonest;
		if (waited) link.drained();
	};
	const link: Link = {
		send(text) {
			rest = Buffer.concat([rest, Buffer.from(text)]);
			if (timer === undefined) drain();
		},
		isFull: () => rest.length > 0,
		finish() {
			clearTimeout(timer);
			timer = undefined;
			if (rest.length > 0) target.write(rest);
			rest = Buffer.alloc(0);
		},
		drained: () => undefined,
		close() {
			link.finish();
			closeSync(handle);
		},
	};
	return link;
};

/** The same terminal, opened once more: that writing to it does not wait is then true for nobody else who has it. */
const openAgain = ({fd}: Terminal): number | undefined => {
	if (process.platform !== 'linux') return undefined;
	const {O_WRONLY, O_NONBLOCK, O_NOCTTY} = constants;
	try {
		return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
	} catch {
		return undefined;
	}
};
