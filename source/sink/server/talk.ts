import type {Socket} from 'node:net';
import type {Transform} from 'node:stream';
import type {SMTPServer} from 'smtp-server';
import {SMTPConnection} from 'smtp-server/lib/smtp-connection.js';
import type {SinkStage} from '../../core/sink.ts';
import {type Act, wellBehaved} from '../misbehave.ts';
import {beginsTls} from './client-hello.ts';
import {type Encounter, encounter, endWith} from './misdeed.ts';
import {slowed} from './slow.ts';
import {tlsFailureOf} from './tls-failure.ts';
import {unstuffed} from './unstuff.ts';
import type {Visit} from './visit.ts';

const hasControls = /\p{Cc}/u;

/** How lines come and go: the octets of a conversation, its pace, its end, and what is written down of both sides. */
export class Talk extends SMTPConnection {
	protected readonly visit: Visit;
	/** What the present command is about: the stage of its reply, and the address or user. */
	protected stage: SinkStage | undefined = 'greeting';
	protected about: string | undefined;
	/** A reply that is said in the place of the next one, and what follows it. */
	protected instead: string | undefined;
	protected ending: Act['then'] | undefined;
	/** The octets that are being read as commands. */
	protected chunk: Buffer | undefined;
	/** Octets of a message that was broken off which nobody has looked at. */
	protected unread = 0;
	private hasBareFeed = false;
	private slow: {readonly rate: number; readonly out: Transform; incoming?: Transform} | undefined;

	constructor(server: SMTPServer, socket: Socket, visit: Visit) {
		super(server, socket, {id: String(visit.record.id)});
		this.visit = visit;
	}

	/** Listens to a socket for its errors and its end, which are the visit's; the library has to know that it is over. */
	protected attend(socket: Socket): void {
		socket.on('close', () => this._onClose());
		socket.on('error', error => this._onError(error));
		socket.on('_tlsError', (error: Error) => this._onError(error));
		socket.on('close', () => this.slow?.out.destroy());
		this._armTimeout(socket);
	}

	/** Begins to read commands. */
	protected feed(socket: Socket): void {
		const parser = this._parser;
		if (!parser || this._closing || socket.destroyed) return;
		// The client has said all that it wanted to, and has got every answer.
		parser.once('finish', () => {
			if (parser === this._parser && !this._closing) this.close();
		});
		if (this.slow === undefined) socket.pipe(parser);
		else this.slow.incoming = this.slowly(socket, this.slow.rate, incoming => incoming.pipe(parser));
		if (this.slow?.incoming) socket.pipe(this.slow.incoming);
	}

	private throttle(rate: number): void {
		const socket = this._socket;
		if (this.slow?.rate === rate) return;
		this.slow?.out.destroy();
		const out = this.slowly(socket, rate, stream =>
			stream.on('data', (octets: Buffer) => {
				// STARTTLS may have put another one in its place.
				if (this._socket.writable) this._socket.write(octets);
			}),
		);
		this.slow = {rate, out};
		if (!this._ready || this._upgrading) return;
		socket.unpipe();
		this.feed(socket);
	}

	private slowly(socket: Socket, rate: number, use: (stream: Transform) => void): Transform {
		const stream = slowed(rate);
		stream.on('error', () => {});
		socket.once('close', () => stream.destroy());
		use(stream);
		return stream;
	}

	/** Lets the rules decide about the reply of a stage before it is said. */
	protected meet(
		stage: SinkStage,
		known: {readonly user?: string},
		{go, lost}: Pick<Encounter, 'go' | 'lost'>,
	): void {
		// What most sinks are, and what must cost them nothing.
		if (this.visit.options.misbehaviour === wellBehaved) return void go();
		const {mailFrom, rcptTo} = this.session.envelope;
		const sender = stage === 'mail' ? this.about : mailFrom ? mailFrom.address : undefined;
		const recipient = stage === 'rcpt' ? this.about : rcptTo[0]?.address;
		encounter(
			this.visit,
			stage,
			{
				...known,
				...(sender === undefined ? {} : {sender}),
				...(recipient === undefined ? {} : {recipient}),
			},
			{
				go,
				...(lost === undefined ? {} : {lost}),
				throttle: rate => this.throttle(rate),
				after: ending => {
					this.ending = ending;
				},
			},
		);
	}

	override _createParser() {
		const parser = super._createParser();
		const write = parser._write.bind(parser);
		parser._feedDataStream = unstuffed(parser);
		// The last line of a client that went away in the middle of it is no command.
		parser.prependListener('finish', () => {
			parser._remainder = '';
		});
		parser._write = (chunk, encoding, next) => {
			if (!parser._dataMode && !parser.isClosed) {
				if (parser._remainder === '' && beginsTls(chunk[0])) {
					this.spokeTls();
					return next();
				}
				this.chunk = chunk;
				if (!this.hasBareFeed && holdsBareFeed(chunk)) {
					this.hasBareFeed = true;
					this.visit.record.odd('bare-line-feed');
				}
			}
			write(chunk, encoding, next);
		};
		return parser;
	}

