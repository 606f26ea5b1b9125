import {once} from 'node:events';
import {connect as connectPlain, type Socket} from 'node:net';
import {duplexPair} from 'node:stream';
import {connect as connectTls, type SecureVersion} from 'node:tls';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {z} from 'zod';
import type {SinkPlace} from '../core/sink.ts';

const deviceFaults = [
	'distrust',
	'old-tls',
	'plain-on-tls',
	'tls-on-plain',
	'leave',
	'leave-after-ehlo',
	'break-off',
] as const;

const mailSchema = z.strictObject({
	from: z.string().max(320).optional().describe('The From field; else the sender of the envelope.'),
	subject: z.string().max(200),
	text: z.string().max(10_000),
	clock: z.int().default(0).describe("Seconds by which the device's clock is ahead; negative: behind."),
});

const visitSchema = z.strictObject({
	security: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
	fault: z
		.enum(deviceFaults)
		.optional()
		.describe(
			'distrust: does not take the certificate. old-tls: speaks TLS 1.0 and 1.1 only. plain-on-tls, tls-on-plain: the wrong kind of encryption for the port. leave: connects and says nothing. leave-after-ehlo: says EHLO and QUIT. break-off: is gone in the middle of the message.',
		),
	user: z.string().max(320).optional(),
	password: z.string().max(200).default('wrong horse'),
	sender: z.string().max(320).default('nas@example.com'),
	to: z.array(z.string().max(320)).min(1).max(10),
	mail: mailSchema.optional().describe('What it sends; without it, a test mail.'),
	times: z.int().min(1).max(10).default(1).describe('How often it does all this.'),
});

/** What a device does with the mail server that is entered in it: one list of visits each time a mail of it is awaited. */
export const deviceSchema = z.array(z.array(visitSchema).max(10)).max(5);

type Visit = z.output<typeof visitSchema>;
export type DeviceScript = z.output<typeof deviceSchema>;

/** A simulated device that has a sink entered as its mail server. */
export type Device = {
	/** Somebody waits for its next mail. */
	awaited(): void;
	/** It has done all that it was asked for. */
	isOver(): boolean;
	close(): void;
};

/** A device that does by turns what its script says, each turn when a mail of it is awaited. */
export const startDevice = (script: DeviceScript, places: readonly SinkPlace[]): Device => {
	const sockets = new Set<{destroy(): void}>();
	let turn = 0;
	let busy = 0;
	let closed = false;
	const act = async (visits: readonly Visit[]): Promise<void> => {
		for (const visit of visits)
			for (let time = 0; time < visit.times && !closed; time++)
				await pay(visit, places, sockets).catch(() => {});
	};
	return {
		awaited() {
			busy++;
			void act(script[turn++] ?? []).finally(() => busy--);
		},
		isOver: () => busy === 0,
		close() {
			closed = true;
			for (const socket of sockets) socket.destroy();
		},
	};
};

type Open = Set<{destroy(): void}>;

const pay = async (visit: Visit, places: readonly SinkPlace[], open: Open): Promise<void> => {
	const place = placeFor(visit, places);
	if (!place) return;
	const at = {host: place.address, port: place.port};
	switch (visit.fault) {
		case 'leave':
			return leave(connectPlain(at), {after: 'connect', lines: []}, open);
		case 'leave-after-ehlo':
			return leave(connectPlain(at), {after: 'data', lines: ['EHLO nas', 'QUIT']}, open);
		case 'plain-on-tls':
			// A port that begins with TLS does not greet.
			return leave(connectPlain(at), {after: 'connect', lines: ['EHLO nas']}, open);
		case 'tls-on-plain':
			return leave(connectTls({...at, rejectUnauthorized: false}), {after: 'connect', lines: []}, open);
		case 'break-off':
			return breakOff(visit, connectPlain(at), open);
		case 'distrust':
			return distrust(visit, connectPlain(at), open);
		case 'old-tls':
		case undefined:
			return send(visit, at, open);
	}
};

/** The port that has what the device is set to; the wrong one where that is its fault. */
const placeFor = ({security, fault}: Visit, places: readonly SinkPlace[]): SinkPlace | undefined => {
	const wanted = fault === 'plain-on-tls' ? 'implicit' : fault === 'tls-on-plain' ? 'starttls' : security;
	const plain = (place: SinkPlace) => place.security === 'starttls' || place.security === 'none';
	return (
		places.find(place => place.security === wanted) ??
		(wanted === 'implicit' ? undefined : places.find(plain))
	);
};

