import type {Verb} from '../explain/command.ts';
import {isCommand} from '../explain/command.ts';
import {eventInWords, isTrouble} from '../explain/event.ts';
import {asReply, embeddedIn, splitReply, unescaped} from './embedded.ts';

/** What one line of a pasted text is: said by a side, an event, or nothing that is known (`other`). */
export type Piece = {
	readonly side: 'client' | 'server' | 'connection' | 'other';
	readonly text: string;
	/** The program that wrote it says who spoke. */
	readonly isMarked: boolean;
	/** Milliseconds of the day, or since the dialogue began. */
	readonly at?: number;
	readonly after?: Verb;
	readonly to?: string;
	/** Some program repeats the reply in words of its own. */
	readonly isQuoted?: true;
};

type Reading = Omit<Piece, 'isMarked' | 'at'>;

const isReply = (text: string): boolean => /^[2-5]\d\d(?:[ -]|$)/.test(text);

const client = (text = ''): readonly Reading[] => [{side: 'client', text: text.trim()}];
const server = (text = ''): readonly Reading[] =>
	splitReply(text.trim()).map(line => ({side: 'server', text: line}));
const event = (text = ''): readonly Reading[] => [{side: 'connection', text: text.trim()}];
const nothing = (): readonly Reading[] => [];

/** A server's line where it looks like a reply, else the program's own words. */
const replyOrEvent = (text = ''): readonly Reading[] =>
	isReply(text) ? server(text) : (quoting(text) ?? event(text));

