import type {Socket} from 'node:net';
import type {SinkPlace} from '../../core/sink.ts';
import {plainAddress} from '../match.ts';
import type {SinkOptions} from '../sink.ts';
import {isHttp} from './commands.ts';
import type {Failed} from './handshake.ts';
import type {Register} from './register.ts';
import {createEncryption, SinkServer} from './server.ts';
import {Visit} from './visit.ts';

export type Reception = {
	/** Takes a connection, whatever will come of it. */
	welcome(socket: Socket, place: SinkPlace): void;
	/** Ends every visit, and resolves when the last one is over. */
	close(): Promise<void>;
};

/** Milliseconds that a conversation gets to end by itself when the sink is closed. */
const patience = 400;

const words = {
	'too-many-sessions': '421 4.3.2 Too many sessions at a time, try again later',
	'too-many-from-address': '421 4.7.0 Too many sessions from your address at a time, try again later',
} as const;

/** Receives clients of all ports and kinds of encryption, each as one visit. */
export const createReception = (options: SinkOptions, register: Register): Reception => {
	const visits = new Set<Visit>();
	const encryption = createEncryption(options);
	const plain = new SinkServer(options, encryption, false);
	const secured = new SinkServer(options, encryption, true);
	let isClosing = false;

	const encryptFirst = (visit: Visit) =>
		encryption(visit, visit.raw, {
			agreed(socket, tls) {
				visit.record.secured(tls);
				secured.greet(socket, visit);
			},
			failed: (failure, first) => refuse(visit, failure, first),
		});

	return {
		welcome(raw, place) {
			raw.on('error', () => {});
			const remote = {address: plainAddress(raw.remoteAddress ?? ''), port: raw.remotePort ?? 0};
			if (isClosing) return void raw.destroy();
			let begun: ReturnType<Register['begin']>;
			try {
				begun = register.begin(remote, place);
			} catch {
				// A store that gives no number keeps nothing either.
				return void raw.destroy();
			}
			const visit = new Visit(raw, begun.record, options, register);
			visits.add(visit);
			void visit.over.then(() => visits.delete(visit));
			if (raw.destroyed) return visit.finish('left');
			if (begun.surplus !== undefined) return sendAway(visit, begun.surplus);
			if (place.security === 'implicit') encryptFirst(visit);
			else plain.greet(raw, visit);
		},
		async close() {
			isClosing = true;
			const all = [...visits];
			for (const visit of all)
				if (visit.keeping === undefined) visit.dismiss('closed', '421 4.3.2 The sink is being closed');
				else visit.cause ??= 'closed';
			const timer = setTimeout(() => {
				for (const visit of all) visit.top.destroy();
			}, patience);
			await Promise.all(all.map(({over}) => over));
			clearTimeout(timer);
		},
	};
};

/** Where TLS comes first there are no words that a client could read. */
const sendAway = (visit: Visit, surplus: keyof typeof words): void => {
	const {raw, record} = visit;
	visit.cause = surplus;
	if (record.place.security !== 'implicit') {
		raw.write(`${words[surplus]}\r\n`);
		record.said('server', words[surplus]);
		record.refused('greeting', [words[surplus]], undefined);
	}
	visit.leave();
};

/** Somebody who does not encrypt where that comes first is told so in plain text; who sent nothing has not failed. */
const refuse = (visit: Visit, failure: Failed, first: Buffer | undefined): void => {
	const {raw, record} = visit;
	if (first?.length === 0) return void visit.finish('left');
	record.secured(failure);
	visit.cause ??= 'tls-failed';
	if (failure.fault !== 'not-tls' || first === undefined) {
		visit.top.destroy();
		return void visit.finish('tls-failed');
	}
	if (isHttp(first.toString('latin1').split(/\r?\n/)[0] ?? '')) record.odd('spoke-http');
	const reply = '421 5.5.1 TLS comes first on this port';
	if (raw.writable) raw.write(`${reply}\r\n`);
	record.said('client', '(no TLS)');
	record.said('server', reply);
	visit.leave();
};
