import {once} from 'node:events';
import {createServer as createHttpServer} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import {type AddressInfo, createServer, type Server, type Socket} from 'node:net';
import {judgeBy} from './filters/judge.ts';
import {rspamdListener} from './filters/rspamd.ts';
import type {FilterSettings} from './filters/settings.ts';
import {speakSpamd} from './filters/spamd.ts';
import type {Ground, Place} from './places.ts';
import type {HeldPort} from './silent.ts';

export {type FilterSettings, filterSchema} from './filters/settings.ts';

/** Starts the spam filters of a world. */
export const raiseFilters = async (
	filters: readonly FilterSettings[],
	ground: Pick<Ground, 'closed' | 'silent' | 'identityOf' | 'keep'>,
): Promise<readonly Place[]> => {
	const places: Place[] = [];
	for (const settings of filters) {
		const {port: at} = await heldFor(settings, ground);
		const {host, port, address} = settings;
		places.push(...(address === undefined ? [] : [{host: address, port, at}]), {host, port, at});
	}
	return places;
};

const heldFor = async (
	settings: FilterSettings,
	{closed, silent, identityOf, keep}: Pick<Ground, 'closed' | 'silent' | 'identityOf' | 'keep'>,
): Promise<Pick<HeldPort, 'port'>> => {
	if (settings.fault === 'silent') return silent;
	if (settings.fault === 'refused') return closed;
	return keep(await startFilter(settings, identityOf));
};

const startFilter = async (settings: FilterSettings, identityOf: Ground['identityOf']): Promise<HeldPort> => {
	const server = await serverFor(settings, identityOf);
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket)).on('error', () => {});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			const done = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await done;
		},
	};
};

const serverFor = async (settings: FilterSettings, identityOf: Ground['identityOf']): Promise<Server> => {
	const {speaks, scheme, fault, host, certificate} = settings;
	if (fault === 'drop') return createServer(socket => void socket.once('data', () => socket.destroy()));
	const judge = judgeBy(settings);
	if (speaks === 'spamd')
		return createServer({allowHalfOpen: true}, socket => speakSpamd(socket, settings, judge));
	const listener = rspamdListener(settings, judge);
	if (scheme === 'http') return createHttpServer(listener);
	const server = createHttpsServer(await identityOf({host, certificate, issuer: undefined}), listener);
	server.on('tlsClientError', () => {});
	return server;
};
