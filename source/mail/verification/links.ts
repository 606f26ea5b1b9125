import type {Candidate} from '../../core/verification.ts';
import type {Mail, MailLink} from '../mail.ts';
import {foldedLine, plainLine} from './characters.ts';
import {shownLine} from './codes.ts';
import type {Line} from './lines.ts';
import {areInOneSentence} from './naming.ts';
import type {Topic} from './topic.ts';
import {type Hit, isAbout, wordsIn} from './words.ts';

const telling = new Set(
	(
		'reset resetpassword passwordreset password passwort forgot verify verification verifyemail emailverification ' +
		'confirm confirmation confirmemail activate activation recover recovery restore magic magiclink magiclogin signin ' +
		'validate validation optin doi unlock onetime otp restorepassword setpassword newpassword passwd'
	).split(' '),
);
const elsewhere = new Set(
	(
		'unsubscribe optout preferences privacy terms legal imprint impressum help faq support blog news article about ' +
		'contact track tracking order orders invoice invoices shop cart product products download app apps store ' +
		'docs documentation careers press pixel webview report'
	).split(' '),
);
const secrets = new Set(
	'token code key hash sig signature otp ticket oobcode confirmationtoken resettoken t k'.split(' '),
);
/** Shops of apps and social networks: no such link resets anything. */
const publicPlaces =
	/(?:^|\.)(?:apps\.apple\.com|itunes\.apple\.com|play\.google\.com|facebook\.com|instagram\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|tiktok\.com|t\.me|wa\.me|w3\.org)$/;
const files = /\.(?:png|jpe?g|gif|svg|webp|css|js|ico|pdf|ics|woff2?)$/i;

/** Where its words or the address itself stand, and the lines before. */
const linesBefore = 2;

/** Links that may be what a person is to follow; links that lead elsewhere are left out. */
export const linkCandidates = (mail: Mail, lines: readonly Line[], topic: Topic): readonly Candidate[] =>
	onceEach(mail.links.flatMap(link => candidateOf(link, lines, topic)));

/** The best of those that lead to the same place: what only counts where somebody came from is left aside. */
const onceEach = (candidates: readonly Candidate[]): readonly Candidate[] => {
	const byPlace = new Map<string, Candidate>();
	for (const candidate of candidates) {
		const place = placeOf(candidate.value);
		const known = byPlace.get(place);
		if (!known || candidate.score > known.score) byPlace.set(place, candidate);
	}
	return [...byPlace.values()];
};

const placeOf = (value: string): string => {
	const url = new URL(value);
	const names = [...url.searchParams.keys()].filter(name => name.toLowerCase().startsWith('utm'));
	for (const name of names.slice(0, 30)) url.searchParams.delete(name);
	url.hash = '';
	return url.href;
};

