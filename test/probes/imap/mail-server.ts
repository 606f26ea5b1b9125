import {once} from 'node:events';
import {type AddressInfo, createServer, type Socket} from 'node:net';
import {createServer as createTlsServer, TLSSocket} from 'node:tls';
import {expect} from 'vitest';
import type {CertificateKind} from '../../../source/lab/certificates.ts';
import {afterwards, authority} from '../smtp/loopback.ts';
import {itemsOf, type Message, matching} from './messages.ts';

export const host = 'imap.provider.test';

/** A folder as LIST tells it: its name as it is on the wire. */
export type Box = {
	readonly name: string;
	readonly attributes?: string;
	readonly messages?: readonly Message[];
};

export type Said = {
	readonly tag: string;
	readonly line: string;
	/** How many commands with this verb came so far, on all connections; from 1. */
	readonly count: number;
	readonly socket: Socket;
	say(text: string): void;
	/** Does what such a server does. */
	usual(): void;
};

/** What is done with a command in place of what such a server does. */
export type Script = Readonly<Record<string, (said: Said) => unknown>>;

export type MailServerSettings = {
	readonly security?: 'implicit' | 'starttls' | 'none';
	readonly certificate?: CertificateKind;
	readonly greeting?: string;
	readonly capabilities?: string;
	readonly boxes?: readonly Box[];
	readonly users?: Readonly<Record<string, string>>;
	readonly script?: Script;
};

export type MailServer = {
	readonly port: number;
	/** Lines that clients said, in their order; a password is among them. */
	lines(): readonly string[];
	/** Connections that are open. */
	open(): number;
	taken(): number;
	/** Puts a message into a folder, and tells whoever waits for it. */
	deliver(box: string, message: Message): void;
};

const usualCapabilities = 'IMAP4rev1 IDLE ID SPECIAL-USE QUOTA AUTH=PLAIN AUTH=XOAUTH2';

