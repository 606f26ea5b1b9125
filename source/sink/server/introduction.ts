import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import type {SMTPServerAuthentication} from 'smtp-server';
import type {SinkTls} from '../../core/sink.ts';
import {isHeloName} from './commands.ts';
import type {Failed} from './handshake.ts';
import {judge, mechanisms, tokenRefusal} from './login.ts';
import {isPositive} from './misdeed.ts';
import type {SinkServer} from './server.ts';
import {Talk} from './talk.ts';
import type {Visit} from './visit.ts';

const mostFailedLogins = 20;

/** The one form in which the library takes a reply from outside. */
export const saying = (reply: string): Error & {responseCode: number} =>
	Object.assign(new Error(reply), {responseCode: Number(reply.slice(0, 3))});

/** How a client makes itself known: greeting, EHLO, STARTTLS and AUTH. */
export class Introduction extends Talk {
	protected readonly sink: SinkServer;
	/** Who is logged in. */
	protected user: string | undefined;
	/** The greeting was a refusal: nothing but QUIT is taken any more. */
	protected isUnwelcome = false;

	constructor(server: SinkServer, socket: Socket, visit: Visit) {
		super(server, socket, visit);
		this.sink = server;
		visit.farewell = words => this.takeLeave(words);
	}

	/** Says the last words, which answer no command. */
	private takeLeave(words: string): void {
		this.stage = undefined;
		this.send(Number(words.slice(0, 3)), words);
	}

	/** Greets at once, and begins to read when that is done. */
	override init(): void {
		const socket = this._socket;
		this._setClientHostname('');
		this._resetSession();
		this.attend(socket);
		this.meet('greeting', this.known(), {
			go: instead => {
				if (socket.readableLength > 0) this.visit.record.odd('talked-before-greeting');
				this._ready = true;
				this.isUnwelcome = instead !== undefined && !isPositive(instead);
				this.instead = instead;
				this.send(220, `${this.name} ESMTP`, false);
				this.feed(socket);
			},
		});
	}

	/** The one thing that a parser fails at is a line without an end. */
	override _createParser() {
		const parser = super._createParser();
		parser.prependListener('error', () => {
			this.visit.cause ??= 'too-long-line';
			this.stage = undefined;
		});
		return parser;
	}

	protected known() {
		return this.user === undefined ? {} : {user: this.user};
	}

	protected greet(verb: string, name: string, done: () => void): void {
		const {record} = this.visit;
		if (name !== '') record.greeted(name);
		if (!isHeloName(name)) record.odd('helo-not-a-name');
		this.about = name;
		this.meet('ehlo', this.known(), {
			go: instead => {
				this.instead = instead;
				if (instead === undefined || isPositive(instead)) {
					this.openingCommand = verb;
					record.passed('ehlo');
					this._resetSession();
				}
				this.send(250, verb === 'EHLO' ? [this.name, ...this.extensions()] : this.name, false);
				done();
			},
		});
	}

	private extensions(): readonly string[] {
		const {login, limits} = this.sink.sink;
		const canEncrypt = !this.secure && this.visit.record.place.security === 'starttls';
		return [
			'PIPELINING',
			'8BITMIME',
			'SMTPUTF8',
			'ENHANCEDSTATUSCODES',
			...(login === 'off' || this.session.user ? [] : [`AUTH ${mechanisms.join(' ')}`]),
			...(canEncrypt ? ['STARTTLS'] : []),
			`SIZE ${limits.message}`,
		];
	}

	protected encrypt(command: Buffer, done: () => void): void {
		if (this.secure || command.toString().trim().length > 'STARTTLS'.length)
			return void this.handler_STARTTLS(command, done);
		this.meet('starttls', this.known(), {
			go: instead => {
				this.instead = instead;
				this.send(220, 'Ready to start TLS');
				if (this.ending !== undefined || this.visit.isSilent) return;
				if (instead === undefined || isPositive(instead)) this.upgrade(done);
				else done();
			},
		});
	}

	/** Whatever came in plain text behind STARTTLS is dropped unread (RFC 3207 section 4.2). */
	override upgrade(callback: () => void): void {
		const {record} = this.visit;
		const raw = this._socket;
		const retired = this._parser;
		if (this.chunk !== undefined && /starttls[^\n]*\n[\s\S]/i.test(this.chunk.toString('latin1')))
			record.odd('talked-before-tls');
		raw.unpipe();
		raw.removeAllListeners('close').on('close', () => {
			if (this.visit.top === raw) {
				this._onClose();
				this.visit.endSoon();
			}
		});
		if (retired) retired.isClosed = true;
		this._parser = this._createParser();
		this._upgrading = true;
		this.visit.farewell = undefined;
		setImmediate(callback);
		this.sink.encrypt(this.visit, raw, {
			agreed: (socket, tls) => this.encrypted(socket, tls),
			failed: failure => this.notEncrypted(failure),
		});
	}

	private encrypted(socket: TLSSocket, tls: SinkTls): void {
		if (!this._parser) return;
		this.visit.record.secured(tls);
		this.visit.farewell = words => this.takeLeave(words);
		this._socket = socket;
		this._upgrading = false;
		this.session.secure = this.secure = true;
		this.session.user = false;
		this.user = undefined;
		this.openingCommand = false;
		this._resetSession();
		this.attend(socket);
		this.feed(socket);
	}

	private notEncrypted(failure: Failed): void {
		this.visit.record.secured(failure);
		this.visit.cause ??= 'tls-failed';
		this._onClose();
		this.visit.top.destroy();
		this.visit.finish('tls-failed');
	}

	/** What the library asks when a login is complete. */
	logIn(auth: SMTPServerAuthentication, done: (error: Error | null, response?: object) => void): void {
		const {record} = this.visit;
		const {secrets, taken, ...looks} = judge(auth, this.sink.sink);
		const user = auth.username ?? '';
		record.learn(secrets);
		this.about = user;
		const note = (isTaken: boolean) =>
			record.loggedIn({mechanism: auth.method, user, taken: isTaken, encrypted: this.secure, ...looks});
		this.meet(
			'auth',
			{user},
			{
				lost: () => note(false),
				go: instead => {
					const isTaken = instead === undefined ? taken : isPositive(instead);
					note(isTaken);
					this.instead = instead;
					if (isTaken) {
						this.user = user;
						return done(null, {user: {name: user}});
					}
					if (++record.failedLogins >= mostFailedLogins) {
						this.instead = undefined;
						this.visit.cause ??= 'too-many-logins';
						return this.dismiss('421 4.7.0 Too many logins have failed');
					}
					if (instead === undefined && auth.method === 'XOAUTH2') return done(null, {data: tokenRefusal});
					done(saying('535 5.7.8 Error: authentication failed'));
				},
			},
		);
	}
}