/** For marks that mean other things elsewhere, such as the prompt of Python. */
const commandOnly = (text = ''): readonly Reading[] =>
	isCommand(text) || /^(?:[.*]$|[(•])/.test(text) ? client(text) : [{side: 'other', text}];

/** How programs mark who speaks. The first that fits counts. */
const marks: ReadonlyArray<readonly [RegExp, (text?: string) => readonly Reading[]]> = [
	// swaks
	[/^<(?:-|~|\*\*|~\*)(?:\s+(.*))?$/, server],
	[/^(?:->|~>|\*\*>|\*~>)(?:\s(.*))?$/, client],
	[/^===\s+(.*)$/, event],
	[/^\*{2,3}\s+(.*)$/, replyOrEvent],
	// msmtp
	[/^<--(?:\s(.*))?$/, server],
	[/^-->(?:\s(.*))?$/, client],
	[/^[\w.-]{1,40}: server message:\s(.*)$/, server],
	// sendmail
	[/^<<<(?:\s(.*))?$/, server],
	[/^>>>(?:\s(.*))?$/, commandOnly],
	// ssmtp
	[/^\[<-\](?:\s(.*))?$/, server],
	[/^\[->\](?:\s(.*))?$/, client],
	// Exim
	[/^SMTP<<(?:\s(.*))?$/, server],
	[/^SMTP\(close\)>>.*$/, () => event('connection closed')],
	[/^SMTP(?:>>|[|+]>|>\|)(?:\s(.*))?$/, client],
	// PHPMailer
	[/^SERVER -> CLIENT:(?:\s(.*))?$/i, server],
	[/^CLIENT -> SERVER:(?:\s(.*))?$/i, client],
	// nodemailer, textbooks
	[/^(?:C|client)\s?:(?!\\)\s?(.*)$/i, client],
	[/^(?:S|server)\s?:(?!\\)\s?(.*)$/i, server],
	// Postfix, in its mails to the postmaster
	[/^In:(?:\s+(.*))?$/, client],
	[/^Out:(?:\s+(.*))?$/, server],
	// Python
	[
		/^send:\s+b?['"](.*)['"]$/,
		text =>
			unescaped(text ?? '')
				.trimEnd()
				.split(/\r?\n/)
				.flatMap(client),
	],
	[/^reply:\s+b?['"](.*)['"]$/, text => server(unescaped(text ?? ''))],
	[/^data: \(\d{3}, .*$/, nothing],
	[/^connect:\s+(.*)$/, text => event(`connect: ${text}`)],
	// lostmail
	[/^S\s+((?:[2-5]\d\d)(?:[ -].*)?)$/, server],
	[/^C\s+(\S.*)$/, commandOnly],
	[/^·\s+(.*)$/, event],
	// curl
	[/^<(?:\s(.*))?$/, server],
	[/^>(?:\s(.*))?$/, text => (isReply(text ?? '') ? server(text) : client(text))],
	[/^\*\s+(.*)$/, event],
	[/^[{}] \[\d+ bytes data\]$/, nothing],
];

/** Python says each reply once more, as a whole. */
const pythonAgain = /^reply: retcode \(([2-5]\d\d)\); Msg: b?['"](.*)['"]$/;

/** Events that programs without marks tell: telnet, openssl, and what a client says when it gives up. */
const events =
	/^(?:Trying \S|Connected to |CONNECTED\(|Connection (?:closed|refused|reset|timed out|established|upgraded)|Escape character|telnet: |curl: \(\d|msmtp: |swaks: |connect(?: to|:) |Could not (?:connect|resolve)|closed$|DONE$|\S*:error:|\w+Error: |Error: )/i;

const isEvent = (line: string): boolean => events.test(line) || isTrouble(eventInWords(line));

/** Where a program prompts for commands; what stands there may hold a password and is no part of a dialogue. */
const shell =
	/^(?:[\w.@~:/\\[\]-]{0,80}[$#%]|C:\\[^>]{0,200}>|PS [^>]{0,200}>)\s+\S*(?:swaks|curl|msmtp|openssl|telnet|nc|ncat|python3?|echo|printf|base64|perl|sendmail|ssmtp|mail|export|set)\b/i;

/** Reads one line, whatever program wrote it; `again` is true where the reply has just been read. */
export const readLine = (raw: string, {again}: {readonly again: boolean}): readonly Piece[] => {
	const {line, at} = unstamped(raw);
	const time = at === undefined ? {} : {at};
	const give = (readings: readonly Reading[], isMarked: boolean): readonly Piece[] =>
		readings.map(reading => ({...reading, isMarked, ...time}));

	if (shell.test(line)) return [];
	const repeated = pythonAgain.exec(line);
	if (repeated)
		return again
			? []
			: give(
					asReply(repeated[1] ?? '', unescaped(repeated[2] ?? '')).map(text => ({side: 'server', text})),
					true,
				);
	for (const [mark, read] of marks) {
		const found = mark.exec(line);
		if (found) return give(read(found[1]), true);
	}
	if (isReply(line)) return give(server(line), false);
	if (isCommand(line)) return give(client(line), false);
	return give(quoting(line) ?? (isEvent(line) ? event(line) : [{side: 'other', text: line}]), false);
};

/** A line of a log or a program's complaint that quotes a reply. */
const quoting = (line: string): readonly Reading[] | undefined => {
	const found = embeddedIn(line);
	if (!found) return undefined;
	const {before, lines, after, to} = found;
	return [
		...(before === '' ? [] : event(before)),
		...lines.map(
			(text): Reading => ({
				side: 'server',
				text,
				isQuoted: true,
				...(after === undefined ? {} : {after}),
				...(to === undefined ? {} : {to}),
			}),
		),
	];
};

const clock =
	/^(?:\w{3}\s+\d{1,2}\s+|\[?\d{4}-\d\d-\d\d[T ])?\[?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3})\d{0,6})?(?:Z|[+-]\d\d:?\d\d)?\]?\s+/;
const elapsed = /^(\d{1,7})(?:\.\d+)? ms\s+(?=[CS·]\s)/;
const logger =
	/^(?:(?:TRACE|DEBUG|INFO|WARN|ERROR)\s+)?(?:\[#?[\w-]{1,40}\]\s+)*(?:(?:[\w.-]{1,80} )?[\w/.-]{1,60}\[\d{1,10}\]: )?/;

/** curl draws its progress over the line. */
const progress = /^[\d\s.kMG-]{0,120}(?:-?-?:--:--|\d\d?:\d\d:\d\d)\s+[\d.kMG]{1,8}(?=[<>*{}]\s)/;

/** The line without its time and without the logger's own words. */
const unstamped = (drawn: string): {readonly line: string; readonly at?: number} => {
	const raw = drawn.replace(progress, '');
	const spent = elapsed.exec(raw);
	if (spent) return {line: raw.slice(spent[0].length), at: Number(spent[1])};
	const [stamp = '', hours, minutes, seconds, fraction = ''] = clock.exec(raw) ?? [];
	const line = raw.slice(stamp.length).replace(logger, '').trim();
	if (stamp === '') return {line};
	const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
	return {line, at: whole * 1000 + Number(fraction.padEnd(3, '0'))};
};
