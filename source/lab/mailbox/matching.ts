import parseAddresses from 'nodemailer/lib/addressparser';
import type {Bounce} from '../../core/bounce.ts';
import type {FoundMail, ImapQuestion, Wanted} from '../../core/imap.ts';
import {isTold} from '../../core/trail.ts';
import {toldValue} from '../../mail/trail.ts';
import type {Letter} from './letters.ts';

const bare = (id: string): string => id.trim().replace(/^<|>$/g, '');

const fieldOf = ({header}: Letter, name: string): string | undefined =>
	header.find(field => field.name === name)?.value;

/** Whether a message is all that is wanted, as a mailbox would find it. */
export const fits = (letter: Letter, {messageId, tag, from, since}: Wanted): boolean => {
	const id = bare(fieldOf(letter, 'message-id') ?? '');
	return (
		(messageId === undefined || id === bare(messageId)) &&
		(tag === undefined || fieldOf(letter, 'x-lostmail-tag')?.trim() === tag || id.startsWith(`${tag}@`)) &&
		(from === undefined || isFrom(letter, from)) &&
		(since === undefined || letter.at >= Date.parse(since))
	);
};

const isFrom = (letter: Letter, wanted: string): boolean => {
	const sender = wanted.toLowerCase();
	return parseAddresses(fieldOf(letter, 'from') ?? '', {flatten: true})
		.map(({address = ''}) => address.toLowerCase())
		.some(address =>
			sender.includes('@')
				? address === sender
				: address.endsWith(`@${sender}`) || (address.includes('@') && address.endsWith(`.${sender}`)),
		);
};

/** At most so many mails are told. */
const most = 20;

/** Mails as they are told, latest first: one that lies in the folder of all mail as well is told once, elsewhere. */
export const toldOf = (
	letters: readonly Letter[],
): {readonly found: readonly FoundMail[]; readonly more?: number} => {
	const elsewhere = new Set(
		letters.filter(({folder}) => folder.use !== 'all').flatMap(letter => fieldOf(letter, 'message-id') ?? []),
	);
	const told = letters
		.filter(letter => letter.folder.use !== 'all' || !elsewhere.has(fieldOf(letter, 'message-id') ?? ''))
		.toSorted((one, other) => other.at - one.at || other.uid - one.uid);
	return {
		found: told.slice(0, most).map(foundIn),
		...(told.length > most ? {more: told.length - most} : {}),
	};
};

const foundIn = ({folder, uid, at, octets, seen, header}: Letter): FoundMail => ({
	folder,
	uid,
	at: new Date(Math.floor(at / 1000) * 1000).toISOString(),
	octets,
	seen,
	header: header
		.filter(({name}) => isTold(name))
		.map(({name, value}) => ({name, value: toldValue(name, value)})),
});

type About = Extract<ImapQuestion, {do: 'bounces'}>['about'];

/** Whether a bounce is about this message: nothing that it quotes contradicts, and something agrees. */
export const isAbout = ({about, recipients}: Bounce, {messageId, tag, to}: About): boolean => {
	const recipient = to?.toLowerCase();
	const known = [about.to, ...recipients.map(({address}) => address)].flatMap(
		one => one?.toLowerCase() ?? [],
	);
	const answers = [
		agreed(messageId && bare(messageId), about.messageId && [bare(about.messageId)]),
		agreed(tag, about.tag && [about.tag]),
		agreed(recipient, known.length > 0 && known),
	].filter(answer => answer !== 'not-asked');
	return answers.length === 0 || (answers.includes('yes') && !answers.includes('no'));
};

const agreed = (
	wanted: string | undefined,
	quoted: readonly string[] | false | '' | undefined,
): 'yes' | 'no' | 'untold' | 'not-asked' => {
	if (wanted === undefined) return 'not-asked';
	if (!quoted) return 'untold';
	return quoted.includes(wanted) ? 'yes' : 'no';
};
