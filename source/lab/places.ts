import type {Identity} from './certificates.ts';
import {startTimeServer} from './clock.ts';
import {startImpostor} from './impostor.ts';
import {type Provider, startProvider} from './provider.ts';
import type {Scenario} from './scenario.ts';
import type {ServerSettings} from './settings.ts';
import type {HeldPort} from './silent.ts';
import {startWeb} from './web.ts';
import type {ZoneChanges} from './zones/merge.ts';
import {serveAuthority, serveZones, type Zones} from './zones.ts';

/** A port of the simulated internet, and the port on loopback that stands for it. */
export type Place = {
	/** A name or an address. */
	readonly host: string;
	readonly port: number;
	readonly at: number;
	/** The address that `at` belongs to; else 127.0.0.1. */
	readonly address?: string;
};

/**
 * A multicast group: systems begin no TCP connection to one, so that nothing leaves this machine, and the caller is told at
 * once that there is no way.
 */
export const nowhere = {address: '224.0.0.1', port: 9} as const;

/** What everything in one world stands on. */
export type Ground = {
	readonly closed: HeldPort;
	readonly silent: HeldPort;
	/** The world's zones with changes, digests filled in. */
	zonesWith(changes: ZoneChanges): Promise<Zones>;
	identityOf(server: Pick<ServerSettings, 'host' | 'certificate' | 'issuer'>): Promise<Identity>;
	/** Closes it together with the world. */
	keep<T extends {close(): Promise<void>}>(held: T): T;
};

/** Starts the mail servers; `providers` are those that can tell what they saw. */
export const raiseServers = async (
	servers: Scenario['servers'],
	ground: Ground,
): Promise<{readonly places: readonly Place[]; readonly providers: readonly Provider[]}> => {
	const places: Place[] = [];
	const providers: Provider[] = [];
	for (const settings of servers) {
		if (settings.fault === 'silent') places.push(...placesOf(settings, ground.silent));
		else if (settings.fault === 'refused') places.push(...placesOf(settings, ground.closed));
		else if (settings.fault === 'unreachable') places.push(...placesOf(settings, nowhere));
		else {
			const provider = ground.keep(await startServer(settings, ground));
			providers.push(provider);
			places.push(...placesOf(settings, provider));
		}
	}
	return {places, providers};
};

/** Starts the web servers. */
export const raiseWeb = async (web: Scenario['web'], ground: Ground): Promise<readonly Place[]> => {
	const places: Place[] = [];
	for (const settings of web) {
		if (settings.fault === 'silent') places.push(...placesOf(settings, ground.silent));
		else if (settings.fault === 'refused') places.push(...placesOf(settings, ground.closed));
		else {
			const server = ground.keep(await startWeb(settings, await ground.identityOf(settings)));
			places.push(...placesOf(settings, server));
		}
	}
	return places;
};

/** Starts the time servers. */
export const raiseTime = async (time: Scenario['time'], ground: Ground): Promise<readonly Place[]> => {
	const places: Place[] = [];
	for (const settings of time) {
		if (settings.fault === 'silent') places.push(...placesOf(settings, ground.silent));
		else if (settings.fault === 'refused') places.push(...placesOf(settings, ground.closed));
		else places.push(...placesOf(settings, ground.keep(await startTimeServer(settings))));
	}
	return places;
};

const dnsPort = 53;

/** Starts the name servers that a world has besides its main resolver. */
export const raiseNameServers = async (
	{authorities, resolvers, signed, bogus}: Pick<Scenario, 'authorities' | 'resolvers' | 'signed' | 'bogus'>,
	{closed, zonesWith, keep}: Ground,
): Promise<readonly Place[]> => {
	const places: Place[] = [];
	for (const {address, serves, zones, fault} of authorities) {
		const at =
			fault === 'closed'
				? closed.port
				: portOf(keep(await serveAuthority(await zonesWith(zones), {serves, fault})));
		places.push({host: address, port: dnsPort, at});
	}
	for (const {address, zones, fault, delay, ...own} of resolvers) {
		const options = {fault, delayMs: delay, signed: own.signed ?? signed, bogus: own.bogus ?? bogus};
		const server = keep(await serveZones(await zonesWith(zones), options));
		places.push({host: address, port: dnsPort, at: portOf(server)});
	}
	return places;
};

const portOf = ({address}: {readonly address: string}): number => Number(address.split(':').at(-1));

type Standing = {
	readonly host: string;
	readonly port: number;
	readonly address?: string | undefined;
};

/** Reached by its address, if it stands for one, and by its name. */
const placesOf = (
	{host, port, address}: Standing,
	{port: at, address: there}: {readonly port: number; readonly address?: string},
): readonly Place[] => {
	const place = {port, at, ...(there === undefined ? {} : {address: there})};
	return [...(address === undefined ? [] : [{...place, host: address}]), {...place, host}];
};

const startServer = async (settings: ServerSettings, {identityOf}: Ground): Promise<Provider> => {
	const identity = await identityOf(settings);
	switch (settings.fault) {
		case 'mute':
		case 'http':
		case 'ssh':
		case 'drop':
			return startImpostor(settings, settings.fault, identity);
		case 'mute-tls':
		case 'cut-tls':
			return settings.security === 'implicit'
				? startImpostor(settings, settings.fault === 'cut-tls' ? 'cut' : 'mute')
				: startProvider(settings, identity);
		case 'masked':
		case 'strip-starttls':
		case 'inject':
		case 'old-tls':
		case 'oldest-tls':
		case 'silent':
		case 'refused':
		case 'unreachable':
		case undefined:
			return startProvider(settings, identity);
	}
};
