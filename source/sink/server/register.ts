import type {SinkEnd, SinkMessage, SinkPlace, SinkSession} from '../../core/sink.ts';
import type {SinkHappening, SinkOptions} from '../sink.ts';
import type {Deposit} from '../store.ts';
import {formsOf} from './cover.ts';
import {SessionRecord} from './record.ts';

/** Milliseconds between two times that a session which goes on is written down. */
const pace = 1000;
/** Passwords whose forms are searched for before anybody sends them. */
const mostKnown = 20;

/** All sessions of one sink that go on: how many, whose, and what of them has to be told or written down. */
export type Register = {
	/** Begins a session; `surplus` tells why it has to end at once, where it has to. */
	begin(
		remote: SessionRecord['remote'],
		place: SinkPlace,
	): {readonly record: SessionRecord; readonly surplus?: 'too-many-sessions' | 'too-many-from-address'};
	/** Ends a session and writes it down; a second time does nothing. */
	end(record: SessionRecord, end: SinkEnd): void;
	/** Stores a message together with its session. */
	keep(
		record: SessionRecord,
		deposit: Deposit,
		envelope: Omit<SinkMessage, 'id' | 'at' | 'octets'>,
	): Promise<SinkMessage>;
	open(): readonly SinkSession[];
	subscribe(listener: (happening: SinkHappening) => void): () => void;
	/** Resolves when all that was said so far is on disk or could not be brought there. */
	settled(): Promise<void>;
	stop(): void;
};

export const createRegister = (options: SinkOptions): Register => {
	const {limits, store, now} = options;
	const going = new Map<number, SessionRecord>();
	const admitted = new Set<SessionRecord>();
	const byAddress = new Map<string, number>();
	const listeners = new Set<(happening: SinkHappening) => void>();
	/** How much is being written down: a number, because a set that always changes keeps what was in it from being freed. */
	let writing = 0;
	const waiting: (() => void)[] = [];
	const forms = knownForms(options);

	const tell = (happening: () => SinkHappening) => {
		if (listeners.size === 0) return;
		const told = happening();
		for (const listener of listeners)
			try {
				listener(told);
			} catch {
				// One that fails to listen must not end the sink.
			}
	};

	const written = () => {
		writing--;
		if (writing === 0) for (const resolve of waiting.splice(0)) resolve();
	};

	/** What cannot be written down now is tried again with the next change, and at the end. */
	const write = async (session: SinkSession): Promise<void> => {
		writing++;
		try {
			await store.keepSession(session);
		} catch {
			// Nobody can be told here; whoever keeps a message is.
		} finally {
			written();
		}
	};

	const refresh = () => {
		for (const record of going.values()) {
			if (!record.isChanged || record.age() < pace) continue;
			const session = record.snapshot();
			record.isChanged = false;
			void write(session);
			tell(() => ({type: 'session.changed', session}));
		}
	};
	const timer = setInterval(refresh, pace);
	timer.unref();

	const count = (address: string, by: 1 | -1) => {
		const left = (byAddress.get(address) ?? 0) + by;
		if (left > 0) byAddress.set(address, left);
		else byAddress.delete(address);
	};

	const surplus = (address: string) => {
		if (admitted.size >= limits.sessions) return 'too-many-sessions';
		return (byAddress.get(address) ?? 0) >= limits.sessionsFromAddress ? 'too-many-from-address' : undefined;
	};

	return {
		begin(remote, place) {
			const record = new SessionRecord({
				id: store.nextSession(),
				at: now(),
				remote,
				place,
				transcript: limits.transcript,
				recipients: limits.recipients,
				forms,
			});
			going.set(record.id, record);
			record.said(
				'connection',
				`connected to ${hostPort(place.address, place.port)} from ${hostPort(remote.address, remote.port)}`,
			);
			const tooMany = surplus(remote.address);
			if (tooMany === undefined) {
				admitted.add(record);
				count(remote.address, 1);
			}
			tell(() => ({type: 'session.opened', session: record.snapshot()}));
			return {record, ...(tooMany === undefined ? {} : {surplus: tooMany})};
		},
		end(record, end) {
			if (!going.delete(record.id)) return;
			if (admitted.delete(record)) count(record.remote.address, -1);
			record.said('connection', inWords(end, limits));
			record.end(end);
			const session = record.snapshot();
			void write(session).then(() => tell(() => ({type: 'session.ended', session})));
		},
		async keep(record, deposit, envelope) {
			writing++;
			try {
				const message = await deposit.keep(envelope, () => record.snapshot());
				record.brought(message.id);
				// The client comes first, who is answered by what is next to hear of it.
				queueMicrotask(() =>
					queueMicrotask(() =>
						tell(() => ({
							type: 'message.kept',
							message,
							// Made for those alone who look at it.
							get session() {
								return record.snapshot();
							},
						})),
					),
				);
				return message;
			} finally {
				written();
			}
		},
		open: () => [...going.values()].map(record => record.snapshot()),
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		async settled() {
			while (writing > 0) await new Promise<void>(resolve => void waiting.push(resolve));
		},
		stop: () => clearInterval(timer),
	};
};

const knownForms = ({expected, users}: SinkOptions): readonly string[] =>
	[...new Set([...(expected ? [expected.password] : []), ...(users?.values() ?? [])])]
		.slice(0, mostKnown)
		.flatMap(formsOf)
		.toSorted((a, b) => b.length - a.length);

const hostPort = (address: string, port: number): string =>
	address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** How a session ended, as the last line of its transcript. */
const inWords = (end: SinkEnd, {idle, session}: SinkOptions['limits']): string => {
	switch (end) {
		case 'quit':
			return 'connection closed after QUIT';
		case 'left':
			return 'lost connection: the client closed it without QUIT';
		case 'reset':
			return 'connection reset by the client';
		case 'tls-failed':
			return 'connection closed, because no encryption was agreed on';
		case 'idle':
			return `timed out: the client said nothing for ${idle / 1000} s`;
		case 'deadline':
			return `the whole conversation took more than ${session / 1000} s`;
		case 'too-many-sessions':
			return 'connection closed: there are too many sessions at a time';
		case 'too-many-from-address':
			return 'connection closed: there are too many sessions from this address at a time';
		case 'not-smtp':
			return 'connection closed: the client does not keep to SMTP';
		case 'too-many-logins':
			return 'connection closed: too many logins have failed';
		case 'too-long-line':
			return 'connection closed: the client sent a line that is too long';
		case 'misbehaved':
			return 'connection closed by the sink on purpose';
		case 'closed':
			return 'connection closed, because the sink was closed';
		case 'died':
			return 'connection closed, because the sink died';
	}
};
