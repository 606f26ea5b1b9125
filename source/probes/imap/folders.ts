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
	const prefix = client.namespace?.prefix ?? '';
	const placeOf = (entry: ListResponse): Place => {
		const path = shown(entry.path, longestPath);
		return {folder: {path, ...useOf(entry, {byName: specialUse, prefix})}, path: entry.path};
	};
	const all = [...unlisted(listed), ...listed.filter(isSelectable).map(placeOf)].sort(
		(one, other) => rankOf(one.folder.use) - rankOf(other.folder.use),
	);
	const unsafe = all.filter(({path}) => !isUsable(path));
	const places = all.filter(({path}) => isUsable(path));
	const left = places.length - most;
	return {
		places: places.slice(0, most),
		unsearched: [
			...unsafe
				.slice(0, most)
				.map(({folder: {path}}) => ({path, why: 'its name has characters that cannot be sent'})),
			...missing(listed),
			...(left > 0 ? [{path: '*', why: `${left} more folders than the ${most} that are searched`}] : []),
		],
	};
};

const has = ({flags}: ListResponse, wanted: readonly string[]): boolean =>
	[...flags].some(flag => wanted.includes(flag.toLowerCase()));

const isSelectable = (entry: ListResponse): boolean => !has(entry, ['\\noselect', '\\nonexistent']);

/** Every mailbox has an inbox, by this name (RFC 3501 section 5.1), whether it is listed or not. */
const unlisted = (listed: readonly ListResponse[]): readonly Place[] =>
	listed.some(isInbox) ? [] : [{folder: {path: 'INBOX', use: 'inbox'}, path: 'INBOX'}];

/** What a list lacks that every mailbox has; where it does, nobody knows what else is there. */
const missing = (listed: readonly ListResponse[]): Places['unsearched'] => {
	if (listed.length === 0) return [{path: '*', why: 'the server lists no folder'}];
	const why = 'the server says that it cannot be opened';
	return [
		...(listed.some(isSelectable) ? [] : [{path: '*', why: 'the server lists no folder that can be opened'}]),
		...(listed.some(isInbox) && !listed.some(one => isInbox(one) && isSelectable(one))
			? [{path: 'INBOX', why}]
			: []),
	];
};

const isInbox = (entry: ListResponse): boolean =>
	entry.path.toUpperCase() === 'INBOX' || has(entry, ['\\inbox']) || entry.specialUse === '\\Inbox';

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

/** How the IMAP library reads a name; `source` says whether the name is one that it knows whole. */
type ByName = (
	hasSpecialUseExtension: boolean,
	folder: ListResponse,
) => {readonly flag: string | null; readonly source?: string | undefined};

type Reading = {readonly byName: ByName; readonly prefix: string};

const useOf = (entry: ListResponse, {byName, prefix}: Reading): Omit<Folder, 'path'> => {
	if (isInbox(entry)) return {use: 'inbox'};
	for (const [attribute, use] of Object.entries(attributes))
		if (has(entry, [attribute])) return {use, knownBy: 'special-use'};
	const named = namedUse(entry.name) ?? libraryUse(byName(false, entry));
	if (named === undefined) return {use: 'other'};
	const isGuess = named.guess || !isOutermost(entry, prefix);
	return {use: named.use, knownBy: 'name', ...(isGuess ? {guess: true} : {})};
};

const libraryUse = ({flag, source}: ReturnType<ByName>): ReturnType<typeof namedUse> => {
	const use = attributes[flag?.toLowerCase() ?? ''];
	return use === undefined ? undefined : {use, guess: source !== 'name'};
};

/** Below these, mail services keep their own folders; below another one it is its owner who names them. */
const outermost = /^(?:|inbox|mail|\[gmail\]|\[google mail\])$/i;

const isOutermost = ({parentPath, delimiter}: ListResponse, prefix: string): boolean =>
	outermost.test(parentPath) || `${parentPath}${delimiter}` === prefix;
