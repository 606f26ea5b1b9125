import type {SinkPlace} from '../core/sink.ts';
import {bracketed} from './address.ts';
import {createAuthority} from './certificates.ts';
import {holdClosedPort} from './closed.ts';
import {type Device, startDevice} from './device.ts';
import {raiseFilters} from './filters.ts';
import {createIdentities} from './identities.ts';
import {type Mailbox, openMailbox} from './mailbox.ts';
import {
	type Ground,
	nowhere,
	type Place,
	raiseNameServers,
	raiseServers,
	raiseTime,
	raiseWeb,
} from './places.ts';
import type {Scenario} from './scenario.ts';
import type {SeenSession} from './sessions.ts';
import {holdSilentPort} from './silent.ts';
import {resolve} from './zones/answer.ts';
import {changeZones} from './zones/merge.ts';
import {types} from './zones/record.ts';
import {fillTlsa} from './zones/tlsa.ts';
import {readZones} from './zones/zone.ts';
import {serveZones, type Zones} from './zones.ts';

export {listScenarios, readScenario} from './scenario/folder.ts';

/** A world that is up: the options by which a client reaches it, and what its servers saw. */
export type Lab = {
	/** For `--resolver`. */
	readonly resolver: string;
	/** For `--connect-to`, most particular first. */
	readonly connectTo: readonly string[];
	/** For `--ca`, PEM. */
	readonly ca: string;
	readonly answers: Scenario['answers'];
	readonly secrets: Scenario['secrets'];
	sessions(): readonly SeenSession[];
	/** The world's device, with a sink that listens there entered as its mail server. */
	device(places: readonly SinkPlace[]): Device;
	/** The world's mailbox, where it has one; `secret` gives the value of a secret by its name. */
	readonly mailbox?: (secret: (name: string) => string | undefined) => Promise<Mailbox>;
	close(): Promise<void>;
};

/**
 * Raises a world on loopback. Whatever it does not serve is refused (or silent) on this machine as well, so that
 * nothing ever leaves it.
 */
export const raiseLab = async (scenario: Scenario): Promise<Lab> => {
	const up: {close(): Promise<void>}[] = [];
	const keep: Ground['keep'] = held => {
		up.push(held);
		return held;
	};
	const close = async (): Promise<void> => {
		await Promise.all(up.splice(0).map(held => held.close()));
	};
	try {
		const raised = await raise(scenario, keep);
		const {mailbox, servers} = scenario;
		return {
			...raised,
			answers: scenario.answers,
			secrets: scenario.secrets,
			device: places => startDevice(scenario.device, places),
			...(mailbox
				? {
						mailbox: secret =>
							openMailbox(mailbox, {secret, ...(servers.length > 0 ? {sessions: raised.sessions} : {})}),
					}
				: {}),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
};

const raise = async (
	scenario: Scenario,
	keep: Ground['keep'],
): Promise<Pick<Lab, 'resolver' | 'connectTo' | 'ca' | 'sessions'>> => {
	const {elsewhere, silentPorts, signed, bogus} = scenario;
	const authority = await createAuthority();
	const {identityOf, digestOf} = createIdentities(authority, scenario);
	const closed = keep(await holdClosedPort());
	const silent = needsSilence(scenario) ? keep(await holdSilentPort()) : closed;
	const zonesWith: Ground['zonesWith'] = changes =>
		fillTlsa(changeZones(scenario.zones, changes).zones, digestOf);
	const ground: Ground = {closed, silent, zonesWith, identityOf, keep};

	const {fault, delay: delayMs} = scenario.resolver;
	const zones = await zonesWith({});
	const resolver = keep(await serveZones(zones, {fault, delayMs, signed, bogus}));
	const {places, providers} = await raiseServers(scenario.servers, ground);
	const all = [
		...places,
		...(await raiseWeb(scenario.web, ground)),
		...(await raiseTime(scenario.time, ground)),
		...(await raiseFilters(scenario.filters, ground)),
		...(await raiseNameServers(scenario, ground)),
	];
	const rest = restIn(elsewhere, {silent, closed});
	const restOf = (port: number) => (silentPorts.includes(port) ? {at: silent.port} : rest);
	const idle = idleAddresses(scenario.servers, zones).map(place => ({...place, ...restOf(place.port)}));
	return {
		resolver: resolver.address,
		connectTo: [
			...rulesFor([...all, ...idle]),
			...silentPorts.map(port => ruleFor({host: '', port, at: silent.port})),
			ruleFor({host: '', port: '', ...rest}),
		],
		ca: authority.trusted(),
		sessions: () => providers.flatMap(provider => provider.sessions()),
	};
};

const needsSilence = ({elsewhere, silentPorts, servers, web, time, filters}: Scenario): boolean =>
	elsewhere === 'silent' ||
	silentPorts.length > 0 ||
	[...servers, ...web, ...time, ...filters].some(({fault}) => fault === 'silent');

/**
 * The addresses of a name at which nothing is served, while something is at others. Without a rule of their own they
 * would lead to whatever the name leads to; where a server has taken one, its rule is the first.
 */
const idleAddresses = (
	servers: Scenario['servers'],
	zones: Zones,
): ReadonlyArray<Pick<Place, 'host' | 'port'>> => {
	const known = readZones(zones);
	return servers
		.filter(({address}) => address !== undefined)
		.flatMap(({host, port}) =>
			[types.A[0], types.AAAA[0]]
				.flatMap(type => resolve(known, host, type)?.answers ?? [])
				.flatMap(({address}) => (address === undefined ? [] : [{host: address, port}])),
		);
};

/** Where every port leads that no server has. */
const restIn = (
	elsewhere: Scenario['elsewhere'],
	{silent, closed}: Pick<Ground, 'silent' | 'closed'>,
): Pick<Place, 'at' | 'address'> => {
	switch (elsewhere) {
		case 'refused':
			return {at: closed.port};
		case 'silent':
			return {at: silent.port};
		case 'unreachable':
			return {at: nowhere.port, address: nowhere.address};
	}
};

/** Where several stand at one place, the first is reached. */
const rulesFor = (places: readonly Place[]): readonly string[] => {
	const rules = new Map<string, string>();
	for (const {host, ...place} of places) {
		const from = bracketed(host);
		const key = `${from}:${place.port}`;
		if (!rules.has(key)) rules.set(key, ruleFor({...place, host: from}));
	}
	return [...rules.values()];
};

/** As `--connect-to` takes it; an empty field fits all. */
const ruleFor = ({
	host,
	port,
	at,
	address = '127.0.0.1',
}: Omit<Place, 'port'> & {readonly port: number | ''}): string => `${host}:${port}:${address}:${at}`;
