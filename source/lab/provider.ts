import {once} from 'node:events';
import type {AddressInfo, Server, Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import type {SMTPServer, SMTPServerSession} from 'smtp-server';
import type {Identity} from './certificates.ts';
import {LabServer} from './conversation.ts';
import {createScript} from './script.ts';
import {createRegister, type OpenSession, type SeenSession} from './sessions.ts';
import type {ServerSettings} from './settings.ts';

/** One running server: where it really listens and what it saw. */
export type Provider = {
	readonly port: number;
	sessions(): readonly SeenSession[];
	close(): Promise<void>;
};

type Done = (error?: (Error & {responseCode?: number}) | null) => void;

const longestMessage = 1024 * 1024;

/** Milliseconds that `close` grants to conversations in the middle of a TLS handshake. */
const grace = 500;

/**
 * A submission server that does what a healthy one does, except for what its settings say. Faults that need no SMTP
 * at all are those of an impostor.
 */
export const startProvider = async (settings: ServerSettings, identity: Identity): Promise<Provider> => {
	const register = createRegister(`${settings.host}:${settings.port}`);
	const server = createServer(settings, identity, register.open);
	server.on('error', () => {});
	const front = settings.security === 'implicit' ? createFront(settings, identity, server) : undefined;
	const listener = front?.listener ?? server.server;
	listener.listen(0, '127.0.0.1');
	await once(listener, 'listening');
	return {
		port: (listener.address() as AddressInfo).port,
		sessions: register.list,
		close: async () => {
			await closeServer(server);
			await front?.close();
		},
	};
};

type Front = {readonly listener: Server; close(): Promise<void>};

/**
 * Node's own TLS in front of an implicit server: the library's brings the process down when it is closed while
 * somebody is connected who has not begun to encrypt.
 */
const createFront = (settings: ServerSettings, identity: Identity, server: SMTPServer): Front => {
	const sockets = new Set<Socket>();
	const listener = createTlsServer({...identity, ...tlsVersions(settings)}, socket => server.connect(socket));
	listener.on('tlsClientError', () => {});
	listener.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	return {
		listener,
		close: async () => {
			const closed = once(listener, 'close');
			listener.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
};

const createServer = (
	settings: ServerSettings,
	identity: Identity,
	openSession: () => OpenSession,
): SMTPServer => {
	const script = createScript(settings.replies);
	const seen = new WeakMap<SMTPServerSession, OpenSession>();
	const look = (session: SMTPServerSession): OpenSession => {
		const known = seen.get(session) ?? openSession();
		seen.set(session, known);
		known.encrypted = session.secure;
		if (session.hostNameAppearsAs) known.helo = session.hostNameAppearsAs;
		return known;
	};
	const judge = (done: Done, refusal: string | undefined): void =>
		done(refusal === undefined ? null : saying(refusal));

	return new LabServer(
		{
			...identity,
			...tlsVersions(settings),
			secure: settings.security === 'implicit',
			secured: settings.security === 'implicit',
			name: settings.name ?? settings.host,
			...(settings.banner === undefined ? {} : {banner: settings.banner}),
			size: settings.size,
			rejectOversized: true,
			lenientAddressParsing: true,
			hideENHANCEDSTATUSCODES: false,
			heloResponse: '%s',
			disableReverseLookup: true,
			logger: false,
			closeTimeout: grace,
			socketTimeout: 60_000,
			authMethods: [...settings.mechanisms],
			// Exchangers take mail from everybody.
			authOptional: settings.port === exchangePort,
			disabledCommands: [
				...(settings.mechanisms.length === 0 ? ['AUTH'] : []),
				...(settings.security === 'starttls-not-offered' ? ['STARTTLS'] : []),
			],
			onConnect: (session, done) => {
				look(session);
				if (settings.security === 'starttls-required')
					session.disabledCommands = settings.mechanisms.length === 0 ? ['AUTH'] : hiddenUntilTls;
				judge(done, script('greeting', [], refusals));
			},
			onSecure: (_socket, session, done) => {
				look(session);
				if (settings.mechanisms.length > 0) delete session.disabledCommands;
				done();
			},
			onAuth: (auth, session, done) => {
				const user = auth.username ?? '';
				look(session).logins.push(user);
				const refusal = script('auth', [user], refusals);
				if (refusal !== undefined) return done(saying(refusal));
				const isToken = auth.method === 'XOAUTH2';
				const known = isToken ? settings.tokens : settings.users;
				const wanted = Object.hasOwn(known, user) ? known[user] : undefined;
				const right =
					wanted !== undefined &&
					(auth.method === 'CRAM-MD5'
						? auth.validatePassword(wanted)
						: wanted === (isToken ? auth.accessToken : auth.password));
				if (right) return done(null, {user});
				if (isToken) return done(null, {data: tokenRefusals[settings.tokenFault]});
				done(saying('535 5.7.8 Error: authentication failed'));
			},
			onMailFrom: ({address}, session, done) => {
				look(session).senders.push(address);
				judge(done, script('mail', [address], refusals));
			},
			onRcptTo: ({address}, session, done) => {
				look(session).recipients.push(address);
				judge(done, script('rcpt', [address], refusals));
			},
			onData: (stream, session, done) => {
				const {mailFrom, rcptTo} = session.envelope;
				const involved = [mailFrom ? mailFrom.address : '', ...rcptTo.map(({address}) => address)];
				const chunks: Buffer[] = [];
				let size = 0;
				stream.on('data', (chunk: Buffer) => {
					size += chunk.length;
					if (size <= longestMessage) chunks.push(chunk);
				});
				stream.on('error', () => {});
				stream.on('end', () => {
					if (settings.stall === 'message') return;
					const refusal = script('message', involved, refusals);
					if (refusal === undefined && !stream.sizeExceeded)
						look(session).messages.push(Buffer.concat(chunks).toString('utf8'));
					judge(done, refusal);
				});
			},
		},
		settings,
		script,
	);
};

const exchangePort = 25;
/** What Google says with 334 before it refuses the login, and what RFC 7628 section 3.2.2 has for want of a right. */
const tokenRefusals = {
	expired: {status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/'},
	scope: {status: 'insufficient_scope', schemes: 'Bearer', scope: 'https://mail.google.com/'},
} as const;
const hiddenUntilTls = ['AUTH'];
const refusals = /^[45]/;

/** OpenSSL speaks outdated versions at its lowest security level only. */
const tlsVersions = ({fault}: ServerSettings) => {
	const old = {minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0'} as const;
	if (fault === 'old-tls') return {...old, maxVersion: 'TLSv1.1'} as const;
	if (fault === 'oldest-tls') return {...old, maxVersion: 'TLSv1'} as const;
	return {minVersion: 'TLSv1.2'} as const;
};

/** The one form in which smtp-server takes a reply from outside: an error with the code beside the text. */
const saying = (reply: string): Error & {responseCode: number} =>
	Object.assign(new Error(reply), {responseCode: Number(reply.slice(0, 3))});

/** Ends every conversation at once; those in the middle of STARTTLS get a moment, because their TLS socket is not ours. */
const closeServer = (server: SMTPServer): Promise<void> =>
	new Promise(resolve => {
		server.close(() => resolve());
		for (const connection of server.connections) if (!connection._upgrading) connection._socket.destroy();
	});
