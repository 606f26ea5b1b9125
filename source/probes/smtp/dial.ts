import {connect, isIP, type Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {wireName} from '../dns/name.ts';
import {failureOf} from '../failure.ts';

/** As curl's option: reach HOST:PORT at another address; an empty field matches or keeps all. */
export type ConnectTo = {
	readonly host: string;
	readonly port: string;
	readonly toHost: string;
	readonly toPort: string;
};

/** Reads `HOST:PORT:ADDR:PORT`; addresses with colons stand in brackets. */
export const parseConnectTo = (text: string): Result<ConnectTo, string> => {
	const field = String.raw`(\[[^\]]*\]|[^:[\]]*)`;
	const parsed = new RegExp(`^${field}:(\\d*):${field}:(\\d*)$`).exec(text);
	const [host, port = '', toHost, toPort = ''] = (parsed ?? []).slice(1);
	const [from, to] = [fieldOf(host), fieldOf(toHost)];
	return from === undefined || to === undefined || !isPort(port) || !isPort(toPort)
		? failed(`expected HOST:PORT:ADDR:PORT, got ${JSON.stringify(text)}`)
		: success({host: from, port, toHost: to, toPort});
};

const isPort = (digits: string): boolean =>
	digits === '' || (Number(digits) >= 1 && Number(digits) <= 65_535);

const fieldOf = (typed: string | undefined): string | undefined => {
	const bare = typed?.replace(/^\[|\]$/g, '');
	return bare === '' || bare === undefined ? bare : hostOf(bare);
};

/** A host as typed, in the form that certificates and servers know: an address or A-labels; nothing if it is neither. */
export const hostOf = (typed: string): string | undefined => {
	if (isIP(typed)) return typed.toLowerCase();
	if (/[^\p{L}\p{M}\p{N}._-]/u.test(typed)) return undefined;
	const name = wireName(typed);
	return name.ok && name.value !== '' ? name.value : undefined;
};

export type Resolve = (host: string, signal: AbortSignal) => Promise<Result<readonly string[], Failure>>;

export type Dialled = {readonly socket: Socket; readonly address: string};

/** Opens a TCP connection to the first address that accepts one; at most four are tried, `ms` each. */
export const dial = async (
	host: string,
	port: number,
	{
		connectTo,
		resolve,
		ms,
		signal,
	}: {
		readonly connectTo: readonly ConnectTo[];
		readonly resolve: Resolve;
		readonly ms: number;
		readonly signal: AbortSignal;
	},
): Promise<Dialled> => {
	const rule = connectTo.find(
		({host: wanted, port: wantedPort}) =>
			(wanted === '' || wanted === host) && (wantedPort === '' || Number(wantedPort) === port),
	);
	const toHost = rule?.toHost || host;
	const toPort = Number(rule?.toPort || port);
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
			clearTimeout(timer);
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
		const timer = setTimeout(
			() =>
				settle(() =>
					give({code: 'timeout', detail: `no connection within ${ms / 1000} s`} satisfies Failure),
				),
			ms,
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
