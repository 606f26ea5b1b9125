import {isIP} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {readFilterPlace} from '../../core/filter-place.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {hostOf} from '../connect-to.ts';

/** Where a filter listens, and what it speaks there. */
export type Place =
	| {readonly speaks: 'spamd'; readonly host: string; readonly port: number}
	| {readonly speaks: 'spamd'; readonly path: string}
	| {readonly speaks: 'rspamd'; readonly host: string; readonly port: number; readonly url: URL};

/** Reads what `readFilterPlace` reads; its host becomes an address or a name as servers know it. */
export const filterPlace = (typed: string): Result<Place, Failure> => {
	const read = readFilterPlace(typed);
	if (!read.ok) return refuse(read.failure);
	const written = read.value;
	if ('path' in written) return success(written);
	if ('url' in written) return rspamdPlace(written.url);
	const {host, port} = written;
	if (written.speaks === 'rspamd') return rspamdPlace(URL.parse(`http://${bracketed(host)}:${port}`));
	const known = host.includes(':') && isIP(host) !== 6 ? undefined : hostOf(host);
	return known === undefined ? refuse(noHost) : success({speaks: 'spamd', host: known, port});
};

const refuse = (why: string) => failed({code: 'bad-name', detail: why} as const);

const noHost = 'expected spamd:HOST:PORT, spamd:/path/to/socket or rspamd:URL with the name of a host';

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const rspamdPlace = (url: URL | null): Result<Place, Failure> => {
	const host = url && hostOf(url.hostname.replace(/^\[|\]$/g, ''));
	if (!url || !host) return refuse(noHost);
	const path = url.pathname.replace(/\/{1,100}$/, '');
	url.pathname = path.endsWith('/checkv2') ? path : `${path}/checkv2`;
	const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
	return success({speaks: 'rspamd', host, port, url});
};
