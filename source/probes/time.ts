import {isIP} from 'node:net';
import type {Failure} from '../core/failure.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {TimeAnswer, TimeQuestion} from '../core/time.ts';
import {hostOf, type Place, placeOf} from './connect-to.ts';
import {mostTelling, type Ways} from './dial.ts';
import {canonicalAddress} from './dns/server.ts';
import {askForTime} from './time/exchange.ts';

export type TimeOptions = Ways & {
	/** Our clock, which is compared: milliseconds since 1970. */
	readonly now: () => number;
};

const timePort = 123;
const mostAddresses = 2;

/**
 * Asks a time server (SNTP over UDP, RFC 4330) how far our clock is from its own, `ms` at most for each of at most two
 * addresses. A server that refuses to be asked (`query-refused`) or has not set its own clock (`server-failure`) ends it.
 */
export const timeProbe =
	({connectTo, resolve, ms, now}: TimeOptions): Probe<TimeQuestion, TimeAnswer> =>
	async ({server, port = timePort}, signal) => {
		if (signal.aborted) return failed({code: 'cancelled'});
		const host = hostOf(server);
		if (host === undefined) return failed({code: 'bad-name', detail: 'not a host name'});
		if (!Number.isInteger(port) || port < 1 || port > 65_535)
			return failed({code: 'bad-name', detail: 'not a port'});
		const place = placeOf({host, port}, connectTo);
		const addresses = await addressesOf(place, resolve, signal);
		if (!addresses.ok) return addresses;

		const failures: Failure[] = [];
		for (const address of addresses.value) {
			const heard = await askForTime({address, port: place.port}, {ms, now, signal});
			if (heard.ok || !isOfTheWay(heard.failure)) return heard;
			failures.push(heard.failure);
		}
		return failed(mostTelling(failures));
	};

const addressesOf = async (
	{host}: Place,
	resolve: Ways['resolve'],
	signal: AbortSignal,
): Promise<Result<readonly string[], Failure>> => {
	if (isIP(host)) return success([host]);
	const found = await resolve(host, signal);
	return found.ok
		? success(
				found.value
					.filter(text => isIP(text) > 0)
					.slice(0, mostAddresses)
					.map(canonicalAddress),
			)
		: found;
};

/** Another address may be reached; one that has answered has spoken for the server. */
const isOfTheWay = ({code}: Failure): boolean =>
	code === 'timeout' || code === 'refused' || code === 'unreachable' || code === 'not-permitted';
