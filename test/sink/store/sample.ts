import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect} from 'vitest';
import type {SinkMessage, SinkSession} from '../../../source/core/sink.ts';
import type {Candidate} from '../../../source/core/verification.ts';
import {StoreFault, type StoreFaultCode} from '../../../source/sink/store/fault.ts';
import {openStore} from '../../../source/sink/store/open.ts';
import type {Bounds, Store, Understood} from '../../../source/sink/store.ts';

export const roomy: Bounds = {count: 1_000_000, age: 1e12, octets: 1e12};

/** 2026-11-22, at noon. */
export const noon = Date.UTC(2026, 10, 22, 12);

export const sessionOf = (id: number, more: Partial<SinkSession> = {}): SinkSession => ({
	id,
	at: noon,
	remote: {address: '192.0.2.7', port: 50_000},
	place: {address: '127.0.0.1', port: 2525, security: 'none'},
	helo: 'nas.example.com',
	logins: [],
	senders: ['nas@example.com'],
	recipients: ['kim@example.org'],
	refusals: [],
	messages: [],
	exchanges: [{ms: 1, side: 'server', text: '220 ready'}],
	oddities: [],
	misbehaved: [],
	...more,
});

type Envelope = Omit<SinkMessage, 'id' | 'at' | 'octets'>;

export const envelopeOf = (session: number, more: Partial<Envelope> = {}): Envelope => ({
	session,
	inbox: 'inbox',
	remote: '192.0.2.7',
	encrypted: false,
	sender: 'nas@example.com',
	recipients: ['kim@example.org'],
	subject: 'Your code',
	oddities: [],
	...more,
});

export const openSample = (more: Partial<Parameters<typeof openStore>[0]> = {}): Promise<Store> =>
	openStore({file: ':memory:', bounds: roomy, now: () => noon, ...more});

export const keep = (
	store: Store,
	octets: Buffer | string = 'Subject: Your code\r\n\r\n123456\r\n',
	more: Partial<Envelope> = {},
): Promise<SinkMessage> => {
	const session = sessionOf(more.session ?? store.nextSession());
	const deposit = store.deposit();
	deposit.write(Buffer.from(octets));
	return deposit.keep(envelopeOf(session.id, more), session);
};

export const octetsOf = (store: Pick<Store, 'octets'>, id: number): Buffer =>
	Buffer.concat([...store.octets(id)]);

const candidate = (kind: 'code' | 'link'): Candidate => ({
	kind,
	value: kind === 'code' ? '123456' : 'https://shop.example/verify?t=1',
	score: 0.9,
	because: [],
	against: [],
	where: 'text',
	line: '',
});

export const understoodAs = (text: string, kind?: 'code' | 'link', attachment?: true): Understood => ({
	text,
	reading: kind ? {candidates: [candidate(kind)], chosen: candidate(kind)} : {candidates: [], open: 'none'},
	...(attachment ? {attachment} : {}),
});

/** Resolves after so many turns of the loop. */
export const turns = async (count: number): Promise<void> => {
	for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve));
};

/** A temporary folder for each test file. */
export const openFolder = (): ((...parts: readonly string[]) => string) => {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'lostmail-store-'));
	});
	afterAll(() => rm(folder, {recursive: true, force: true}));
	return (...parts) => path.join(folder, ...parts);
};

export const faultOf = async (act: () => unknown): Promise<StoreFault> => {
	try {
		await act();
	} catch (thrown) {
		if (thrown instanceof StoreFault) return thrown;
		throw thrown;
	}
	throw new Error('nothing was thrown');
};

/** It names the file, in a sentence. */
export const expectFault = async (code: StoreFaultCode, file: string, act: () => unknown): Promise<void> => {
	const fault = await faultOf(act);
	expect(fault.code).toBe(code);
	expect(fault.message).toContain(file);
	expect(fault.message).toMatch(/\.$/);
};
