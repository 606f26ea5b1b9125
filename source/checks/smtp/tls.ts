import {defineCheck} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {atTheDoor, serverFacts, serverParams, takeTo, toldBy} from '../conversation.ts';
import {sessionFacts} from './tls/chain.ts';
import {findings} from './tls/findings.ts';
import {withoutHandshake} from './tls/handshake.ts';
import {byItsOffer, interceptionFacts} from './tls/interception.ts';
import {trusted} from './tls/trusted.ts';
import {untrusted} from './tls/untrusted.ts';

export default defineCheck({
	id: 'smtp.tls',
	title: 'Encryption',
	about: 'Encrypts the session as the device is set to, and judges the certificate.',
	hop: 'tls',
	params: serverParams,
	findings,

	async run({params, found, startedAt, ...reach}) {
		const facts = serverFacts(params);
		const outcome = await takeTo('tls', params, reach);
		switch (outcome.is) {
			case 'passed': {
				const {tls} = outcome.answer;
				return tls
					? trusted(tls, {params, inspectors: reach.inspectors, now: startedAt}, found)
					: found('not-encrypted', facts);
			}
			case 'refused': {
				const {tls} = outcome.answer;
				if (!tls) return found('refused', {...facts, ...toldBy(outcome, {}).facts});
				const {code, facts: told} = atTheDoor(outcome, params);
				return found(code, {...facts, ...sessionFacts(tls), ...told});
			}
			case 'deferred': {
				const said = {...facts, ...toldBy(outcome, {}).facts};
				const {tls} = outcome.answer;
				return tls ? found('busy', {...said, ...sessionFacts(tls)}) : found('temporary', said);
			}
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				break;
		}

		const {failure, answer} = outcome;
		if (failure.code === 'not-offered') {
			if (answer?.anomalies.includes('starttls-stripped')) return found('stripped', facts);
			const hidden = answer && byItsOffer(params, answer, reach);
			return hidden
				? found('intercepted', {...facts, ...interceptionFacts(hidden)})
				: found('not-offered', facts);
		}
		if (failure.code === 'untrusted' && answer?.anomalies.includes('plaintext-after-starttls'))
			return found('injected', facts);
		const tls = answer?.tls;
		if (tls?.fault && failure.code === 'untrusted')
			return untrusted({tls, fault: tls.fault, params, now: startedAt}, reach, found);
		if (tls) {
			const seen = {...facts, ...sessionFacts(tls), failure: inWords(failure)};
			return failure.code === 'malformed' && !answer?.greeting
				? found('not-smtp', seen)
				: found('broken-off', seen);
		}
		return withoutHandshake(failure, params, reach, found);
	},
});
