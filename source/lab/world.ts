import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {failed, type Result} from '../core/result.ts';
import {type Authority, createAuthority} from './certificates.ts';
import {holdClosedPort} from './closed.ts';
import {startImpostor} from './impostor.ts';
import {type Provider, startProvider} from './provider.ts';
import {parseScenario, type Scenario, type ScenarioProblem} from './scenario.ts';
import type {SeenSession} from './sessions.ts';
import type {ServerSettings} from './settings.ts';
import {holdSilentPort} from './silent.ts';
import {serveZones} from './zones.ts';

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
	close(): Promise<void>;
};

/** Ports that a client tries on its own when the one it was told does not answer. */
const submissionPorts = [25, 465, 587, 2525];

/**
 * Raises a world on loopback. Whatever it does not serve is refused (or silent) on this machine as well, so that
 * nothing ever leaves it.
 */
export const raiseLab = async (scenario: Scenario): Promise<Lab> => {
	const up: {close(): Promise<void>}[] = [];
	const keep = <T extends {close(): Promise<void>}>(held: T): T => {
		up.push(held);
		return held;
	};
	const close = async (): Promise<void> => {
		await Promise.all(up.splice(0).map(held => held.close()));
	};

	try {
		const authority = await createAuthority();
		const resolver = keep(
			await serveZones(scenario.zones, {
				...(scenario.resolver.fault === undefined ? {} : {fault: scenario.resolver.fault}),
				...(scenario.resolver.delay === undefined ? {} : {delayMs: scenario.resolver.delay}),
			}),
		);
		const {elsewhere, servers} = scenario;
		const needsSilence = elsewhere === 'silent' || servers.some(({fault}) => fault === 'silent');
		const closed = keep(await holdClosedPort());
		const silent = needsSilence ? keep(await holdSilentPort()) : closed;

		const providers: Provider[] = [];
		const places: Place[] = [];
		for (const settings of servers) {
			const {host, port, fault} = settings;
			if (fault === 'silent') places.push({host, port, at: silent.port});
			else if (fault === 'refused') places.push({host, port, at: closed.port});
			else {
				const provider = keep(await startServer(settings, authority));
				providers.push(provider);
				places.push({host, port, at: provider.port});
			}
		}
		const rest = elsewhere === 'silent' ? silent.port : closed.port;
		return {
			resolver: resolver.address,
			connectTo: [
				...[...places, ...unserved(servers, rest)].map(
					({host, port, at}) => `${host}:${port}:127.0.0.1:${at}`,
				),
				`::127.0.0.1:${rest}`,
			],
			ca: authority.pem,
			answers: scenario.answers,
			secrets: scenario.secrets,
			sessions: () => providers.flatMap(provider => provider.sessions()),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
};

/** A port of the simulated internet, and the port on loopback that stands for it. */
type Place = {readonly host: string; readonly port: number; readonly at: number};

const startServer = async (settings: ServerSettings, authority: Authority): Promise<Provider> => {
	switch (settings.fault) {
		case 'mute':
		case 'http':
		case 'ssh':
		case 'drop':
			return startImpostor(settings, settings.fault);
		case 'strip-starttls':
		case 'inject':
		case 'old-tls':
		case 'silent':
		case 'refused':
		case undefined:
			return startProvider(
				settings,
				await authority.issue({name: settings.host, kind: settings.certificate}),
			);
	}
};

const unserved = (servers: readonly ServerSettings[], at: number): readonly Place[] =>
	[...new Set(servers.map(({host}) => host))].flatMap(host =>
		submissionPorts
			.filter(port => !servers.some(server => server.host === host && server.port === port))
			.map(port => ({host, port, at})),
	);

/** Names of the scenarios in a folder, in order. */
export const listScenarios = async (folder: string): Promise<readonly string[]> =>
	(await readdir(folder))
		.filter(file => file.endsWith('.yaml'))
		.map(file => file.slice(0, -'.yaml'.length))
		.sort();

/** One scenario by its name; a name is never a path. */
export const readScenario = async (
	folder: string,
	name: string,
): Promise<Result<Scenario, readonly ScenarioProblem[]>> => {
	const nowhere = (message: string) => failed([{message, path: '', line: 1, column: 1}]);
	if (!/^[a-z0-9-]+$/.test(name)) return nowhere(`"${name}" is not the name of a scenario`);
	try {
		return parseScenario(name, await readFile(join(folder, `${name}.yaml`), 'utf8'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nowhere(`there is no scenario "${name}"`);
		throw error;
	}
};
