import type {Reach} from '../../../core/check.ts';
import {type Failure, inWords, isAbsence} from '../../../core/failure.ts';
import type {HttpAnswer} from '../../../core/http.ts';
import {readStsPolicy, type StsPolicy} from '../../../mail/mta-sts-policy.ts';
import {shownText} from '../../published.ts';

/** What lies where the policy file of a domain has to be; `details` are its lines, safe to print. */
export type PolicyFile =
	| {readonly is: 'policy'; readonly policy: StsPolicy; readonly details: readonly string[]}
	| {
			readonly is: 'malformed';
			readonly field: string;
			readonly why: string;
			readonly details: readonly string[];
	  }
	| {readonly is: 'missing' | 'untrusted' | 'unreachable'; readonly why: string}
	| {readonly is: 'redirect'; readonly status: number};

const mostLines = 30;
/** Octets of a policy that are read (RFC 8461 section 3.3). */
const limit = 65_536;

/** Fetches and reads a policy file; whatever may be about the moment or about who asks is `unreachable`. */
export const policyAt = async (
	url: string,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<PolicyFile> => {
	const result = await probes.http({url, limit}, signal);
	return result.ok ? fetched(result.value) : notFetched(result.failure);
};

const notFetched = (failure: Failure): PolicyFile => {
	const why = shownText(inWords(failure));
	if (isAbsence(failure)) return {is: 'missing', why: `its host has no address (${why})`};
	return {is: failure.code === 'untrusted' ? 'untrusted' : 'unreachable', why};
};

/** Client errors that are about the moment, or about who asks (RFC 9110 section 15.5, RFC 6585 section 4). */
const notAboutThePolicy = new Set([401, 403, 407, 408, 421, 425, 429]);

const fetched = async ({status, contentType = '', body}: HttpAnswer): Promise<PolicyFile> => {
	if (status >= 300 && status < 400) return {is: 'redirect', status};
	if (status >= 500 || notAboutThePolicy.has(status))
		return {is: 'unreachable', why: `its server answers ${status}`};
	if (status !== 200) return {is: 'missing', why: `its server answers ${status}`};
	const details = shownLines(body);
	const [type = ''] = contentType.split(';', 1);
	if (type.trim().toLowerCase() !== 'text/plain') {
		const sent = shownText(type.trim()) || 'something unnamed';
		return {
			is: 'malformed',
			field: 'its media type',
			why: `it is sent as ${sent}, and must be text/plain`,
			details,
		};
	}
	const read = await readStsPolicy(body);
	if (read.is === 'policy') return {...read, details};
	const field = read.line === undefined ? read.field : `"${shownText(read.line)}"`;
	return {is: 'malformed', field, why: read.why, details};
};

const shownLines = (text: string): readonly string[] => {
	const lines = text.split(/\r?\n/).filter(line => line.trim() !== '');
	const rest = lines.length - mostLines;
	return [...lines.slice(0, mostLines).map(shownText), ...(rest > 0 ? [`… ${rest} more lines`] : [])];
};
