import type {Letter} from './letter.ts';
import type {Complaint, Rule} from './rule.ts';

/** Characters of a text that are compared, and of a subject that are looked at. */
const longestText = 100_000;
const longestSubject = 1000;
/** Octets of words below which images are taken to stand for them. */
const fewWords = 400;
/** Letters and digits of hidden text: a preview line has fewer. */
const muchHidden = 200;
/** Words of which a text must have some to be compared, and the share of them that may be missing in the other one. */
const enoughWords = 5;
const mostMissing = 0.9;

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';

/** Words; of writing without blanks, characters. */
const wordsOf = (text: string): ReadonlySet<string> =>
	new Set(
		text
			.slice(0, longestText)
			.toLowerCase()
			.match(
				/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]{2,60}/gu,
			),
	);

const htmlOnly = ({mail}: Letter): Complaint | undefined =>
	mail.html !== undefined && mail.cut !== true && isBlank(mail.text)
		? {
				says: 'There is HTML and no plain text (SpamAssassin: MIME_HTML_ONLY).',
				fix: 'Send both as multipart/alternative (RFC 2046 section 5.1.4), with the code in both.',
			}
		: undefined;

const differing = ({mail}: Letter): Complaint | undefined => {
	if (isBlank(mail.text) || isBlank(mail.seen)) return undefined;
	const [plain, seen] = [wordsOf(mail.text ?? ''), wordsOf(mail.seen ?? '')];
	const missing = [...seen].filter(word => !plain.has(word)).length;
	return seen.size < enoughWords || missing <= seen.size * mostMissing
		? undefined
		: {
				says: 'The plain text says something else than the HTML (SpamAssassin has MPART_ALT_DIFF for it).',
				fix: 'Let the plain text say what the HTML says.',
			};
};

const imagesForWords = ({mail, look}: Letter): Complaint | undefined =>
	look.images > 0 && Buffer.byteLength((mail.seen ?? '').slice(0, fewWords).trim()) < fewWords
		? {
				says: `There are images and fewer than ${fewWords} octets of words in the HTML (SpamAssassin: HTML_IMAGE_ONLY_04), as where text is hidden in images.`,
				fix: 'Say in words what the message is about, and leave out images that are not needed.',
			}
		: undefined;

const hiddenText = ({look}: Letter): Complaint | undefined =>
	look.hidden > muchHidden
		? {
				says: `The HTML hides ${look.hidden} letters of text from the reader.`,
				fix: 'Leave out text that nobody is meant to see; a short preview line does no harm.',
			}
		: undefined;

const capitals = ({mail}: Letter): Complaint | undefined => {
	const words = mail.subject
		.slice(0, longestSubject)
		.split(/\s+/)
		.filter(word => !/\p{N}/u.test(word) && /\p{L}/u.test(word));
	const text = words.join(' ');
	const isShouted = /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
	return isShouted && words.length > 1 && text.length >= 10
		? {
				says: 'The subject is in capitals (SpamAssassin: SUBJ_ALL_CAPS).',
				fix: 'Write it as any other sentence.',
			}
		: undefined;
};

const marks = ({mail}: Letter): Complaint | undefined =>
	/[!！?？]{2}/u.test(mail.subject.slice(0, longestSubject).replaceAll(/\s/g, ''))
		? {
				says: 'The subject has several exclamation or question marks in a row.',
				fix: 'Leave them out.',
			}
		: undefined;

/** What it says, and how. */
export const textRules: readonly Rule[] = [
	{id: 'subject-capitals', weight: 'light', about: capitals},
	{id: 'subject-marks', weight: 'light', about: marks},
	{id: 'html-only', weight: 'light', about: htmlOnly},
	{id: 'texts-differ', weight: 'light', about: differing},
	{id: 'images-for-words', weight: 'light', about: imagesForWords},
	{id: 'hidden-text', weight: 'light', about: hiddenText},
];
