import type {Socket} from 'node:net';
import type {SinkEnd} from '../../core/sink.ts';
import type {SinkOptions} from '../sink.ts';
import type {SessionRecord} from './record.ts';
import type {Register} from './register.ts';

/** Milliseconds that a client gets to read the last words. */
const grace = 300;

/** One connected client, from the first octet to the last, whatever it speaks: its sockets, its time, and why it ends. */
export class Visit {
	readonly record: SessionRecord;
	readonly options: SinkOptions;
	readonly register: Register;
	/** The connection itself; TLS stands on top of it. */
	readonly raw: Socket;
	/** What is read from and written to, and the only one that may be destroyed. */
	top: Socket;
	/** What it ends for, once that is certain; the first one counts. */
	cause: SinkEnd | undefined;
	/** The newest version of TLS that the client offered. */
	offered: string | undefined;
	/** The sink answers nothing more, on purpose. */
	isSilent = false;
	/** A message is on its way to the disk: its session has to outlive that. */
	keeping: Promise<unknown> | undefined;
	/** Says the last words in the conversation's own way; absent where no words are possible. */
	farewell: ((words: string) => void) | undefined;
	/** Resolves when it is over and told. */
	readonly over: Promise<void>;
	private readonly deadline: NodeJS.Timeout;
	private tellOver: () => void = () => {};
	private isOver = false;

	constructor(raw: Socket, record: SessionRecord, options: SinkOptions, register: Register) {
		this.raw = raw;
		this.top = raw;
		this.record = record;
		this.options = options;
		this.register = register;
		this.over = new Promise(resolve => {
			this.tellOver = resolve;
		});
		this.deadline = setTimeout(
			() => this.dismiss('deadline', '421 4.4.2 This session has taken too long'),
			options.limits.session,
		);
		this.deadline.unref();
		raw.on('error', error => this.broke(error));
		raw.on('close', () => {
			if (this.top === raw) this.endSoon();
		});
		raw.setTimeout(options.limits.idle, () => this.idled());
	}

	/** From here on another socket is the one to talk to; its end is the end of the visit. */
	wrapped(socket: Socket): void {
		this.top = socket;
		this.raw.setTimeout(0);
		socket.on('error', error => this.broke(error));
		socket.on('close', () => this.endSoon());
		socket.setTimeout(this.options.limits.idle, () => this.idled());
	}

	/** When everybody has heard that the connection is over. */
	endSoon(): void {
		setImmediate(() => this.finish('left'));
	}

	/** Nothing came for too long, before there is a conversation that could say so. */
	private idled(): void {
		if (this.farewell === undefined) this.dismiss('idle', '');
	}

	broke(error: NodeJS.ErrnoException): void {
		if (error.code === 'ECONNRESET') this.cause ??= 'reset';
	}

	/** Ends it soon: with words where they are possible, and by force if the client does not take them. */
	dismiss(cause: SinkEnd, words: string): void {
		this.cause ??= this.isSilent ? 'misbehaved' : cause;
		if (words !== '' && !this.isSilent) this.farewell?.(words);
		this.leave();
	}

	/** Closes the connection when what was written has left. */
	leave(): void {
		if (this.top.destroyed) return;
		if (this.farewell === undefined && this.top !== this.raw) return void this.top.destroy();
		this.top.end();
		const timer = setTimeout(() => this.top.destroy(), grace);
		timer.unref();
		this.top.once('close', () => clearTimeout(timer));
		this.top.resume();
	}

	/** Breaks it off with RST. */
	reset(): void {
		if (this.top === this.raw) this.raw.resetAndDestroy();
		else {
			this.top.destroy();
			this.raw.resetAndDestroy();
		}
	}

	/** Tells the register that it is over; `fallback` where no cause is known. */
	finish(fallback: SinkEnd): void {
		if (this.isOver) return;
		this.isOver = true;
		clearTimeout(this.deadline);
		// Whose end it was that told us, ours is still to come.
		this.leave();
		const end = this.cause ?? fallback;
		const tell = () => {
			this.register.end(this.record, end);
			this.tellOver();
		};
		if (this.keeping === undefined) tell();
		else this.keeping.then(tell, tell);
	}
}
