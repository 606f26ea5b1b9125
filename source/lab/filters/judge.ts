import {createHash} from 'node:crypto';
import {RE2JS} from 're2js';
import {type Mail, readMail} from '../../mail/mail.ts';
import type {FilterSettings, LabRule, When, Words} from './settings.ts';

/** What a filter of the lab makes of a message. */
export type Judged = {readonly score: number; readonly fired: readonly LabRule[]};

export type Judge = (octets: Buffer, sender?: string) => Promise<Judged>;

/** Scores messages by written rules. */
export const judgeBy = ({rules, fault}: FilterSettings): Judge => {
	const seen = new Map<string, number>();
	return async (octets, sender) => {
		const read = await readMail(octets);
		const fired = read.ok ? rules.filter(({when}) => holds(when, read.value, sender)) : [];
		const sum = fired.reduce((points, {score}) => points + score, 0);
		const key = createHash('sha256').update(octets).digest('hex');
		const times = seen.get(key) ?? 0;
		seen.set(key, times + 1);
		const drift = fault === 'changes-its-mind' ? times * 2 : 0;
		return {score: Math.round((sum + drift) * 1000) / 1000, fired};
	};
};

const holds = (
	{header, text, html, link, sender: from, form}: When,
	mail: Mail,
	sender: string | undefined,
): boolean =>
	(header === undefined || holdsHeader(header, mail)) &&
	(text === undefined || [mail.text, mail.seen].some(one => fits(one, text))) &&
	(html === undefined || fits(mail.html, html)) &&
	(link === undefined || addressesIn(mail).some(url => fits(url, link))) &&
	(from === undefined || [sender, ...mail.from.map(({address}) => address)].some(one => fits(one, from))) &&
	(form === undefined ||
		(form === 'attachment'
			? mail.attachments.length > 0
			: mail.html !== undefined && (mail.text === undefined || mail.text.trim() === '')));

/** Of links and of pictures. */
const addressesIn = ({links, html = ''}: Mail): readonly string[] => [
	...links.map(({url}) => url),
	...[...html.matchAll(/\bsrc\s{0,3}=\s{0,3}["']?(https?:[^"'\s>]{1,2000})/gi)].map(([, url = '']) => url),
];

const holdsHeader = ({name, absent, ...words}: NonNullable<When['header']>, mail: Mail): boolean => {
	const values = mail.header.filter(field => field.name === name.toLowerCase()).map(({value}) => value);
	return absent ? values.length === 0 : values.some(value => fits(value, words));
};

const fits = (text: string | undefined, {contains, pattern}: Words): boolean =>
	text !== undefined &&
	(contains === undefined || text.toLowerCase().includes(contains.toLowerCase())) &&
	(pattern === undefined || RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE).matcher(text).find());
