import {hostname} from 'node:os';
import {domain} from '../../core/value.ts';
import {addressesOfThisMachine} from './addresses.ts';
import {openIdentity, type SinkIdentity} from './identity.ts';
import {isEverywhere} from './port.ts';
import type {SettledSettings} from './settings.ts';
import {folderOf} from './store-file.ts';

/** Addresses under which a device would find a sink: those that were asked for, or all of this machine. */
export const addressesFor = ({
	listen,
	reach,
}: Pick<SettledSettings, 'listen' | 'reach'>): readonly string[] =>
	listen.some(isEverywhere) ? addressesOfThisMachine(undefined, reach).map(({address}) => address) : listen;

/**
 * Who a sink is under every name and address of this machine, whatever it listens on, so that the certificate stays the same.
 * Its authority is kept beside the store, or nowhere.
 */
export const identityOf = ({name, certificate, store}: SettledSettings): Promise<SinkIdentity> => {
	const own = domain().safeParse(hostname()).success ? [hostname()] : [];
	const addresses = (['this-machine', 'network'] as const).flatMap(reach =>
		addressesOfThisMachine(undefined, reach).map(({address}) => address),
	);
	return openIdentity({
		names: [name, ...new Set([...own, 'localhost'].filter(other => other !== name))],
		addresses: [...new Set(['127.0.0.1', '::1', ...addresses])],
		now: Date.now(),
		...(store === ':memory:' ? {} : {folder: folderOf(store)}),
		...(certificate ? {given: certificate} : {}),
	});
};
