import type {Reach} from '../../../core/check.ts';
import {type Failure, inWords} from '../../../core/failure.ts';
import {questionFor, type ServerParams, serverFacts} from '../../conversation.ts';
import type {Found, TlsFinding} from './findings.ts';
import {byItsBeginning, interceptionFacts} from './interception.ts';
import {isOverVersion, isUnclear, outdatedOffer} from './versions.ts';

/** What there is to say where no TLS handshake was finished. */
export const withoutHandshake = async (
	failure: Failure,
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'providers' | 'inspectors' | 'signal'>,
	found: Found,
): Promise<TlsFinding> => {
	const facts = serverFacts(params);
	if (failure.code === 'timeout') return found('no-answer', facts);
	const overVersion = isOverVersion(failure);
	if (!overVersion && params.security === 'implicit' && (await speaksPlain(params, reach))) {
		const other = byItsBeginning(params, reach);
		return other ? found('intercepted', {...facts, ...interceptionFacts(other)}) : found('plain-port', facts);
	}
	const offer = isUnclear(failure) ? await outdatedOffer(params, reach) : undefined;
	const why = {...facts, failure: inWords(failure)};
	if (offer?.is === 'version') return found('version', {...why, offered: offer.offered});
	if (overVersion) return found('version', {...why, offered: 'a version that could not be found out'});
	return found('handshake-failed', {...why, ...(offer ? {details: [offer.line]} : {})});
};

/** A second look without any credentials: whether the port greets before TLS. */
const speaksPlain = async (
	{host, port}: ServerParams,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<boolean> => {
	const question = questionFor({host, port, security: 'starttls'}, 'connect');
	const result = await probes.smtp({...question, dialogue: 'second look'}, signal);
	return result.ok && result.value.greeting !== undefined;
};
