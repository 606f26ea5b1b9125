import {connect, isIP, type Socket} from 'node:net';
import type {Failure} from '../core/failure.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {SecretValue} from '../core/secret-values.ts';
import type {Handed, SpamAnswer, SpamQuestion} from '../core/spam.ts';
import {concealed, secretsInOctets} from '../mail/concealed.ts';
import {without} from '../mail/pieces.ts';
import {dial, type Ways} from './dial.ts';
import {failureOf} from './failure.ts';
import type {ReadMessage} from './message.ts';
import {secure} from './secure.ts';
import {onThisMachine} from './spam/in-clear.ts';
import {filterPlace, type Place} from './spam/place.ts';
import {postOver} from './spam/post.ts';
import {headersFor, readVerdict} from './spam/rspamd.ts';
import {askSpamd, readReport, type Verdict} from './spam/spamd.ts';
import {stamped} from './spam/stamped.ts';

export type SpamOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	readonly read: ReadMessage;
	readonly clock: () => number;
};

/** Octets of a message from which on it may not be whole: as many are read of one. */
const tooLong = 1_048_576;
/** How often the time for a connection a filter has for its answer: it asks others about the message meanwhile. */
const patience = 3;

/**
 * Asks a spam filter about a message: spamd over TCP or its socket, or rspamd over HTTP. The filter hears the message as
 * it is, or without the pieces that are named; codes and links of it that the filter quotes are masked in
 * the answer and in a failure. A
 * message that the filter does not look at, or that is too long, is a failure (`not-offered`).
 */
export const spamProbe =
	(options: SpamOptions): Probe<SpamQuestion, SpamAnswer> =>
	async (question, signal) => {
		const {filter, handed = {}, without: left = []} = question;
		const place = filterPlace(filter);
		if (!place.ok) return place;
		const badly = complaintAbout(handed);
		if (badly) return failed(badly);
		const octets = await options.read(
			'file' in question ? {file: question.file} : {caught: question.caught},
			signal,
		);
		if (!octets.ok) return octets;
		if (octets.value.length >= tooLong)
			return failed({code: 'not-offered', detail: 'the message is larger than a megabyte'});
		const message = await without(octets.value, left);
		if (!message.ok) return failed({code: 'bad-name', detail: `the message ${message.failure}`});
		const began = options.clock();
		const verdict = await within(options.ms * patience, signal, inTime =>
			verdictOn(message.value, place.value, handed, {...options, signal: inTime}),
		);
		const ms = options.clock() - began;
		const secrets = await secretsInOctets(octets.value);
		return verdict.ok
			? success({...masked(verdict.value, secrets), ms})
			: failed(maskedFailure(verdict.failure, secrets));
	};

const complaintAbout = ({ip, ...words}: Handed): Failure | undefined => {
	if (ip !== undefined && !isIP(ip)) return {code: 'bad-name', detail: 'the address of the sender is none'};
	const unfit = Object.values(words).some(word => word.length > 1000 || /[\p{Cc}<>]/u.test(word));
	return unfit
		? {code: 'bad-name', detail: 'what is told of the envelope cannot be written in a field'}
		: undefined;
};

type Asking = SpamOptions & {readonly signal: AbortSignal};

const within = async (
	ms: number,
	signal: AbortSignal,
	act: (signal: AbortSignal) => Promise<Result<Verdict, Failure>>,
): Promise<Result<Verdict, Failure>> => {
	const whole = new AbortController();
	let late = false;
	const callOff = () => whole.abort();
	const timer = setTimeout(() => {
		late = true;
		whole.abort();
	}, ms);
	signal.addEventListener('abort', callOff, {once: true});
	if (signal.aborted) callOff();
	try {
		return await act(whole.signal);
	} catch (thrown) {
		if (signal.aborted) return failed({code: 'cancelled'});
		return failed(late ? {code: 'timeout', detail: `no verdict within ${ms / 1000} s`} : failureOf(thrown));
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', callOff);
	}
};

const verdictOn = async (
	octets: Buffer,
	place: Place,
	handed: Handed,
	asking: Asking,
): Promise<Result<Verdict, Failure>> => {
	if (place.speaks === 'spamd') {
		const socket =
			'path' in place
				? await local(place.path, asking.signal)
				: onThisMachine((await dial(place, asking)).socket);
		return readReport(await askSpamd(socket, stamped(octets, handed), asking.signal));
	}
	const {socket: raw} = await dial(place, asking);
	try {
		const socket =
			place.url.protocol === 'https:' ? await trusted(raw, place.host, asking) : onThisMachine(raw);
		return readVerdict(
			await postOver(socket, place.url, {octets, headers: headersFor(handed), signal: asking.signal}),
		);
	} finally {
		raw.destroy();
	}
};

/** Nothing is said to a server that does not prove its name. */
const trusted = async (raw: Socket, host: string, {ca, ms, signal}: Asking): Promise<Socket> => {
	const {
		socket,
		facts: {fault, reason},
	} = await secure(raw, {host, ca, ms, signal});
	if (!fault) return socket;
	socket.destroy();
	throw {code: 'untrusted', detail: reason ? `${fault} (${reason})` : fault} satisfies Failure;
};

/** Connects to a socket of this machine. */
const local = (path: string, signal: AbortSignal): Promise<Socket> =>
	new Promise((resolve, reject) => {
		const socket = connect({path});
		const settle = (act: () => void) => {
			signal.removeEventListener('abort', onAbort);
			socket.off('error', onError);
			act();
		};
		const onError = (error: NodeJS.ErrnoException) =>
			settle(() =>
				reject(
					error.code === 'ENOENT' || error.code === 'ENOTSOCK'
						? ({code: 'refused', detail: error.message} satisfies Failure)
						: error,
				),
			);
		const onAbort = () =>
			settle(() => {
				socket.destroy();
				reject({code: 'cancelled'} satisfies Failure);
			});
		socket.on('error', () => {}).once('error', onError);
		socket.once('connect', () => settle(() => resolve(socket)));
		signal.addEventListener('abort', onAbort, {once: true});
		if (signal.aborted) onAbort();
	});

/** Filters quote what they found, in whatever they say. */
const masked = (verdict: Verdict, secrets: readonly SecretValue[]): Verdict => {
	const hide = (text: string): string => concealed(text, secrets);
	return {
		...verdict,
		...(verdict.action === undefined ? {} : {action: hide(verdict.action)}),
		rules: verdict.rules.map(({name, says, ...rule}) => ({
			...rule,
			name: maskedName(name, hide),
			...(says === undefined ? {} : {says: hide(says)}),
		})),
	};
};

/** A name may be a sentence with its blanks filled in. */
const maskedName = (name: string, hide: (text: string) => string): string => {
	const words = name.replaceAll('_', ' ');
	return /[a-z]/.test(name) && hide(words) !== words ? hide(words) : hide(name);
};

/** What went wrong before a filter had the message, such as a path or an address, holds nothing of it. */
const before: ReadonlySet<Failure['code']> = new Set([
	'refused',
	'unreachable',
	'reset',
	'closed',
	'no-such-name',
	'untrusted',
	'cancelled',
]);

const maskedFailure = (failure: Failure, secrets: readonly SecretValue[]): Failure =>
	failure.detail === undefined || before.has(failure.code)
		? failure
		: {...failure, detail: concealed(failure.detail, secrets)};
