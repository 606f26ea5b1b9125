import type {Failure, FailureCode} from '../../source/core/failure.ts';
import type {Folder, FolderUse, FoundMail, ImapAnswer, ImapStage} from '../../source/core/imap.ts';
import type {HeaderField} from '../../source/core/trail.ts';
import {tls, waySays} from './said.ts';
import type {When} from './taped.ts';

/** A mailbox as the checks are asked about it. */
export const box = {
	host: 'imap.mailbox.test',
	port: 993,
	security: 'implicit',
	user: 'person@mailbox.test',
	password: 'imap-password',
};

export const inbox: Folder = {path: 'INBOX', use: 'inbox'};
export const folder = (path: string, use: FolderUse): Folder => ({path, use, knownBy: 'special-use'});

/** An answer behind the login. */
export const opened = (more: Partial<ImapAnswer> = {}): ImapAnswer => ({
	address: '192.0.2.2:993',
	tls: tls(),
	greeting: 'ready',
	capabilities: ['IMAP4REV1', 'IDLE', 'SPECIAL-USE', 'QUOTA'],
	folders: [inbox, folder('Junk', 'junk'), folder('Trash', 'trash')],
	...more,
});

/** A question that ended at this stage, by a refusal in the server's words or by a failure. */
export const shut = (
	stage: ImapStage,
	by: {readonly code?: string; readonly text: string} | FailureCode | Failure,
	more: Partial<ImapAnswer> = {},
): ImapAnswer => ({
	address: '192.0.2.2:993',
	...(stage === 'connect' ? {} : {tls: tls()}),
	stop: {
		stage,
		...(typeof by === 'string' ? {failure: {code: by}} : 'text' in by ? {refusal: by} : {failure: by}),
	},
	...more,
});

/** A mail that lies in a folder, so many minutes before noon of the day of all scenarios. */
export const mailIn = (where: Folder, minutes: number, header: readonly HeaderField[] = []): FoundMail => ({
	folder: where,
	uid: minutes + 1,
	at: new Date(Date.UTC(2026, 5, 15, 12) - minutes * 60_000).toISOString(),
	octets: 4321,
	seen: false,
	header,
});

const refusals = ['AUTHENTICATIONFAILED', 'UNAVAILABLE', 'LIMIT', 'ALERT', undefined];

/** Everything that keeps us from looking, whatever is asked: what it says is that nothing is known. */
export const inOurWay = (does: keyof NonNullable<When['imap']>): Readonly<Record<string, When>> =>
	Object.fromEntries([
		...[...waySays, 'refused', 'untrusted', 'no-secret', 'already-tried', 'not-offered'].flatMap(word => {
			const code = word as FailureCode;
			return [
				[`${code} without an answer`, {imap: {[does]: {code}}}] as const,
				...(['connect', 'tls', 'login', 'mailbox'] as const).map(
					stage => [`${code} at ${stage}`, {imap: {[does]: shut(stage, code)}}] as const,
				),
			];
		}),
		...refusals.map(
			code =>
				[
					`a login refused with ${code}`,
					{imap: {[does]: shut('login', {...(code ? {code} : {}), text: 'No, mailbox full'})}},
				] as const,
		),
		['a refusal behind the login', {imap: {[does]: shut('mailbox', {text: 'Unsafe Login'})}}],
		['no password', {params: {password: undefined}}],
	]);
