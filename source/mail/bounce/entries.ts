import {addressIn, addressPattern} from './words.ts';

/** What stands behind one address: its lines until the next one. */
export type Entry = {readonly address: string; readonly led?: string; readonly lines: readonly string[]};

const mostEntries = 200;
/** Lines that belong to one address, where no reply is among them. */
const mostLines = 12;

const labels =
	'to|recipient|recipients|recipient address|intended recipients?|failed recipients?|address|original recipient|e-?mail|收件人|收件者|收件人地址|收件人邮箱|получатель|адрес|destinataire|empfänger|empfängeradresse|destinatario|destinatário|宛先|受信者';
const bare = `[<"'‘“(]{0,2}(${addressPattern})[>"'’”)]{0,2}`;

/** Lines that name a recipient, as programs write them; behind it may stand why. */
const shapes: readonly RegExp[] = [
	// Postfix, qmail, Exim and Gmail; GMX in quotation marks.
	new RegExp(`^${bare}(?:\\s{0,3}[:,]\\s{0,5}(.{0,2000}))?$`, 'u'),
	// Exim and Postfix: where the address came from.
	new RegExp(`^${bare}\\s{1,3}\\((?:expanded|generated) from:? ([^)]{1,400})\\):?\\s{0,5}(.{0,2000})$`, 'u'),
	// GroupWise, Stalwart: the words in brackets behind it.
	new RegExp(`^${bare}\\s{1,8}\\((?=.{0,60}\\d{3})(.{1,2000})\\)$`, 'u'),
	// OpenSMTPD and Zoho: the words right behind it.
	new RegExp(
		`^${bare}[,:]?\\s{1,8}((?:[245]\\d\\d[ -]|#?[45]\\.\\d{1,3}\\.\\d|invalid |error).{0,2000})$`,
		'iu',
	),
	// Exchange 2003.
	new RegExp(`^${bare} on \\S{1,12} .{4,60}$`, 'u'),
	// Outlook: a name, and the address behind it, once more as a link.
	new RegExp(`^.{1,120}? ?\\((${addressPattern})\\)(?:\\s?<mailto:[^>]{1,330}>)?$`, 'u'),
	new RegExp(`^.{0,330}?<mailto:(${addressPattern})>$`, 'u'),
	new RegExp(`^(?:${labels})\\s{0,3}[:：]\\s{0,5}(?:.{0,100}<)?${bare}>?$`, 'iu'),
	new RegExp(`^\\[Status: .{1,60}Address: <(${addressPattern})>,? ?(.{0,1000})\\]?$`, 'iu'),
	new RegExp(`^Delivery to ${bare} failed(?: with error)?:?\\s{0,3}(.{0,1000})$`, 'iu'),
];

/** Lines behind which an address is not one that failed. */
const aboutSender =
	/\b(?:sent by|message from|from|sender|your (?:e-?mail )?address|absender|发件人)\s?[:：]?$/i;
const fromField =
	/^(?:from|sender|reply-to|return-path|sender address|von|de|da|от|发件人|发件地址|寄件者|envelope-from|x-)/i;

/** The first line of a header that a mail program writes over what it forwards: to whom that was is no recipient. */
const forwarded = /^\*?(?:from|von|de|da|van|från|от|发件人|寄件者|差出人)\*?\s{0,3}[:：]/i;

const named = (
	line: string,
): {readonly address: string; readonly led?: string; readonly rest: string} | undefined => {
	if (!line.includes('@') || fromField.test(line)) return undefined;
	for (const [index, shape] of shapes.entries()) {
		const found = shape.exec(line);
		if (!found?.[1]) continue;
		const address = addressIn(found[1]);
		if (address === undefined) continue;
		const [, , second = '', third = ''] = found;
		// What the list or the alias was, that the mail was for.
		const origin = index === 1 ? addressIn(second) : undefined;
		if (index === 1)
			return origin === undefined ? {address, rest: third} : {address: origin, led: address, rest: third};
		return {address, rest: second};
	}
	return undefined;
};

/** The subject of the mail, in whatever language: it is never told. */
const subject =
	/^(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|тема|主\s{0,4}题|主\s{0,4}旨|件名|제목|temat|ämne|emne|konu|předmět|tárgy)\s{0,4}[:：]/i;
/** What programs write between a recipient and their words for it. */
const framing = /^(?:-{2,}|_{2,}|={2,}|>>> |\.{3} while talking to)/;
/** Where the words for a recipient end. */
const stops =
	/^(?:received|return-path|message-id|dkim-signature|mime-version|content-type|date|x-[\w-]{1,60}|from|original message (?:headers|details)|ursprüngliche nachrichtenkopf\w{0,10}|reporting-mta|arrival-date)\s{0,3}:|^(?:generating server|generierender server|serveur de génération|servidor de generación|server di generazione|servidor de geração|生成服务器|生成サーバー|original message details)|^--[\w=.-]{4,}$|解决方案/i;

/** Parts a text by the recipients that it names. `hasSaid`: whether a line quotes a reply. */
export const entriesIn = (lines: readonly string[], hasSaid: (text: string) => boolean): readonly Entry[] => {
	const entries: {address: string; led?: string; lines: string[]; ended: boolean}[] = [];
	let before = '';
	let inHeader = false;
	/** The line before was not empty. */
	let follows = false;
	for (const raw of lines) {
		const line = raw.trim();
		const current = entries.at(-1);
		const generated = /^\((?:generated|expanded) from:? ([^)]{1,400})\)$/.exec(line)?.[1];
		inHeader = line !== '' && (inHeader || forwarded.test(line));
		const begins = inHeader || aboutSender.test(before) ? undefined : named(line);
		// A server may repeat the address in its words, and a line may break before it.
		const repeats =
			follows &&
			current !== undefined &&
			!current.ended &&
			current.lines.length > 0 &&
			begins?.address.toLowerCase() === current.address.toLowerCase();
		const found = repeats ? undefined : begins;
		follows = line !== '';
		if (line !== '') before = line;
		if (generated !== undefined && current) {
			const origin = addressIn(generated);
			if (origin !== undefined) Object.assign(current, {led: current.address, address: origin});
		} else if (found) {
			if (entries.length >= mostEntries) break;
			entries.push({
				address: found.address,
				...(found.led === undefined ? {} : {led: found.led}),
				lines: found.rest === '' ? [] : [found.rest],
				ended: false,
			});
		} else if (current && !current.ended) current.ended = !take(current.lines, line, hasSaid);
	}
	return entries;
};

/** Adds a line to what is said of a recipient; false where it no longer belongs to it. */
const take = (lines: string[], line: string, hasSaid: (text: string) => boolean): boolean => {
	if (stops.test(line)) return false;
	if (line === '') return !(lines.length > 0 && hasSaid(lines.join(' ')));
	if (subject.test(line) || framing.test(line)) return true;
	lines.push(line.slice(0, 2000));
	return lines.length < mostLines;
};
