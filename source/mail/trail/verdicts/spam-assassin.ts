import {behind, numberBehind, numberIn, quoted} from '../words.ts';
import {scannerIn} from './amavis.ts';
import {type Fields, named, type Product, type Said} from './product.ts';
import {rspamd, statusOfRspamd} from './rspamd.ts';

const mostRules = 200;

const isOwn = named(
	'X-Spam-Status',
	'X-Spam-Flag',
	'X-Spam-Score',
	'X-Spam_score',
	'X-Spam_bar',
	'X-Spam_report',
	'X-Spam-Level',
	'X-Spam-Bar',
	'X-Spam-Report',
	'X-Ham-Report',
	'X-Spam-Checker-Version',
	'X-Spam-Hits',
	'X-Spam-Known-Sender',
	'X-OutGoing-Spam-Status',
	'X-Virus-Scanned',
);

/**
 * SpamAssassin, and what writes like it: amavis, Exim, Fastmail and GMX use some of its fields. X-Spam-Status says most; of
 * the others only what it leaves open. What rspamd writes into it is left to that, and is told by the fields beside it.
 */
export const spamAssassin: Product = {
	name: 'SpamAssassin',
	source:
		'https://spamassassin.apache.org/full/4.0.x/doc/Mail_SpamAssassin_Conf.html (BASIC MESSAGE TAGGING OPTIONS); fields of Exim as cPanel writes them: seen',
	owns: name => isOwn(name) || rspamd.owns(name),
	read: fields => {
		const outgoing = fields.first('X-OutGoing-Spam-Status');
		const status = fields.first('X-Spam-Status');
		const host = checkerIn(fields) ?? amavisIn(fields);
		const told = (status === undefined ? withoutStatus(fields) : [fromStatus(status, fields)]).map(said => ({
			...(host === undefined ? {} : {host}),
			...said,
		}));
		return [
			...(statusOfRspamd(fields) === undefined ? told : []),
			...(outgoing === undefined
				? []
				: [{...fromStatus(outgoing, fields), field: 'X-OutGoing-Spam-Status', isOutgoing: true as const}]),
		];
	},
};

const fromStatus = (status: string, fields: Fields): Said => {
	const score = numberBehind(status, 'score') ?? numberBehind(status, 'hits') ?? scoreIn(fields);
	const threshold = numberBehind(status, 'required');
	const isSpam = /^yes\b/i.test(status) || isFlagged(fields);
	const isHam = /^no\b/i.test(status);
	const rules = rulesOf(status, fields);
	const host = checkerIn(fields);
	const points =
		score === undefined
			? ''
			: ` It has ${score} points${threshold === undefined ? '' : `, and ${threshold} make it spam`}.`;
	const facts = {
		...(host === undefined ? {} : {by: `SpamAssassin on ${host}`}),
		field: 'X-Spam-Status',
		...(score === undefined ? {} : {score}),
		...(threshold === undefined ? {} : {threshold}),
		rules,
	};
	if (isSpam) return {...facts, judgement: 'junk', says: `It is marked as spam.${points}`};
	if (isHam) return {...facts, judgement: 'passed', says: `It is not marked as spam.${points}`};
	return {...facts, judgement: 'unsaid', says: `X-Spam-Status says: ${quoted(status)}.`};
};

const isFlagged = (fields: Fields): boolean => /^(?:yes|true)\b/i.test(fields.first('X-Spam-Flag') ?? '');

/** Filters that only set a flag, or tell points and no threshold; who they are, the fields do not say. */
const withoutStatus = (fields: Fields): readonly Said[] => {
	const flag = fields.first('X-Spam-Flag');
	const score = scoreIn(fields);
	const hits = fields.first('X-Spam-Hits');
	const by = hits !== undefined && /[A-Z]/.test(hits) ? 'Fastmail' : 'A spam filter';
	const rules = rulesOf(hits ?? '', fields);
	const facts = {by, ...(score === undefined ? {} : {score}), rules};
	const points = score === undefined ? '' : ` It has ${score} points.`;
	if (isFlagged(fields))
		return [{...facts, field: 'X-Spam-Flag', judgement: 'junk', says: `It is marked as spam.${points}`}];
	if (flag !== undefined && /^(?:no|false)\b/i.test(flag))
		return [
			{...facts, field: 'X-Spam-Flag', judgement: 'passed', says: `It is not marked as spam.${points}`},
		];
	const known = fields.first('X-Spam-Known-Sender');
	if (known !== undefined && /^yes\b/i.test(known))
		return [
			{
				...facts,
				field: 'X-Spam-known-sender',
				judgement: 'allowed',
				says: `Its sender is known to the mailbox.${points}`,
			},
		];
	if (score !== undefined)
		return [
			{
				...facts,
				field: 'X-Spam-Score',
				judgement: 'unsaid',
				says: `It has ${score} points; how many make it spam, the header does not say.`,
			},
		];
	return flag === undefined
		? []
		: [{...facts, field: 'X-Spam-Flag', judgement: 'unsaid', says: `X-Spam-Flag says: ${quoted(flag)}.`}];
};

const scoreIn = (fields: Fields): number | undefined =>
	numberIn(fields.first('X-Spam-Score')) ?? numberIn(fields.first('X-Spam_score'));

/** The host of `SpamAssassin 4.0.1 (2024-03-26) on mail.example.org`. */
const checkerIn = (fields: Fields): string | undefined =>
	/\bon ([\w.-]{1,255})$/.exec(fields.first('X-Spam-Checker-Version') ?? '')?.[1];

/** amavis writes no such field, and names its domain beside what it writes. */
const amavisIn = (fields: Fields): string | undefined =>
	/\bamavis/i.test(fields.first('X-Virus-Scanned') ?? '') ? scannerIn(fields) : undefined;

/** `tests=[A=1.2, B=0.1]`, `tests=A,B`, `A 1.2, B 0.1`, or lines of a report such as `* 1.2 A words`. */
const rulesOf = (text: string, fields: Fields): NonNullable<Said['rules']> => {
	const listed = listedRules(text);
	const report =
		fields.first('X-Spam-Report') ?? fields.first('X-Spam_report') ?? fields.first('X-Ham-Report') ?? '';
	const scored = new Map(
		[...report.matchAll(/(?<![\w.])(-?\d{1,4}\.\d{1,4}) ([A-Z][A-Z0-9_]{2,79})(?![\w])/g)]
			.slice(0, mostRules)
			.map(([, score, name = '']) => [name, Number(score)] as const),
	);
	const all: NonNullable<Said['rules']> =
		listed.length > 0 ? listed : [...scored.keys()].map(name => ({name}));
	return all.map(rule => {
		const score = rule.score ?? scored.get(rule.name);
		return {name: rule.name, ...(score === undefined ? {} : {score})};
	});
};

const listedRules = (text: string): readonly {readonly name: string; readonly score?: number}[] => {
	const at = text.search(/\btests=/i);
	const list =
		at < 0 ? (/^[A-Z]/.test(text) && behind(text, 'score') === undefined ? text : '') : text.slice(at + 6);
	const [inside = ''] = list.startsWith('[') ? list.slice(1).split(']', 1) : list.split(/ [a-z]/, 1);
	return inside
		.split(',')
		.slice(0, mostRules)
		.flatMap(part => {
			const [, name, score] =
				/^([A-Z][A-Z0-9_]{1,79})(?:[= ](-?\d{1,4}(?:\.\d{1,4})?))?$/.exec(part.trim().slice(0, 120)) ?? [];
			return name === undefined ? [] : [{name, ...(score === undefined ? {} : {score: Number(score)})}];
		});
};
