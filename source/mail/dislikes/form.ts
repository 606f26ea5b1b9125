import {printable} from '../../core/printable.ts';
import {sizeInWords} from '../../core/size.ts';
import type {Letter} from './letter.ts';
import type {Part} from './parts.ts';
import type {Complaint, Rule} from './rule.ts';

/** RFC 5322 section 2.1.1, in octets without the end of the line. */
const longestLine = 998;
/** Octets above which large providers take no message, and above which a verification mail is odd. */
const tooLarge = 25 * 1024 * 1024;
const large = 1024 * 1024;
/** Characters of a part in base64 that are decoded. */
const longestSample = 65_536;

/** Endings that Gmail takes in no attachment; the best known only, from memory (2026-11). */
const programs: ReadonlySet<string> = new Set([
	...['exe', 'com', 'bat', 'cmd', 'scr', 'pif', 'js', 'jse', 'vbs', 'vbe', 'wsf', 'wsh', 'msi', 'msp', 'jar'],
	...[
		'hta',
		'cpl',
		'lnk',
		'dll',
		'sys',
		'apk',
		'dmg',
		'iso',
		'img',
		'vhd',
		'reg',
		'ps1',
		'mst',
		'appx',
		'chm',
	],
]);

/** Names of ASCII in a Content-Type field; without one it is ASCII as well (RFC 2045 section 5.2). */
const ascii: ReadonlySet<string | undefined> = new Set([undefined, 'us-ascii', 'ascii']);

const bareLineEnds = ({lines}: Letter): Complaint | undefined =>
	lines.bareLineFeeds + lines.bareCarriageReturns === 0
		? undefined
		: {
				says: `Lines end in a bare LF or CR (${lines.bareLineFeeds} and ${lines.bareCarriageReturns} times) where only CRLF is allowed (RFC 5321 section 2.3.8). Microsoft 365 refuses bare LF (5.6.11), and others do since SMTP smuggling.`,
				fix: 'Let the sender end every line in CRLF; report it to its maker.',
			};

const longLines = ({lines}: Letter): Complaint | undefined =>
	lines.longest <= longestLine
		? undefined
		: {
				says: `The longest line has ${lines.longest} octets, and 998 are allowed (RFC 5322 section 2.1.1). Exim, for one, refuses longer ones.`,
				fix: 'Fold long header fields, and send long text as quoted-printable or base64.',
			};

const is8Bit = /[^\0-\x7f]/;

const undeclared = ({parts}: Letter): Complaint | undefined =>
	parts.some(
		({encoding, body, type}) =>
			(encoding === undefined || encoding === '7bit') && type !== 'message/rfc822' && is8Bit.test(body),
	)
		? {
				says: 'Characters beyond ASCII stand in a part that says it has none (RFC 2045 section 6.2; SpamAssassin has CTE_8BIT_MISMATCH for plain text).',
				fix: 'Write “Content-Transfer-Encoding: 8bit” and the charset, or encode the text.',
			}
		: undefined;

const isDisguised = ({type, charset, encoding, isAttachment, body}: Part): boolean => {
	if (!type.startsWith('text/') || encoding !== 'base64' || isAttachment || !ascii.has(charset)) return false;
	const text = Buffer.from(body.slice(0, longestSample), 'base64');
	return text.length > 0 && text.every(octet => octet < 0x80);
};

const disguised = ({parts}: Letter): Complaint | undefined =>
	parts.some(isDisguised)
		? {
				says: 'Plain ASCII text is encoded in base64 without need (SpamAssassin: MIME_BASE64_TEXT), as if to hide it from filters.',
				fix: 'Send ASCII as it is, or say the charset where there may be other characters.',
			}
		: undefined;

const executable = ({mail}: Letter): Complaint | undefined => {
	const found = mail.attachments.find(({name}) => {
		const end = name.slice(-20).trimEnd().toLowerCase();
		return programs.has(end.slice(end.lastIndexOf('.') + 1)) && end.includes('.');
	});
	return found
		? {
				says: `The attachment “${printable(found.name.slice(0, 100))}” is a program or may hold one. Gmail blocks such messages (552 5.7.0).`,
				fix: 'Link to the file in place of attaching it.',
			}
		: undefined;
};

/** How it is put together. */
export const formRules: readonly Rule[] = [
	{id: 'bare-line-ends', weight: 'heavy', about: bareLineEnds},
	{id: 'long-lines', weight: 'heavy', about: longLines},
	{id: 'executable-attachment', weight: 'heavy', about: executable},
	{
		id: 'too-large',
		weight: 'heavy',
		about: ({octets}) =>
			octets.length > tooLarge
				? {
						says: `The message has ${sizeInWords(octets.length)}; Gmail takes at most 25 MB, and many servers less (SIZE, RFC 1870).`,
						fix: 'Leave out attachments and embedded images.',
					}
				: undefined,
	},
	{
		id: 'large',
		weight: 'light',
		about: ({octets}) =>
			octets.length > large && octets.length <= tooLarge
				? {
						says: `The message has ${sizeInWords(octets.length)}, which is a lot for one that brings a code.`,
						fix: 'Leave out attachments and embedded images.',
					}
				: undefined,
	},
	{id: 'undeclared-8-bit', weight: 'light', about: undeclared},
	{id: 'base64-of-ascii', weight: 'light', about: disguised},
];
