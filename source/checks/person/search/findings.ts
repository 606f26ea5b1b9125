import {ok, problem, unknown} from '../../../core/check.ts';

/** What a search of a person can come to, in the order in which it is looked at. */
export const findings = {
	'in-inbox': ok('The mail is in the inbox.'),
	'in-junk': problem('The mail arrived and lies in the junk folder.'),
	'in-tab': problem('The mail arrived and lies under another tab of the inbox.'),
	'in-trash': problem('The mail arrived and lies in the trash.'),
	'in-folder': problem('The mail arrived and lies in another folder or in the archive.'),
	rule: problem('The mailbox has a rule that fits this mail and takes it out of the inbox.'),
	'sender-blocked': problem('The mailbox blocks the sender of this mail.'),
	forwarded: problem('The mailbox passes its mail on to another address and keeps none of it.'),
	'fetched-elsewhere': problem('Another program fetches the mail of this mailbox and removes it there.'),
	quarantined: problem('The mail is held in quarantine.'),
	full: problem('The mailbox is full.'),
	nowhere: unknown('Somebody looked everywhere in the mailbox, and the mail is nowhere.'),
	'partly-looked': unknown(
		'The mail was not seen, but not every place in the mailbox was looked at: {open}.',
	),
	'not-looked': unknown('Nobody has looked for the mail in the mailbox yet.'),
};

export type Code = keyof typeof findings;

/** Where the mail is, or what took it away: whoever saw one of these need not look on. */
export const explanations = [
	'in-inbox',
	'in-junk',
	'in-tab',
	'in-trash',
	'in-folder',
	'rule',
	'sender-blocked',
	'forwarded',
	'fetched-elsewhere',
	'quarantined',
	'full',
] as const satisfies readonly Code[];
export type Explanation = (typeof explanations)[number];
