import type {ImapAnswer, ImapQuestion} from '../core/imap.ts';
import type {Probe} from '../core/probe.ts';
import {failed} from '../core/result.ts';
import type {Ways} from './dial.ts';

export type ImapOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	/** The value of a secret by its name. */
	readonly secret: (name: string) => string | undefined;
	/** Milliseconds of a clock that never goes back. */
	readonly clock: () => number;
};

/** Looks into mailboxes by IMAP, read-only. Questions with the same door share one connection and one login. */
export const imapProbe = (
	_options: ImapOptions,
): {probe: Probe<ImapQuestion, ImapAnswer>; close(): void} => ({
	probe: async () => failed({code: 'unexpected', detail: 'not written yet'}),
	close() {},
});
