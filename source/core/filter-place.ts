import {failed, type Result, success} from './result.ts';

/** Where a spam filter listens and what it speaks there, as it was written. */
export type WrittenPlace =
	| {readonly speaks: 'spamd' | 'rspamd'; readonly host: string; readonly port: number}
	| {readonly speaks: 'spamd'; readonly path: string}
	| {readonly speaks: 'rspamd'; readonly url: URL};

const longest = 2048;
/** Octets that the path of a socket may have on every system. */
const longestPath = 103;

/**
 * Reads `spamd:HOST:PORT`, `spamd:/path/of/its/socket`, `rspamd:URL` or `rspamd:HOST:PORT`; else why it is none of them.
 * What was written is not repeated there: a URL may carry a password.
 */
export const readFilterPlace = (written: string): Result<WrittenPlace, string> => {
	const [, kind, rest = ''] = /^(spamd|rspamd):(.*)$/is.exec(written.trim().slice(0, longest + 10)) ?? [];
	if (kind === undefined || rest === '' || written.length > longest || /\p{Cc}/u.test(rest)) return badly;
	const speaks = kind.toLowerCase() === 'rspamd' ? 'rspamd' : 'spamd';
	if (speaks === 'rspamd' && /^https?:\/\//i.test(rest)) return urlIn(rest);
	if (speaks === 'spamd' && rest.startsWith('/'))
		return new TextEncoder().encode(rest).length > longestPath
			? failed(`the path of a socket has at most ${longestPath} octets`)
			: success({speaks, path: rest});
	const place = hostAndPort(rest);
	return place ? success({speaks, ...place}) : badly;
};

const badly = failed(
	'expected spamd:HOST:PORT, spamd:/path/to/socket, rspamd:http://HOST:PORT or rspamd:HOST:PORT',
);

const hostAndPort = (written: string): {readonly host: string; readonly port: number} | undefined => {
	const [, inBrackets, plain, digits] =
		/^(?:\[([\da-f:.]{2,45})\]|([\p{L}\p{M}\p{N}._-]{1,255})):(\d{1,5})$/iu.exec(written) ?? [];
	const host = inBrackets ?? plain;
	const port = Number(digits);
	return host === undefined || !(port >= 1 && port <= 65_535) ? undefined : {host, port};
};

const urlIn = (written: string): Result<WrittenPlace, string> => {
	const url = URL.parse(written);
	if (!url || url.hostname === '') return badly;
	if (url.username !== '' || url.password !== '') return failed('the URL of the filter carries credentials');
	if (url.search !== '' || url.hash !== '')
		return failed('the URL of the filter carries a query or a fragment');
	return success({speaks: 'rspamd', url});
};
