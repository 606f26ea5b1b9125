import {printable} from '../../core/printable.ts';

export type StoreFaultCode =
	| 'in-use'
	| 'not-a-store'
	| 'newer-format'
	| 'corrupt'
	| 'missing'
	| 'not-permitted'
	| 'disk-full'
	| 'too-large'
	| 'crowded'
	| 'link'
	| 'many-names'
	| 'replaced'
	| 'gone'
	| 'closed'
	| 'failed';

/** Why a store cannot be opened, read or written: its message says what, where, and what to do, and is safe to print. */
export class StoreFault extends Error {
	override readonly name = 'StoreFault';
	readonly code: StoreFaultCode;
	constructor(code: StoreFaultCode, file: string, detail = '') {
		super(words[code](printable(file), printable(detail.slice(0, longestDetail))));
		this.code = code;
	}
}

const longestDetail = 200;

const words: Readonly<Record<StoreFaultCode, (file: string, detail: string) => string>> = {
	'in-use': file =>
		`Another lostmail sink is writing to ${file}. End it first, or keep the mail of this one in another file.`,
	'not-a-store': file =>
		`${file} is no store of lostmail but something else. Name another file; nothing in this one was changed.`,
	'newer-format': (file, detail) =>
		`${file} was written by a newer lostmail (${detail}). Use that version, or name another file; nothing was changed.`,
	corrupt: (file, detail) =>
		`${file} is damaged and cannot be read (${detail}). Nothing was deleted: move it away or restore a copy of it, and start again.`,
	missing: file => `There is no store at ${file}. Start a sink that keeps its mail there first.`,
	'not-permitted': (file, detail) =>
		`${file} cannot be opened or written (${detail}). It and its folder must belong to the user who runs lostmail.`,
	'disk-full': file =>
		`There is no room left on the disk of ${file}. Free some: the store goes on by itself.`,
	'too-large': (file, detail) => `The message is larger than what ${file} may keep (${detail}).`,
	crowded: (file, detail) =>
		`More mail is on its way to ${file} at once than may be (${detail}). The next can come when some of it is kept.`,
	link: file =>
		`${file} is a symbolic link, and what it leads to is not touched. Remove the link, or name another file.`,
	'many-names': file =>
		`${file} has another name as well (a hard link), and two sinks could write to it at once. Remove the other name, or name another file; nothing was changed.`,
	replaced: file =>
		`${file} was moved, removed or replaced while a sink wrote to it. End that sink, put the file back, and start again.`,
	gone: (file, detail) => `Message ${detail} was removed from ${file} while it was read.`,
	closed: file => `The store ${file} is closed.`,
	failed: (file, detail) => `${file} cannot be used: ${detail}.`,
};

/** SQLite's primary result codes. */
const codes: ReadonlyMap<number, StoreFaultCode> = new Map([
	[3, 'not-permitted'],
	[5, 'in-use'],
	[6, 'in-use'],
	[8, 'not-permitted'],
	[11, 'corrupt'],
	[13, 'disk-full'],
	[14, 'not-permitted'],
	[23, 'not-permitted'],
	[26, 'not-a-store'],
]);

/** What SQLite or the file system threw, as a fault. */
export const faultOf = (thrown: unknown, file: string): StoreFault => {
	if (thrown instanceof StoreFault) return thrown;
	const {code, errcode, message} = thrown as {code?: unknown; errcode?: unknown; message?: unknown};
	const detail = typeof message === 'string' ? message : String(thrown);
	if (code === 'ERR_INVALID_STATE') return new StoreFault('closed', file);
	if (thrown instanceof SyntaxError) return new StoreFault('corrupt', file, detail);
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
		return new StoreFault('not-permitted', file, detail);
	if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreFault('disk-full', file);
	const known = typeof errcode === 'number' ? codes.get(errcode & 0xff) : undefined;
	return new StoreFault(known ?? 'failed', file, detail);
};

/** Does it, and throws nothing but a fault. */
export const guarded = <T>(file: string, act: () => T): T => {
	try {
		return act();
	} catch (thrown) {
		throw faultOf(thrown, file);
	}
};
