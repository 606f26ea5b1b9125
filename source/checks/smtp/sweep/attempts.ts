import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import type {SmtpAnswer, SmtpSecurity} from '../../../core/smtp.ts';
import {type Judged, judge} from './state.ts';

/** A port and how encryption begins there. */
export type Way = {readonly port: number; readonly security: SmtpSecurity};

/** One way, tried at one address. */
export type Attempt = Way & Judged & {readonly address: string; readonly answer?: SmtpAnswer};

/** What the device is set to, as far as it was told. */
export type Device = {readonly port: number; readonly security?: SmtpSecurity | undefined};

/** Where mail is handed in (RFC 8314 sections 3.3 and 7.3, RFC 6409 section 3.1; 2525 by custom), the best first. */
const usual: readonly Way[] = [
	{port: 587, security: 'starttls'},
	{port: 465, security: 'implicit'},
	{port: 2525, security: 'starttls'},
	{port: 25, security: 'starttls'},
];

/** The usual ways, and the device's own port in both modes, so that a wrong one is proven by the right one. */
export const waysFor = (device: Device | undefined): readonly Way[] => {
	const own: readonly Way[] = device
		? (['starttls', 'implicit', ...(device.security === 'none' ? (['none'] as const) : [])] as const).map(
				security => ({port: device.port, security}),
			)
		: [];
	return [...usual, ...own.filter(way => !usual.some(other => sameWay(way, other)))];
};

export const sameWay = (one: Way, other: Way): boolean =>
	one.port === other.port && one.security === other.security;

type Asking = Pick<Reach, 'probes' | 'signal'> & {readonly host: string; readonly helo?: string | undefined};

/** Tries every way at every address, all at once, up to the end of the TLS handshake and without naming anybody. */
export const tryAll = async (
	addresses: readonly string[],
	ways: readonly Way[],
	{host, helo, probes, signal}: Asking,
): Promise<readonly Attempt[]> => {
	const attempts = await Promise.all(
		addresses.flatMap(address =>
			ways.map(async (way): Promise<Attempt> => {
				const result = await probes.smtp(
					{
						host,
						address,
						...way,
						stage: 'tls',
						dialogue: 'sweep',
						...(helo === undefined ? {} : {helo}),
					},
					signal,
				);
				return {
					address,
					...way,
					...judge(result, way.security),
					...(result.ok ? {answer: result.value} : {}),
				};
			}),
		),
	);
	return attempts.map(attempt => inOtherMode(attempt, attempts));
};

/** Whether the server was heard there: an SMTP greeting, or a TLS handshake that was completed. */
export const isHeard = ({answer}: Attempt): boolean =>
	answer?.greeting !== undefined || answer?.tls !== undefined;

/** An attempt that got nowhere is in the wrong mode where the same port was heard in the other one. */
const inOtherMode = (attempt: Attempt, all: readonly Attempt[]): Attempt => {
	const there = all.filter(({address, port}) => address === attempt.address && port === attempt.port);
	if (attempt.security === 'implicit')
		return metPlainText(attempt) && there.some(other => other.security !== 'implicit' && isHeard(other))
			? {...attempt, state: 'wrong-mode', why: 'begins unencrypted and offers TLS later, if at all'}
			: attempt;
	const gotNothing =
		!isHeard(attempt) &&
		(attempt.state === 'dropped' || attempt.state === 'not-smtp') &&
		isConnected(attempt);
	return gotNothing && there.some(({security, answer}) => security === 'implicit' && answer?.tls)
		? {...attempt, state: 'wrong-mode', why: 'expects TLS from the first byte'}
		: attempt;
};

/** Whether the connection was accepted, whatever came then. */
export const isConnected = ({answer}: Attempt): boolean => answer?.address !== undefined;

/** OpenSSL read something else than a TLS record; an alert, or an end, would prove nothing. */
const metPlainText = ({state, answer}: Attempt): boolean => {
	const failure = answer?.stop?.failure;
	return (
		state === 'no-handshake' &&
		failure?.code === 'tls' &&
		/wrong[_ ]version[_ ]number|packet[_ ]length[_ ]too[_ ]long/i.test(inWords(failure))
	);
};
