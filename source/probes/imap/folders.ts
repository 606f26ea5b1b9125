import type {ListResponse} from 'imapflow';
import type {Folder, FolderUse} from '../../core/imap.ts';
import {namedUse} from './folder-names.ts';
import type {Session} from './login.ts';

/** A folder as it is told, and as the library opens it. */
export type Place = {readonly folder: Folder; readonly path: string};

export type Places = {
	/** In the order in which they are searched. */
	readonly places: readonly Place[];
	/** Folders that are not searched, and why. */
	readonly unsearched: readonly {readonly path: string; readonly why: string}[];
};

const most = 200;
const longestPath = 200;
/** Octets of a list of folders: ten thousand of them. */
const longestList = 1024 * 1024;

/** Inbox, junk and trash come first; folders that only show messages of others come last. */
const order: readonly FolderUse[] = ['inbox', 'junk', 'trash', 'archive', 'other', 'drafts', 'sent'];
const views: readonly FolderUse[] = ['important', 'flagged', 'all'];
const rankOf = (use: FolderUse): number => [...order, ...views].indexOf(use);

/** Whether a folder of this use only shows messages that are in other folders as well, as Gmail's do. */
export const isView = (use: FolderUse): boolean => views.includes(use);

/** Every folder that can be opened, at most 200. */
export const placesIn = async ({client, shown, allow}: Session): Promise<Places> => {
	allow(longestList);
	const listed = await client.list();
	const {specialUse} = await import('imapflow/lib/special-use.js');
	const placeOf = (entry: ListResponse): Place => {
		const path = shown(entry.path, longestPath);
		return {folder: {path, ...useOf(entry, specialUse)}, path: entry.path};
	};
	const all = listed
		.filter(isSelectable)
		.map(placeOf)
		.sort((one, other) => rankOf(one.folder.use) - rankOf(other.folder.use));
	const unsafe = all.filter(({path}) => !isUsable(path));
	const places = all.filter(({path}) => isUsable(path));
	const left = places.length - most;
	return {
		places: places.slice(0, most),
		unsearched: [
			...unsafe
				.slice(0, most)
				.map(({folder: {path}}) => ({path, why: 'its name has characters that cannot be sent'})),
			...(left > 0 ? [{path: '*', why: `${left} more folders than the ${most} that are searched`}] : []),
		],
	};
};

const has = ({flags}: ListResponse, wanted: readonly string[]): boolean =>
	[...flags].some(flag => wanted.includes(flag.toLowerCase()));

const isSelectable = (entry: ListResponse): boolean => !has(entry, ['\\noselect', '\\nonexistent']);

const isUsable = (path: string): boolean => path !== '' && !/\p{Cc}/u.test(path);

/** RFC 6154 section 2, RFC 8457, and what Gmail's older XLIST calls them. */
const attributes: Readonly<Record<string, FolderUse>> = {
	'\\junk': 'junk',
	'\\spam': 'junk',
	'\\trash': 'trash',
	'\\sent': 'sent',
	'\\drafts': 'drafts',
	'\\archive': 'archive',
	'\\all': 'all',
	'\\allmail': 'all',
	'\\important': 'important',
	'\\flagged': 'flagged',
	'\\starred': 'flagged',
};

type ByName = (hasSpecialUseExtension: boolean, folder: ListResponse) => {readonly flag: string | null};

const useOf = (entry: ListResponse, byName: ByName): Omit<Folder, 'path'> => {
	const isInbox = entry.path.toUpperCase() === 'INBOX' || has(entry, ['\\inbox']);
	if (isInbox || entry.specialUse === '\\Inbox') return {use: 'inbox'};
	for (const [attribute, use] of Object.entries(attributes))
		if (has(entry, [attribute])) return {use, knownBy: 'special-use'};
	const named = namedUse(entry.name) ?? attributes[byName(false, entry).flag?.toLowerCase() ?? ''];
	return named === undefined ? {use: 'other'} : {use: named, knownBy: 'name'};
};
