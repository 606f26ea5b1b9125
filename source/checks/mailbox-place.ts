import {advise} from '../core/advice.ts';
import {ok, problem, type Reach, unknown} from '../core/check.ts';
import {lasting} from '../core/duration.ts';
import {filterRuleOf} from '../core/filter-rule.ts';
import type {Folder, FolderUse, FoundMail, ImapAnswer} from '../core/imap.ts';
import {printable} from '../core/printable.ts';
import type {HeaderField} from '../core/trail.ts';
import {trailOf} from '../mail/trail.ts';
import {reasonOf, untold} from './mailbox-reason.ts';
import {isInboxSearched, unsearchedLines, unsearchedWords} from './mailbox-unsearched.ts';

/** Where a mail lies, in the same words for a mail that is looked for and for one that is waited for. */
export const placeFindings = {
	'in-inbox': ok('{mail} lies in the inbox ({folder}) since {at}.'),
	'in-junk': problem('{mail} lies in the junk folder {place} since {at}; {reason}.'),
	'in-folder': problem(
		'{mail} lies in the folder {place} since {at}, and not in the inbox: a rule, the mail service or a person put it there.',
	),
	'in-trash': problem(
		'{mail} lies in the trash folder {place} since {at}: a rule, another program or a person deleted it.',
	),
	'inbox-unsearched': unknown(
		'{mail} lies in the folder {place} since {at}; whether it lies in the inbox as well is open, because not all of the mailbox could be searched: {unsearched}.',
	),
	'not-all-searched': unknown(
		'{mail} was not found, but not every folder of the mailbox could be searched: {where}.',
	),
	'not-reached': unknown('The mailbox {user} at {host} could not be looked into: {failure}.'),
};

type Lying = 'in-inbox' | 'in-junk' | 'in-folder' | 'in-trash';
type PlaceCode = Lying | 'inbox-unsearched';

/** What is only perhaps a junk folder or the trash is a folder, and neither of them. */
const lyingIn = ({use, guess}: Folder): Lying => {
	switch (use) {
		case 'inbox':
			return 'in-inbox';
		case 'junk':
			return guess ? 'in-folder' : 'in-junk';
		case 'trash':
			return guess ? 'in-folder' : 'in-trash';
		case 'sent':
		case 'drafts':
		case 'archive':
		case 'all':
		case 'important':
		case 'flagged':
		case 'other':
			return 'in-folder';
	}
};

/** What lies there was written or sent from this mailbox, and proves no arrival; `drafts` is an outbox and templates, too. */
const outgoing: ReadonlySet<FolderUse> = new Set(['sent', 'drafts']);

/** Mails that arrived, latest first; a copy that was sent from the mailbox itself is none. */
export const arrivedIn = ({found = []}: ImapAnswer): readonly FoundMail[] =>
	found.filter(({folder}) => !outgoing.has(folder.use)).toSorted((one, other) => timeOf(other) - timeOf(one));

const timeOf = ({at}: FoundMail): number => Date.parse(at) || 0;

/** Where several copies of one mail lie, what a person sees first counts. */
const places: readonly Lying[] = ['in-inbox', 'in-folder', 'in-junk', 'in-trash'];

/** The latest mail, in the best of the places in which it lies. */
const deciding = ([latest, ...rest]: readonly FoundMail[]): FoundMail | undefined => {
	if (!latest) return undefined;
	const id = fieldOf(latest.header, 'message-id');
	const copies = id === undefined ? [] : rest.filter(({header}) => fieldOf(header, 'message-id') === id);
	return [latest, ...copies].toSorted(
		(one, other) => places.indexOf(lyingIn(one.folder)) - places.indexOf(lyingIn(other.folder)),
	)[0];
};

const fieldOf = (header: readonly HeaderField[], name: string): string | undefined =>
	header.find(field => field.name === name)?.value.trim();

