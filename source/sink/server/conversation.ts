import type {SMTPServerAddress, SMTPServerDataStream} from 'smtp-server';
import type {SinkOddity} from '../../core/sink.ts';
import type {Deposit} from '../store.ts';
import {commands, isHttp, verbOf} from './commands.ts';
import {envelopeOf} from './envelope.ts';
import {Introduction, saying} from './introduction.ts';
import {isPositive} from './misdeed.ts';
import {isWellPut, type Path, readPath} from './path.ts';
import {notKept, type Received, receive} from './receive.ts';
import {type Heard, SecretLines} from './secret-lines.ts';

type Done = (error?: Error | null, words?: string) => void;

const mostMistakes = 10;

/** What a client says and what it is answered: lenient, because every mail that arrives tells something. */
export class SinkConversation extends Introduction {
	private readonly lines = new SecretLines();
	/** What is odd about the addresses of this transaction. */
	private readonly oddAddresses = new Set<SinkOddity>();
	private isPathWellPut = true;

	override _onCommand(command: Buffer, callback: () => void = () => {}): void {
		const next = () => this._whenWritable(callback);
		if (this._upgrading) return void next();
		if (this._closing || this.visit.isSilent || this.ending !== undefined) return;
		const line = command.toString();
		if (this._nextHandler) {
			const handler = this._nextHandler;
			this._nextHandler = false;
			this.note(this.lines.response(line));
			return void this.run(done => handler.call(this, command, done), next);
		}
		const verb = verbOf(line);
		this.note(this.lines.command(line, verb));
		this.stage = commands.get(verb)?.stage;
		this.about = undefined;
		const refusal = this.refusalOf(verb);
		if (refusal === undefined) return void this.run(done => this.obey(verb, line, command, done), next);
		if (!commands.has(verb) && (isHttp(line) || ++this._unrecognizedCommands >= mostMistakes)) {
			if (isHttp(line)) this.visit.record.odd('spoke-http');
			return void this.dismiss('421 5.5.1 This is SMTP');
		}
		if (verb === 'MAIL' || verb === 'RCPT') this.about = readPath(line)?.address;
		this.send(Number(refusal.slice(0, 3)), refusal);
		setImmediate(next);
	}

	private note({shown, secrets}: Heard): void {
		this.visit.record.learn(secrets);
		this.visit.record.said('client', shown.trimEnd());
	}

	/** Why a command is not taken now, whatever its parameters say. */
	private refusalOf(verb: string): string | undefined {
		if (!commands.has(verb)) return '500 5.5.2 Error: command not recognized';
		if (verb === 'QUIT') return undefined;
		if (this.isUnwelcome) return '503 5.5.1 Error: nothing is taken here';
		const {login} = this.sink.sink;
		if (verb === 'AUTH' && login === 'off') return '502 5.5.1 Error: AUTH is not offered';
		if (verb === 'STARTTLS' && this.visit.record.place.security === 'none')
			return '502 5.5.1 Error: STARTTLS is not offered';
		if (!['AUTH', 'MAIL', 'RCPT', 'DATA'].includes(verb)) return undefined;
		if (!this.openingCommand) return '503 5.5.1 Error: send EHLO first';
		return login === 'required' && verb !== 'AUTH' && !this.session.user
			? '530 5.7.0 Error: authentication required'
			: undefined;
	}

	/** A mistake of ours is answered once, and ends nothing. */
	private run(act: (done: () => void) => void, next: () => void): void {
		let isDone = false;
		const done = () => {
			if (isDone) return;
			isDone = true;
			this._handlerPending = false;
			next();
		};
		this._handlerPending = true;
		try {
			act(done);
		} catch {
			if (isDone) return;
			this.send(451, '451 4.3.0 Error: the sink has failed');
			done();
		}
	}

	private obey(verb: string, line: string, command: Buffer, done: () => void): void {
		switch (verb) {
			case 'EHLO':
			case 'HELO':
				return void this.greet(verb, line.slice(4).trim(), done);
			case 'AUTH':
				return void this.handler_AUTH(command, done);
			case 'DATA':
				return void this.open(command, done);
			case 'MAIL':
				return void this.handler_MAIL(command, done);
			case 'RCPT':
				return void this.handler_RCPT(command, done);
			case 'QUIT':
				this.visit.cause ??= 'quit';
				return void this.handler_QUIT(command, done);
			case 'STARTTLS':
				return void this.encrypt(command, done);
			default:
				return void this._getHandler(verb)?.call(this, command, done);
		}
	}

