import {z} from 'zod';
import type {CapturePlan, CaptureQuestion, SinkReach} from '../core/capture.ts';
import type {SinkPlace, SinkPort} from '../core/sink.ts';
import {readSinkPorts, usualSinkPorts} from '../core/sink-port.ts';
import type {SmtpSecurity} from '../core/smtp.ts';
import {sinkPorts} from '../core/value.ts';

/** What every check on the sink takes: the same words make the same sink. */
export const sinkParams = {
	ports: sinkPorts()
		.optional()
		.describe(
			'Where the sink listens: ports with starttls, implicit or none behind a slash; 2525/starttls 2465/implicit unless told otherwise.',
		),
	reach: z
		.enum(['this-machine', 'network'])
		.optional()
		.describe('Who can reach the sink: the network, unless told otherwise, or this machine alone.'),
};

export type SinkParams = {
	readonly ports?: string | undefined;
	readonly reach?: SinkReach | undefined;
};

/** The sink that the parameters ask for; `user` and `secret` are the login that the device should use. */
export const planOf = (
	{ports, reach = 'network'}: SinkParams,
	{user, secret}: {readonly user?: string | undefined; readonly secret?: string | undefined},
): CapturePlan => ({
	ports: ports === undefined ? usualSinkPorts : (readSinkPorts(ports) ?? []),
	reach,
	...(user ? {user} : {}),
	...(secret === undefined ? {} : {secret}),
});

/** Everything that was caught so far. */
export const readingOf = (plan: CapturePlan): CaptureQuestion => ({...plan, do: 'read'});

/** Encryption as mail settings call it. */
export const encryptionWords: Readonly<Record<SmtpSecurity, string>> = {
	starttls: 'STARTTLS',
	implicit: 'SSL/TLS from the start',
	none: 'no encryption',
};

/** Ports as a person enters them, each once: `2525 with STARTTLS, or 2465 with SSL/TLS from the start`. */
export const portsInWords = (ports: readonly (SinkPort | SinkPlace)[]): string =>
	[
		...new Set(
			ports.map(({port, security}) =>
				security === 'none' ? `${port} without encryption` : `${port} with ${encryptionWords[security]}`,
			),
		),
	].join(', or ');
