import {connect, isIP, type Socket} from 'node:net';
import type {Failure} from '../core/failure.ts';
import {type Result, success} from '../core/result.ts';
import {type ConnectTo, type Place, placeOf} from './connect-to.ts';
import {failureOf} from './failure.ts';
import {whenPatienceEnds} from './patience.ts';

export type Resolve = (host: string, signal: AbortSignal) => Promise<Result<readonly string[], Failure>>;

export type Dialled = {readonly socket: Socket; readonly address: string};

/** How the network is reached: what every connection has in common. */
export type Ways = {
	readonly connectTo: readonly ConnectTo[];
	readonly resolve: Resolve;
	/** Milliseconds for one connection. */
	readonly ms: number;
};

/**
 * Opens a TCP connection to the first address that accepts one; at most four are tried, `ms` each. With an address
 * that one alone is tried, and the host is not looked up. Throws a failure.
 */
export const dial = async (
	place: Place & {readonly address?: string | undefined},
	{connectTo, resolve, ms, signal}: Ways & {readonly signal: AbortSignal},
): Promise<Dialled> => {
	const {host: toHost, port: toPort} = placeOf(place, connectTo);
	const addresses = isIP(toHost) ? success([toHost]) : await resolve(toHost, signal);
	if (!addresses.ok) throw addresses.failure;

	const failures: Failure[] = [];
	for (const address of addresses.value.filter(text => isIP(text) > 0).slice(0, 4)) {
		if (signal.aborted) throw {code: 'cancelled'} satisfies Failure;
		try {
			const socket = await open(address, toPort, ms, signal);
			return {socket, address: isIP(address) === 6 ? `[${address}]:${toPort}` : `${address}:${toPort}`};
		} catch (error) {
			failures.push(failureOf(error));
		}
	}
	throw mostTelling(failures);
};

const open = (host: string, port: number, ms: number, signal: AbortSignal): Promise<Socket> =>
	new Promise((resolve, reject) => {
		const socket = connect({host, port});
		// Whoever takes over listens as well; an error in between must not end the program.
		socket.setNoDelay(true).on('error', () => {});
		const settle = (act: () => void) => {
			callOff();
			signal.removeEventListener('abort', onAbort);
			socket.off('error', onError);
			act();
		};
		const give = (up: unknown) => {
			socket.destroy();
			reject(up);
		};
		const onError = (error: Error) => settle(() => give(error));
		const onAbort = () => settle(() => give({code: 'cancelled'} satisfies Failure));
		const callOff = whenPatienceEnds(ms, () =>
			settle(() => give({code: 'timeout', detail: `no connection within ${ms / 1000} s`} satisfies Failure)),
		);
		signal.addEventListener('abort', onAbort, {once: true});
		socket.once('error', onError).once('connect', () => settle(() => resolve(socket)));
		if (signal.aborted) onAbort();
	});

/** An address that stayed silent leaves it open; one that we cannot reach at all says least. */
export const mostTelling = (failures: readonly Failure[]): Failure =>
	(['cancelled', 'timeout', 'reset', 'closed', 'refused', 'unreachable'] as const)
		.map(code => failures.find(failure => failure.code === code))
		.find(failure => failure !== undefined) ??
	failures[0] ?? {code: 'no-data', detail: 'the name has no address'};
