import {isIP} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {quoted} from '../../core/value.ts';
import {hostOf} from '../connect-to.ts';

/** Where a filter listens, and what it speaks there. */
export type Place =
	| {readonly speaks: 'spamd'; readonly host: string; readonly port: number}
	| {readonly speaks: 'spamd'; readonly path: string}
	| {readonly speaks: 'rspamd'; readonly host: string; readonly port: number; readonly url: URL};

const longest = 2048;
/** Octets that the path of a socket may have on every system. */
const longestPath = 103;

/** Reads `spamd:HOST:PORT`, `spamd:/path/of/its/socket`, `rspamd:URL` or `rspamd:HOST:PORT`. */
export const filterPlace = (typed: string): Result<Place, Failure> => {
	const [, kind, rest = ''] = /^(spamd|rspamd):(.*)$/is.exec(typed.trim().slice(0, longest + 10)) ?? [];
	if (kind === undefined || rest === '' || typed.length > longest || /\p{Cc}/u.test(rest))
		return badly(typed);
	if (kind.toLowerCase() === 'rspamd') return rspamdPlace(rest, typed);
	if (!rest.startsWith('/')) {
		const place = hostAndPort(rest);
		return place ? success({speaks: 'spamd', ...place}) : badly(typed);
	}
	return Buffer.byteLength(rest) > longestPath
		? refuse(`the path of a socket has at most ${longestPath} octets`)
		: success({speaks: 'spamd', path: rest});
};

const refuse = (why: string) => failed({code: 'bad-name', detail: why} as const);

const badly = (typed: string) =>
	refuse(`expected spamd:HOST:PORT, spamd:/path/to/socket or rspamd:http://HOST:PORT, got ${quoted(typed)}`);

const hostAndPort = (typed: string): {readonly host: string; readonly port: number} | undefined => {
	const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(typed) ?? [];
	const port = Number(digits);
	const host =
		bracketed !== undefined && isIP(bracketed) !== 6 ? undefined : hostOf(bracketed ?? plain ?? '');
	return host === undefined || !(port >= 1 && port <= 65_535) ? undefined : {host, port};
};

const rspamdPlace = (rest: string, typed: string): Result<Place, Failure> => {
	const isUrl = /^https?:\/\//i.test(rest);
	if (!isUrl && !hostAndPort(rest)) return badly(typed);
	const url = URL.parse(isUrl ? rest : `http://${rest}`);
	const host = url && hostOf(url.hostname.replace(/^\[|\]$/g, ''));
	if (!url || !host) return badly(typed);
	if (url.username !== '' || url.password !== '') return refuse('the URL of the filter carries credentials');
	if (url.search !== '' || url.hash !== '')
		return refuse('the URL of the filter carries a query or a fragment');
	const path = url.pathname.replace(/\/{1,100}$/, '');
	url.pathname = path.endsWith('/checkv2') ? path : `${path}/checkv2`;
	const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
	return success({speaks: 'rspamd', host, port, url});
};
