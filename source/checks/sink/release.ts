import {z} from 'zod';
import {defineCheck} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {address, secretName, text} from '../../core/value.ts';
import {acceptanceCodes} from '../acceptance.ts';
import {sameMailbox} from '../captured.ts';
import {serverFacts, serverParams, shown, takeTo, toldBy} from '../conversation.ts';
import {planOf, readingOf, sinkParams} from '../sink-plan.ts';
import {choose} from './release/choice.ts';
import {at, deferral, endedEarlier} from './release/earlier.ts';
import {findings} from './release/findings.ts';

export default defineCheck({
	id: 'sink.release',
	title: 'Handed on',
	about: 'Hands one caught mail on, unchanged and once, to the real mail server, if somebody agreed to it.',
	hop: 'accept',

	params: serverParams.extend({
		...sinkParams,
		user: text()
			.optional()
			.describe(
				'The login name at the real mail server; the one that the device should use unless told otherwise.',
			),
		password: secretName()
			.optional()
			.describe('The name of the secret that holds the password of that login; else that of the device.'),
		'expected-user': text()
			.optional()
			.describe('The login name that the device should use, as sink.capture has it.'),
		'expected-password': secretName()
			.optional()
			.describe('The name of the secret that holds the password that the device should use.'),
		from: address()
			.optional()
			.describe('The sender of the envelope; as it was caught unless told otherwise.'),
		to: address().optional().describe('The one recipient; the caught mail must be for this one.'),
		message: z
			.preprocess(
				raw => (typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : raw),
				z.int({error: 'expected the number of a caught message'}).min(1),
			)
			.optional()
			.describe(
				'The number of the caught message; unless told otherwise, the newest with a code, where one machine alone brought codes.',
			),
		'may-release': z
			.enum(['yes', 'no'])
			.optional()
			.describe('Whether the caught mail may be handed on, once.')
			.meta({consent: true}),
	}),

	findings,

	async run({params, found, ...reach}) {
		const {
			'may-release': mayRelease,
			'expected-user': user,
			'expected-password': secret,
			message: wanted,
			ports,
			reach: reached,
			...told
		} = params;
		const server = {...told, user: told.user ?? user, password: told.password ?? secret};
		const facts = serverFacts(server);
		if (mayRelease !== 'yes') return found('not-asked', facts);
		const {to} = server;
		if (to === undefined) return found('no-envelope', {...facts, lacks: 'nobody told to whom it should go'});
		const read = await reach.probes.sink(
			readingOf(planOf({ports, reach: reached}, {user, secret})),
			reach.signal,
		);
		if (!read.ok) return found('untold', {...facts, failure: inWords(read.failure)});
		const choice = choose(read.value.messages, {to, user, wanted});
		switch (choice.is) {
			case 'nothing':
				return found('nothing-caught', {...facts, to: printable(to)});
			case 'no-message':
				return found('no-message', {...facts, message: wanted ?? 0});
			case 'several':
				return found('several-senders', {...facts, to: printable(to), senders: choice.senders});
			case 'one':
		}
		const {message: chosen} = choice;
		const message = chosen.id;
		if (!chosen.recipients.some(recipient => sameMailbox(recipient, to)))
			return found('other-recipient', {...facts, message, to});
		const from = server.from ?? chosen.sender;
		if (!address().safeParse(from).success)
			return found('no-envelope', {
				...facts,
				message,
				lacks: `message ${message} has no sender that an answer could go to, and none was told`,
			});
		const envelope = {...server, from, to};
		const all = {...serverFacts(envelope), message, from, to};
		const outcome = await takeTo('accept', envelope, reach, {caught: message});
		switch (outcome.is) {
			case 'passed':
				return found('accepted', {
					...all,
					...lineEndsOf(outcome.answer),
					reply: outcome.reply ? shown(outcome.reply) : 'no words',
				});
			case 'refused': {
				const {code = 'refused', facts: told} = toldBy(outcome, acceptanceCodes);
				return found(code, {...all, ...lineEndsOf(outcome.answer), ...told, at: at.accept});
			}
			case 'deferred':
				return found(deferral('accept', outcome), {...all, ...toldBy(outcome, {}).facts, at: at.accept});
			case 'not-reached': {
				if (outcome.answer.stop?.failure?.code === 'unreadable') return found('no-message', all);
				const {code, facts: told} = endedEarlier(outcome, envelope, reach);
				return found(code, {...all, ...told});
			}
			case 'failed':
				return outcome.failure.code === 'already-tried'
					? found('already-sent', all)
					: found('no-answer', {...all, failure: inWords(outcome.failure)});
		}
	},
});

/** What had to be changed in a message so that it could be sent at all. */
const lineEndsOf = ({lineEnds}: {readonly lineEnds?: number}) =>
	lineEnds === undefined
		? {}
		: {
				lineEnds,
				details: [
					`${lineEnds === 1 ? 'One line end' : `${lineEnds} line ends`} of the mail had to be made CRLF, because servers take no other (RFC 5321 section 2.3.8); a DKIM signature may suffer from that.`,
				],
			};
