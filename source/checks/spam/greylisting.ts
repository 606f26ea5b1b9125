import {defineCheck, ok, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {serverFacts, serverParams, toldBy} from '../conversation.ts';
import {greylistFindings, judgeWait, patienceParams, takePatiently} from '../greylisting.ts';

export default defineCheck({
	id: 'spam.greylisting',
	title: 'Greylisting',
	about:
		'Asks whether a server makes unknown senders come back later, by its words and by a second try; no mail is sent.',
	hop: 'filter',
	params: serverParams.extend(patienceParams),

	findings: {
		...greylistFindings,
		'not-greylisted': ok(
			'{host} takes mail for {to} at the first try: it does not greylist this sender from here.',
		),
		'put-off': unknown('{host} puts mail for {to} off for now, without words of greylisting: {reply}'),
		refused: unknown('{host} refuses {to} for another reason, so that greylisting cannot be seen: {reply}'),
		'no-recipient': unknown('Nobody knows which address the code should reach.'),
		'not-reached': unknown('The conversation with {host} ended before the recipient: {failure}.'),
		'no-answer': unknown('{host} gave no answer about the recipient: {failure}.'),
	},

	async run({params: {'may-wait': mayWait, 'code-life': life, ...params}, found, ...reach}) {
		const {to} = params;
		const patience = {'may-wait': mayWait, 'code-life': life};
		const facts = serverFacts(params);
		if (to === undefined) return found('no-recipient', facts);
		const {outcome, wait, putOff} = await takePatiently('recipient', params, patience, reach);
		if (putOff) return found(putOff.code, {...facts, ...putOff.facts, to});
		switch (outcome.is) {
			case 'passed': {
				if (!wait) return found('not-greylisted', {...facts, to});
				const {code, facts: told} = judgeWait(wait, patience);
				return found(code, {...facts, ...told, to});
			}
			case 'refused':
				return found('refused', {...facts, ...toldBy(outcome, {}).facts, to});
			case 'deferred':
				return found('put-off', {...facts, ...toldBy(outcome, {}).facts, to});
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				return found('no-answer', {...facts, failure: inWords(outcome.failure)});
		}
	},
});
