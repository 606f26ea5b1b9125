import {readFileSync} from 'node:fs';

/**
 * Whether no shell waits behind this process, so that whoever stops it could not go on: its process group is that of the
 * whole session, as under sshd's ForceCommand or in a window of its own (the kernel ignores SIGTSTP there). False where
 * the system does not tell (only Linux has `/proc`).
 */
export const isAlone = (stat: () => string = ownStat): boolean => {
	try {
		const {group, session} = placeIn(stat());
		return group !== undefined && group === session;
	} catch {
		return false;
	}
};

const ownStat = (): string => readFileSync('/proc/self/stat', 'utf8');

/** The name of the program stands in brackets and may hold any character; behind it come state, parent, group, session. */
const placeIn = (
	stat: string,
): {readonly group?: string | undefined; readonly session?: string | undefined} => {
	const [, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return {group, session};
};
