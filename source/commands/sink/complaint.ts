import {SinkPortError} from '../../sink/server/listen.ts';
import {StoreFault} from '../../sink/store/fault.ts';
import {UsageError} from '../io.ts';

/** Why a sink or its store could not be opened, for the person who asked for it; every other error is our fault. */
export const complaintOf = (error: unknown): unknown => {
	if (error instanceof StoreFault) return new UsageError(`lostmail: ${error.message}`);
	if (!(error instanceof SinkPortError)) return error;
	const help = helps[error.code];
	return new UsageError(`lostmail: ${error.message}${help === undefined ? '' : `\n  ${help}`}`);
};

const helps: Readonly<Record<string, string>> = {
	EADDRINUSE: '--port PORT listens elsewhere, and --port 0 on any port that is free',
	EACCES: '--port 2525 and every other from 1024 on need no such rights',
	EADDRNOTAVAIL: '--listen takes an address that this machine has',
};
