import type {Failure} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {failed, type Result, success} from '../../core/result.ts';
import type {FiredRule, Handed} from '../../core/spam.ts';
import type {Posted} from './post.ts';
import type {Verdict} from './spamd.ts';

/** What rspamd is told beside the message; `Pass` makes it go through all its rules even where a few are enough. */
export const headersFor = ({ip, hostname, helo, from, to}: Handed): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries({IP: ip, Hostname: hostname, Helo: helo, From: from, Rcpt: to, Pass: 'all'}).flatMap(
			([name, value]) =>
				// Node writes a field octet by octet.
				value === undefined ? [] : [[name, Buffer.from(value, 'utf8').toString('latin1')]],
		),
	);

type Json = {readonly [name: string]: unknown};

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const numberIn = (value: unknown): number | undefined =>
	typeof value === 'number' && Math.abs(value) < 1e9 ? value + 0 : undefined;

const broken = (detail: string) => failed({code: 'malformed', detail} as const);

/** What rspamd does with what it takes for spam; all others let a message pass, at once or later, or are its owner's. */
const spamActions = new Set(['reject', 'add header', 'rewrite subject', 'quarantine', 'discard']);
const otherActions = new Set(['no action', 'greylist', 'soft reject']);

/** An action as rspamd writes it, in whatever case its settings have it; one of its owner's as it came. */
const actionIn = (told: string): string => {
	const written = told.trim().toLowerCase();
	return spamActions.has(written) || otherActions.has(written) ? written : printable(told.slice(0, 60));
};

/** Reads the answer of rspamd to /checkv2. */
export const readVerdict = ({status, body}: Posted): Result<Verdict, Failure> => {
	const read = jsonIn(body);
	if (!isObject(read)) return broken(`its answer is no JSON object (HTTP ${status})`);
	const error = read['error'];
	if (status !== 200 || error !== undefined) {
		const detail = `it answers HTTP ${status}${typeof error === 'string' ? `, ${printable(error.slice(0, 200))}` : ''}`;
		const code =
			status === 401 || status === 403 ? 'query-refused' : status === 413 ? 'not-offered' : 'server-failure';
		return failed({code, detail});
	}
	const [score, required] = [numberIn(read['score']), numberIn(read['required_score'])];
	const told = read['action'];
	if (score === undefined || required === undefined || typeof told !== 'string' || !isObject(read['symbols']))
		return broken('its answer has no score, threshold, action or symbols');
	const action = actionIn(told);
	// A message that is decided at first sight is called skipped as well, such as the one that filters are tested with.
	if (read['is_skipped'] === true && action === 'no action')
		return failed({code: 'not-offered', detail: 'rspamd skips this message'});
	const threshold = thresholdIn(read['thresholds']) ?? required;
	return success({
		filter: 'rspamd',
		score,
		threshold,
		spam: spamActions.has(action),
		action,
		rules: symbolsIn(read['symbols']),
	});
};

const jsonIn = (body: string): unknown => {
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
};

/** From where on it does anything that is for spam; only newer versions tell. */
const thresholdIn = (told: unknown): number | undefined => {
	const found = isObject(told)
		? [...spamActions].flatMap(action => numberIn(told[action]) ?? []).toSorted((one, other) => one - other)
		: [];
	return found[0];
};

const mostRules = 100;
const longestWords = 300;

const symbolsIn = (symbols: Json): readonly FiredRule[] =>
	Object.entries(symbols)
		.slice(0, 2000)
		.flatMap(([name, symbol]): readonly FiredRule[] => {
			if (!isObject(symbol)) return [];
			const score = numberIn(symbol['metric_score']) ?? numberIn(symbol['score']);
			const says = wordsOf(symbol);
			return score === undefined
				? []
				: [{name: printable(name.slice(0, 100)), score, ...(says === '' ? {} : {says})}];
		})
		.toSorted((one, other) => other.score - one.score)
		.slice(0, mostRules);

const wordsOf = ({description, options}: Json): string => {
	const said = typeof description === 'string' ? description.slice(0, longestWords) : '';
	const what = (Array.isArray(options) ? options : [])
		.filter(option => typeof option === 'string' && option !== '')
		.slice(0, 5)
		.map(option => String(option).slice(0, 60));
	return printable([said, ...(what.length > 0 ? [`(${what.join(', ')})`] : [])].filter(Boolean).join(' '));
};
