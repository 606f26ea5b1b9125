import {isIP} from 'node:net';
import type {Probe} from '../core/probe.ts';
import {failed, success} from '../core/result.ts';
import type {SmtpAnswer, SmtpQuestion} from '../core/smtp.ts';
import {hostOf} from './connect-to.ts';
import {openDialogue} from './smtp/dialogue.ts';
import type {DialogueOptions} from './smtp/talk.ts';

export type SmtpOptions = Omit<DialogueOptions, 'once' | 'again'> & {
	/** Remembers which caught messages were sent, for as long as they can be asked for; without it, this probe does. */
	readonly released?: Set<string>;
};

/**
 * Speaks SMTP with submission servers. Questions of one dialogue share one connection; for as long as this probe
 * lives, a login that was not accepted is never tried again for this server and account, nor is a message sent again, be it
 * the test message or a caught one, that was not put off by a 4xx reply.
 */
export const smtpProbe = (options: SmtpOptions): {probe: Probe<SmtpQuestion, SmtpAnswer>; close(): void} => {
	const dialogues = new Map<string, ReturnType<typeof openDialogue>>();
	const done = new Set<string>();
	const memoryOf = (key: string) => (key.startsWith('caught ') ? (options.released ?? done) : done);
	const once = (key: string) => !memoryOf(key).has(key) && Boolean(memoryOf(key).add(key));
	const again = (key: string) => void memoryOf(key).delete(key);

	return {
		async probe(question, signal) {
			if (signal.aborted) return failed({code: 'cancelled'});
			const {stage, tag, only, ...asked} = question;
			const host = hostOf(asked.host);
			if (host === undefined) return failed({code: 'bad-name', detail: 'not a host name'});
			if (asked.address !== undefined && !isIP(asked.address))
				return failed({code: 'bad-name', detail: 'not an IP address'});
			if (asked.versions !== undefined && stage !== 'connect' && stage !== 'tls')
				return failed({
					code: 'not-permitted',
					detail: 'nothing is said over a version of TLS that is unsafe',
				});
			const address = asked.address === undefined ? undefined : hostOf(asked.address);
			const plan = {...asked, host, ...(address === undefined ? {} : {address})};
			const key = JSON.stringify(Object.entries(plan).sort(([a], [b]) => a.localeCompare(b)));
			if (only === 'if-begun' && !dialogues.has(key))
				return failed({code: 'not-permitted', detail: 'this conversation was not begun'});
			const dialogue = dialogues.get(key) ?? openDialogue(plan, {...options, once, again});
			dialogues.set(key, dialogue);
			const answer = await dialogue.reach(stage, signal, tag);
			return answer ? success(answer) : failed({code: 'cancelled'});
		},
		close() {
			for (const dialogue of dialogues.values()) dialogue.close();
			dialogues.clear();
		},
	};
};