	private spokeTls(): void {
		const {record} = this.visit;
		record.odd('spoke-tls-in-plain');
		record.said('client', '(a TLS ClientHello)');
		this.dismiss('421 5.5.1 TLS begins with STARTTLS here, or on another port');
	}

	/** Ends a conversation that is none. */
	protected dismiss(words: string): void {
		this.visit.cause ??= 'not-smtp';
		this.send(421, words);
	}

	/** A text that brings its own code is said as it stands; the library would fold it into one line. */
	override send(code: number, text?: string | string[] | null, context?: string | false): void {
		if (this.visit.isSilent) return;
		const isOnPurpose = this.instead !== undefined || this.ending !== undefined;
		const payload = this.instead ?? this.payload(code, text, context);
		this.instead = undefined;
		const said = Number(payload.slice(0, 3));
		const socket = this._socket;
		if (!this._upgrading && socket.writable && !socket.destroyed) {
			const octets = `${payload.includes('\n') ? payload.replaceAll('\n', '\r\n') : payload}\r\n`;
			if (this.slow) this.slow.out.write(octets);
			else socket.write(octets);
			this.visit.record.said('server', payload);
			if (said >= 400 && this.stage) this.visit.record.refused(this.stage, payload.split('\n'), this.about);
		}
		// Between 300 and 399 the answer of the client belongs to the same stage.
		if (said < 300 || said >= 400) this.stage = undefined;
		if (said === 421) {
			this.visit.cause ??= isOnPurpose ? 'misbehaved' : 'not-smtp';
			this.close();
		}
		if (this.ending !== undefined) this.afterwards(this.ending);
	}

	private payload(
		code: number,
		text: string | string[] | null | undefined,
		context?: string | false,
	): string {
		if (typeof text === 'string' && /^\d{3}[ -]/.test(text)) return text.replaceAll(/\r\n?/g, '\n').trimEnd();
		const enhanced = this._getEnhancedStatusCode(code, context);
		const lead = enhanced === '' ? '' : `${enhanced} `;
		const lines = Array.isArray(text) ? text : [text ?? ''];
		return lines
			.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${lead}${inOneLine(line)}`)
			.join('\n');
	}

	/** The reply has to be on its way before the connection ends. */
	private afterwards(ending: NonNullable<Act['then']>): void {
		if (this.slow && ending !== 'silence') this.slow.out.once('end', () => endWith(this.visit, ending)).end();
		else if (ending === 'reset') this._socket.write('', () => endWith(this.visit, ending));
		else endWith(this.visit, ending);
	}

	override close(): void {
		const out = this.slow?.out;
		if (!out || out.destroyed || out.readableEnded || this._socket.destroyed) return void super.close();
		if (this._parser) this._parser.isClosed = true;
		out.once('end', () => super.close());
		out.end();
	}

	override _whenWritable(next: () => void): void {
		const out = this.slow?.out;
		if (out?.writableNeedDrain) out.once('drain', next);
		else super._whenWritable(next);
	}

	/** Only while the client owes an answer; the time of a session is limited apart from that. */
	override _onTimeout(): void {
		if (this._closing) this._socket.destroy();
		else if (this.visit.isSilent) this.visit.dismiss('misbehaved', '');
		else if (this._handlerPending || this.isDeciding()) this._armTimeout();
		else this.visit.dismiss('idle', '421 4.4.2 Nothing came for too long');
	}

	private isDeciding(): boolean {
		return Boolean(this._dataStream && this._parser && !this._parser._dataMode);
	}

	/** A client that distrusts the certificate can say so when the server thinks that all is well (TLS 1.3). */
	override _onError(error: Error & {code?: string}): void {
		const failure = this.secure ? tlsFailureOf(error, this.visit.offered) : undefined;
		if (failure?.alert !== undefined && failure.fault !== 'left') {
			this.visit.record.secured(failure);
			this.visit.cause ??= 'tls-failed';
		}
		this.visit.broke(error);
		if (!this._socket.destroyed) this._socket.destroy();
	}

	override _onClose(): void {
		const octets = this._parser ? this._parser._lastBytes : false;
		this.unread = octets ? octets.length : 0;
		super._onClose();
	}

	override emitConnection(): void {}
}

const inOneLine = (text: string): string =>
	hasControls.test(text) ? text.replaceAll(/\p{Cc}/gu, ' ') : text;

/** A line feed without its carriage return; where the chunk begins with one, nobody knows. */
const holdsBareFeed = (chunk: Buffer): boolean => {
	for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1))
		if (at > 0 && chunk[at - 1] !== 13) return true;
	return false;
};
