import {readFile} from 'node:fs/promises';
import type {Folder} from '../../core/imap.ts';
import type {HeaderField} from '../../core/trail.ts';
import {fieldsOf} from '../../mail/trail.ts';
import {withDates} from '../clock.ts';
import type {LetterSettings, MailboxSettings} from './settings.ts';

/** A message that lies in the mailbox. */
export type Letter = {
	readonly folder: Folder;
	readonly uid: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly octets: number;
	readonly seen: boolean;
	/** All of it. */
	readonly header: readonly HeaderField[];
	/** The whole message, where it is one. */
	readonly whole?: Buffer;
};

const inbox: Folder = {path: 'INBOX', use: 'inbox'};

/** Every folder of the mailbox, INBOX first. */
export const foldersOf = ({folders}: Pick<MailboxSettings, 'folders'>): readonly Folder[] => [
	inbox,
	...folders
		.filter(({use}) => use !== 'inbox')
		.map(({path, use, 'known-by': knownBy}) => ({path, use, ...(use === 'other' ? {} : {knownBy})})),
];

/** Characters of a message that are kept, and octets of a file that are read. */
const longest = 1_048_576;

/** The messages in files of a mailbox, by their paths, as Latin-1 so that nothing is lost. */
export const readFiles = async ({
	messages,
	arrives,
}: Pick<MailboxSettings, 'messages' | 'arrives'>): Promise<ReadonlyMap<string, string>> => {
	const names = new Set([...messages, ...arrives].flatMap(({file}) => file ?? []));
	const read = [...names].map(
		async name => [name, (await readFile(name)).subarray(0, longest).toString('latin1')] as const,
	);
	return new Map(await Promise.all(read));
};

/** What fills the gaps of a message. */
type Filling = {
	readonly tag: string | undefined;
	readonly files: ReadonlyMap<string, string>;
	/** The test mail, where it is that. */
	readonly testMail?: string;
};

const filled = (text: string, tag: string | undefined): string =>
	withDates(text).replaceAll('{tag}', tag ?? 'no-tag');

/** What a message of the scenario looks like in the mailbox. */
export const letterOf = (
	{folder, header = '', file, size, seen}: LetterSettings,
	{at, uid, folders}: Pick<Letter, 'at' | 'uid'> & {readonly folders: readonly Folder[]},
	{tag, files, testMail}: Filling,
): Letter => {
	const below = file === undefined ? testMail : filled(files.get(file) ?? '', tag);
	const above = filled(header, tag).replaceAll(/\r?\n/g, '\r\n').trim();
	const whole =
		below === undefined
			? undefined
			: Buffer.concat([Buffer.from(above && `${above}\r\n`), Buffer.from(below, 'latin1')]);
	return {
		folder: folders.find(({path}) => path === folder) ?? inbox,
		uid,
		at,
		octets: size ?? whole?.length ?? 2000,
		seen,
		header: fieldsOf(whole ?? Buffer.from(`${above}\r\n\r\n`)),
		...(whole ? {whole} : {}),
	};
};

/** The tag by which a test mail of lostmail is known, in its header. */
export const tagOf = (message: string): string | undefined =>
	/^x-lostmail-tag:[ \t]*([\w.-]{1,80})[ \t]*$/im.exec(message.slice(0, 20_000))?.[1];
