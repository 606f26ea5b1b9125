import type {Dislike} from '../../../source/core/verification.ts';
import {dislikesOf} from '../../../source/mail/dislikes.ts';
import {readMail} from '../../../source/mail/mail.ts';

const at = Date.parse('2026-06-15T12:00:05Z');

const good: Readonly<Record<string, string>> = {
	Date: 'Mon, 15 Jun 2026 12:00:00 +0000',
	From: 'Example <no-reply@example.org>',
	To: 'me@home.example',
	Subject: 'Your code is 482913',
	'Message-ID': '<1@example.org>',
	'Auto-Submitted': 'auto-generated',
};

export type Change = {
	/** Fields in place of good ones; empty text for no field. */
	readonly fields?: Readonly<Record<string, string>>;
	/** More lines of the header. */
	readonly lines?: readonly string[];
	readonly body?: string;
	readonly sender?: string;
	readonly helo?: string;
	readonly octets?: (text: string) => string;
};

export const text = 'Type 482913 to sign in to Example. It is valid for ten minutes.';

const messageOf = ({fields = {}, lines = [], body = text, octets = all => all}: Change): Buffer => {
	const header = Object.entries({...good, ...fields}).flatMap(([name, value]) =>
		value === '' ? [] : [`${name}: ${value}`],
	);
	return Buffer.from(
		octets([...header, ...lines, '', ...body.split('\n'), ''].join('\r\n')),
		/[^\0-\xff]/.test(JSON.stringify(fields) + body) ? 'utf8' : 'latin1',
	);
};

/** What is disliked about a good message that is changed. */
export const dislikes = async (change: Change): Promise<readonly Dislike[]> => {
	const octets = messageOf(change);
	const mail = await readMail(octets);
	if (!mail.ok) throw new Error(mail.failure);
	const {sender = 'bounce@mail.example.org', helo = 'nas.example.org'} = change;
	return dislikesOf(mail.value, {octets, at, sender, helo});
};

export const ids = async (change: Change): Promise<readonly string[]> =>
	(await dislikes(change)).map(({id}) => id);

export const html = (body: string): Change => ({
	fields: {'MIME-Version': '1.0', 'Content-Type': 'multipart/alternative; boundary="b"'},
	body: [
		...['--b', 'Content-Type: text/plain', '', text, '--b', 'Content-Type: text/html', ''],
		...[`<p>${text}</p>${body}`, '--b--'],
	].join('\n'),
});

export const attached = (name: string): Change => ({
	fields: {'Content-Type': 'multipart/mixed; boundary=b'},
	body: [
		...['--b', 'Content-Type: text/plain', '', text, '--b'],
		...[`Content-Disposition: attachment; filename="${name}"`, '', 'MZ', '--b--'],
	].join('\n'),
});

export const base64 = (type: string, body: string): Change => ({
	fields: {'Content-Type': type, 'Content-Transfer-Encoding': 'base64'},
	body: Buffer.from(body).toString('base64'),
});
