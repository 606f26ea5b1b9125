import {numberBehind, numberIn, quoted, shown} from '../words.ts';
import {type Fields, named, type Product, type Said} from './product.ts';

const mostRules = 200;

export const rspamd: Product = {
	name: 'rspamd',
	source: 'https://rspamd.com/doc/modules/milter_headers.html',
	owns: named('X-Spamd-Result', 'X-Spamd-Bar', 'X-Spam', 'X-Spam-Status', 'X-Rspamd-*', 'X-Rspam-*'),
	read: fields => {
		const result = fields.first('X-Spamd-Result');
		const said = result === undefined ? withoutResult(fields) : [fromResult(result, fields)];
		const host = serverIn(fields);
		return host === undefined ? said : said.map(one => ({host, by: `rspamd on ${host}`, ...one}));
	},
};

/** Fields that nobody else writes. */
const isOnly = named('X-Spamd-Result', 'X-Spamd-Bar', 'X-Rspamd-*', 'X-Rspam-*');

/** X-Spam-Status as rspamd writes it, beside a field of its own: `Yes, score=6.95`, and no rules. */
export const statusOfRspamd = (fields: Fields): string | undefined => {
	const status = fields.first('X-Spam-Status') ?? '';
	return /^(?:yes|no), score=-?\d{1,5}\.\d{1,4}$/i.test(status) && fields.names.some(isOnly)
		? status
		: undefined;
};

const serverIn = (fields: Fields): string | undefined =>
	/^[\w.-]{1,255}$/.exec(fields.first('X-Rspamd-Server') ?? '')?.[0];

/** Many products write `X-Spam: Yes`; Mail.ru writes words. */
const isMarked = (fields: Fields): boolean =>
	/^(?:yes|true|spam)\b/i.test(fields.first('X-Spam') ?? '') || /^yes\b/i.test(statusOfRspamd(fields) ?? '');

/** `default: False [1.20 / 15.00]; RULE(1.00)[options]; …`: the second number is what it is refused at. */
const fromResult = (result: string, fields: Fields): Said => {
	const [, isSpam, one, other] =
		/(?:^|: )(True|False) \[(-?\d{1,5}\.\d{1,4}) ?\/ ?(-?\d{1,5}\.\d{1,4})\]/i.exec(result.slice(0, 300)) ??
		[];
	const rules = [...result.matchAll(/; ?([A-Z][A-Z0-9_]{1,79})\((-?\d{1,4}\.\d{1,4})\)/g)]
		.slice(0, mostRules)
		.map(([, name = '', score]) => ({name, score: Number(score)}));
	const facts = {
		field: 'X-Spamd-Result',
		...(one === undefined ? {} : {score: Number(one)}),
		...(other === undefined ? {} : {threshold: Number(other)}),
		rules,
	};
	const points =
		one === undefined ? '' : ` It has ${Number(one)} points, and is refused from ${Number(other)} on.`;
	if (isMarked(fields) || isSpam?.toLowerCase() === 'true')
		return {...facts, judgement: 'junk', says: `It is marked as spam.${points}`};
	if (isSpam === undefined)
		return {...facts, judgement: 'unsaid', says: `X-Spamd-Result says: ${quoted(result)}.`};
	const action = byAction(fields);
	return action?.judgement === 'junk' || action?.judgement === 'suspicious'
		? {...facts, ...action, says: `${action.says}${points}`}
		: {...facts, judgement: 'passed', says: `It is not marked as spam.${points}`};
};

const withoutResult = (fields: Fields): readonly Said[] => {
	const status = statusOfRspamd(fields);
	const score =
		numberIn(fields.first('X-Rspamd-Score')) ??
		numberIn(fields.first('X-Rspam-Score')) ??
		(status === undefined ? undefined : numberBehind(status, 'score'));
	const facts = score === undefined ? {} : {score};
	const points = score === undefined ? '' : ` It has ${score} points.`;
	const marked = status === undefined ? 'X-Spam' : 'X-Spam-Status';
	if (isMarked(fields))
		return [{...facts, field: marked, judgement: 'junk', says: `It is marked as spam.${points}`}];
	const action = byAction(fields);
	if (action) return [{...facts, ...action, says: `${action.says}${points}`}];
	if (status !== undefined)
		return [{...facts, field: marked, judgement: 'passed', says: `It is not marked as spam.${points}`}];
	const bar = fields.first('X-Spamd-Bar');
	if (bar !== undefined)
		return [
			{
				...facts,
				field: 'X-Spamd-Bar',
				judgement: 'unsaid',
				says: /^\++$/.test(bar)
					? `It has about ${bar.length} points; how many make it spam, the header does not say.`
					: 'It has no points to speak of.',
			},
		];
	if (score !== undefined)
		return [
			{
				...facts,
				field: 'X-Rspamd-Score',
				judgement: 'unsaid',
				says: `It has ${score} points; how many make it spam, the header does not say.`,
			},
		];
	return [];
};

/** https://rspamd.com/doc/faq.html, on actions. */
const byAction = (fields: Fields): Said | undefined => {
	const action = fields.first('X-Rspamd-Action');
	if (action === undefined) return undefined;
	const field = 'X-Rspamd-Action';
	switch (action.toLowerCase()) {
		case 'no action':
			return {field, judgement: 'passed', says: 'It is let through.'};
		case 'add header':
		case 'rewrite subject':
		case 'reject':
			return {field, judgement: 'junk', says: `It is treated as spam (${shown(action, 40)}).`};
		case 'greylist':
		case 'soft reject':
			return {field, judgement: 'suspicious', says: `It is put off for a while (${shown(action, 40)}).`};
	}
	return {field, judgement: 'unsaid', says: `X-Rspamd-Action says: ${quoted(action)}.`};
};
