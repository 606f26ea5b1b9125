import type {Reach} from '../../../core/check.ts';
import {type Failure, isAbsence} from '../../../core/failure.ts';
import {readTlsa, type Tlsa} from '../../../mail/tlsa.ts';
import type {Exchanger} from '../../exchangers.ts';

/** What DNS holds about the certificate of an exchanger on port 25 (RFC 7672 section 2.2). */
export type Announced =
	| {
			readonly is: 'found';
			/** The name that the records stand at. */
			readonly name: string;
			/** The host that this name is about: that of the exchanger, or what it is an alias of. */
			readonly base: string;
			/** As they stand in DNS. */
			readonly lines: readonly string[];
			readonly records: ReadonlyArray<Tlsa | undefined>;
			readonly authenticated: boolean;
	  }
	| {readonly is: 'absent'}
	| {readonly is: 'open'; readonly failure: Failure};

/** TLSA records that are looked at of one exchanger. */
const most = 20;

/** Asks for the TLSA records of an exchanger; where it is an alias, first of the name that it stands for. */
export const announcedFor = async (
	{host, target}: Exchanger,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Announced> => {
	for (const base of target === undefined ? [host] : [target, host]) {
		const name = `_25._tcp.${base.replace(/\.$/, '')}`;
		const result = await probes.dns({name, type: 'TLSA'}, signal);
		if (result.ok) {
			const {records, authenticated} = result.value;
			if (records.length === 0)
				return {is: 'open', failure: {code: 'malformed', detail: 'the answer holds no record'}};
			const lines = records.slice(0, most).map(({data}) => data);
			return {is: 'found', name, base, lines, records: lines.map(readTlsa), authenticated};
		}
		if (!isAbsence(result.failure)) return {is: 'open', failure: result.failure};
	}
	return {is: 'absent'};
};

/**
 * Whether the resolver says of anything that it validated it: the root is signed, so an answer about it without that
 * word comes from a resolver that never says it, or from one that could not be heard.
 */
export const validates = async ({probes, signal}: Pick<Reach, 'probes' | 'signal'>): Promise<boolean> => {
	const root = await probes.dns({name: '.', type: 'NS'}, signal);
	return root.ok && root.value.authenticated;
};
