import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import type {Anomaly, Exchange, Reply} from '../../core/smtp.ts';
import {failureOf} from '../failure.ts';
import {createReader} from './reader.ts';

const maxExchanges = 400;
/** Octets that a server may send ahead of what it is asked. */
const maxAhead = 131_072;
const shortestSecret = 4;

/** What stands in the place of a secret. */
export const mask = '••••••';

/** One connection as SMTP sees it: commands out, replies in, every line written down with its time. */
export type Wire = {
	readonly socket: Socket;
	/** Octets of the server that nobody asked for. */
	rest(): number;
	/** A reply that nobody asked for: 421 is given back, any other throws, because it would be taken for the next one. */
	early(): Reply | undefined;
	/** The reply that the server began and has not ended. */
	begun(): Reply | undefined;
	/** Waits for one reply, at most so long; throws a failure when there is none. */
	read(ms: number): Promise<Reply>;
	/** Sends one line, `shown` instead of it in the transcript, and waits for the reply. */
	command(line: string, ms: number, shown?: string): Promise<Reply>;
	/** Sends octets that are not a command (a message), shown as a note. */
	send(octets: string | Buffer, note: string): void;
	/** Masks these texts in whatever the server says from now on. */
	conceal(secrets: readonly string[]): void;
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
): Wire => {
	const hidden: string[] = [];
	const hide = (text: string): string => hidden.reduce(masked, text);
	const reader = createReader(note, hide);
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

	const take = (): Reply | undefined => {
		const reply = reader.next();
		if (reply) transcript.add('server', shownReply(reply));
		return reply;
	};

	/** A server may say 421 at any time (RFC 5321 section 3.8). */
	const early = (): Reply | undefined => {
		const reply = take();
		if (reply && reply.code !== 421)
			throw {code: 'malformed', detail: 'a reply that nobody asked for'} satisfies Failure;
		return reply;
	};

	const read = async (ms: number): Promise<Reply> => {
		const timer = setTimeout(() => lose({code: 'timeout', detail: `no reply within ${ms / 1000} s`}), ms);
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
			clearTimeout(timer);
		}
	};

	return {
		socket,
		rest: reader.rest,
		begun: reader.begun,
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
		conceal(secrets) {
			hidden.push(...secrets.flatMap(formsOf).filter(form => form.length >= shortestSecret));
			hidden.sort((a, b) => b.length - a.length);
		},
		hide,
		release() {
			socket.off('data', onData).off('error', onError).off('end', onClose).off('close', onClose);
			signal.removeEventListener('abort', onAbort);
			return reader.left();
		},
	};
};

/** Also as it is read on a line that is not UTF-8, and backwards. */
const formsOf = (secret: string): readonly string[] => [
	secret,
	Buffer.from(secret).toString('latin1'),
	[...secret].reverse().join(''),
];

/** Servers repeat what they do not understand, in capitals too. */
const masked = (text: string, secret: string): string => {
	const [where, what] = [small(text), small(secret)];
	let shown = '';
	let from = 0;
	for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, from)) {
		shown += text.slice(from, at) + mask;
		from = at + what.length;
	}
	return shown + text.slice(from);
};

/** As long as it was, unlike what `toLowerCase` may give. */
const small = (text: string): string => text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());

/** A bare carriage return could pass for the end of a line, and what follows it for somebody else's words. */
const shownReply = ({code, lines}: Reply): string =>
	lines
		.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line.replaceAll('\r', '\\u{d}')}`)
		.join('\n');
