import {parseConnectionUrl} from 'nodemailer/lib/shared';
import {failed, type Result, success} from '../../core/result.ts';
import type {UrlLine} from './lines.ts';

/** What nodemailer makes of a connection URL. */
export type Connection = {
	readonly host?: string;
	readonly port?: number;
	readonly secure: boolean;
	readonly user?: string;
	readonly password?: string;
	/** The parameters behind the `?`. */
	readonly options: ReadonlyMap<string, unknown>;
};

/** What is wrong with a URL, without a word of it. */
export type UrlFault = {readonly message: string; readonly advice: string};

const encode =
	'Write the characters of name and password that mean something in a URL by their codes: @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25.';

/**
 * Reads a URL by nodemailer’s own parser, after everything was refused for which a piece of the password would be taken
 * for something else. Node’s old parser, which prints what it cannot read, is never reached.
 */
export const connectionOf = ({value, cut}: UrlLine): Result<Connection, UrlFault> => {
	if (/\$\{\w/.test(value))
		return failed({
			message: 'This URL refers to other variables, which lostmail does not fill in.',
			advice: 'Write the URL out, or give the settings with --set and the password with --secret.',
		});
	if (cut?.includes('@'))
		return failed({
			message: 'A # begins a comment in the middle of this URL, so its end is lost.',
			advice: `Put the value in quotes. ${encode}`,
		});
	if (!isPlain(value))
		return failed({
			message: 'This URL is ambiguous: an @ stands behind the host, or there is no host.',
			advice: encode,
		});
	try {
		return success(connection(parseConnectionUrl(value)));
	} catch {
		return failed({message: 'This is not a connection URL: smtp://NAME:PASSWORD@HOST:PORT.', advice: encode});
	}
};

/** Whether it is a URL whose parts are what they seem to be. */
const isPlain = (value: string): boolean => {
	if (!URL.canParse(value) || /[\s\\]/.test(value)) return false;
	const {hostname, pathname, search, hash} = new URL(value);
	if (hostname === '' || /%[0-9a-f]{2}/i.test(hostname)) return false;
	if (`${pathname}${hash}`.includes('@')) return false;
	const strays = search
		.split(/[?&]/)
		.filter(part => part.includes('@') && !/^(?:from|sender|replyTo)=/i.test(part));
	return strays.length === 0;
};

const connection = (read: ReturnType<typeof parseConnectionUrl>): Connection => {
	const {host, port, secure, auth, ...rest} = read as Readonly<Record<string, unknown>>;
	const {user, pass} = (auth ?? {}) as {readonly user?: string; readonly pass?: string};
	return {
		...(typeof host === 'string' && host !== '' ? {host} : {}),
		...(typeof port === 'number' ? {port} : {}),
		secure: secure === true,
		...(user ? {user} : {}),
		...(pass ? {password: pass} : {}),
		options: new Map(Object.entries(rest)),
	};
};
