import type {Probe} from '../core/probe.ts';
import {failed} from '../core/result.ts';
import type {SpamAnswer, SpamQuestion} from '../core/spam.ts';
import type {Ways} from './dial.ts';
import type {ReadMessage} from './message.ts';

export type SpamOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	readonly read: ReadMessage;
	readonly clock: () => number;
};

/** Asks a spam filter about a message: spamd over TCP or its socket, or rspamd over HTTP. */
export const spamProbe =
	(_options: SpamOptions): Probe<SpamQuestion, SpamAnswer> =>
	async () =>
		failed({code: 'unexpected', detail: 'not written yet'});
