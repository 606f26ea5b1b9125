import {z} from 'zod';
import {defineCheck, ok, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {acceptanceCodes, acceptanceFindings} from '../acceptance.ts';
import {serverFacts, serverParams, shown, toldBy} from '../conversation.ts';
import {greylistFindings, judgeWait, patienceParams, takePatiently} from '../greylisting.ts';

export default defineCheck({
	id: 'smtp.accept',
	title: 'Acceptance',
	about: 'Sends one test mail, if somebody agreed to it, and hears whether it is accepted.',
	hop: 'accept',

	params: serverParams.extend({
		...patienceParams,
		'may-send': z
			.enum(['yes', 'no'])
			.optional()
			.describe('Whether one real test mail may be sent.')
			.meta({consent: true}),
	}),

	findings: {
		...acceptanceFindings('test mail'),
		...greylistFindings,
		accepted: ok('{host} accepted the test mail for {to}: {reply}'),
		'not-sent': unknown('No test mail was sent, because nobody agreed to one.'),
		'no-envelope': unknown('No test mail was sent, because the sender or the recipient is not known.'),
		'no-answer': unknown('{host} gave no answer to the test mail: {failure}.'),
		'already-sent': unknown('The one test mail of this run was sent already.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({
		params: {'may-send': maySend, 'may-wait': mayWait, 'code-life': life, ...params},
		found,
		...reach
	}) {
		const facts = serverFacts(params);
		if (maySend !== 'yes') return found('not-sent', facts);
		const {from, to} = params;
		if (from === undefined || to === undefined) return found('no-envelope', facts);
		const patience = {'may-wait': mayWait, 'code-life': life};
		const {outcome, wait, putOff} = await takePatiently('accept', params, patience, reach);
		if (putOff) return found(putOff.code, {...facts, ...putOff.facts, to});
		switch (outcome.is) {
			case 'passed': {
				if (wait) {
					const {code, facts: told} = judgeWait(wait, patience);
					return found(code, {...facts, ...told, to, tag: reach.tag});
				}
				return found('accepted', {
					...facts,
					to,
					tag: reach.tag,
					reply: outcome.reply ? shown(outcome.reply) : 'no words',
				});
			}
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, acceptanceCodes);
				return found(code, {...facts, ...told, to});
			}
			case 'deferred': {
				const {facts: told} = toldBy(outcome, acceptanceCodes);
				return found('temporary', {...facts, ...told, to});
			}
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				return outcome.failure.code === 'already-tried'
					? found('already-sent', facts)
					: found('no-answer', {...facts, failure: inWords(outcome.failure)});
		}
	},
});
