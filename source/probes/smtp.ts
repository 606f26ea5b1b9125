import {isIP} from 'node:net';
import type {Probe} from '../core/probe.ts';
import {failed, success} from '../core/result.ts';
import type {SmtpAnswer, SmtpQuestion} from '../core/smtp.ts';
import {hostOf} from './connect-to.ts';
import {openDialogue} from './smtp/dialogue.ts';
import type {DialogueOptions} from './smtp/talk.ts';

export type SmtpOptions = Omit<DialogueOptions, 'once'>;

/**
 * Speaks SMTP with submission servers. Questions of one dialogue share one connection; a login is tried at most
 * once for a server and account, a message is sent at most once, for as long as this probe lives.
 */
export const smtpProbe = (options: SmtpOptions): {probe: Probe<SmtpQuestion, SmtpAnswer>; close(): void} => {
	const dialogues = new Map<string, ReturnType<typeof openDialogue>>();
	const done = new Set<string>();
	const once = (key: string) => !done.has(key) && Boolean(done.add(key));

	return {
		async probe(question, signal) {
			if (signal.aborted) return failed({code: 'cancelled'});
			const {stage, tag, ...asked} = question;
			const host = hostOf(asked.host);
			if (host === undefined) return failed({code: 'bad-name', detail: 'not a host name'});
			if (asked.address !== undefined && !isIP(asked.address))
				return failed({code: 'bad-name', detail: 'not an IP address'});
			const address = asked.address === undefined ? undefined : hostOf(asked.address);
			const plan = {...asked, host, ...(address === undefined ? {} : {address})};
			const key = JSON.stringify(Object.entries(plan).sort(([a], [b]) => a.localeCompare(b)));
			const dialogue = dialogues.get(key) ?? openDialogue(plan, {...options, once});
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
