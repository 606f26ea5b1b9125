import type {DnsAnswer, DnsQuestion} from '../core/dns.ts';
import type {Failure} from '../core/failure.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import {exchangeOnce, type Target} from './dns/exchange.ts';
import {gate} from './dns/gate.ts';
import {wireName} from './dns/name.ts';
import {lookUp} from './dns/resolver.ts';
import {parseServer, type Server, showServer} from './dns/server.ts';
import {share} from './dns/share.ts';
import {askSystem, type SystemLookup, systemLookup} from './dns/system.ts';

export {parseServer, systemServers} from './dns/server.ts';

type Options = {
	/** `ADDRESS`, `ADDRESS:PORT` or `[V6]:PORT`, asked in turn. */
	readonly servers: readonly string[];
	/** Milliseconds for each server, TCP and retries included. */
	readonly timeoutMs?: number;
	/** Datagrams to each server. */
	readonly tries?: number;
	/** How the operating system is asked. */
	readonly system?: SystemLookup;
	/** Where a server is really reached that a question names; the configured ones are where they are, named or not. */
	readonly redirect?: (server: Server) => Server;
};

const queriesAtOnce = 64;

/**
 * Asks resolvers over UDP and TCP, or the operating system, and never throws. Each server is asked the same question
 * (name, type, recursion and validation) once in the lifetime of the probe, on the way of an alias or for itself,
 * unless that was called off; at most 64 queries are in flight.
 */
export const dnsProbe = ({
	servers,
	timeoutMs = 3000,
	tries = 3,
	system = systemLookup,
	redirect = server => server,
}: Options): Probe<DnsQuestion, DnsAnswer> => {
	const pass = gate(queriesAtOnce);
	const once = share<DnsAnswer>();
	const exchange = exchangeOnce({timeoutMs, tries});
	const configured = new Set(
		servers.map(parseServer).flatMap(server => (server.ok ? [showServer(server.value)] : [])),
	);

	return async ({name: typed, type, ask, server, recursion, validation}, signal) => {
		const name = wireName(typed);
		if (!name.ok) return failed({code: 'bad-name', detail: `${JSON.stringify(typed)}: ${name.failure}.`});
		const asked = {
			name: name.value,
			type,
			...(recursion && {recursion}),
			...(validation && {validation}),
		};
		if (ask === 'system')
			return once(JSON.stringify(['system', asked]), signal, shared =>
				pass(shared, () => askSystem(asked, {lookup: system, ms: timeoutMs, signal: shared})),
			);
		const targets = readTargets(server === undefined ? servers : [server], found =>
			server === undefined || configured.has(showServer(found)) ? found : redirect(found),
		);
		if (!targets.ok) return targets;
		const from = targets.value.map(target => showServer(target.server));
		const lookup = {...asked, targets: targets.value, timeoutMs, exchange};
		return once(JSON.stringify([server === undefined ? 'configured' : from, asked]), signal, shared =>
			pass(shared, () => lookUp({...lookup, signal: shared})),
		);
	};
};

const readTargets = (
	texts: readonly string[],
	reach: (server: Server) => Server,
): Result<readonly Target[], Failure> => {
	const targets: Target[] = [];
	for (const text of texts) {
		const server = parseServer(text);
		if (!server.ok)
			return failed({
				code: 'bad-name',
				detail: `${JSON.stringify(text)} is not the address of a DNS server.`,
			});
		targets.push({server: server.value, at: reach(server.value)});
	}
	return targets.length > 0
		? success(targets)
		: failed({code: 'unreachable', detail: 'No DNS server is configured.'});
};
