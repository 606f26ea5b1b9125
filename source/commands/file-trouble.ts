import {wordsOf} from '../core/any-secret.ts';

const words: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or folder',
	EACCES: 'this user may not open it',
	EPERM: 'this user may not do that',
	EISDIR: 'it is a folder',
	ENOTDIR: 'a part of its path is no folder',
	EEXIST: 'something of that name is there already',
	EROFS: 'nothing can be written there: it is read-only',
	ENOSPC: 'no space is left there',
	EDQUOT: 'the quota of this user is used up',
	EFBIG: 'it would become too large',
	ELOOP: 'it is a link that leads back to itself',
	ENAMETOOLONG: 'its name is too long',
	ENXIO: 'nobody writes into this pipe',
	EMFILE: 'too many files are open',
	ENFILE: 'too many files are open on this machine',
	EBADF: 'nothing is open under this number',
	EIO: 'the disk or the connection to it failed',
	ENODEV: 'there is no such device',
	ETXTBSY: 'it is a program that is running',
	EPIPE: 'nobody reads from this pipe any more',
};

/** Why a file could not be read or written, as part of a sentence; safe to print behind its name once it is made printable. */
export const fileTrouble = (error: unknown): string => {
	const {code} = error as NodeJS.ErrnoException;
	return (code === undefined ? undefined : words[code]) ?? wordsOf(error);
};
