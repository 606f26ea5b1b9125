import {exitCodes, type Io} from '../io.ts';
import {complaintOf} from './complaint.ts';
import {identityOf} from './reached.ts';
import {settled} from './settings.ts';

/** `lostmail sink certificate`: the authority of this machine's sinks, made where there is none yet. */
export const printCertificate = async (
	{store}: {readonly store?: string},
	io: Pick<Io, 'out' | 'err'>,
): Promise<number> => {
	const {authorityPem, notes} = await identityOf(settled(store === undefined ? {} : {store})).catch(
		(error: unknown) => {
			throw complaintOf(error);
		},
	);
	io.out(authorityPem.endsWith('\n') ? authorityPem : `${authorityPem}\n`);
	for (const note of notes) io.err(`lostmail: ${note}\n`);
	return exitCodes.healthy;
};
