import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {ofTheDevice, serverFacts, serverParams, takeTo, toldBy} from '../conversation.ts';
import {senderCodes, senderRefusal} from '../refusals.ts';

export default defineCheck({
	id: 'smtp.sender',
	title: 'Sender',
	about: 'Asks whether the server lets this login send as this address.',
	hop: 'sender',
	params: serverParams,

	findings: {
		accepted: ok('{host} accepts {from} as sender.'),
		'not-allowed': problem('{host} does not let this login send as {from}: {reply}'),
		'our-name-rejected': unknown(
			'{host} rejects the name of the machine that lostmail runs on; the device’s own name was not told: {reply}',
		),
		'helo-rejected': problem('{host} rejects the name that the device introduces itself with: {reply}'),
		'relay-denied': problem('{host} is not willing to send mail for this device: {reply}'),
		quota: problem('The sending limit of this account is used up: {reply}'),
		'quota-for-now': unknown('{host} asks to slow down: {reply}'),
		'login-required': problem('{host} wants a login before it takes mail: {reply}'),
		'smtp-service-off': problem(
			'Sending by SMTP is switched off for this mailbox, or for its whole organization: {reply}',
		),
		'basic-auth-disabled': problem('{host} has switched off sending with a password: {reply}'),
		refused: problem('{host} refuses the sender {from}: {reply}'),
		'tls-required': problem('{host} demands encryption before it takes mail: {reply}'),
		'no-reverse-name': problem('The sending address has no reverse name that fits: {reply}'),
		blocklisted: problem(
			'The sending address, domain or mailbox is on a blocklist, or has a bad name: {reply}',
		),
		'not-international': unknown('{host} does not offer SMTPUTF8, so it was not asked about {from}.'),
		temporary: unknown('{host} puts the sender {from} off for now: {reply}'),
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
				const {code: known, facts: told} = toldBy(outcome, senderCodes);
				return found(ofTheDevice(senderRefusal(known, outcome), params), {
					...facts,
					...told,
					from,
				});
			}
			case 'deferred': {
				const {code, facts: told} = toldBy(outcome, senderCodes);
				return found(code === 'quota' ? 'quota-for-now' : 'temporary', {...facts, ...told, from});
			}
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				return outcome.failure.code === 'not-offered'
					? found('not-international', {...facts, from})
					: found('no-answer', {...facts, failure: inWords(outcome.failure)});
		}
	},
});
