import {createMisbehaviour, type Misbehaviour, wellBehaved} from '../../sink/misbehave.ts';
import {openSink, type Sink} from '../../sink/sink.ts';
import {openStore} from '../../sink/store/open.ts';
import type {Store, Understood} from '../../sink/store.ts';
import {keepUnderstanding} from '../../sink/understand.ts';
import {openUnderstander} from '../../sink/understanding/aside.ts';
import {addressesFor, identityOf} from './reached.ts';
import {type SettledSettings, type SinkSettings, settled} from './settings.ts';

/** A sink that listens, with everything that goes with it. */
export type SinkHere = {
	readonly settings: SettledSettings;
	readonly sink: Sink;
	readonly store: Store;
	/** What a message says, read aside of everything else; `failed` where it was not read. */
	understand(octets: Iterable<Buffer>): Promise<Understood>;
	/** Addresses under which a device may reach it, most likely first. */
	readonly addresses: readonly string[];
	/** What a device may be told to trust (PEM), and what it is shown (SHA-256 in hexadecimal letters). */
	readonly certificate: {readonly pem: string; readonly sha256: string};
	/** What a person should know of how it was opened, one sentence each. */
	readonly notes: readonly string[];
	/** By which what chance decides can be had again; absent where nothing goes wrong on purpose. */
	readonly seed?: number;
	/** Ends every session, waits until all of it is on disk, and lets go of the store. */
	close(): Promise<void>;
};

/** Opens a sink. Rejects with an error whose `code` tells what stood in the way, such as `EADDRINUSE`. */
export const openSinkHere = async (wanted: SinkSettings): Promise<SinkHere> => {
	const settings = settled(wanted);
	const {listen, ports, name, login, users, expected, inboxes, faults, limits, bounds, survives} = settings;
	const store = await openedStore({file: settings.store, bounds, survives, now: Date.now});
	try {
		const {identity, faulty, authorityPem, sha256, notes} = await identityOf(settings);
		const misbehaviour: Misbehaviour & {readonly seed?: number} =
			faults.rules.length === 0 ? wellBehaved : createMisbehaviour({...faults, now: Date.now});
		const sink = await openSink({
			listen,
			ports,
			name,
			identity,
			faulty,
			login,
			...(users ? {users} : {}),
			...(expected ? {expected} : {}),
			inboxes,
			misbehaviour,
			// SIZE must promise no more than the store keeps.
			limits: {...limits, message: Math.min(limits.message, bounds.octets)},
			store,
			now: Date.now,
		});
		const aside = openUnderstander();
		let lastKept = 0;
		const unhear = sink.subscribe(({type}) => {
			if (type === 'message.kept') lastKept = performance.now();
		});
		const understanding = keepUnderstanding(store, {
			isBusy: () => performance.now() - lastKept < quiet,
			by: aside.understand,
		});
		let closing: Promise<void> | undefined;
		const close = async () => {
			understanding.stop();
			unhear();
			await sink.close();
			await aside.close();
			store.close();
		};
		return {
			settings,
			sink,
			store,
			understand: async octets => (await aside.understand(octets)).understood,
			addresses: addressesFor(settings),
			certificate: {pem: authorityPem, sha256},
			notes,
			...(misbehaviour.seed === undefined ? {} : {seed: misbehaviour.seed}),
			close: () => {
				closing ??= close();
				return closing;
			},
		};
	} catch (error) {
		store.close();
		throw error;
	}
};

/** Milliseconds without a message after which messages are understood. */
const quiet = 250;

/** Milliseconds after which a store that somebody else has is tried once more: `sink wait` looks whether it is free. */
const moment = 100;

const openedStore = async (options: Parameters<typeof openStore>[0]): Promise<Store> => {
	try {
		return await openStore(options);
	} catch (error) {
		if ((error as {code?: unknown}).code !== 'in-use') throw error;
		await new Promise(resolve => setTimeout(resolve, moment));
		return openStore(options);
	}
};