/** Commands that change a mailbox, and whatever reads a message so that it counts as seen. */
const changing =
	/^(?:SELECT|STORE|UID STORE|EXPUNGE|UID EXPUNGE|CLOSE|COPY|UID COPY|MOVE|UID MOVE|APPEND|CREATE|DELETE|RENAME|SUBSCRIBE)\b|\b(?:BODY\[|RFC822(?!\.SIZE))/i;

type Talk = {selected: string | undefined; idling: string | undefined; in: boolean; say(text: string): void};

/** An IMAP server that keeps its mail in memory. A client that could change something fails the test. */
export const mailServer = async (settings: MailServerSettings = {}): Promise<MailServer> => {
	const {
		security = 'implicit',
		certificate = 'good',
		capabilities = usualCapabilities,
		users = {},
		script = {},
	} = settings;
	const identity = await authority.issue({name: host, kind: certificate});
	const boxes = new Map((settings.boxes ?? [{name: 'INBOX'}]).map(box => [box.name, box]));
	const lines: string[] = [];
	const talks = new Set<Talk>();
	const sockets = new Set<Socket>();
	const broken: string[] = [];
	const counts = new Map<string, number>();
	let taken = 0;

	const converse = (socket: Socket, greet: boolean): void => {
		const say = (text: string) =>
			void socket.write(Buffer.from(`${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`, 'latin1'));
		const talk: Talk = {selected: undefined, idling: undefined, in: false, say};
		talks.add(talk);
		let rest = '';
		socket.on('error', () => {}).on('close', () => talks.delete(talk));
		const hear = (chunk: Buffer) => {
			rest += chunk.toString('latin1');
			for (;;) {
				const literal = /^[^\n]*\{(\d+)(\+?)\}\r\n/.exec(rest);
				const end = literal
					? rest.indexOf('\r\n', literal[0].length + Number(literal[1]))
					: rest.indexOf('\r\n');
				if (literal && rest.length === literal[0].length) say('+ go on');
				if (end < 0) return;
				const line = rest.slice(0, end);
				rest = rest.slice(end + 2);
				lines.push(line);
				const [, tag = '', command = ''] = /^(\S+) (.*)$/s.exec(line) ?? [];
				if (changing.test(command)) broken.push(line);
				const verb = /^(?:UID \S+|\S+)/i.exec(command)?.[0].toUpperCase() ?? line.toUpperCase();
				const count = (counts.get(verb) ?? 0) + 1;
				counts.set(verb, count);
				const usual = () => void (usually(talk)[verb] ?? unknown)({...said, usual: () => {}});
				const said = {tag, line: command, count, socket, say, usual};
				if (verb === 'STARTTLS' && !script['STARTTLS']) {
					say(`${tag} OK begin`);
					socket.off('data', hear);
					talks.delete(talk);
					return converse(new TLSSocket(socket, {isServer: true, ...identity}), false);
				}
				(script[verb] ?? usual)(said);
			}
		};
		socket.on('data', hear);
		if (greet) say(settings.greeting ?? '* OK [CAPABILITY IMAP4rev1] imap.provider.test ready');
	};

	const usually = (talk: Talk): Script => {
		const mail = () => boxes.get(talk.selected ?? '')?.messages ?? [];
		const offered = () => `${capabilities}${security === 'starttls' && !talk.in ? ' STARTTLS' : ''}`;
		const enter = (user: string, password: string, {tag, say}: Said) => {
			talk.in = users[user] === password;
			say(talk.in ? `${tag} OK logged in` : `${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`);
		};
		return {
			CAPABILITY: ({tag, say}) => say(`* CAPABILITY ${offered()}\n${tag} OK done`),
			LOGIN: said => {
				const [, user = '', password = ''] = /^LOGIN "(.*)" "(.*)"$/.exec(said.line) ?? [];
				enter(user, password, said);
			},
			AUTHENTICATE: said => {
				const {socket, say, line} = said;
				const [, mechanism = '', initial] = line.split(' ');
				const given = (octets: string) => {
					const text = Buffer.from(octets, 'base64').toString();
					const [, user = '', secret = ''] =
						mechanism === 'PLAIN'
							? text.split('\0')
							: ['', text.slice(5).split('\u0001')[0], text.split('auth=Bearer ')[1]?.slice(0, -2)];
					enter(user, secret, said);
				};
				if (initial) return given(initial);
				const [listener] = socket.listeners('data') as Array<(chunk: Buffer) => void>;
				socket.removeAllListeners('data');
				say('+ ');
				socket.once('data', (chunk: Buffer) => {
					if (listener) socket.on('data', listener);
					const octets = chunk.toString('latin1').trim();
					lines.push(octets);
					given(octets);
				});
			},
			ID: ({tag, say}) => say(`* ID NIL\n${tag} OK done`),
			NAMESPACE: ({tag, say}) => say(`* NAMESPACE (("" "/")) NIL NIL\n${tag} OK done`),
			LIST: ({tag, say, line}) => {
				const all = line.endsWith('"" ""') ? [{name: '', attributes: '\\Noselect'}] : [...boxes.values()];
				for (const {name, attributes = ''} of all) say(`* LIST (${attributes}) "/" "${name}"`);
				say(`${tag} OK done`);
			},
			LSUB: ({tag, say}) => say(`${tag} OK done`),
			EXAMINE: ({tag, say, line}) => {
				const name = nameIn(line);
				const box = boxes.get(name);
				if (!box) return say(`${tag} NO [NONEXISTENT] no such folder`);
				talk.selected = name;
				const {messages = []} = box;
				say(`* ${messages.length} EXISTS\n* OK [UIDVALIDITY 7] x\n* OK [UIDNEXT ${nextIn(messages)}] x`);
				say(`${tag} OK [READ-ONLY] done`);
			},
			STATUS: ({tag, say, line}) => {
				const {messages = []} = boxes.get(nameIn(line)) ?? {};
				say(`* STATUS "${nameIn(line)}" (UIDNEXT ${nextIn(messages)})\n${tag} OK done`);
			},
			'UID SEARCH': ({tag, say, line}) => {
				const uids = mail()
					.filter(message => matching(line.slice('UID SEARCH '.length), message))
					.map(({uid}) => uid);
				say(`* SEARCH ${uids.join(' ')}\n${tag} OK done`);
			},
			'UID FETCH': ({tag, say, line}) => {
				const wanted = new Set((/^UID FETCH (\S+)/.exec(line)?.[1] ?? '').split(',').map(Number));
				mail().forEach((message, index) => {
					if (wanted.has(message.uid)) say(`* ${index + 1} FETCH (${itemsOf(message, line)})`);
				});
				say(`${tag} OK done`);
			},
			GETQUOTAROOT: ({tag, say}) =>
				say(`* QUOTAROOT INBOX "User quota"\n* QUOTA "User quota" (STORAGE 10 100)\n${tag} OK done`),
			IDLE: ({tag, say}) => {
				talk.idling = tag;
				say('+ idling');
			},
			DONE: ({say}) => {
				say(`${talk.idling} OK done`);
				talk.idling = undefined;
			},
			NOOP: ({tag, say}) => say(`${tag} OK done`),
			LOGOUT: ({tag, say, socket}) => {
				say(`* BYE bye\n${tag} OK done`);
				socket.end();
			},
		};
	};

	const take = (socket: Socket) => {
		taken += 1;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		converse(socket, true);
	};
	const server =
		security === 'implicit'
			? createTlsServer({...identity, noDelay: true}, take)
			: createServer({noDelay: true}, take);
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	afterwards(async () => {
		for (const socket of sockets) socket.destroy();
		server.close();
		await once(server, 'close');
		expect(broken).toEqual([]);
	});
	return {
		port: (server.address() as AddressInfo).port,
		lines: () => lines,
		open: () => sockets.size,
		taken: () => taken,
		deliver(name, message) {
			const box = boxes.get(name) ?? {name};
			const messages = [...(box.messages ?? []), message];
			boxes.set(name, {...box, messages});
			for (const {selected, idling, say} of talks)
				if (selected === name && idling) say(`* ${messages.length} EXISTS`);
		},
	};
};

const unknown = ({tag, say}: Said) => say(`${tag} BAD unknown command`);

const nameIn = (line: string): string => /^\S+ (?:"([^"]*)"|(\S+))/.exec(line)?.slice(1).find(Boolean) ?? '';

const nextIn = (messages: readonly Message[]): number => Math.max(0, ...messages.map(({uid}) => uid)) + 1;
