import type {SinkMessage, SinkSession} from '../../source/core/sink.ts';
import type {Store} from '../../source/sink/store.ts';

/** A store in memory; `fail` makes the next messages fail to be kept. */
export type FakeStore = Store & {
	readonly bodies: Map<number, Buffer>;
	readonly kept: SinkSession[];
	readonly discarded: () => number;
	fail: Error | undefined;
	/** When set, messages are kept only after it resolves. */
	hold: Promise<void> | undefined;
};

export const createFakeStore = (): FakeStore => {
	const messages: SinkMessage[] = [];
	const sessions = new Map<number, SinkSession>();
	const bodies = new Map<number, Buffer>();
	const kept: SinkSession[] = [];
	let lastSession = 0;
	let discarded = 0;
	const store: FakeStore = {
		bodies,
		kept,
		discarded: () => discarded,
		fail: undefined,
		hold: undefined,
		messages: () => messages.toReversed(),
		sessions: () => [...sessions.values()].toReversed(),
		message: id => messages.find(one => one.id === id),
		session: id => sessions.get(id),
		octets: id => [bodies.get(id) ?? Buffer.alloc(0)],
		counts: () => ({messages: messages.length, sessions: sessions.size, octets: 0}),
		recall: () => undefined,
		version: () => 0,
		close: () => {},
		nextSession: () => ++lastSession,
		deposit() {
			const chunks: Buffer[] = [];
			let isOver = false;
			return {
				get octets() {
					return Buffer.concat(chunks).length;
				},
				write(chunk) {
					chunks.push(Buffer.from(chunk));
				},
				async keep(envelope, session) {
					await store.hold;
					if (store.fail) throw store.fail;
					isOver = true;
					const body = Buffer.concat(chunks);
					const message = {...envelope, id: messages.length + 1, at: 1, octets: body.length};
					messages.push(message);
					bodies.set(message.id, body);
					sessions.set(envelope.session, typeof session === 'function' ? session() : session);
					return message;
				},
				discard() {
					if (!isOver) discarded += 1;
					isOver = true;
				},
			};
		},
		async keepSession(session) {
			kept.push(session);
			sessions.set(session.id, session);
		},
		remember: () => {},
		notUnderstood: () => [],
		remove: () => {},
	};
	return store;
};
