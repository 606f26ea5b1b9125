import {randomBytes} from 'node:crypto';
import {chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {beginningOf} from '../../beginning.ts';
import {fileTrouble} from '../../file-trouble.ts';
import {UsageError} from '../../io.ts';

/** Octets of a file; keys and certificates have a tenth of it. */
const largest = 65_536;

/** A file of secrets, or nothing where there is none. Others than its owner may not read it from then on. */
export const readPrivate = (file: string): string | undefined => {
	try {
		const found = statSync(file, {throwIfNoEntry: false});
		if (!found) return undefined;
		if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(file, 0o600);
		return beginningOf(file, largest).toString('utf8');
	} catch (error) {
		throw new UsageError(`lostmail: cannot read ${file}: ${fileTrouble(error)}`);
	}
};

/**
 * Puts texts into a folder, each at once: whoever reads sees the old text or the new one. The folder is made for its owner
 * alone where there is none. Throws where nothing can be written.
 */
export const writeInto = (
	folder: string,
	files: Readonly<Record<string, {readonly text: string; readonly mode: 0o600 | 0o644}>>,
): void => {
	mkdirSync(folder, {recursive: true, mode: 0o700});
	for (const [name, {text, mode}] of Object.entries(files)) {
		const file = path.join(folder, name);
		const draft = `${file}.${randomBytes(6).toString('hex')}`;
		try {
			writeFileSync(draft, text, {mode, flag: 'wx', flush: true});
			renameSync(draft, file);
		} catch (error) {
			rmSync(draft, {force: true});
			throw error;
		}
	}
};