const leave = async (
	socket: Socket,
	{after, lines}: {readonly after: 'connect' | 'data'; readonly lines: readonly string[]},
	open: Open,
): Promise<void> => {
	open.add(socket);
	socket.on('error', () => {});
	const closed = new Promise<unknown>(resolve => socket.once('close', resolve));
	try {
		await Promise.race([once(socket, after), closed]);
		for (const line of lines) {
			socket.write(`${line}\r\n`);
			await Promise.race([once(socket, 'data'), closed]);
		}
		socket.end();
		socket.resume();
		await closed;
	} finally {
		open.delete(socket);
	}
};

/** The alert `unknown_ca` as TLS 1.2 has it before encryption (RFC 5246 section 7.2): Node itself would leave without one. */
const unknownAuthority = Buffer.from([0x15, 3, 3, 0, 2, 2, 48]);

const distrust = async ({security}: Visit, socket: Socket, open: Open): Promise<void> => {
	open.add(socket);
	socket.on('error', () => {});
	const closed = new Promise<unknown>(resolve => socket.once('close', resolve));
	const heard = () => Promise.race([once(socket, 'data'), closed]);
	try {
		if (security === 'starttls') {
			await heard();
			for (const line of ['EHLO nas', 'STARTTLS']) {
				socket.write(`${line}\r\n`);
				await heard();
			}
		}
		const [inner, outer] = duplexPair();
		const client = connectTls({socket: inner, rejectUnauthorized: false, maxVersion: 'TLSv1.2'});
		client.on('error', () => {});
		let said = 0;
		outer.on('data', (octets: Buffer) => {
			// The first is the ClientHello; what follows would take the certificate.
			if (said++ === 0) socket.write(octets);
			else if (said === 2) socket.end(unknownAuthority);
		});
		socket.on('data', octets => void outer.write(octets));
		await closed;
		client.destroy();
	} finally {
		open.delete(socket);
	}
};

const breakOff = async ({sender, to}: Visit, socket: Socket, open: Open): Promise<void> => {
	open.add(socket);
	socket.on('error', () => {});
	const closed = new Promise<unknown>(resolve => socket.once('close', resolve));
	const heard = () => Promise.race([once(socket, 'data'), closed]);
	try {
		await heard();
		for (const line of ['EHLO nas', `MAIL FROM:<${sender}>`, `RCPT TO:<${to[0]}>`, 'DATA']) {
			socket.write(`${line}\r\n`);
			await heard();
		}
		socket.end('Subject: Your code\r\n\r\nYour verifi');
		socket.resume();
		await closed;
	} finally {
		open.delete(socket);
	}
};

const oldest: {
	readonly minVersion: SecureVersion;
	readonly maxVersion: SecureVersion;
	readonly ciphers: string;
} = {
	minVersion: 'TLSv1',
	maxVersion: 'TLSv1.1',
	ciphers: 'DEFAULT:@SECLEVEL=0',
};

const send = async (
	visit: Visit,
	at: {readonly host: string; readonly port: number},
	open: Open,
): Promise<void> => {
	const {security, fault, user, password, sender, to} = visit;
	const connection = new SMTPConnection({
		...at,
		name: 'nas.example.com',
		secure: security === 'implicit',
		requireTLS: security === 'starttls',
		ignoreTLS: security === 'none',
		tls: {rejectUnauthorized: false, ...(fault === 'old-tls' ? oldest : {})},
	});
	const mine = {destroy: () => connection.close()};
	open.add(mine);
	try {
		const failing = once(connection, 'error').then(([error]) => {
			throw error;
		});
		failing.catch(() => {});
		const step = (begin: (done: (error?: Error | null) => void) => void) =>
			Promise.race([
				failing,
				new Promise<void>((resolve, reject) => begin(error => (error ? reject(error) : resolve()))),
			]);
		await step(done => connection.connect(done));
		if (user !== undefined) await step(done => connection.login({user, pass: password}, done));
		const octets = await composed(visit);
		await step(done => connection.send({from: sender, to}, octets, done));
		const ended = once(connection, 'end');
		connection.quit();
		await ended;
	} finally {
		connection.close();
		open.delete(mine);
	}
};

const composed = ({mail, sender, to}: Visit): Promise<Buffer> =>
	new MailComposer({
		from: mail?.from ?? sender,
		to: [...to],
		subject: mail?.subject ?? 'Test mail',
		text: mail?.text ?? 'This is a test mail from your device. Mail notification works.',
		date: new Date(Date.now() + (mail?.clock ?? 0) * 1000),
	})
		.compile()
		.build();
