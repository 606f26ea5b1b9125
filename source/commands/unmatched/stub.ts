import {stringify} from 'yaml';
import {providerOfHost} from '../../core/explain/provider.ts';
import type {Entry} from './entry.ts';
import {examples} from './mask.ts';

/** A rule for each reply, to be filled in: as long as a TODO is left in it, it is refused when knowledge is loaded. */
export const stubsOf = (entries: readonly Entry[]): string =>
	`${heading}\n${entries.map(entry => stringify([stubOf(entry)], {lineWidth: 0})).join('\n')}`;

const heading = `# Rules for playbooks/knowledge/replies.yaml, one for each reply that none knows. Fill in every TODO, and put each rule
# where it belongs: words of a provider first, then words that anybody may use, then status codes, then reply codes.
# In the samples, addresses, IP numbers, ids and names of other hosts are examples.
`;

const stubOf = ({words, stage, host, code, enhanced, first, last, version}: Entry) => {
	const provider = providerOfHost(host);
	const text = patternOf(words, enhanced);
	return {
		...(provider === undefined || text === undefined ? {} : {provider}),
		stages: [stage],
		...(text === undefined
			? enhanced === undefined
				? {code: String(code)}
				: {enhanced: escaped(enhanced)}
			: {text}),
		cause: 'TODO',
		means: 'TODO',
		retry: code < 500 ? 'retry' : 'stop',
		remedy: 'TODO',
		seen: {first: first.slice(0, 10), last: last.slice(0, 10)},
		samples: [`${code} ${uncut(words)}`.trim()],
		source: `seen by lostmail ${version} at ${host}`,
		...(text === undefined && enhanced === undefined ? {unsure: true} : {}),
	};
};

/** Words that were too long for a finding end in the middle of one. */
const uncut = (words: string): string =>
	words.endsWith('…') ? words.slice(0, Math.max(0, words.search(/\s\S*$/))) : words;

const shortest = 6;
const longest = 80;

const masks = [
	...new Set([
		examples.address,
		examples.host,
		examples.domain,
		examples.ipv4,
		examples.ipv6,
		examples.id,
		'••••••',
		'…',
	]),
];

/** An RE2 pattern of the longest run of words in which nothing is masked; nothing where there is none. */
const patternOf = (words: string, enhanced: string | undefined): string | undefined => {
	const bare = enhanced !== undefined && words.startsWith(enhanced) ? words.slice(enhanced.length) : words;
	const runs = masks
		.reduce((text, mask) => text.replaceAll(mask, '\n'), bare.replaceAll(/https?:\/\/\S*/g, '\n'))
		.split('\n')
		.map(run => /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su.exec(run)?.[0] ?? '');
	const [best = ''] = runs.toSorted((a, b) => b.length - a.length);
	const cut = best.length > longest ? best.slice(0, longest).replace(/\s\S*$/, '') : best;
	return cut.length < shortest ? undefined : escaped(cut.toLowerCase());
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
