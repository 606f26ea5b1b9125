import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {createSecureContext, type SecureContextOptions, TLSSocket} from 'node:tls';

/**
 * How a device is set to reach the server, and so how that server lets it in. `open`: without encryption and without a
 * login, so that unencrypted conversations get beyond it.
 */
export const ways = ['starttls', 'implicit', 'none', 'open'] as const;
export type Way = (typeof ways)[number];

/** One connection, seen from the server. */
export type Peer = {
	readonly way: Way;
	readonly raw: Socket;
	/** Puts TLS over the connection; with a certificate that is not trusted, what is said inside counts as overheard. */
	encrypt(options: TlsSettings, then: (line: TLSSocket) => void): void;
	/** Notes what reached the server where no trusted encryption protects it. */
	overhear(chunk: Buffer): void;
};

export type Play = (peer: Peer) => void;

export type TlsSettings = SecureContextOptions & {
	readonly untrusted?: true;
	readonly requestCert?: boolean;
	readonly rejectUnauthorized?: boolean;
};

export type Raised = {
	readonly port: number;
	/** All that reached the server outside of trusted TLS. */
	overheard(): string;
	/** All that reached it inside of trusted TLS. */
	confided(): string;
	taken(): number;
	/** Octets that it got rid of. */
	written(): number;
	/** Resolves when no connection is left; what the server never read is read now. */
	idle(): Promise<void>;
	close(): Promise<void>;
};

/** A server on loopback that plays its part on each connection, and counts what becomes of them. */
export const raise = async (play: Play, way: Way): Promise<Raised> => {
	const open = new Set<Socket>();
	const lines = new Set<Duplex>();
	const closings: Array<Promise<unknown>> = [];
	let overheard = '';
	let confided = '';
	let written = 0;
	const overhear = (chunk: Buffer) => {
		overheard += chunk.toString('latin1');
	};
	const confide = (chunk: Buffer) => {
		confided += chunk.toString('latin1');
	};
	const server = createServer({allowHalfOpen: true}, raw => {
		open.add(raw);
		closings.push(new Promise(resolve => raw.once('close', resolve)));
		raw
			.on('error', () => {})
			.on('close', () => {
				open.delete(raw);
				written += raw.bytesWritten;
			});
		// A client that is gone leaves nothing to say; only a server that is rude on purpose holds its half open.
		raw.on('end', () => raw.end());
		const encrypt: Peer['encrypt'] = ({untrusted, requestCert, rejectUnauthorized, ...context}, then) => {
			const line = new TLSSocket(raw, {
				isServer: true,
				secureContext: createSecureContext(context),
				requestCert: requestCert ?? false,
				rejectUnauthorized: rejectUnauthorized ?? false,
			});
			lines.add(line);
			line.on('error', () => {}).on('end', () => line.end());
			line.on('close', () => lines.delete(line));
			line.on('data', untrusted ? overhear : confide);
			line.once('secure', () => then(line));
		};
		play({way, raw, encrypt, overhear});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		overheard: () => overheard,
		confided: () => confided,
		taken: () => closings.length,
		written: () => written,
		idle: async () => {
			for (const line of [...lines, ...open]) line.resume();
			await Promise.all(closings);
		},
		close: async () => {
			for (const raw of open) raw.destroy();
			server.close();
			await once(server, 'close');
		},
	};
};

/** What is answered to a command: a text, or something done to the connection. */
export type Act = string | ((line: Duplex, said: string, raw: Socket) => void);

/** What a server says to each verb; ` encrypted`, or the way, behind a verb is for what is said there alone. */
export type Script = Readonly<Record<string, Act>>;

/** Settings of the handshake, or what is done instead of one. */
export type Handshake = TlsSettings | ((raw: Socket) => void);

const usualAnswers: Readonly<Record<string, Act>> = {
	greeting: '220 smtp.provider.test ESMTP',
	EHLO: '250-smtp.provider.test\n250 SIZE 1000000',
	'EHLO encrypted': '250-smtp.provider.test\n250-AUTH PLAIN LOGIN\n250 SIZE 1000000',
	'EHLO starttls': '250-smtp.provider.test\n250 STARTTLS',
	STARTTLS: '220 2.0.0 Go ahead',
	AUTH: '235 2.7.0 Accepted',
	DATA: '354 Go on',
	message: '250 2.0.0 Queued',
	QUIT: '221 2.0.0 Bye',
};

/** A server that keeps to the protocol but for its script. */
export const talking =
	(script: Script, tls: Handshake): Play =>
	({way, raw, encrypt, overhear}) => {
		raw.on('data', overhear);
		const handshake = (then: (line: Duplex) => void) => {
			if (typeof tls === 'function') tls(raw);
			else encrypt(tls, then);
		};
		const act = (line: Duplex, said: string, ...verbs: readonly string[]) => {
			const known = [...verbs.map(verb => script[verb]), ...verbs.map(verb => usualAnswers[verb])];
			const answer = known.find(one => one !== undefined) ?? '250 2.0.0 Ok';
			if (typeof answer === 'string') say(line, answer);
			else answer(line, said, raw);
			return answer;
		};
		const talk = (line: Duplex, encrypted: boolean) => {
			let inMessage = false;
			const onLine = (said: string) => {
				if (inMessage) {
					if (said !== '.') return;
					inMessage = false;
					return void act(line, said, 'message');
				}
				const verb = /^(?:MAIL FROM|RCPT TO|\S+)/i.exec(said)?.[0].toUpperCase() ?? '';
				const known = verb in usualAnswers || /^(?:MAIL FROM|RCPT TO|\*)$/.test(verb) ? verb : 'other';
				const answer = act(line, said, `${known} ${encrypted ? 'encrypted' : way}`, known, 'any');
				inMessage = known === 'DATA' && typeof answer === 'string' && answer.startsWith('354');
				if (known !== 'STARTTLS' || encrypted || typeof answer !== 'string' || !answer.startsWith('220'))
					return;
				line.removeListener('data', onData);
				handshake(secured => talk(secured, true));
			};
			let rest = '';
			const onData = (chunk: Buffer) => {
				rest += chunk.toString('latin1');
				for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
					const said = rest.slice(0, end);
					rest = rest.slice(end + 2);
					onLine(said);
				}
			};
			line.on('data', onData);
		};
		const begin = (line: Duplex, encrypted: boolean) => {
			talk(line, encrypted);
			act(line, '', 'greeting', 'any');
		};
		if (way === 'implicit') handshake(line => begin(line, true));
		else begin(raw, false);
	};

