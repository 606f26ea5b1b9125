import {plainRefusal} from './explain/challenge.ts';
import {type Verb, verbOf} from './explain/command.ts';
import {printable} from './printable.ts';
import type {Exchange} from './smtp.ts';
import {type Piece, readLine} from './transcript/line.ts';
import {unquoted} from './transcript/quotation.ts';
import {createCover, mask, type Prompt, promptOf, withoutResponse} from './transcript/secrets.ts';

/**
 * One thing said, or one event. A server's text is one whole reply as it was sent, a line for each of its lines; `ms`
 * since the first line that has a time. An exchange of the SMTP probe is one as well.
 */
export type TranscriptLine = Pick<Exchange, 'side' | 'text'> & {
	readonly ms?: number;
	/** What a reply answers, where the program that quotes it says so and the command itself is not there. */
	readonly after?: Verb;
	/** The recipient that such a reply is about. */
	readonly to?: string;
};

export type Transcript = {
	readonly lines: readonly TranscriptLine[];
	/** There was more than is ever read. */
	readonly isCut: boolean;
};

/** Lines of a pasted text that are looked at, and characters of each. */
const mostRawLines = 20_000;
const longestLine = 8192;
/** Things said that are kept. */
const mostLines = 1000;

/**
 * Reads a dialogue with a mail server out of what some program printed: swaks, openssl, telnet, msmtp, curl, Postfix,
 * Exim, sendmail, Python, nodemailer, PHPMailer, or plain replies. Logins are masked, and the message that was sent is
 * left out, before anything else is done with the text. Nothing where nobody says anything.
 */
export const readTranscript = (pasted: string): Transcript => {
	const {lines: raw, isCut} = rawLines(pasted);
	const scribe = createScribe(raw);
	for (const [index, line] of raw.entries()) scribe.read(line, index);
	const lines = scribe.lines();
	return {lines: lines.slice(0, mostLines), isCut: isCut || lines.length > mostLines};
};

/** Colours and titles, as a terminal is told them. */
const terminal = /(?![\r\n\t])\p{Cc}(?:\[[0-9;?]{0,40}[ -/]?[@-~]|\][^\p{Cc}]{0,500}\p{Cc}?)/gu;

const rawLines = (pasted: string): {readonly lines: readonly string[]; readonly isCut: boolean} => {
	const plain = pasted.replaceAll(terminal, '');
	const all = plain.split(/\r\n|\n|\r/);
	const kept = all
		.slice(0, mostRawLines)
		.map(line => line.slice(0, longestLine).replaceAll('\t', ' ').trim());
	const isCut = all.length > mostRawLines || all.some(line => line.length > longestLine);
	return {lines: unquoted(kept), isCut};
};

/** A line in the making: replies grow line by line. */
type Draft = {
	side: TranscriptLine['side'];
	text: string;
	at?: number;
	after?: Verb;
	to?: string;
	isQuoted?: true;
	/** It was written from plain words and hides nothing. */
	isPlain?: true;
	/** The code of a reply whose last line says that another follows. A text that grows is not read again for it. */
	goesOn?: string | undefined;
};

const goesOn = (line: string): string | undefined => (/^\d{3}-/.test(line) ? line.slice(0, 3) : undefined);

/** A program that shows the whole dialogue may complain with the same words at its end. */
const isNew = ({isQuoted, text}: Draft, index: number, drafts: readonly Draft[]): boolean =>
	!isQuoted ||
	!drafts.slice(0, index).some(before => before.side === 'server' && folded(before.text) === folded(text));

