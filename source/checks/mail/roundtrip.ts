import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, type Reach, unknown} from '../../core/check.ts';
import {lasting} from '../../core/duration.ts';
import {printable} from '../../core/printable.ts';
import {smtpSecurities} from '../../core/smtp.ts';
import {host, port, secretName, text, waitMinutes} from '../../core/value.ts';
import {serverFacts, serverParams} from '../conversation.ts';
import {type DoorParams, doorOf, look} from '../mailbox-door.ts';
import {absenceLines, placeOf} from '../mailbox-place.ts';
import {isAllSearched} from '../mailbox-unsearched.ts';
import {waitFor} from '../mailbox-wait.ts';
import {handIn} from './roundtrip/hand-in.ts';

export default defineCheck({
	id: 'mail.roundtrip',
	title: 'Round trip',
	about: 'Sends one tagged test mail, if somebody agreed to it, and finds it again in the mailbox.',
	hop: 'mailbox',

	params: serverParams.extend({
		'may-send': z
			.enum(['yes', 'no'])
			.optional()
			.describe('Whether one real test mail may be sent.')
			.meta({consent: true}),
		'imap-host': host().describe('The IMAP server of the mailbox that the mail is for.'),
		'imap-port': port().describe('Its TCP port, usually 993 or 143.'),
		'imap-security': z
			.enum(smtpSecurities)
			.describe('implicit (SSL/TLS from the first byte), starttls or none.'),
		'imap-user': text().min(1).describe('The login name of that mailbox, mostly its address.'),
		'imap-password': secretName()
			.optional()
			.describe('The name of the secret that holds the password of that mailbox.'),
		'imap-token': secretName()
			.optional()
			.describe('The name of the secret that holds an OAuth access token for that mailbox.'),
		'wait-minutes': waitMinutes()
			.optional()
			.describe('How long to wait for the mail, at most 30 minutes; 5 unless told otherwise.'),
	}),

	findings: {
		'in-inbox': ok('The test mail lies in the inbox ({folder}); {took}.'),
		'in-junk': problem('The test mail arrived and lies in the junk folder {place}; {reason}.'),
		'in-folder': problem(
			'The test mail arrived and lies in the folder {place}, and not in the inbox: a rule, the mail service or a person put it there.',
		),
		'in-trash': problem(
			'The test mail arrived and lies in the trash folder {place}: a rule, another program or a person deleted it.',
		),
		'inbox-unsearched': unknown(
			'The test mail arrived and lies in the folder {place}; whether it lies in the inbox as well is open, because not all of the mailbox could be searched: {unsearched}.',
		),
		lost: unknown(
			'{host} accepted the test mail for {to}, and {waited} later it is in no folder of the mailbox {mailbox}: it is still on its way, was refused later, or was thrown away.',
		),
		'not-all-searched': unknown(
			'{host} accepted the test mail for {to}; it was not found within {waited}, but not every folder could be searched.',
		),
		'not-sent': unknown('No test mail was sent, because nobody agreed to one.'),
		'no-envelope': unknown('No test mail was sent, because the sender or the recipient is not known.'),
		'not-accepted': unknown('{host} did not take the test mail, so there is nothing to find: {reply}'),
		'not-reached': unknown('The round trip ended {where}: {failure}.'),
		'already-sent': unknown('The one test mail of this run was sent already, so none was sent for this.'),
	},

	async run({params, found, ...reach}) {
		const mailbox: DoorParams = mailboxOf(params);
		const facts = {...serverFacts(params), mailbox: printable(mailbox.user), mailboxHost: mailbox.host};
		if (params['may-send'] !== 'yes') return found('not-sent', facts);
		const {from, to} = params;
		if (from === undefined || to === undefined) return found('no-envelope', facts);
		const door = doorOf(mailbox);
		// A mail that nobody can look for is not sent.
		const opened = await look({...door, do: 'login'}, reach);
		if (opened.is === 'shut')
			return found('not-reached', {
				...facts,
				where: 'at the mailbox, before anything was sent',
				...why(opened),
			});
		const handed = await handIn(params, reach);
		if (handed.is === 'refused') return found('not-accepted', {...facts, ...handed.facts});
		if (handed.is === 'already-sent') return found('already-sent', facts);
		if (handed.is === 'not-reached')
			return found('not-reached', {...facts, where: `at ${params.host}`, failure: handed.failure});
		const seconds = (params['wait-minutes'] ?? 5) * 60;
		const end = await waitFor({door, ...watchFor(reach, mailbox.user), seconds}, reach);
		const known = {
			...facts,
			to,
			tag: reach.tag,
			...(handed.reply === undefined ? {} : {reply: handed.reply}),
		};
		if (end.is === 'shut' || end.is === 'broken-off')
			return found('not-reached', {
				...known,
				where: 'at the mailbox, after the test mail was sent',
				...why(end.shut),
			});
		const waited = {waited: lasting(end.waited), waitedSeconds: end.waited};
		const place = placeOf(end.answer, reach);
		if (place) {
			const took = journeyWords(place.seconds, end.waited);
			return found(place.code, {...known, ...waited, ...place.facts, took});
		}
		// Whether the server took it was not heard, so its absence says nothing.
		if (handed.is === 'unheard')
			return found('not-reached', {...known, ...waited, where: `at ${params.host}`, failure: handed.failure});
		const details = advise({
			details: [...otherAddress(to, mailbox.user), ...absenceLines(end.answer)],
		});
		const code = isAllSearched(end.answer) ? 'lost' : 'not-all-searched';
		return found(code, {...known, ...waited, ...details});
	},
});

const mailboxOf = (params: {
	readonly 'imap-host': string;
	readonly 'imap-port': number;
	readonly 'imap-security': DoorParams['security'];
	readonly 'imap-user': string;
	readonly 'imap-password'?: string | undefined;
	readonly 'imap-token'?: string | undefined;
}): DoorParams => ({
	host: params['imap-host'],
	port: params['imap-port'],
	security: params['imap-security'],
	user: params['imap-user'],
	password: params['imap-password'],
	token: params['imap-token'],
});

const why = ({failure, code}: {readonly failure: string; readonly code: string}) => ({
	failure,
	stopped: code,
});

const watchFor = ({tag}: Pick<Reach, 'tag'>, user: string) => ({
	search: {wanted: {tag}, mail: 'The test mail'},
	why: `the test mail in the mailbox ${printable(user)}`,
});

/** By the clocks of the servers where they tell, else by ours. */
const journeyWords = (seconds: number | undefined, waited: number): string => {
	if (seconds !== undefined) return `it was on its way for ${lasting(seconds)}`;
	return waited < 1 ? 'it was there at once' : `it was there after at most ${lasting(waited)}`;
};

const otherAddress = (to: string, user: string): readonly string[] =>
	user.includes('@') && user.toLowerCase() !== to.toLowerCase()
		? [
				`It was sent to ${to}, and looked for in the mailbox ${user}: does mail for the one come into the other?`,
			]
		: [];
