import {problem, unknown} from '../core/check.ts';
import {receiverCodes, receiverFindings} from './receiver.ts';

/** What a server may say to a whole message, in the same words for the test mail and for one that is handed on. */
export const acceptanceFindings = <const Mail extends string>(mail: Mail) => ({
	...receiverFindings,
	'content-rejected': problem(`{host} rejects the ${mail} for its content: {reply}`),
	malformed: problem(`{host} rejects how the ${mail} is put together: {reply}`),
	'too-large': problem(`{host} finds the ${mail} too large: {reply}`),
	'server-trouble': problem(`The mail system behind {host} failed to take the ${mail}: {reply}`),
	'sender-not-allowed': problem('{host} refuses the sender only now, after the message: {reply}'),
	disabled: problem('{host} says only now, after the message, that {to} is switched off: {reply}'),
	'no-such-recipient': problem('{host} refuses {to} only now, after the message: {reply}'),
	clock: problem(`{host} finds a wrong time in the ${mail}: {reply}`),
	refused: problem(`{host} rejects the ${mail}: {reply}`),
	temporary: unknown(`{host} puts the ${mail} off for now: {reply}`),
});

/** The cause that a reply rule names, and the code that it is found as. */
export const acceptanceCodes = {
	...receiverCodes,
	'accept.content-rejected': 'content-rejected',
	'accept.malformed': 'malformed',
	'accept.too-large': 'too-large',
	'accept.server-trouble': 'server-trouble',
	'sender.not-allowed': 'sender-not-allowed',
	'recipient.unknown': 'no-such-recipient',
	'recipient.disabled': 'disabled',
	'filter.spam-score': 'content-rejected',
	'code.clock': 'clock',
} as const;
