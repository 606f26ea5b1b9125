import {statSync} from 'node:fs';
import path from 'node:path';
import type {Companion} from '../../settings/found.ts';

/** Where a file lies that a configuration names, and whether that is what it names; or why it is not taken. */
type Found = {readonly place: string; readonly isAsWritten: boolean} | {readonly why: string};

/** Where the configuration of this very machine stands: what it names elsewhere is meant as it is written. */
const ownFolders = [
	'/etc/postfix',
	'/usr/local/etc/postfix',
	'/usr/pkg/etc/postfix',
	'/opt/homebrew/etc/postfix',
];

/**
 * Looks for it by its name beside the configuration; as it is written only where the configuration is at home. A copy of a
 * device’s files lies elsewhere, and what stands at the written path of this machine is somebody else’s.
 */
export const findCompanion = ({asked}: Companion, configuration: string): Found => {
	if (configuration === '-') return {why: 'a configuration from a pipe has nothing beside it'};
	const folder = path.resolve(path.dirname(configuration));
	const written = path.resolve(folder, asked);
	const isAtHome = isWithin(folder, written) || ownFolders.includes(folder);
	const places = [...(isAtHome ? [written] : []), path.join(folder, path.basename(asked))];
	const place = places.find(isThere);
	if (place !== undefined) return {place, isAsWritten: place === written};
	const isElsewhere = !isAtHome && isThere(written);
	return {why: isElsewhere ? 'it is not beside the configuration' : 'it is not there'};
};

const isThere = (file: string): boolean => statSync(file, {throwIfNoEntry: false}) !== undefined;

const isWithin = (folder: string, file: string): boolean => {
	const way = path.relative(folder, file);
	return way !== '' && !path.isAbsolute(way) && way.split(path.sep)[0] !== '..';
};
