import {z} from 'zod';
import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {serverFacts, serverParams, shown, takeTo, toldBy} from '../conversation.ts';
import {receiverCodes, receiverFindings} from '../receiver.ts';

const codes = {
	...receiverCodes,
	'accept.content-rejected': 'content-rejected',
	'accept.malformed': 'malformed',
	'accept.too-large': 'too-large',
	'accept.server-trouble': 'server-trouble',
	'sender.not-allowed': 'sender-not-allowed',
	'recipient.unknown': 'no-such-recipient',
	'recipient.disabled': 'no-such-recipient',
	'filter.greylisted': 'greylisted',
	'filter.spam-score': 'content-rejected',
	'code.clock': 'clock',
} as const;

export default defineCheck({
	id: 'smtp.accept',
	title: 'Acceptance',
	about: 'Sends one test mail, if somebody agreed to it, and hears whether it is accepted.',
	hop: 'accept',

	params: serverParams.extend({
		'may-send': z.enum(['yes', 'no']).optional().describe('Whether one real test mail may be sent.'),
	}),

	findings: {
		...receiverFindings,
		accepted: ok('{host} accepted the test mail for {to}: {reply}'),
		'not-sent': unknown('No test mail was sent, because nobody agreed to one.'),
		'no-envelope': unknown('No test mail was sent, because the sender or the recipient is not known.'),
		'content-rejected': problem('{host} rejects the test mail for its content: {reply}'),
		malformed: problem('{host} rejects how the mail is put together: {reply}'),
		'too-large': problem('{host} finds the mail too large: {reply}'),
		'server-trouble': problem('{host} failed while it took the mail: {reply}'),
		'sender-not-allowed': problem('{host} refuses the sender only now, after the message: {reply}'),
		'no-such-recipient': problem('{host} refuses {to} only now, after the message: {reply}'),
		clock: problem('The mail carries a wrong time: {reply}'),
		refused: problem('{host} rejects the test mail: {reply}'),
		greylisted: unknown('{to} asks unknown senders to come back later: {reply}'),
		temporary: unknown('{host} cannot take the mail just now: {reply}'),
		'no-answer': unknown('{host} gave no answer to the test mail: {failure}.'),
		'already-sent': unknown('The one test mail of this run was sent already.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({params: {'may-send': maySend, ...params}, found, ...reach}) {
		const facts = serverFacts(params);
		if (maySend !== 'yes') return found('not-sent', facts);
		const {from, to} = params;
		if (from === undefined || to === undefined) return found('no-envelope', facts);
		const outcome = await takeTo('accept', params, reach);
		switch (outcome.is) {
			case 'passed':
				return found('accepted', {
					...facts,
					to,
					tag: reach.tag,
					reply: outcome.reply ? shown(outcome.reply) : 'no words',
				});
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, codes);
				return found(code, {...facts, ...told, to});
			}
			case 'deferred': {
				const {code, facts: told} = toldBy(outcome, codes);
				return found(code === 'greylisted' ? 'greylisted' : 'temporary', {...facts, ...told, to});
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
