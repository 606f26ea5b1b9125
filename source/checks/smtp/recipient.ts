import {defineCheck, ok, problem, unknown} from '../../core/check.ts';
import {inWords, serverFacts, serverParams, takeTo, toldBy} from '../conversation.ts';

const codes = {
	'recipient.unknown': 'no-such-recipient',
	'recipient.disabled': 'disabled',
	'recipient.mailbox-full': 'mailbox-full',
	'recipient.rate-limited': 'rate-limited',
	'recipient.policy': 'policy',
	'sender.relay-denied': 'relay-denied',
	'sender.not-allowed': 'sender-not-allowed',
	'sender.helo-rejected': 'helo-rejected',
	'sender.quota': 'quota',
	'auth.wrong-credentials': 'login-required',
	'tls.required': 'tls-required',
	'filter.greylisted': 'greylisted',
	'mx.null': 'no-such-domain',
	'mx.no-such-domain': 'no-such-domain',
	'reputation.spf': 'spf-failed',
	'reputation.dkim': 'dkim-failed',
	'reputation.dmarc': 'dmarc-failed',
	'mailbox.forwarding': 'forwarding-loop',
	'reputation.ptr': 'no-reverse-name',
	'reputation.blocklisted': 'blocklisted',
	'auth.smtp-service-off': 'smtp-service-off',
	'auth.basic-auth-disabled': 'basic-auth-disabled',
} as const;

export default defineCheck({
	id: 'smtp.recipient',
	title: 'Recipient',
	about: 'Asks whether the server takes mail for the address that the code should reach.',
	hop: 'recipient',
	params: serverParams,

	findings: {
		accepted: ok('{host} takes mail for {to}.'),
		'no-such-recipient': problem('There is no mailbox {to}: {reply}'),
		disabled: problem('The mailbox {to} is switched off: {reply}'),
		'mailbox-full': problem('The mailbox {to} is full: {reply}'),
		'mailbox-full-for-now': unknown('The mailbox {to} has no room just now: {reply}'),
		'rate-limited': problem('{to} gets too much mail at the moment: {reply}'),
		'rate-limited-for-now': unknown('{to} gets too much mail at the moment: {reply}'),
		greylisted: unknown('{to} asks unknown senders to come back later: {reply}'),
		'relay-denied': problem('{host} does not pass mail on for this device: {reply}'),
		'sender-not-allowed': problem('{host} refuses the sender only now, at the recipient: {reply}'),
		'helo-rejected': problem('{host} rejects the name that the device introduces itself with: {reply}'),
		quota: problem('The sending limit of this account is used up: {reply}'),
		'login-required': problem('{host} wants a login before it takes mail: {reply}'),
		'tls-required': problem('{host} demands encryption before it takes mail: {reply}'),
		'no-such-domain': problem('The domain of {to} takes no mail: {reply}'),
		'spf-failed': problem(
			'{to} gets no mail from a server that the sender’s domain does not name (SPF): {reply}',
		),
		'dkim-failed': problem('{to} wants a valid signature on the mail (DKIM): {reply}'),
		'dmarc-failed': problem(
			'The sender’s domain forbids mail that is not proved to be its own (DMARC): {reply}',
		),
		'forwarding-loop': problem('The mailbox {to} passes mail on in a circle: {reply}'),
		'no-reverse-name': problem('The sending address has no reverse name that fits: {reply}'),
		blocklisted: problem('The sending address or domain is on a blocklist: {reply}'),
		policy: problem('{to} may not get this mail, by somebody’s rule: {reply}'),
		'smtp-service-off': problem('Sending by SMTP is switched off for this mailbox: {reply}'),
		'basic-auth-disabled': problem('{host} has switched off sending with a password: {reply}'),
		refused: problem('{host} refuses {to}: {reply}'),
		temporary: unknown('{host} cannot decide about {to} just now: {reply}'),
		'not-international': unknown('{host} does not offer SMTPUTF8, so it was not asked about {to}.'),
		'no-recipient': unknown('Nobody knows which address the code should reach.'),
		'no-answer': unknown('{host} gave no answer about the recipient: {failure}.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({params, found, ...reach}) {
		const {to} = params;
		const facts = serverFacts(params);
		if (to === undefined) return found('no-recipient', facts);
		const outcome = await takeTo('recipient', params, reach);
		switch (outcome.is) {
			case 'passed':
				return found('accepted', {...facts, to});
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, codes);
				return found(code, {...facts, ...told, to});
			}
			case 'deferred': {
				const {code, facts: told} = toldBy(outcome, codes);
				const all = {...facts, ...told, to};
				if (code === 'greylisted') return found('greylisted', all);
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
