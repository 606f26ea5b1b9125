import {type Explanation, explanationOf} from '../../core/explanation.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import {recognize} from '../../core/pasted.ts';
import {readTranscript, type Transcript} from '../../core/transcript.ts';
import {concealed} from '../../mail/concealed.ts';
import {explainBounce, explainHeaders, explainMessage, type PastedMail} from './mail.ts';
import {type Paste, tooLarge} from './read.ts';

/** Explains what was pasted, whatever it is; nothing where nothing in it is known. */
export const explained = async (paste: Paste, knowledge: Knowledge): Promise<Explanation | undefined> => {
	const pasted = recognize(paste.text);
	if (paste.isCut && (pasted.kind === 'reply' || pasted.kind === 'unknown')) throw tooLarge(paste.name);
	switch (pasted.kind) {
		case 'reply':
			return (
				(saysAll(pasted.transcript) ? undefined : await bounceInWords(paste, knowledge)) ??
				explanationOf(pasted.transcript, knowledge, concealed)
			);
		case 'headers':
			return explainHeaders(mailOf(paste, pasted.text), knowledge);
		case 'message':
			return explainMessage(
				{...mailOf(paste, pasted.text), ...(pasted.isShown ? {isShown: true} : {})},
				knowledge,
			);
		case 'bounce':
			return bounced(paste, pasted.text, knowledge);
		case 'unknown':
			return bounceInWords(paste, knowledge);
	}
};

/** A dialogue with both of its sides needs nobody's words about it. */
const saysAll = ({lines}: Transcript): boolean => lines.some(({side}) => side === 'client');

/** A text that looks like a bounce in none of its lines is one where its words are those of a known form, and name whom it is about. */
const bounceInWords = async (paste: Paste, knowledge: Knowledge): Promise<Explanation | undefined> => {
	const bounce = await explainBounce(mailOf(paste, paste.text).octets, knowledge);
	const isKnown =
		bounce?.kind === 'bounce' &&
		bounce.facts.read !== 'plain words' &&
		bounce.facts.recipients.some(({address}) => address !== null);
	return isKnown ? bounce : undefined;
};

/** What looks like a bounce and is none is what it looks like besides. */
const bounced = async (
	paste: Paste,
	text: string,
	knowledge: Knowledge,
): Promise<Explanation | undefined> => {
	const mail = mailOf(paste, text);
	const bounce = await explainBounce(mail.octets, knowledge);
	if (bounce) return bounce;
	if (/^[A-Za-z][\w-]{0,79}\s?:/.test(text))
		return /\n\r?\n/.test(text) ? explainMessage(mail, knowledge) : explainHeaders(mail, knowledge);
	const transcript = readTranscript(paste.text);
	return transcript.lines.length > 0 ? explanationOf(transcript, knowledge, concealed) : undefined;
};

/** The octets as they came, in whatever charset its parts are, unless something was pasted around the mail. */
const mailOf = ({octets, text, isPlain, isCut}: Paste, mail: string): PastedMail => {
	const isWhole = isPlain && text.replaceAll('\r\n', '\n') === mail;
	return {octets: isWhole ? withoutMark(octets) : Buffer.from(mail), isCut, now: Date.now()};
};

const withoutMark = (octets: Buffer): Buffer =>
	octets.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? octets.subarray(3) : octets;
