import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {inWords, serverFacts, serverParams, takeTo, toldBy} from '../conversation.ts';

const codes = {
	'sender.not-allowed': 'not-allowed',
	'settings.sender-mismatch': 'not-allowed',
	'sender.helo-rejected': 'helo-rejected',
	'sender.relay-denied': 'relay-denied',
	'sender.quota': 'quota',
	'auth.wrong-credentials': 'login-required',
	'auth.smtp-service-off': 'smtp-service-off',
	'tls.required': 'tls-required',
} as const;

export default defineCheck({
	id: 'smtp.sender',
	title: 'Sender',
	about: 'Asks whether the server lets this login send as this address.',
	hop: 'sender',
	params: serverParams,

	findings: {
		accepted: ok('{host} accepts {from} as sender.'),
		'not-allowed': problem('{host} does not let this login send as {from}: {reply}'),
		'helo-rejected': problem('{host} rejects the name that the device introduces itself with: {reply}'),
		'relay-denied': problem('{host} is not willing to send mail for this device: {reply}'),
		quota: problem('The sending limit of this account is used up: {reply}'),
		'quota-for-now': unknown('{host} asks to slow down: {reply}'),
		'login-required': problem('{host} wants a login before it takes mail: {reply}'),
		'smtp-service-off': problem('Sending by SMTP is switched off for this mailbox: {reply}'),
		refused: problem('{host} refuses the sender {from} in words that lostmail does not know: {reply}'),
		'tls-required': problem('{host} demands encryption before it takes mail: {reply}'),
		temporary: unknown('{host} cannot decide about the sender just now: {reply}'),
		'no-sender': unknown('Nobody knows which sender address the device uses.'),
		'no-answer': unknown('{host} gave no answer about the sender: {failure}.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({params, found, ...reach}) {
		const {from} = params;
		const facts = serverFacts(params);
		if (from === undefined) return found('no-sender', facts);
		const outcome = await takeTo('sender', params, reach);
		switch (outcome.is) {
			case 'passed':
				return found('accepted', {...facts, from});
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, codes);
				return found(code, {...facts, ...told, from});
			}
			case 'deferred': {
				const {code, facts: told} = toldBy(outcome, codes);
				return found(code === 'quota' ? 'quota-for-now' : 'temporary', {...facts, ...told});
			}
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				return found('no-answer', {...facts, failure: inWords(outcome.failure)});
		}
	},
});