const folded = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** Puts the pieces together in their order. What it hides, it hides everywhere. */
const createScribe = (raw: readonly string[]) => {
	const drafts: Draft[] = [];
	const cover = createCover();
	/** What the client says next is a login's, the message, or a command. */
	let next: 'login' | 'message' | 'command' = 'command';
	let prompt: Prompt = 'other';
	let hasLoggedIn = false;
	let isMarked = false;
	/** The last line was a server's, so that what follows may belong to it. */
	let isReplying = false;
	let messageLines = 0;
	let messageEnd = -1;

	const add = (draft: Draft, at: number | undefined) =>
		void drafts.push(at === undefined ? draft : {...draft, at});

	const login = (text: string, at: number | undefined) => {
		if (text === '*') return add({side: 'client', text}, at);
		cover.hide(text, prompt);
		const last = drafts.at(-1);
		if (last?.side !== 'client' || !last.text.endsWith(mask)) add({side: 'client', text: mask}, at);
	};

	const message = (text: string, at: number | undefined) => {
		const last = drafts.at(-1);
		if (messageLines === 0 || last?.side !== 'client') add({side: 'client', text: ''}, at);
		if (text !== '.') messageLines += 1;
		const shown = drafts.at(-1);
		if (shown) shown.text = `(the message, ${messageLines} ${messageLines === 1 ? 'line' : 'lines'})`;
	};

	const client = ({text, at}: Piece) => {
		const verb = verbOf(text);
		if (next === 'login' && verb !== 'QUIT') return login(text, at);
		if (
			next === 'message' &&
			!(messageLines === 0 && (verb === 'QUIT' || verb === 'MAIL' || verb === 'RSET'))
		)
			return message(text, at);
		next = 'command';
		if (text === '' || (text === '.' && drafts.at(-1)?.text.startsWith('(the message'))) return;
		if (verb === 'AUTH') {
			const {shown, response} = withoutResponse(text);
			// What begins LOGIN is the name (as many programs do it).
			cover.hide(response, /^AUTH\s+LOGIN\s/i.test(text) ? 'name' : 'other');
			next = 'login';
			prompt = 'other';
			hasLoggedIn = true;
			return add({side: 'client', text: shown}, at);
		}
		const isOdd = verb === undefined && hasLoggedIn && !text.startsWith('(');
		if (isOdd) cover.hide(text, 'other');
		add({side: 'client', text: isOdd ? mask : text}, at);
	};

	const server = ({text, at, after, to, isQuoted}: Piece, index: number) => {
		const code = text.slice(0, 3);
		messageLines = 0;
		next = code === '354' ? 'message' : code === '334' ? 'login' : 'command';
		messageEnd = next === 'message' && !isMarked ? endFrom(index) : -1;
		prompt = code === '334' ? promptOf(text.slice(4).trim()) : 'other';
		const isChallenge = code === '334' && prompt === 'other' && text.length > 4;
		const refusal = isChallenge ? plainRefusal(text.slice(4)) : undefined;
		const shown = isChallenge ? `334 ${refusal ?? mask}` : text;
		const last = drafts.at(-1);
		if (last?.side === 'server' && last.goesOn === code) {
			last.text += `\n${shown}`;
			last.goesOn = goesOn(shown);
		} else
			add(
				{
					side: 'server',
					text: shown,
					goesOn: goesOn(shown),
					...(after === undefined ? {} : {after}),
					...(to === undefined ? {} : {to}),
					...(isQuoted ? {isQuoted} : {}),
					...(refusal === undefined ? {} : {isPlain: true}),
				},
				at,
			);
	};

	/** Of a program that marks nothing it may be the login or the message; behind a refusal, the rest of its line. */
	const other = (piece: Piece, index: number) => {
		const {text, at} = piece;
		if (piece.isMarked && next !== 'command') return client(piece);
		// What has a time of its own is a line of its own.
		const belongs = isReplying && at === undefined && isProse(text) && /\S\s+\S/.test(text);
		if (next === 'login' && /\s/.test(text)) return;
		if (next === 'login') return isMarked ? cover.hide(text, prompt) : login(text, at);
		if (next === 'message' && !isMarked && index <= messageEnd) return message(text, at);
		const last = drafts.at(-1);
		if (belongs && last?.side === 'server' && last.text.length < longestLine && /^[45]/.test(last.text))
			last.text += ` ${text}`;
	};

	/** Where the message ends that begins here: at its full stop, if that is in the text. */
	const endFrom = (index: number): number => {
		const end = raw.findIndex((line, at) => at > index && (line === '.' || isNextMail(line)));
		return raw[end] === '.' ? end : -1;
	};

	const isInMessage = (piece: Piece, index: number): boolean =>
		next === 'message' && !piece.isMarked && !isMarked && index <= messageEnd;

	return {
		read(line: string, index: number) {
			if (line === '' && next !== 'message') {
				isReplying = false;
				return;
			}
			const pieces = readLine(line, {again: isReplying});
			isMarked ||= pieces.some(
				({isMarked: marked, side}) => marked && (side === 'client' || side === 'server'),
			);
			for (const piece of pieces) {
				const isLogin = next === 'login' && !isMarked && !isPlainReply(line) && !isNotice(pieces, line);
				if (isInMessage(piece, index) || isLogin) other({...piece, text: line}, index);
				else if (piece.side === 'client') client(piece);
				else if (piece.side === 'server') server(piece, index);
				else if (piece.side === 'other') other(piece, index);
				else if (piece.text !== '') add({side: 'connection', text: piece.text}, piece.at);
				isReplying = piece.side === 'server' || (isReplying && piece.side === 'other' && isProse(piece.text));
			}
		},
		lines: (): readonly TranscriptLine[] => {
			const first = drafts.find(({at}) => at !== undefined)?.at ?? 0;
			return (isMarked ? drafts.filter(isNew) : drafts).map(({side, text, at, after, to, isPlain}) => ({
				side,
				text: isPlain
					? text
					: text
							.split('\n')
							.map(line => printable(cover.clean(line, side)))
							.join('\n'),
				...(at === undefined ? {} : {ms: (at - first + day) % day}),
				...(after === undefined ? {} : {after}),
				...(to === undefined ? {} : {to: printable(cover.clean(to, side))}),
			}));
		},
	};
};

const isPlainReply = (line: string): boolean => /^[2-5]\d\d(?:[ -]|$)/.test(line);

/** What telnet or openssl say of the connection in the middle of a login; base64 has no spaces. */
const isNotice = (pieces: readonly Piece[], line: string): boolean =>
	pieces.every(({side}) => side === 'connection') && /\s/.test(line);

/** Milliseconds; a dialogue may go on after midnight. */
const day = 86_400_000;

const isNextMail = (line: string): boolean => /^(?:MAIL FROM|RCPT TO|EHLO|HELO|354)\b/i.test(line);

/** Words of a reply that an editor or a terminal has broken, not what a program says after it. */
const isProse = (text: string): boolean =>
	!/^(?:---|read R BLOCK|DONE|closed|at \S+ \(|\w+: |[-\w]+ \d+, |Traceback|File ")/.test(text);
