import {blotted, type Cover} from './folded.ts';
import {hidden} from './hidden.ts';

const label = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?`;
const host = String.raw`(?:${label}\.){1,10}\p{L}[\p{L}\p{N}-]{1,62}`;
const numeric = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const rest = String.raw`[^\s<>"“”„«»\0]`;

/** Labels in front of a registered domain that say what a server is for, and nothing else. */
const usual: ReadonlySet<string> = new Set(
	(
		'www mail mails email smtp imap pop mx webmail m app apps api auth login signin sso id my account accounts support ' +
		'help helpcenter kb docs doc learn postmaster admin portal secure security click clicks link links go url track ' +
		'tracking t e img images static cdn media assets news blog store shop verify confirm reset protection outlook ' +
		'safelinks community forum status developer developers wiki lists sender senders sendersupport delist feedback ' +
		'service info hs helpdesk promo newsletter query check lookup en de fr es it nl pl pt ru cn jp uk us eu com net org co'
	).split(' '),
);

/** A host by its registered domain; what stands before that may be made for one mail alone. */
const hostShown = (name: string): string => {
	if (/^\[|^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return name;
	const labels = name.split('.');
	// Not the Public Suffix List: a label too many is hidden at worst.
	const size = (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 0) <= 3 ? 3 : 2;
	const own = labels.slice(-size);
	const before = labels.slice(0, -size);
	return [...before.map(one => (usual.has(one.toLowerCase()) ? one : hidden)), ...own]
		.filter((one, index, all) => one !== hidden || all[index - 1] !== hidden)
		.join('.');
};

/** Pages on which mail services explain their replies: they are the same for every mail. */
const explaining =
	/^https?:\/\/(?:support\.google\.com\/(?:a|mail|accounts)\/|aka\.ms\/|go\.microsoft\.com\/fwlink\/|mail\.live\.com\/mail\/|senders?\.office\.com|(?:postmaster|senders|help)\.yahoo(?:inc)?\.com|postmaster\.(?:live|yahoo|aol|info\.aol|gmx|web|t-online)\.(?:com|net|de)|support\.apple\.com\/|support\.proofpoint\.com\/|www\.spamhaus\.org\/(?:query|sbl|xbl|pbl|lookup|zen)\b|check\.spamhaus\.org\/|service\.(?:ex)?mail\.qq\.com\/cgi-bin\/help|community\.mimecast\.com\/)[\w/?&=.#:-]{0,120}$/i;

const linkShown = (written: string): string => {
	if (explaining.test(written)) return written;
	const url = URL.parse(written);
	const scheme = written.slice(0, written.indexOf(':')).toLowerCase();
	if (!url || !/^(?:https?|ftp):$/.test(url.protocol)) return `${scheme}://${hidden}`;
	return `${url.protocol}//${hostShown(url.hostname)}${url.port === '' ? '' : `:${url.port}`}/${hidden}`;
};

const opaqueShown = (written: string): string => {
	const scheme = written.slice(0, written.indexOf(':')).toLowerCase();
	const address = /^mailto:([^?\s]{1,320})$/i.exec(written)?.[1];
	return `${scheme}:${address?.includes('@') ? addressShown(address) : hidden}`;
};

const bareShown = (written: string): string => {
	const end = written.search(/[/?#:]/);
	return `${hostShown(written.slice(0, end))}/${hidden}`;
};

/** What follows a plus sign is a label that somebody chose, or a token; a long one, or one with a digit, is not told. */
const addressShown = (written: string): string => {
	const at = written.lastIndexOf('@');
	const [name = '', ...tags] = written.slice(0, at).split('+');
	const tag = tags.join('+');
	// Gmail writes so where it passes mail on.
	const isToken = (tag.length >= 5 || /\d/.test(tag)) && !tag.startsWith('caf_=');
	return `${name}${tags.length === 0 ? '' : `+${isToken ? hidden : tag}`}@${written.slice(at + 1)}`;
};

/** In the order in which they are looked for; what one has found, the next does not see. `sign`: none is without it. */
const shapes: ReadonlyArray<readonly [sign: string, found: RegExp, shown: (written: string) => string]> = [
	// Percent-encoded, as a part of another one or on its own.
	['%', new RegExp(`(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}%3a%2f${rest}{0,2000}`, 'giu'), () => hidden],
	[
		'://',
		new RegExp(String.raw`(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/${rest}{0,4000}`, 'giu'),
		linkShown,
	],
	[
		':',
		new RegExp(
			String.raw`(?<![\p{L}\p{N}+.-])(?:mailto|tel|sms|data|intent|magnet|xmpp|geo|otpauth|whatsapp|javascript|cid|mid|urn|blob|about|view-source):(?=\S)${rest}{1,4000}`,
			'giu',
		),
		opaqueShown,
	],
	// Any other scheme with a path.
	[
		':',
		new RegExp(
			String.raw`(?<![\p{L}\p{N}+.-])(?!ip[46]:)[a-z][a-z0-9+.-]{1,30}:[\p{L}\p{N}_.~-]{1,200}\/(?=[^\s/])${rest}{1,2000}`,
			'giu',
		),
		written => `${written.slice(0, written.indexOf(':'))}:${hidden}`,
	],
	// Without a scheme.
	[
		'.',
		new RegExp(
			String.raw`(?<![\p{L}\p{N}_@.-])(?:${host}|${numeric}(?!\/\d{1,2}(?!\d)))(?::\d{1,5})?(?:[/#]|\?(?=[\p{L}\p{N}]))${rest}{0,4000}`,
			'giu',
		),
		bareShown,
	],
	[
		'@',
		new RegExp(String.raw`[^\s<>()[\]",;:“”„«»\0@]{1,200}@(?:${host}|\[${numeric}\]|${label})`, 'giu'),
		addressShown,
	],
];

/** What of a link or an address makes it work, and what may be told of it instead. */
export const linksIn = (plain: string): readonly Cover[] => {
	const covers: Cover[] = [];
	let left = plain;
	for (const [sign, found, shown] of shapes) {
		if (!left.includes(sign)) continue;
		const here = [...left.matchAll(found)].map(({0: whole, index}) => {
			const written = whole.replace(/(?:[.,;:!?)\]}'’‘*]|&gt;){1,20}$/, '');
			return {from: index, to: index + written.length, put: shown(written)};
		});
		covers.push(...here);
		left = blotted(left, here);
	}
	return covers;
};