	override _parseAddressCommand(_name: string, command: Buffer | string): Path | false {
		const line = command.toString();
		const path = readPath(line);
		this.isPathWellPut = isWellPut(line);
		this.about = path?.address ?? line.slice(line.indexOf(':') + 1).trim();
		return path ?? false;
	}

	/** What the library asks when MAIL is well put. */
	from({address}: SMTPServerAddress, done: Done): void {
		this.meetAddress('mail', done, () => {
			this.oddAddresses.clear();
			this.noteOdd(address);
			this.visit.record.sender(address);
		});
	}

	/** What the library asks when RCPT is well put. */
	to({address}: SMTPServerAddress, done: Done): void {
		this.meetAddress('rcpt', done, () => {
			this.noteOdd(address);
			this.visit.record.recipient(address);
		});
	}

	private meetAddress(stage: 'mail' | 'rcpt', done: Done, take: () => void): void {
		this.meet(stage, this.known(), {
			go: instead => {
				this.instead = instead;
				if (instead !== undefined && !isPositive(instead)) return done(saying(instead));
				take();
				done();
			},
		});
	}

	private noteOdd(address: string): void {
		const isDeclared = this.session.envelope.smtpUtf8;
		if (/[^\0-\x7f]/.test(address) && !isDeclared) this.oddAddresses.add('utf8-address-undeclared');
		if (!this.isPathWellPut) this.oddAddresses.add('path-syntax');
		for (const oddity of this.oddAddresses) this.visit.record.odd(oddity);
	}

	private open(command: Buffer, done: () => void): void {
		if (this.session.envelope.rcptTo.length === 0) return void this.handler_DATA(command, done);
		this.meet('data', this.known(), {
			go: instead => {
				this.instead = instead;
				if (instead === undefined || isPositive(instead)) {
					this.visit.record.passed('data');
					return this.handler_DATA(command, done);
				}
				this.send(Number(instead.slice(0, 3)));
				done();
			},
		});
	}

	/** What the library asks when DATA is taken: `done` is called once, when all of the message is decided on. */
	take(stream: SMTPServerDataStream, done: Done): void {
		const {mailFrom, bodyType, smtpUtf8} = this.session.envelope;
		const parameters = mailFrom ? mailFrom.args : false;
		const size = Number(parameters ? parameters['SIZE'] : undefined);
		const {store, limits} = this.sink.sink;
		receive(
			stream,
			{
				store,
				most: limits.message,
				declared: {
					size: Number.isFinite(size) && size > 0 ? size : undefined,
					mayBeHigh: bodyType === '8bitmime' || smtpUtf8 === true,
				},
			},
			received => this.decide(received, done),
			read => {
				const octets = read + this.unread;
				this.visit.record.broken = octets;
				this.visit.record.said('client', `(the message, broken off after ${octets} octets)`);
			},
		);
	}

	private decide({deposit, ...received}: Received, done: Done): void {
		const {record} = this.visit;
		record.said('client', `(the message, ${received.octets} octets)`);
		for (const oddity of received.oddities) record.odd(oddity);
		this.stage = 'message';
		this.about = undefined;
		if (deposit === 'too-big')
			return void done(saying(`552 5.3.4 Error: a message may have ${this.sink.sink.limits.message} octets`));
		if ('refusal' in deposit) return void done(saying(deposit.refusal));
		this.meet('message', this.known(), {
			lost: () => deposit.discard(),
			go: instead => {
				this.instead = instead;
				if (instead === undefined || isPositive(instead)) return void this.keep(deposit, received, done);
				deposit.discard();
				done(saying(instead));
			},
		});
	}

	private async keep(deposit: Deposit, received: Omit<Received, 'deposit'>, done: Done): Promise<void> {
		const {visit} = this;
		const instead = this.instead;
		this.instead = undefined;
		const keeping = visit.register.keep(visit.record, deposit, this.envelope(received));
		visit.keeping = keeping;
		try {
			const {id} = await keeping;
			this.instead = instead;
			done(null, `250 2.0.0 Ok: kept as ${id}`);
		} catch (error) {
			deposit.discard();
			done(saying(notKept(error)));
		} finally {
			if (visit.keeping === keeping) visit.keeping = undefined;
		}
		if (visit.cause === 'closed') visit.dismiss('closed', '421 4.3.2 The sink is being closed');
	}

	private envelope({fields, oddities}: Omit<Received, 'deposit'>): ReturnType<typeof envelopeOf> {
		const {user, secure, session, sink} = this;
		return envelopeOf(this.visit.record, {
			inboxes: sink.sink.inboxes,
			user,
			encrypted: secure,
			sender: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
			recipients: session.envelope.rcptTo.map(({address}) => address),
			fields,
			oddities: [...new Set([...oddities, ...this.oddAddresses])],
		});
	}
}
