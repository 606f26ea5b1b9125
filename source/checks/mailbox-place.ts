import {advise} from '../core/advice.ts';
import {ok, problem, type Reach, unknown} from '../core/check.ts';
import {lasting} from '../core/duration.ts';
import {filterRuleOf} from '../core/filter-rule.ts';
import type {Folder, FolderUse, FoundMail, ImapAnswer} from '../core/imap.ts';
import {printable} from '../core/printable.ts';
import type {HeaderField} from '../core/trail.ts';
import {trailOf} from '../mail/trail.ts';
import {reasonOf, untold} from './mailbox-reason.ts';

/** Where a mail lies, in the same words for a mail that is looked for and for one that is waited for. */
export const placeFindings = {
	'in-inbox': ok('{mail} lies in the inbox ({folder}) since {at}.'),
	'in-junk': problem('{mail} lies in the junk folder {folder} since {at}; {reason}.'),
	'in-folder': problem(
		'{mail} lies in the folder {folder} since {at}, and not in the inbox: a rule, the mail service or a person put it there.',
	),
	'in-trash': problem(
		'{mail} lies in the trash ({folder}) since {at}: a rule, another program or a person deleted it.',
	),
	'not-all-searched': unknown(
		'{mail} was not found, but not every folder of the mailbox could be searched: {where}.',
	),
	'not-reached': unknown('The mailbox {user} at {host} could not be looked into: {failure}.'),
};

export type PlaceCode = 'in-inbox' | 'in-junk' | 'in-folder' | 'in-trash';

const codeOf = ({use}: Folder): PlaceCode => {
	switch (use) {
		case 'inbox':
			return 'in-inbox';
		case 'junk':
			return 'in-junk';
		case 'trash':
			return 'in-trash';
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

/** What lies there was written or sent from this mailbox, and proves no arrival. */
const outgoing: ReadonlySet<FolderUse> = new Set(['sent', 'drafts']);

/** Mails that arrived, latest first; a copy that was sent from the mailbox itself is none. */
export const arrivedIn = ({found = []}: ImapAnswer): readonly FoundMail[] =>
	found.filter(({folder}) => !outgoing.has(folder.use)).toSorted((one, other) => timeOf(other) - timeOf(one));

const timeOf = ({at}: FoundMail): number => Date.parse(at) || 0;

/** Where several copies of one mail lie, what a person sees first counts. */
const places: readonly PlaceCode[] = ['in-inbox', 'in-folder', 'in-junk', 'in-trash'];

/** The latest mail, in the best of the places in which it lies. */
const deciding = ([latest, ...rest]: readonly FoundMail[]): FoundMail | undefined => {
	if (!latest) return undefined;
	const id = fieldOf(latest.header, 'message-id');
	const copies = id === undefined ? [] : rest.filter(({header}) => fieldOf(header, 'message-id') === id);
	return [latest, ...copies].toSorted(
		(one, other) => places.indexOf(codeOf(one.folder)) - places.indexOf(codeOf(other.folder)),
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
	return {
		code: codeOf(mail.folder),
		seconds,
		facts: {
			folder: printable(mail.folder.path),
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

/** A folder, and by what its use is known. */
export const folderWords = ({path, use, knownBy}: Folder): string => {
	const known = knownBy === undefined ? '' : knownBy === 'name' ? ', by its name' : ', as the server says';
	return `${printable(path)} (${use}${known})`;
};

/** `2026-11-23 08:15:30 UTC`; as it came where it is no time. */
export const shownTime = (at: string): string => {
	const ms = Date.parse(at);
	return Number.isNaN(ms)
		? printable(at.slice(0, 40))
		: `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};

/** Folders that could not be searched, one line each. */
export const unsearchedLines = ({unsearched = []}: ImapAnswer): readonly string[] =>
	unsearched
		.slice(0, 10)
		.map(({path, why}) => `Not searched: ${printable(path)}: ${printable(why.slice(0, 200))}`);

/** Folders that could not be searched, in a sentence. */
export const unsearchedWords = ({unsearched = []}: ImapAnswer): string => {
	const names = unsearched.slice(0, 5).map(({path}) => printable(path.slice(0, 100)));
	return `${names.join(', ')}${unsearched.length > 5 ? ` and ${unsearched.length - 5} more` : ''}`;
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
	...(answer.folders ? [`Folders: ${answer.folders.slice(0, 40).map(folderWords).join(', ')}.`] : []),
	...unsearchedLines(answer),
];
