import type {BounceAction, BouncedRecipient} from '../../core/bounce.ts';
import {type Entry, entriesIn, isEnd} from './entries.ts';
import {formOf, hasOne, saysDelayed, saysFinal} from './forms.ts';
import {mostRecipients, readStatus} from './status.ts';
import {addressIn, addressPattern, hostOrIp, quotedReply, remoteIn, told} from './words.ts';

/** What a bounce in plain words says, and the text of the mail that it quotes. */
export type ReadText = {
	readonly read: string;
	readonly reporter?: string;
	readonly recipients: readonly BouncedRecipient[];
	readonly original?: string;
};

export type Asked = {
	/** Recipients that its header names, for a text that names none. */
	readonly failed?: readonly string[];
	/** The text alone is evidence, because somebody pasted it or because of whom it is from. */
	readonly trust: 'pasted' | 'machine' | 'nobody';
};

const longestText = 131_072;
const mostLines = 2000;
const longestLine = 2000;

/** Lines behind which the mail that came back is quoted, or the one that was forwarded begins. */
const quote =
	/^(?:[-=*_]{2,}\s{0,5}(?:below this line is a copy|this is a copy of|returned message|original message|original-nachricht|message header follows|the header of the original|included is a copy|unsent message|undelivered message|undeliverable mail follows|a copy of|copy of (?:the|your) message|forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|转发的?邮件|原始邮件)|(?:original message headers|ursprüngliche nachrichtenkopf\w{0,10}|en-têtes de message d['’]origine|encabezados de(?:l)? mensajes? original(?:es)?|intestazioni (?:del )?messaggio originale|cabeçalhos de mensagem original|oorspronkelijke berichtkoppen|原始邮件头|元のメッセージ ?ヘッダー|исходные заголовки сообщения)\s{0,3}[:：]|(?:the header of the original message|below is a copy of the original message|message header|original message headers?|here is a copy of)\b)/i;

/** Reads a bounce out of text, as mail programs show it or as somebody pasted it; nothing where the text is none. */
export const readText = (text: string, asked: Asked): ReadText | undefined => {
	const lines = text
		.slice(0, longestText)
		.split(/\r\n|\n|\r/)
		.slice(0, mostLines)
		.map(line => line.slice(0, longestLine).replace(/^(?:[ \t]{0,4}>){1,10} ?(?!>)/, ''));
	const status = pastedStatus(lines);
	if (status) return status;
	for (let from = 0, turns = 0; turns < 4 && from < lines.length; turns++) {
		const at = lines.findIndex((line, index) => index >= from && quote.test(line.trim()));
		const end = at < 0 ? lines.length : at;
		const found = readPart(lines.slice(from, end), asked);
		if (found) return at < 0 ? found : {...found, original: lines.slice(at + 1).join('\n')};
		from = end + 1;
	}
	return undefined;
};

/** The fields of a delivery status in the middle of a text (RFC 3464 section 2). */
const pastedStatus = (lines: readonly string[]): ReadText | undefined => {
	const first = lines.findIndex(line =>
		/^(?:reporting-mta|original-recipient|final-recipient)\s?:/i.test(line),
	);
	if (first < 0) return undefined;
	const {reporter, recipients} = readStatus(lines.slice(first).join('\n'));
	return recipients.length === 0
		? undefined
		: {read: 'RFC 3464', ...(reporter === undefined ? {} : {reporter}), recipients};
};

const readPart = (lines: readonly string[], asked: Asked): ReadText | undefined => {
	const text = lines.join('\n');
	const folded = text.toLowerCase().replaceAll(/\s+/g, ' ');
	const form = formOf(folded);
	const entries = merged(entriesIn(lines, hasReply));
	const proven = form ? entries : entries.filter(entry => isEvidence(entry, asked.trust));
	const all = proven.length > 0 ? proven : form ? fromSentence(folded, text) : [];
	const named = all.length > 0 ? all : fromHeader(text, asked.failed, form !== undefined);
	const bare = named.length > 0 ? named : withoutAddress(text, form !== undefined, asked.trust);
	if (bare.length === 0) return undefined;
	const action: BounceAction =
		hasOne(folded, saysDelayed) && !hasOne(folded, saysFinal) ? 'delayed' : 'failed';
	const reporter = reporterIn(text);
	return {
		read: form?.read ?? 'plain words',
		...(reporter === undefined ? {} : {reporter}),
		recipients: bare.slice(0, mostRecipients).map(entry => recipientOf(entry, text, action)),
	};
};

const hasReply = (text: string): boolean => quotedReply(text) !== undefined;

/** The same address may stand in a list and once more above the words of the server. */
const merged = (entries: readonly Entry[]): readonly Entry[] => {
	const byAddress = new Map<string, Entry>();
	for (const entry of entries) {
		const key = entry.address.toLowerCase();
		const other = byAddress.get(key);
		const better =
			other === undefined ||
			(!hasReply(other.lines.join(' ')) && (hasReply(entry.lines.join(' ')) || other.lines.length === 0));
		if (better) byAddress.set(key, {...other, ...entry});
	}
	return [...byAddress.values()];
};

/** What only servers that speak of a failed delivery say. */
const spoken =
	/\bhost \S{1,253} ?\[[\da-f.:]{2,45}\] said: ?["']?[45]\d\d|remote (?:host|server|system)[^\n]{0,300} (?:said|returned|replied|responded)[:;]? {0,3}['"‘“]?[45]\d\d|SMTP error from remote (?:mail )?(?:server|mailer)|\bin reply to (?:RCPT TO|MAIL FROM|(?:end of )?DATA|HELO|EHLO) command|connect to \S{1,253}\[[\da-f.:]{2,45}\](?::\d{1,5})?: |Host or domain name not found|retry time(?:out)? (?:exceeded|not reached)|(?:smtp|x-\w{1,20}); ?[45]\d\d/i;

const isEvidence = ({lines}: Entry, trust: Asked['trust']): boolean => {
	if (trust === 'nobody') return false;
	const text = lines.join(' ');
	if (spoken.test(text)) return true;
	const reply = quotedReply(text);
	return reply !== undefined && reply.code >= 400 && reply.enhanced !== undefined;
};

const inSentence = new RegExp(
	`(?:delivered to|deliver (?:the |your |this )?(?:message|mail|it)?,? ?to|your (?:e-?mail|message|mail) to:?|(?:message|mail|nachricht|e-mail)(?: konnte)?(?: wurde)? (?:nicht )?an|remis à|distribué à|entregad[oa] a|entregar a|recapitato a|entregue (?:a|para)|адресату|收件人|送达|to the following (?:address|recipients?):?) {0,3}[^\\p{L}\\p{N}@]{0,3}(${addressPattern})`,
	'iu',
);

/** An address in the middle of a sentence of a form that is known. */
const fromSentence = (folded: string, text: string): readonly Entry[] => {
	const found = inSentence.exec(folded)?.[1];
	const address = addressIn(found ?? '');
	return address === undefined ? [] : [{address, lines: sentences(text)}];
};

const fromHeader = (text: string, failed: readonly string[] = [], known: boolean): readonly Entry[] =>
	failed.length > 0 && (known || hasReply(text) || hasOne(text.toLowerCase(), saysFinal))
		? failed.flatMap(one => {
				const address = addressIn(one);
				return address === undefined ? [] : [{address, lines: sentences(text)}];
			})
		: [];

/** Somebody pasted the words of a server alone, and nobody's address. */
const withoutAddress = (text: string, known: boolean, trust: Asked['trust']): readonly Entry[] =>
	trust === 'pasted' && (known ? hasReply(text) : spoken.test(text))
		? [{address: '', lines: sentences(text)}]
		: [];

/** The lines from the one on that says why; of a text that quotes no reply, its first ones. */
const sentences = (text: string): readonly string[] => {
	const lines = text
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '' && !/^(?:subject|betreff|主\s{0,4}题)\s{0,4}[:：]/i.test(line));
	const at = lines.findIndex(
		(line, index) => hasReply(lines.slice(index, index + 2).join(' ')) && /\d{3}/.test(line),
	);
	if (at < 0) return lines.slice(0, 6);
	const end = lines.findIndex((line, index) => index > at && isEnd(line));
	return lines.slice(Math.max(0, at - 1), end < 0 ? at + 8 : Math.min(end, at + 8));
};

const recipientOf = ({address, led, lines}: Entry, text: string, action: BounceAction): BouncedRecipient => {
	const own = lines.join('\n');
	const said = told(own.trim() === '' ? spokenOf(text, address) : own);
	const talk = said.remote === undefined ? /while talking to \S{1,253}/i.exec(text)?.[0] : undefined;
	const remote = said.remote ?? (talk === undefined ? undefined : remoteIn(talk));
	return {
		address,
		...(led === undefined ? {} : {led}),
		action,
		...said,
		...(remote === undefined ? {} : {remote}),
	};
};

/** What a transcript below says: the line that names the address, else the first reply. */
const spokenOf = (text: string, address: string): string => {
	const lines = text.split('\n');
	const own = address === '' ? undefined : lines.find(line => line.includes(address) && hasReply(line));
	return own ?? lines.find(line => /(?:^|\s)(?:<<<|<--|[45]\d\d[ :-])/.test(line) && hasReply(line)) ?? '';
};

const reporters =
	/(?:generating server|dsn generated by|message rejected by|generierender server|serveur de génération|servidor de generación|server di generazione|servidor de geração|生成服务器|生成サーバー)\s{0,3}[:：]\s{0,5}(\S{1,253})|program at (\S{1,253}?)\.?(?:\s|$)|system at host (\S{1,253}?)\.?(?:\s|$)|mail delivery system at (\S{1,253}?)\.?(?:\s|$)/i;

const reporterIn = (text: string): string | undefined => {
	const found = reporters
		.exec(text)
		?.slice(1)
		.find(name => name !== undefined);
	return found === undefined ? undefined : hostOrIp(found);
};
