import {failed} from '../core/result.ts';
import {
	type Companion,
	type ConfigFile,
	type Fetched,
	type Found,
	formatNames,
	formats,
	type Mistake,
	type Reading,
} from './found.ts';
import {msmtpSecret, readMsmtp} from './msmtp.ts';
import {postfixCompanions, postfixSecret, readPostfix} from './postfix.ts';
import {formatOf} from './recognize.ts';
import {readSsmtp, ssmtpCompanions, ssmtpSecret} from './ssmtp.ts';
import {readUrl, urlSecret} from './url.ts';

/** The further files without which a configuration cannot be read in full. */
export const companionsOf = (file: ConfigFile): readonly Companion[] => {
	const format = formatOf(file);
	if (format === 'ssmtp') return ssmtpCompanions;
	return format === 'postfix' ? postfixCompanions(file) : [];
};

/**
 * Reads the settings for sending mail out of another program’s configuration: one account of it, by its name or the one
 * that the program takes by itself. What is not understood is named in a remark; a mistake is told where nothing can be
 * taken. The result never holds a secret, and nothing that is said repeats a line of the file.
 */
export const readSettings = (
	file: ConfigFile,
	{fetched = [], account}: {readonly fetched?: readonly Fetched[]; readonly account?: string} = {},
): Reading => {
	if (file.text.includes('\0')) return failed([mistaken(file, 'This is not a text.')]);
	const reading = readBy(file, fetched, account);
	if (!reading.ok || Object.values(reading.value.settings).some(setting => 'at' in setting)) return reading;
	return failed([
		mistaken(
			file,
			'This file says nothing about a mail server.',
			reading.value.remarks.map(({text}) => text).join(' '),
		),
	]);
};

const readBy = (file: ConfigFile, fetched: readonly Fetched[], account: string | undefined): Reading => {
	const format = formatOf(file);
	switch (format) {
		case 'msmtp':
			return readMsmtp(file, account);
		case 'ssmtp':
			return readSsmtp(file, fetched, account);
		case 'url':
			return readUrl(file, account);
		case 'postfix':
			return account === undefined
				? readPostfix(file, fetched)
				: failed([mistaken(file, 'A main.cf has no accounts.', 'Leave the # and what follows it out.')]);
		case undefined:
			return failed([mistaken(file, 'This is no configuration that lostmail can read.', misplaced(file))]);
	}
};

const known = formats.map(format => formatNames[format]).join(', ');

const mistaken = ({name}: ConfigFile, message: string, advice = `It reads: ${known}.`): Mistake => ({
	file: name,
	line: 1,
	column: 1,
	message,
	advice,
});

/** Files that come beside another one, which is the one to be named. */
const misplaced = ({name}: ConfigFile): string | undefined => {
	const base = name.split(/[\\/]/).at(-1) ?? '';
	if (/^revaliases/.test(base)) return 'Name ssmtp.conf instead; revaliases is read beside it.';
	if (/sasl_?passw/.test(base))
		return 'Name main.cf instead; the table of passwords that it names is read with it.';
	return undefined;
};

/**
 * Fetches the password from its place among the files that were read, for the vault and nobody else. Undefined for a
 * command, which is never run, and where the file is not among them.
 */
export const secretAt = (
	{format, password}: Pick<Found, 'format' | 'password'>,
	files: readonly ConfigFile[],
): string | undefined => {
	const file = files.find(({name}) => name === password?.file);
	if (!password || !file || password.what === 'command') return undefined;
	return secrets[format](file.text, password.line);
};

const secrets = {msmtp: msmtpSecret, ssmtp: ssmtpSecret, postfix: postfixSecret, url: urlSecret} as const;
