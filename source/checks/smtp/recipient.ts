import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {ofTheDevice, serverFacts, serverParams, toldBy} from '../conversation.ts';
import {greylistFindings, judgeWait, patienceParams, takePatiently} from '../greylisting.ts';
import {receiverFindings} from '../receiver.ts';
import {recipientCodes} from '../refusals.ts';

export default defineCheck({
	id: 'smtp.recipient',
	title: 'Recipient',
	about: 'Asks whether the server takes mail for the address that the code should reach.',
	hop: 'recipient',
	params: serverParams.extend(patienceParams),

	findings: {
		...receiverFindings,
		...greylistFindings,
		accepted: ok('{host} takes mail for {to}.'),
		'no-such-recipient': problem('{host} knows no mailbox {to} that takes mail: {reply}'),
		disabled: problem('The mailbox {to} is switched off: {reply}'),
		'mailbox-full-for-now': unknown('The mailbox {to} has no room just now: {reply}'),
		'rate-limited-for-now': unknown('{to} gets too much mail at the moment: {reply}'),
		'sender-not-allowed': problem('{host} refuses the sender only now, at the recipient: {reply}'),
		'our-name-rejected': unknown(
			'{host} rejects the name of the machine that lostmail runs on; the device’s own name was not told: {reply}',
		),
		'helo-rejected': problem('{host} rejects the name that the device introduces itself with: {reply}'),
		'login-required': problem('{host} wants a login before it takes mail: {reply}'),
		'tls-required': problem('{host} demands encryption before it takes mail: {reply}'),
		refused: problem('{host} refuses {to}: {reply}'),
		temporary: unknown('{host} puts mail for {to} off for now: {reply}'),
		'not-international': unknown('{host} does not offer SMTPUTF8, so it was not asked about {to}.'),
		'no-recipient': unknown('Nobody knows which address the code should reach.'),
		'no-answer': unknown('{host} gave no answer about the recipient: {failure}.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
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
				if (!wait) return found('accepted', {...facts, to});
				const {code, facts: told} = judgeWait(wait, patience);
				return found(code, {...facts, ...told, to});
			}
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, recipientCodes);
				return found(ofTheDevice(code, params), {...facts, ...told, to});
			}
			case 'deferred': {
				const {code, facts: told} = toldBy(outcome, recipientCodes);
				const all = {...facts, ...told, to};
				if (code === 'mailbox-full') return found('mailbox-full-for-now', all);
				return found(code === 'rate-limited' ? 'rate-limited-for-now' : 'temporary', all);
			}
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				return outcome.failure.code === 'not-offered'
					? found('not-international', {...facts, to})
					: found('no-answer', {...facts, failure: inWords(outcome.failure)});
		}
	},
});
