import type {Reach} from '../../../core/check.ts';
import type {Failure} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import {questionFor, type ServerParams} from '../../conversation.ts';

/** What a server is found to offer when outdated versions of TLS are tried as well. */
export type Outdated =
	/** The best that it has is a version that nobody should use (RFC 8996). */
	| {readonly is: 'version'; readonly offered: string}
	/** It came to a safe version all the same, with ciphers or keys that are otherwise refused. */
	| {readonly is: 'other'; readonly line: string};

const names: Readonly<Record<string, string>> = {TLSv1: 'TLS 1.0', 'TLSv1.1': 'TLS 1.1 at most'};

/**
 * The one extra try, without any credentials, after a handshake that failed. A server takes the best version that both
 * sides have, so what it takes is the best that it has. Nothing where that try fails as well.
 */
export const outdatedOffer = async (
	{host, port, security}: ServerParams,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Outdated | undefined> => {
	const question = questionFor({host, port, security}, 'tls');
	const look = await probes.smtp({...question, dialogue: 'second look', versions: 'outdated-too'}, signal);
	const tls = look.ok ? look.value.tls : undefined;
	if (!tls) return undefined;
	const offered = names[tls.protocol];
	return offered === undefined
		? {
				is: 'other',
				line: `second look: with outdated ciphers and keys as well, it came to ${printable(tls.protocol)}, ${printable(tls.cipher)}`,
			}
		: {is: 'version', offered};
};

/** Whether a handshake failed over its version by the word of OpenSSL: alert 70, or a version that is too old for us. */
export const isOverVersion = ({code, detail = ''}: Failure): boolean =>
	code === 'tls' && /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/i.test(detail);

/** Whether it failed in a way that does not say why. */
export const isUnclear = ({code}: Failure): boolean =>
	code === 'tls' || code === 'reset' || code === 'closed' || code === 'unexpected';
