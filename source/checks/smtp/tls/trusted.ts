import type {Inspector} from '../../../core/inspector.ts';
import type {TlsFacts} from '../../../core/smtp.ts';
import {type ServerParams, serverFacts} from '../../conversation.ts';
import {certificateFacts, firstEnding, sessionFacts, weakLine, weaknessOf} from './chain.ts';
import type {Found, TlsFinding} from './findings.ts';
import {byItsMaker, interceptionFacts} from './interception.ts';

/** What there is to say of a session whose certificate is trusted; what breaks first comes first. */
export const trusted = (
	tls: TlsFacts,
	{
		params,
		inspectors,
		now,
	}: {readonly params: ServerParams; readonly inspectors: readonly Inspector[]; readonly now: number},
	found: Found,
): TlsFinding => {
	const session = sessionFacts(tls);
	const facts = {...serverFacts(params), ...session, ...certificateFacts(tls, now)};
	const maker = byItsMaker(tls, inspectors);
	if (maker) return found('inspected', {...facts, ...interceptionFacts(maker, session.details)});
	const ending = firstEnding(tls, params.host, now);
	const weakness = weaknessOf(tls);
	if (ending?.term === 'soon') return found('expires-soon', {...facts, ...ending});
	if (weakness !== undefined)
		return found('weak-key', {...facts, weakness, details: [...session.details, weakLine]});
	return ending ? found('expires-in-a-month', {...facts, ...ending}) : found('encrypted', facts);
};
