import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import type {CapturedMessage} from '../../core/capture.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {lasting} from '../../core/duration.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {address, secretName, text} from '../../core/value.ts';
import {readMailDate} from '../../mail/date.ts';
import {bringsCode, isFor, messageFacts, newestFirst} from '../captured.ts';
import {planOf, readingOf, sinkParams} from '../sink-plan.ts';

/** Seconds by which clocks may differ before anybody needs to hear of it. */
const tolerated = 60;

export default defineCheck({
	id: 'sink.code',
	title: 'Newest code',
	about: 'Tells which of the caught codes counts, how old it is, and what the device’s clock says.',
	hop: 'code',

	params: z.strictObject({
		...sinkParams,
		address: address()
			.optional()
			.describe('Whom the code is for; without it, every caught mail is looked at.'),
		user: text().optional().describe('The login name that the device should use, as sink.capture has it.'),
		password: secretName()
			.optional()
			.describe('The name of the secret that holds the password that the device should use.'),
	}),

	findings: {
		valid: ok('The newest mail for {to} is message {message} with {code}; it came {age} ago, and {life}.'),
		expired: problem(
			'The newest mail for {to}, message {message} with {code}, came {age} ago and is worth nothing any more: {life}.',
		),
		// A Date field proves neither whose clock is wrong nor that the code fails.
		'clock-too-far': unknown(
			'The device wrote a time into message {message} that is {skew} that of this machine, which is more than the code lives, and whether the code counts is not known: {life}.',
		),
		'several-requests': warning(
			'Codes for {to} were asked for {requests} times, and usually only the newest counts: message {message} with {code}, which came {age} ago; {life}.',
		),
		'clock-off': warning(
			'The device wrote a time into message {message} that is {skew} that of this machine; its code came {age} ago, and {life}.',
		),
		unclear: warning('The newest mail for {to}, message {message}, holds {code}, so a guess could be wrong.'),
		'no-code': unknown(
			'Mail for {to} was caught, the newest as message {message}, and neither a code nor a link was recognised in any.',
		),
		'nothing-caught': unknown('No mail for {to} was caught in this run.'),
		untold: unknown('Nobody can tell what was caught: {failure}.'),
	},

	async run({params, found, probes, signal}) {
		const {address: to, user, password: secret} = params;
		const read = await probes.sink(readingOf(planOf(params, {user, secret})), signal);
		if (!read.ok) return found('untold', {failure: inWords(read.failure)});
		const mine = newestFirst(read.value.messages.filter(message => isFor(message, to)));
		const [latest] = mine;
		if (!latest) return found('nothing-caught', {to: to === undefined ? 'anybody' : printable(to)});
		const newest = mine.find(bringsCode);
		if (!newest) return found('no-code', {...messageFacts(latest), ...named(to), caught: mine.length});

		const {reading, standing} = newest;
		const ahead = aheadOf(newest);
		const {requests} = standing;
		const life = reading.lifetime?.seconds;
		const facts = {
			...messageFacts(newest),
			...named(to),
			age: lasting(standing.age),
			life:
				life === undefined
					? 'it does not say how long it is valid'
					: `it says that it is valid for ${lasting(life)}`,
			requests,
			skew: skewWords(ahead ?? 0),
			...(ahead === undefined ? {} : {aheadSeconds: ahead}),
			...advise({details: notesOn(mine, newest, ahead)}),
		};
		if (reading.open === 'several') return found('unclear', facts);
		if (standing.expired) return found('expired', facts);
		if (ahead !== undefined && life !== undefined && ahead > life) return found('clock-too-far', facts);
		if (requests > 1) return found('several-requests', facts);
		return ahead !== undefined && Math.abs(ahead) > tolerated
			? found('clock-off', facts)
			: found('valid', facts);
	},
});

const named = (to: string | undefined) => (to === undefined ? {} : {to: printable(to)});

/**
 * Seconds by which the Date field is ahead of the time of storing. A mail may wait on the device and be behind for that
 * reason; none comes before it is written.
 */
const aheadOf = ({date, at}: CapturedMessage): number | undefined => {
	const written = date === undefined ? undefined : readMailDate(date);
	if (!written) return undefined;
	const ahead = Math.trunc((written.at - at) / 1000);
	// A date without seconds may be as much later.
	return ahead < 0 && written.within > 1000 ? Math.min(0, ahead + written.within / 1000) : ahead;
};

const skewWords = (ahead: number): string =>
	ahead === 0 ? 'the same as' : `${lasting(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'}`;

/** What the sentence has no room for. */
const notesOn = (
	mine: readonly CapturedMessage[],
	newest: CapturedMessage,
	ahead: number | undefined,
): readonly string[] => {
	const {requests, request} = newest.standing;
	const repeated = mine.filter(({standing}) => standing.state === 'duplicate').length;
	const older = mine.filter(({standing}) => standing.state === 'superseded').map(({id}) => id);
	return [
		...(requests > 1 ? [`Message ${newest.id} answers request ${request} of ${requests}.`] : []),
		...(older.length > 0
			? [`Superseded: message ${older.slice(0, 10).join(', ')}${older.length > 10 ? ' and more' : ''}.`]
			: []),
		...(repeated > 0 ? [`Sent more than once: ${repeated} of the caught mails repeat another one.`] : []),
		...(ahead !== undefined && ahead > tolerated
			? ['The clock of the device is fast, or the one of this machine is slow.']
			: []),
		...(ahead !== undefined && ahead < -tolerated
			? [
					'The clock of the device is slow, or the mail waited on the device before it was sent, or the clock of this machine is fast.',
				]
			: []),
	];
};
