import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import type {Anomaly, Exchange, Reply} from '../../core/smtp.ts';
import {failureOf} from '../failure.ts';
import {whenPatienceEnds} from '../patience.ts';
import type {Form} from './concealed.ts';
import type {Cover} from './cover.ts';
import {createReader} from './reader.ts';

const maxExchanges = 400;
/** Octets that a server may send ahead of what it is asked. */
const maxAhead = 131_072;

/**
 * A reply as this side decides by it and as others may see it. `raw` are the lines as they were sent, for decisions alone:
 * they may hold a secret that the server sent back. The codes are the same in both.
 */
export type Heard = {readonly code: number; readonly raw: readonly string[]; readonly shown: Reply};

/** One connection as SMTP sees it: commands out, replies in, every line written down with its time. */
export type Wire = {
	readonly socket: Socket;
	/** Octets of the server that nobody asked for. */
	rest(): number;
	/** A reply that nobody asked for: 421 is given back, any other throws, because it would be taken for the next one. */
	early(): Heard | undefined;
	/** The reply that the server began and has not ended, as others may see it. */
	begun(): Reply | undefined;
	/** Waits for one reply, at most so long; throws a failure when there is none. */
	read(ms: number): Promise<Heard>;
	/** Sends one line, `shown` instead of it in the transcript, and waits for the reply. */
	command(line: string, ms: number, shown?: string): Promise<Heard>;
	/** Sends octets that are not a command (a message), shown as a note. */
	send(octets: string | Buffer, note: string): void;
	/** Masks these forms of a secret, which is sent now, in what is shown of whatever the server says from now on. */
	conceal(forms: readonly Form[]): void;
	/** The same for a text that was made out of what the server said. */
	hide(text: string): string;
	/** Stops listening, so that TLS can take the socket over; gives what arrived and was not read. */
	release(): Buffer;
};

/** What was said on a dialogue, across the connections and encryption layers that it goes through. */
export const createTranscript = (clock: () => number) => {
	const began = clock();
	const exchanges: Exchange[] = [];
	return {
		add(side: Exchange['side'], text: string) {
			if (exchanges.length < maxExchanges)
				exchanges.push({ms: Math.round((clock() - began) * 10) / 10, side, text});
		},
		take: () => exchanges.splice(0),
	};
};

export type Transcript = ReturnType<typeof createTranscript>;

export const createWire = (
	socket: Socket,
	transcript: Transcript,
	note: (anomaly: Anomaly) => void,
	signal: AbortSignal,
	cover: Cover,
): Wire => {
	const reader = createReader(note, cover.hideAll);
	const showing = (reply: Reply): Reply => ({...reply, lines: cover.hideAll(reply.lines)});
	let lost: Failure | undefined;
	let wake = () => {};
	const lose = (failure: Failure) => {
		lost ??= failure;
		wake();
	};
	const onData = (chunk: Buffer) => {
		reader.push(chunk);
		if (reader.rest() > maxAhead) socket.pause();
		wake();
	};
	const onError = (error: Error) => lose(failureOf(error));
	const onClose = () => lose({code: 'closed', detail: 'the server closed the connection'});
	const onAbort = () => lose({code: 'cancelled'});
	socket.on('data', onData).on('error', onError).on('end', onClose).on('close', onClose);
	signal.addEventListener('abort', onAbort, {once: true});
	if (socket.destroyed) onClose();
	if (signal.aborted) onAbort();

	const take = (): Heard | undefined => {
		const reply = reader.next();
		if (!reply) return undefined;
		const shown = showing(reply);
		transcript.add('server', inTranscript(shown));
		return {code: reply.code, raw: reply.lines, shown};
	};

	/** A server may say 421 at any time (RFC 5321 section 3.8). */
	const early = (): Heard | undefined => {
		const reply = take();
		if (reply && reply.code !== 421)
			throw {code: 'malformed', detail: 'a reply that nobody asked for'} satisfies Failure;
		return reply;
	};

	const read = async (ms: number): Promise<Heard> => {
		const callOff = whenPatienceEnds(ms, () =>
			lose({code: 'timeout', detail: `no reply within ${ms / 1000} s`}),
		);
		try {
			for (;;) {
				if (signal.aborted) throw {code: 'cancelled'} satisfies Failure;
				const reply = take();
				if (reply) return reply;
				if (lost) throw lost;
				await new Promise<void>(resolve => {
					wake = resolve;
				});
			}
		} finally {
			callOff();
		}
	};

	return {
		socket,
		rest: reader.rest,
		begun() {
			const reply = reader.begun();
			return reply && showing(reply);
		},
		early,
		read,
		async command(line, ms, shown = line) {
			if (/\p{Cc}/u.test(line))
				throw {code: 'bad-name', detail: 'a control character inside a command'} satisfies Failure;
			const sooner = early();
			if (sooner) return sooner;
			if (lost) throw lost;
			transcript.add('client', shown);
			socket.write(`${line}\r\n`);
			return read(ms);
		},
		send(octets, noted) {
			transcript.add('client', noted);
			socket.write(octets);
		},
		conceal: cover.conceal,
		hide: cover.hide,
		release() {
			socket.off('data', onData).off('error', onError).off('end', onClose).off('close', onClose);
			signal.removeEventListener('abort', onAbort);
			return reader.left();
		},
	};
};

/** A bare carriage return could pass for the end of a line, and what follows it for somebody else's words. */
const inTranscript = ({code, lines}: Reply): string =>
	lines
		.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line.replaceAll('\r', '\\u{d}')}`)
		.join('\n');
