import type {DnsAnswer, DnsQuestion} from '../core/dns.ts';
import type {Failure} from '../core/failure.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
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
};

const queriesAtOnce = 64;

/**
 * Asks resolvers over UDP and TCP, or the operating system, and never throws. The same question is asked once in
 * the lifetime of the probe, unless it was called off.
 */
export const dnsProbe = ({
	servers,
	timeoutMs = 3000,
	tries = 3,
	system = systemLookup,
}: Options): Probe<DnsQuestion, DnsAnswer> => {
	const pass = gate(queriesAtOnce);
	const once = share<DnsAnswer>();

	return async (question, signal) => {
		const {type, ask, server} = question;
		const name = wireName(question.name);
		if (!name.ok)
			return failed({code: 'bad-name', detail: `${JSON.stringify(question.name)}: ${name.failure}.`});
		if (ask === 'system') {
			const asked = {name: name.value, type};
			return once(key('system', asked), signal, shared =>
				pass(shared, () => askSystem(asked, {lookup: system, ms: timeoutMs, signal: shared})),
			);
		}
		const resolvers = readServers(server === undefined ? servers : [server]);
		if (!resolvers.ok) return resolvers;
		const asked = {name: name.value, type};
		const from = server === undefined ? 'configured' : resolvers.value.map(showServer).join();
		return once(key(from, asked), signal, shared =>
			pass(shared, () => lookUp({...asked, servers: resolvers.value, timeoutMs, tries, signal: shared})),
		);
	};
};

const key = (from: string, {name, type}: {readonly name: string; readonly type: string}): string =>
	JSON.stringify([from, name, type]);

const readServers = (texts: readonly string[]): Result<readonly Server[], Failure> => {
	const servers: Server[] = [];
	for (const text of texts) {
		const server = parseServer(text);
		if (!server.ok)
			return failed({
				code: 'bad-name',
				detail: `${JSON.stringify(text)} is not the address of a DNS server.`,
			});
		servers.push(server.value);
	}
	return servers.length > 0
		? success(servers)
		: failed({code: 'unreachable', detail: 'No DNS server is configured.'});
};
