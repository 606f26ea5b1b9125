import {once} from 'node:events';
import {type AddressInfo, createServer, type Server, type Socket} from 'node:net';
import fc from 'fast-check';
import {afterEach} from 'vitest';
import type {SmtpAnswer, SmtpQuestion, SmtpStage} from '../../../source/core/smtp.ts';
import {createAuthority} from '../../../source/lab/certificates.ts';
import {type Provider, startProvider} from '../../../source/lab/provider.ts';
import {type ServerSettings, serverSchema} from '../../../source/lab/settings.ts';
import {type SmtpOptions, smtpProbe} from '../../../source/probes/smtp.ts';

export const host = 'smtp.provider.test';
export const authority = await createAuthority();
export const never = new AbortController().signal;

const cleanings: Array<() => unknown> = [];
/** Has something done when the test is over, the last first. */
export const afterwards = (clean: () => unknown): void => void cleanings.unshift(clean);
afterEach(async () => {
	for (const clean of cleanings.splice(0)) await clean();
});

export type Scripted = {
	readonly port: number;
	/** Connections taken so far. */
	taken(): number;
	/** All that clients sent, connection after connection. */
	heard(): string;
	/** Resolves when no connection is left. */
	idle(): Promise<void>;
};

/** A server on loopback that does with each connection what it is told. */
export const scripted = async (play: (socket: Socket) => void, address = '127.0.0.1'): Promise<Scripted> => {
	const open = new Set<Socket>();
	const closings: Array<Promise<unknown>> = [];
	let taken = 0;
	let heard = '';
	const server: Server = createServer(socket => {
		taken += 1;
		open.add(socket);
		closings.push(new Promise(resolve => socket.once('close', resolve)));
		socket.on('close', () => open.delete(socket)).on('error', () => {});
		socket.on('data', chunk => {
			heard += chunk.toString('latin1');
		});
		play(socket);
	});
	server.listen(0, address);
	await once(server, 'listening');
	afterwards(async () => {
		for (const socket of open) socket.destroy();
		server.close();
		await once(server, 'close');
	});
	return {
		port: (server.address() as AddressInfo).port,
		taken: () => taken,
		heard: () => heard,
		idle: async () => {
			await Promise.all(closings);
		},
	};
};

/** A server that greets and answers each verb with a line of its script; verbs without one get a 250. */
export const speaking =
	(script: Readonly<Record<string, string>> = {}) =>
	(socket: Socket): void => {
		const say = (text: string) => text !== '' && socket.write(`${text.replaceAll('\n', '\r\n')}\r\n`);
		say(script['greeting'] ?? '220 smtp.provider.test ESMTP');
		let rest = '';
		let inMessage = false;
		socket.on('data', chunk => {
			rest += chunk.toString('latin1');
			for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
				const line = rest.slice(0, end);
				rest = rest.slice(end + 2);
				if (inMessage) {
					if (line !== '.') continue;
					inMessage = false;
					say(script['message'] ?? '250 2.0.0 Queued');
					continue;
				}
				const verb = /^(?:MAIL FROM|RCPT TO|\S+)/i.exec(line)?.[0].toUpperCase() ?? '';
				const usual = {EHLO: '250-smtp.provider.test\n250 SIZE 1000', DATA: '354 Go on', QUIT: '221 Bye'}[
					verb
				];
				const reply = script[verb] ?? usual ?? '250 2.0.0 Ok';
				inMessage = verb === 'DATA' && reply.startsWith('354');
				if (reply === 'CLOSE') socket.destroy();
				else if (reply === 'RESET') socket.resetAndDestroy();
				else say(reply);
			}
		});
	};

/** A probe that reaches one port of loopback, whatever it is asked for. */
export const probing = (port: number, options: Partial<SmtpOptions> = {}) => {
	const {probe, close} = smtpProbe({
		connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(port)}],
		resolve: async () => ({ok: false, failure: {code: 'no-such-name'}}),
		ca: [authority.pem],
		secret: () => undefined,
		ms: 2000,
		clock: () => performance.now(),
		now: Date.now,
		...options,
	});
	afterwards(close);
	const base = {
		host,
		port: 587,
		security: 'none',
		from: 'nas@home.test',
		to: 'person@mailbox.test',
		tag: 't1',
	} as const;
	return {
		probe,
		close,
		ask: async (stage: SmtpStage, more: Partial<SmtpQuestion> = {}, signal = never): Promise<SmtpAnswer> => {
			const result = await probe({...base, stage, ...more}, signal);
			if (!result.ok) throw new Error(`the probe failed: ${JSON.stringify(result.failure)}`);
			return result.value;
		},
	};
};

/** A healthy server with a certificate of the lab's authority, but for its settings. */
export const provider = async (settings: Partial<ServerSettings> = {}): Promise<Provider> => {
	const whole = serverSchema.parse({host, port: 587, users: {nas: 'canary-7Hq!x'}, ...settings});
	const started = await startProvider(whole, await authority.issue({name: host, kind: whole.certificate}));
	afterwards(() => started.close());
	return started;
};

/** Text of any characters, those that mean something in a command or a name more often than others. */
export const anyText = fc
	.array(fc.oneof(fc.integer({min: 0, max: 0x10ffff}), fc.integer({min: 0, max: 127})), {maxLength: 80})
	.map(points => String.fromCodePoint(...points));

/** Active resources of this process that a conversation could leave behind. */
export const leftovers = (): number =>
	process.getActiveResourcesInfo().filter(name => name === 'Timeout' || name === 'TCPSocketWrap').length;

/** Lets the event loop turn until this holds, at most a few thousand times. */
export const eventually = async (holds: () => boolean): Promise<boolean> => {
	for (let turn = 0; turn < 20_000; turn++) {
		if (holds()) return true;
		await new Promise<void>(resolve => setImmediate(resolve));
	}
	return false;
};
