import type {Candidate} from '../../core/verification.ts';
import type {Mail} from '../mail.ts';
import {foldedLine, longestLine, plainLine} from './characters.ts';
import {type Hit, wordsIn} from './words.ts';

/** One line of a mail as it is searched. `quoted`: it repeats an older mail. */
export type Line = {
	readonly where: Candidate['where'];
	readonly text: string;
	readonly folded: string;
	readonly hits: readonly Hit[];
	readonly quoted: boolean;
};

/** Lines of one part that are read. */
const mostLines = 2000;
/** A line that is shorter was not broken by a program. */
const shortestBroken = 50;

const begins = [
	'original message',
	'forwarded message',
	'ursprungliche nachricht',
	'weitergeleitete nachricht',
	"message d'origine",
	'message original',
	'message transfere',
	'mensaje original',
	'mensaje reenviado',
	'mensagem original',
	'mensagem encaminhada',
	'messaggio originale',
	'messaggio inoltrato',
	'oorspronkelijk bericht',
	'originalmeddelande',
	'oprindelig meddelelse',
	'opprinnelig melding',
	'alkuperainen viesti',
	'pierwotna wiadomosc',
	'wiadomosc oryginalna',
	'puvodni zprava',
	'eredeti uzenet',
	'mesaj original',
	'orijinal ileti',
	'αρχικο μηνυμα',
	'исходное сообщение',
	'пересылаемое сообщение',
	'原始邮件',
	'原始郵件',
	'转发邮件',
	'元のメッセージ',
	'転送メッセージ',
	'원본 메시지',
].map(words => foldedLine(plainLine(words)));

const fromField =
	/^\*?(?:from|von|de|da|van|fran|fra|od|felado|kimden|απο|от|від|lähettäjä|lahettaja|发件人|寄件者|差出人|보낸 사람)\*? ?:/;
const subjectField =
	/^\*?(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|amne|emne|aihe|temat|predmet|targy|subiect|konu|θεμα|тема|主题|主旨|件名|제목)\*? ?:/;

/** The lines of a mail: its subject, its text, and what a person sees of its HTML; empty ones are left out. */
export const linesOf = (mail: Mail): readonly Line[] => [
	...linesOfPart('subject', [mail.subject.slice(0, longestLine)]),
	...linesOfPart(
		'text',
		joined((mail.text ?? '').split('\n', mostLines).flatMap(pieces).slice(0, mostLines)),
	),
	...linesOfPart('html', (mail.seen ?? '').split('\n', mostLines)),
];

const linesOfPart = (where: Candidate['where'], raw: readonly string[]): readonly Line[] => {
	const plain = raw
		.flatMap(pieces)
		.slice(0, mostLines)
		.map(plainLine)
		.filter(text => text !== '');
	const folded = plain.map(foldedLine);
	const older = folded.findIndex((_, at) => beginsOlder(folded, at));
	return plain.map((text, at) => ({
		where,
		text,
		folded: folded[at] ?? '',
		hits: wordsIn(folded[at] ?? ''),
		quoted: text.startsWith('>') || (where !== 'subject' && older >= 0 && at >= older),
	}));
};

/** A long line as several, cut at blanks where it has any. */
const pieces = (line: string): readonly string[] => {
	const cut: string[] = [];
	let rest = line;
	while (rest.length > longestLine && cut.length < mostLines) {
		const at = rest.lastIndexOf(' ', longestLine);
		const end = at > longestLine / 2 ? at : longestLine;
		cut.push(rest.slice(0, end));
		rest = rest.slice(end);
	}
	return [...cut, rest];
};

/** Whether an older mail begins with this line: a separator that says so, or the fields of its header. */
const beginsOlder = (folded: readonly string[], at: number): boolean => {
	const line = folded[at] ?? '';
	if (line.startsWith('-') && begins.some(words => line.includes(words))) return true;
	return fromField.test(line) && folded.slice(at + 1, at + 5).some(next => subjectField.test(next));
};

/** Lines of plain text, those that were broken to fit a width as one again. */
const joined = (raw: readonly string[]): readonly string[] => {
	const lines: string[] = [];
	let goesOn = false;
	for (const line of raw) {
		const text = line.trim();
		const last = lines.at(-1);
		if (
			goesOn &&
			last !== undefined &&
			/^[\p{L}\p{N}("']/u.test(text) &&
			last.length + text.length < longestLine
		)
			lines[lines.length - 1] = `${last} ${text}`;
		else lines.push(text);
		goesOn = text.length >= shortestBroken && !/[:.!?。！？：>]$/.test(text);
	}
	return lines;
};