/** Where the mail lies, by the latest that arrived; nothing where none did. */
export const placeOf = (answer: ImapAnswer, {filterRules}: Pick<Reach, 'filterRules'>) => {
	const arrived = arrivedIn(answer);
	const mail = deciding(arrived);
	if (!mail) return undefined;
	const at = Date.parse(mail.at);
	const trail =
		mail.header.length > 0
			? trailOf(mail.header, {
					...(Number.isNaN(at) ? {} : {arrivedAt: at}),
					words: name => filterRuleOf(filterRules, name)?.says,
				})
			: undefined;
	const why = trail ? reasonOf(trail) : undefined;
	const seconds = trail?.seconds;
	const lying = lyingIn(mail.folder);
	const isOpen = lying !== 'in-inbox' && !isInboxSearched(answer);
	const code: PlaceCode = isOpen ? 'inbox-unsearched' : lying;
	return {
		code,
		seconds,
		facts: {
			folder: printable(mail.folder.path),
			place: placeWords(mail.folder),
			unsearched: unsearchedWords(answer) || 'nothing',
			use: mail.folder.use,
			at: shownTime(mail.at),
			seen: mail.seen ? 'yes' : 'no',
			reason: why?.reason ?? untold,
			judgement: why?.judgement ?? 'none',
			...(seconds === undefined ? {} : {took: lasting(seconds), tookSeconds: seconds}),
			...advise({
				details: [
					`${folderWords(mail.folder)}: ${mail.octets} octets, ${mail.seen ? 'read before' : 'not read yet'}.`,
					...(why?.lines ?? []),
					...othersIn(arrived, mail, answer.more),
					...unsearchedLines(answer),
				],
			}),
		},
	};
};

const mostOthers = 10;

const othersIn = (arrived: readonly FoundMail[], mail: FoundMail, more = 0): readonly string[] => {
	const others = arrived.filter(one => one !== mail);
	const untold = others.length - mostOthers + more;
	return [
		...others
			.slice(0, mostOthers)
			.map(({folder, at}) => `Another that fits lies in ${printable(folder.path)} since ${shownTime(at)}.`),
		...(untold > 0 ? [`${untold} more that fit are not told.`] : []),
	];
};

/** A folder in a sentence: where only its name tells what it is for, that is said. */
const placeWords = ({path, use, knownBy, guess}: Folder): string => {
	const shown = printable(path) || 'without a name';
	const isTold = use === 'junk' || use === 'trash';
	if (knownBy !== 'name' || !isTold) return shown;
	const what = use === 'junk' ? 'a junk folder' : 'the trash';
	return guess ? `${shown} (by its name perhaps ${what})` : `${shown} (${what} by its name alone)`;
};

/** A folder, and by what its use is known. */
export const folderWords = ({path, use, knownBy, guess}: Folder): string => {
	const known = knownBy === undefined ? '' : knownBy === 'name' ? ', by its name' : ', as the server says';
	return `${printable(path)} (${guess ? 'perhaps ' : ''}${use}${known})`;
};

/** `2026-11-23 08:15:30 UTC`; as it came where it is no time. */
export const shownTime = (at: string): string => {
	const ms = Date.parse(at);
	return Number.isNaN(ms)
		? printable(at.slice(0, 40))
		: `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};

/** What is told where nothing arrived: a copy that was sent from here, and what was looked at. */
export const absenceLines = (answer: ImapAnswer): readonly string[] => [
	...(answer.found ?? [])
		.filter(({folder}) => outgoing.has(folder.use))
		.slice(0, 3)
		.map(
			({folder, at}) =>
				`A copy lies in ${folderWords(folder)} since ${shownTime(at)}: it was sent or written from this mailbox, and that is no arrival.`,
		),
	...(answer.folders?.length ? [`Folders: ${answer.folders.slice(0, 40).map(folderWords).join(', ')}.`] : []),
	...unsearchedLines(answer),
];
