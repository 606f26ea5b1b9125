import type {Socket} from 'node:net';
import type {Failure} from '../core/failure.ts';
import type {HttpAnswer, HttpQuestion} from '../core/http.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import {hostOf} from './connect-to.ts';
import {dial, type Ways} from './dial.ts';
import {failureOf} from './failure.ts';
import {fetchOver} from './http/fetch.ts';
import {secure} from './secure.ts';

export type HttpOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	/** Milliseconds that one connection or handshake may take; everything together takes at most twice that. */
	readonly ms: number;
	/** How the program names itself to servers. */
	readonly userAgent: string;
	/** Milliseconds since 1970, for when an answer came. */
	readonly now: () => number;
};

/**
 * Fetches by HTTPS what a URL names, and nothing that it redirects to. A certificate that is not trusted for the
 * URL's host is a failure (`untrusted`), and not a word was said then; only for the date of a server it is borne.
 */
export const httpProbe =
	(options: HttpOptions): Probe<HttpQuestion, HttpAnswer> =>
	async ({url: typed, limit, only}, signal) => {
		const url = usable(typed, only);
		if (!url.ok) return url;
		const whole = new AbortController();
		let late = false;
		const callOff = () => whole.abort();
		const timer = setTimeout(() => {
			late = true;
			whole.abort();
		}, options.ms * 2);
		signal.addEventListener('abort', callOff, {once: true});
		if (signal.aborted) callOff();
		try {
			return success(await answerOf(url.value, {limit, only}, options, whole.signal));
		} catch (thrown) {
			if (signal.aborted) return failed({code: 'cancelled'});
			if (late)
				return failed({code: 'timeout', detail: `no whole answer within ${(options.ms * 2) / 1000} s`});
			return failed(failureOf(thrown));
		} finally {
			clearTimeout(timer);
			signal.removeEventListener('abort', callOff);
		}
	};

type Target = {readonly url: URL; readonly host: string; readonly port: number};

const longest = 2048;

const usable = (typed: string, only: HttpQuestion['only'] | undefined): Result<Target, Failure> => {
	const refuse = (why: string) => failed({code: 'bad-name', detail: why} as const);
	if (typed.length > longest) return refuse(`the URL is longer than ${longest} characters`);
	const url = URL.parse(typed);
	if (!url) return refuse('this is not a URL');
	const plain = url.protocol === 'http:' && only === 'date';
	if (url.protocol !== 'https:' && !plain) return refuse('only https URLs are fetched');
	if (url.username !== '' || url.password !== '') return refuse('the URL carries credentials');
	const host = hostOf(url.hostname.replace(/^\[|\]$/g, ''));
	if (host === undefined) return refuse('the URL names no host');
	return success({url, host, port: url.port === '' ? (plain ? 80 : 443) : Number(url.port)});
};

const answerOf = async (
	{url, host, port}: Target,
	{limit, only}: Pick<Parameters<typeof fetchOver>[1], 'limit' | 'only'>,
	options: HttpOptions,
	signal: AbortSignal,
): Promise<HttpAnswer> => {
	const {socket: raw, address} = await dial({host, port}, {...options, signal});
	const wanted = {url, limit, only, userAgent: options.userAgent, now: options.now, signal};
	if (url.protocol === 'http:') {
		try {
			return {address, ...(await fetchOver(raw, wanted))};
		} finally {
			raw.destroy();
		}
	}
	const {socket, facts} = await secure(raw, {host, ca: options.ca, ms: options.ms, signal});
	try {
		if (facts.fault && only !== 'date') {
			const {fault, reason} = facts;
			throw {code: 'untrusted', detail: reason ? `${fault} (${reason})` : fault} satisfies Failure;
		}
		return {address, ...(await fetchOver(socket, wanted)), tls: facts};
	} finally {
		destroyed(socket, raw);
	}
};

const destroyed = (...sockets: readonly Socket[]): void => {
	for (const socket of sockets) socket.destroy();
};
