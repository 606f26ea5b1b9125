import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {SMTPServer} from 'smtp-server';
import {SMTPConnection} from 'smtp-server/lib/smtp-connection.js';
import {withDates} from './clock.ts';
import type {Script} from './script.ts';
import type {ServerSettings} from './settings.ts';

const anything = /^/;
/** What a command is called in the settings of a server. */
const stalls: Readonly<Record<string, ServerSettings['stall']>> = {
	AUTH: 'auth',
	MAIL: 'mail',
	RCPT: 'rcpt',
	DATA: 'data',
};
const readyForTls = '220 2.0.0 Ready to start TLS';

/** smtp-server as it is, with another kind of connection. */
export class LabServer extends SMTPServer {
	readonly settings: ServerSettings;
	readonly script: Script;

	constructor(
		options: ConstructorParameters<typeof SMTPServer>[0],
		settings: ServerSettings,
		script: Script,
	) {
		super(options);
		this.settings = settings;
		this.script = script;
	}

	override connect(socket: Socket | TLSSocket): void {
		const connection = new LabConnection(this, socket);
		this.connections.add(connection);
		connection.on('error', error => this._onError(error));
		connection.init();
	}
}

/** A conversation that can be slow, says scripted replies word for word, and greets at once. */
class LabConnection extends SMTPConnection {
	readonly lab: LabServer;

	constructor(server: LabServer, socket: Socket | TLSSocket) {
		super(server, socket);
		this.lab = server;
	}

	/** Without the pause in which the library listens for clients that talk too soon. */
	override init(): void {
		this._setListeners(() => this.later(() => this.connectionReady()));
	}

	override _onCommand(command: Buffer, callback: () => void = () => {}): void {
		const verb = command.toString('latin1', 0, 9).split(' ')[0]?.toUpperCase() ?? '';
		this.later(() => {
			// Without the callback nothing more is read as a command.
			if (stalls[verb] !== undefined && stalls[verb] === this.lab.settings.stall) return;
			if (this.mustEncryptBefore(verb)) {
				this.send(530, '530 5.7.0 Must issue a STARTTLS command first');
				callback();
			} else if (verb !== 'DATA' || !this.scripted('data', callback)) super._onCommand(command, callback);
		});
	}

	override _sendGreeting(): void {
		if (this.scripted('greeting', () => {})) return;
		const {banner, fault} = this.lab.settings;
		if (fault === 'masked') this.send(220, `220 ${'*'.repeat(this.name.length + 30)}`, false);
		else if (banner?.includes('{date')) this.send(220, `${this.name} ESMTP ${withDates(banner)}`, false);
		else super._sendGreeting();
	}

	override handler_EHLO(command: Buffer, callback: () => void): void {
		if (this.scripted('ehlo', callback)) return;
		if (this.lab.settings.fault === 'masked') this.refuseOverwritten(callback);
		else super.handler_EHLO(command, callback);
	}

	override handler_HELO(command: Buffer, callback: () => void): void {
		if (!this.scripted('ehlo', callback)) super.handler_HELO(command, callback);
	}

	override handler_STARTTLS(command: Buffer, callback: () => void): void {
		const {fault} = this.lab.settings;
		if (this.scripted('starttls', callback)) return;
		if (fault === 'strip-starttls' || fault === 'masked') this.refuseOverwritten(callback);
		// Without the callback nothing more is read as a command.
		else if (fault === 'mute-tls') this.send(220, readyForTls);
		else if (fault === 'cut-tls') {
			this._socket.once('data', () => this._socket.destroy());
			this.send(220, readyForTls);
		} else if (fault === 'inject') {
			this.send(220, `${readyForTls}\r\n250-injected.test\r\n250 AUTH PLAIN`);
			this.upgrade(callback);
		} else super.handler_STARTTLS(command, callback);
	}

	/** A text that brings its own code is said as it stands; the library would fold it into one line. */
	override send(code: number, text?: string | string[] | null, context?: string | false): void {
		if (typeof text === 'string' && /^\d{3}[ -]/.test(text)) {
			if (!this._upgrading && this._socket.writable) this._socket.write(`${withDates(text)}\r\n`);
			if (code === 421) this.close();
		} else super.send(code, Array.isArray(text) ? this.offered(text) : text, context);
	}

	/** What is left of the extensions on the way to the client. */
	private offered(lines: readonly string[]): string[] {
		const {fault, lacks} = this.lab.settings;
		return lines
			.filter(line => !lacks.some(keyword => line === keyword))
			.map(line => (fault === 'strip-starttls' && line === 'STARTTLS' ? 'XXXXXXXA' : line));
	}

	private refuseOverwritten(callback: () => void): void {
		this.send(500, '500 5.5.1 Command unrecognized: "XXXXXXXX"');
		callback();
	}

	private scripted(stage: 'greeting' | 'ehlo' | 'starttls' | 'data', callback: () => void): boolean {
		const reply = this.lab.script(stage, [], anything);
		if (reply === undefined) return false;
		this.send(Number(reply.slice(0, 3)), reply);
		callback();
		return true;
	}

	private mustEncryptBefore(verb: string): boolean {
		return (
			this.lab.settings.security === 'starttls-required' &&
			!this.secure &&
			['AUTH', 'MAIL', 'RCPT', 'DATA'].includes(verb)
		);
	}

	private later(act: () => void): void {
		const {delay} = this.lab.settings;
		if (delay === 0) act();
		else {
			const timer = setTimeout(act, delay);
			this._socket.once('close', () => clearTimeout(timer));
		}
	}
}