/** Says lines, which end as SMTP has it; a lone line feed stands between them here. */
export const say = (line: Duplex, text: string): void => {
	if (!line.destroyed && line.writable) line.write(`${text.replaceAll('\n', '\r\n')}\r\n`, 'latin1');
};

/** So many lines, one after the other. */
export const many = (count: number, line: (index: number) => string): string =>
	Array.from({length: count}, (_, index) => line(index)).join('\n');

/** Does not close its side of the connection when the other side does. */
export const rudely = (line: Duplex, raw: Socket): void => {
	line.removeAllListeners('end');
	raw.removeAllListeners('end');
};

/** From now on every octet is sent by itself, each in a turn of its own. */
export const inSingleOctets = (raw: Socket): void => {
	const write = raw.write.bind(raw) as (octet: Buffer) => boolean;
	const waiting: number[] = [];
	const next = () => {
		const octet = waiting.shift();
		if (octet === undefined || !raw.writable) return;
		write(Buffer.from([octet]));
		setImmediate(next);
	};
	raw.setNoDelay(true);
	raw.write = ((text: string) => {
		if (waiting.length === 0) setImmediate(next);
		waiting.push(...Buffer.from(text, 'latin1'));
		return true;
	}) as typeof raw.write;
};

/** Writes the same again and again, for as long as somebody takes it. */
export const flood =
	(chunk: string | Buffer) =>
	(line: Duplex): void => {
		const more = () => {
			if (line.destroyed || !line.writable) return;
			// The event loop turns in between: a hostile server shares it with its victim here.
			if (line.write(chunk, 'latin1' as never)) setImmediate(more);
			else line.once('drain', more);
		};
		more();
	};

/** Writes a text over and over, an octet at a time. */
export const drip =
	(text: string, every = 20) =>
	(line: Duplex): void => {
		let at = 0;
		const timer = setInterval(
			() => line.writable && line.write(text[at++ % text.length] ?? '', 'latin1'),
			every,
		);
		line.once('close', () => clearInterval(timer));
	};
