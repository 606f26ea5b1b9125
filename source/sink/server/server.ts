import type {Socket} from 'node:net';
import {createSecureContext, type SecureContext} from 'node:tls';
import {SMTPServer, type SMTPServerSession} from 'smtp-server';
import type {TlsFault} from '../misbehave.ts';
import type {SinkOptions} from '../sink.ts';
import {SinkConversation} from './conversation.ts';
import {type Handshake, shakeHands} from './handshake.ts';
import {mechanisms} from './login.ts';
import type {Visit} from './visit.ts';

/** smtp-server without its listening: it is handed connections, plain ones or encrypted ones. */
export class SinkServer extends SMTPServer {
	readonly sink: SinkOptions;
	private readonly encryption: Encryption;
	private readonly conversations = new WeakMap<SMTPServerSession, SinkConversation>();

	constructor(sink: SinkOptions, encryption: Encryption, isSecure: boolean) {
		super({
			// Never used: encryption is agreed on before the library or beside it.
			key: '',
			cert: '',
			secure: isSecure,
			secured: isSecure,
			name: sink.name,
			size: sink.limits.message,
			maxRecipients: sink.limits.recipients,
			authMethods: [...mechanisms],
			allowInsecureAuth: true,
			authOptional: true,
			hideENHANCEDSTATUSCODES: false,
			disableReverseLookup: true,
			lenientAddressParsing: true,
			socketTimeout: sink.limits.idle,
			logger: false,
			onAuth: (auth, session, done) => this.of(session)?.logIn(auth, done),
			onMailFrom: (address, session, done) => this.of(session)?.from(address, done),
			onRcptTo: (address, session, done) => this.of(session)?.to(address, done),
			onData: (stream, session, done) => this.of(session)?.take(stream, done),
		});
		this.sink = sink;
		this.encryption = encryption;
		this.on('error', () => {});
	}

	/** Begins the conversation with a client. */
	greet(socket: Socket, visit: Visit): void {
		const conversation = new SinkConversation(this, socket, visit);
		this.connections.add(conversation);
		conversation.on('error', () => {});
		this.conversations.set(conversation.session, conversation);
		conversation.init();
	}

	private of(session: SMTPServerSession): SinkConversation | undefined {
		return this.conversations.get(session);
	}

	encrypt(visit: Visit, raw: Socket, outcome: Pick<Handshake, 'agreed' | 'failed'>): void {
		this.encryption(visit, raw, outcome);
	}
}

/** Agrees on encryption with a client, rightly or wrongly as the rules want it. */
export type Encryption = (visit: Visit, raw: Socket, outcome: Pick<Handshake, 'agreed' | 'failed'>) => void;

/** OpenSSL speaks outdated versions at its lowest security level only. */
const old = {minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0'} as const;

export const createEncryption = (options: SinkOptions): Encryption => {
	const contexts = new Map<TlsFault | 'none', Promise<SecureContext>>();
	const make = async (fault: TlsFault | 'none'): Promise<SecureContext> => {
		if (fault === 'old-version') return createSecureContext({...options.identity, ...old});
		const identity = fault === 'none' || !options.faulty ? options.identity : await options.faulty(fault);
		return createSecureContext({...identity, minVersion: 'TLSv1.2'});
	};
	const contextFor = (fault: TlsFault | 'none'): Promise<SecureContext> => {
		const context = contexts.get(fault) ?? make(fault);
		contexts.set(fault, context);
		return context;
	};

	return (visit, raw, {agreed, failed}) => {
		const {record} = visit;
		const act = options.misbehaviour.tls({remote: record.remote.address});
		if (act) record.did(act.words);
		shakeHands(raw, {
			context: async () => {
				if (act?.fault === 'cut') {
					visit.cause ??= 'misbehaved';
					raw.destroy();
				}
				if (act?.fault === 'mute') visit.isSilent = true;
				return act?.fault === 'mute' ? undefined : contextFor(act?.fault ?? 'none');
			},
			wrapped: socket => visit.wrapped(socket),
			agreed(socket, tls, offered) {
				visit.offered = offered;
				agreed(socket, tls, offered);
			},
			failed,
		});
	};
};
