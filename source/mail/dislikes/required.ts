import {lasting} from '../../core/duration.ts';
import {printable} from '../../core/printable.ts';
import {readMailDate} from '../date.ts';
import {passagesOf} from '../passages.ts';
import type {Letter} from './letter.ts';
import type {Complaint, Rule} from './rule.ts';

/** Fields that a message may have once (RFC 5322 section 3.6). */
const singletons: ReadonlySet<string> = new Set([
	...['date', 'from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'message-id', 'in-reply-to', 'references'],
	'subject',
]);

/** Seconds by which a Date may be off before filters count it. */
const farOff = 3 * 3600;
const mostNamed = 3;

const bodyOf = ({header}: Letter, name: string): string | undefined =>
	header.fields.find(one => one.name === name)?.body;

const isMissing = (letter: Letter, ...names: readonly string[]): boolean =>
	!letter.header.cut && names.every(name => bodyOf(letter, name) === undefined);

const missing =
	(names: readonly [string, ...string[]], complaint: Complaint) =>
	(letter: Letter): Complaint | undefined =>
		isMissing(letter, ...names) ? complaint : undefined;

const messageIdEnd = (letter: Letter): string | undefined =>
	/^<[^<>\s@]{1,900}@([^<>\s@]{1,255})>$/.exec(bodyOf(letter, 'message-id') ?? '')?.[1]?.toLowerCase();

const repeatedFields = ({header}: Letter): Complaint | undefined => {
	const seen = new Set<string>();
	const repeated = new Set<string>();
	for (const {name} of header.fields) (singletons.has(name) && seen.has(name) ? repeated : seen).add(name);
	return repeated.size === 0
		? undefined
		: {
				says: `There is more than one field of a kind that may stand once (RFC 5322 section 3.6): ${[...repeated].join(', ')}. Gmail refuses such messages.`,
				fix: 'Write each of these fields once; where two programs write it, one of them has to stop.',
			};
};

const rawCharacters = ({header}: Letter): Complaint | undefined => {
	const names = new Set(
		header.fields.filter(({body}) => /[^\0-\x7f]/.test(body)).map(({name}) => printable(name).slice(0, 60)),
	);
	return names.size === 0
		? undefined
		: {
				says: `Characters beyond ASCII stand unencoded in the header: ${[...names].slice(0, mostNamed).join(', ')}. Unless both sides agree on SMTPUTF8 (RFC 6532), the header is invalid; SpamAssassin has SUBJ_ILLEGAL_CHARS and FROM_ILLEGAL_CHARS for it.`,
				fix: 'Encode names and the subject as encoded words, such as =?UTF-8?Q?...?= (RFC 2047).',
			};
};

const invalidDate = (letter: Letter): Complaint | undefined => {
	const date = bodyOf(letter, 'date');
	return date === undefined || readMailDate(date)
		? undefined
		: {
				says: 'The Date field is not a date as RFC 5322 section 3.3 has it (SpamAssassin: INVALID_DATE).',
				fix: 'Write it as in “Mon, 15 Jun 2026 12:00:00 +0200”, with English names and the zone in digits.',
			};
};

const farDate = ({mail, at}: Letter): Complaint | undefined => {
	const date = mail.date === undefined ? undefined : readMailDate(mail.date);
	if (!date) return undefined;
	const ahead = Math.round((date.at - (passagesOf(mail, at)[0]?.at ?? at)) / 1000);
	if (Math.abs(ahead) < farOff) return undefined;
	return {
		says: `The Date field is ${lasting(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} the time of arrival; SpamAssassin counts this from three hours on (DATE_IN_${ahead > 0 ? 'FUTURE' : 'PAST'}).`,
		fix: 'Set the clock and the time zone of the sender, and let it keep time by NTP.',
	};
};

/** What must or should stand in a header, once. */
export const headerRules: readonly Rule[] = [
	{
		id: 'no-from',
		weight: 'heavy',
		about: missing(['from'], {
			says: 'There is no From field, which every message must have (RFC 5322 section 3.6; SpamAssassin: MISSING_FROM). Gmail and Microsoft 365 refuse such messages.',
			fix: 'Give the sender an address of its own to write as From.',
		}),
	},
	{id: 'repeated-field', weight: 'heavy', about: repeatedFields},
	{
		id: 'no-message-id',
		weight: 'heavy',
		about: missing(['message-id'], {
			says: 'There is no Message-ID field (RFC 5322 section 3.6.4; SpamAssassin: MISSING_MID). Gmail refuses messages without one, so all depends on whether the server that sends it on adds one (RFC 6409 section 8.3).',
			fix: 'Let the sender write a Message-ID with its own domain, new for every message.',
		}),
	},
	{
		id: 'message-id-invalid',
		weight: 'light',
		about: letter => {
			const body = bodyOf(letter, 'message-id');
			return body === undefined || messageIdEnd(letter) !== undefined
				? undefined
				: {
						says: 'The Message-ID is not of the form <something@domain> (RFC 5322 section 3.6.4; SpamAssassin: INVALID_MSGID).',
						fix: 'Write it in angle brackets, with one @ and a domain of the sender, and nothing else.',
					};
		},
	},
	{
		id: 'message-id-without-domain',
		weight: 'light',
		about: letter => {
			const end = messageIdEnd(letter);
			return end === undefined || (end.includes('.') && !/^\[|(?:^|\.)local(?:host|domain)?$/.test(end))
				? undefined
				: {
						says: `The Message-ID ends in “${printable(end)}”, which is no domain of the internet, so it is not unique in the world.`,
						fix: 'Give the sender a full host name, or let it use the domain of its From address there.',
					};
		},
	},
	{
		id: 'no-date',
		weight: 'light',
		about: missing(['date'], {
			says: 'There is no Date field, which every message must have (RFC 5322 section 3.6; SpamAssassin: MISSING_DATE).',
			fix: 'Let the sender write a Date field; a submission server may add it (RFC 6409 section 8.2), and not all do.',
		}),
	},
	{id: 'date-invalid', weight: 'light', about: invalidDate},
	{id: 'date-far-off', weight: 'light', about: farDate},
	{
		id: 'no-to',
		weight: 'light',
		about: missing(['to', 'cc'], {
			says: 'There is no To field (SpamAssassin: MISSING_HEADERS), as if the message went to a hidden list.',
			fix: 'Write the address of the person as To.',
		}),
	},
	{
		id: 'no-subject',
		weight: 'light',
		about: letter =>
			isMissing(letter, 'subject') || bodyOf(letter, 'subject') === ''
				? {
						says: 'There is no Subject, or an empty one (SpamAssassin: MISSING_SUBJECT).',
						fix: 'Write a subject that names the service and says what the message is for.',
					}
				: undefined,
	},
	{id: 'raw-header', weight: 'light', about: rawCharacters},
	{
		id: 'not-marked-automatic',
		weight: 'light',
		about: missing(['auto-submitted', 'precedence'], {
			says: 'Nothing marks it as written by a program (RFC 3834 section 5), so absence notes and tickets may answer it.',
			fix: 'Add the field “Auto-Submitted: auto-generated”.',
		}),
	},
];