const candidateOf = (link: MailLink, lines: readonly Line[], topic: Topic): readonly Candidate[] => {
	const url = URL.parse(link.url);
	if (!url || !/^https?:$/.test(url.protocol) || publicPlaces.test(url.hostname) || files.test(url.pathname))
		return [];
	const words = plainLine(link.text ?? '');
	const isAddress = words === '' || words.includes('://');
	const hits = isAddress ? [] : wordsIn(foldedLine(words));
	const parts = wordsOfPath(url);
	if (hits.some(hit => isAbout(hit, 'aside')) || parts.some(part => elsewhere.has(part))) return [];
	const around = linesAround(link, words, isAddress, lines);
	const weights = {score: 0, because: [] as string[], against: [] as string[]};
	const plus = (weight: number, says: string) => {
		weights.score += weight;
		(weight > 0 ? weights.because : weights.against).push(says);
	};
	weighWords(
		plus,
		hits,
		around.flatMap(line => line.hits),
		isAddress,
	);
	const part = parts.find(one => telling.has(one));
	if (part !== undefined) plus(0.2, `“${part}” stands in its address.`);
	if (hasSecret(url)) plus(0.2, 'Its address holds a long random word.');
	else if (url.pathname.length <= 1 && url.search === '') plus(-0.5, 'It leads to a home page.');
	else plus(-0.1, 'Its address holds nothing that only this mail could know.');
	if (topic.act !== undefined) plus(0.1, `The mail is about “${topic.act}”.`);
	if (topic.gone !== undefined) plus(-0.4, `The mail says “${topic.gone}”.`);
	const at = Math.max(0, around[0]?.text.indexOf(words) ?? 0);
	const span = {at, end: at + words.length};
	const aside = around[0]?.hits.find(hit => isAbout(hit, 'aside'));
	if (around[0] && aside && areInOneSentence(around[0].text, span, aside))
		plus(-0.5, `“${aside.words}” is said with it.`);
	if (around[0]?.quoted) plus(-0.5, 'It stands in an older mail that is quoted.');
	return [
		{
			kind: 'link',
			value: link.url,
			score: Math.round(Math.min(1, Math.max(0, weights.score)) * 100) / 100,
			because: weights.because,
			against: weights.against,
			where: link.text === undefined ? 'text' : 'html',
			line: shownLine(around[0]?.text ?? words, at, at + words.length),
		},
	];
};

type Plus = (weight: number, says: string) => void;

/** Words on a link weigh most; where it has none, or says `click here`, those around it count. */
const weighWords = (plus: Plus, hits: readonly Hit[], around: readonly Hit[], isAddress: boolean): void => {
	const press = hits.find(hit => isAbout(hit, 'press'));
	if (press) plus(0.5, `“${press.words}” stands on it.`);
	if (press) return;
	const maybe = hits.find(hit => isAbout(hit, 'maybe'));
	if (maybe) plus(0.2, `“${maybe.words}” stands on it.`);
	if (!maybe && !isAddress) return;
	const near = around.find(hit => isAbout(hit, 'press') || isAbout(hit, 'act'));
	if (near) plus(isAddress ? 0.35 : 0.15, `“${near.words}” stands near it.`);
};

/** The line that it stands in first, and those before it. */
const linesAround = (
	{url}: MailLink,
	words: string,
	isAddress: boolean,
	lines: readonly Line[],
): readonly Line[] => {
	const wanted = isAddress ? url.slice(0, 60) : words;
	const at = lines.findIndex(({where, text}) => where !== 'subject' && text.includes(wanted));
	if (at < 0) return [];
	return lines
		.slice(Math.max(0, at - linesBefore), at + 1)
		.filter(({where}) => where === lines[at]?.where)
		.reverse();
};

const wordsOfPath = ({pathname, searchParams}: URL): readonly string[] => {
	const path = pathname.slice(0, 500).toLowerCase();
	const segments = path
		.split('/')
		.flatMap(segment => [segment.replaceAll(/[^a-z]/g, ''), ...segment.split(/[^a-z]+/)]);
	const names = [...searchParams.keys()]
		.slice(0, 30)
		.map(name => name.toLowerCase().replaceAll(/[^a-z]/g, ''));
	const kinds = ['action', 'mode', 'type'].flatMap(
		name =>
			searchParams
				.get(name)
				?.toLowerCase()
				.split(/[^a-z]+/) ?? [],
	);
	return [...segments, ...names, ...kinds].filter(Boolean).slice(0, 100);
};

/** Something that nobody could guess: long, and of letters and digits, or under a name that says so. */
const hasSecret = ({pathname, searchParams}: URL): boolean => {
	const random = (text: string) =>
		text.length >= 16 && /\d/.test(text) && /[a-z]/i.test(text) && /^[\w.~=+%:-]+$/.test(text);
	if (pathname.slice(0, 4096).split('/').some(random)) return true;
	return [...searchParams].slice(0, 30).some(([name, value]) => {
		if (name.toLowerCase().startsWith('utm')) return false;
		return (value.length >= 6 && secrets.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''))) || random(value);
	});
};
