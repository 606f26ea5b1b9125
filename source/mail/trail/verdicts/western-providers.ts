import {numberIn, quoted, shown} from '../words.ts';
import {named, type Product, type Said} from './product.ts';

const apple: Product = {
	name: 'iCloud',
	house: 'icloud',
	source: 'fields: seen in mail of 2022 to 2026; that about three points are junk: unsure',
	owns: named('X-Apple-MoveToFolder', 'X-Apple-Action', 'X-Suspected-Spam', 'X-ICL-Score'),
	read: fields => {
		const folder =
			fields.first('X-Apple-MoveToFolder') ?? /\/(\S+)$/.exec(fields.first('X-Apple-Action') ?? '')?.[1];
		const score = numberIn(fields.first('X-ICL-Score'));
		const facts = score === undefined ? {} : {score};
		const field = 'X-Apple-MoveToFolder';
		if (folder !== undefined && /^junk\b/i.test(folder))
			return [{...facts, field, judgement: 'junk', folder: 'junk', says: 'It was put into the folder Junk.'}];
		if (folder !== undefined && /^inbox\b/i.test(folder))
			return [{...facts, field, judgement: 'passed', folder: 'inbox', says: 'It was put into the inbox.'}];
		if (folder !== undefined)
			return [
				{
					...facts,
					field,
					judgement: 'unsaid',
					folder: 'other',
					says: `It was put into the folder ${shown(folder, 60)}, by a rule of the mailbox.`,
				},
			];
		return /^(?:true|yes)\b/i.test(fields.first('X-Suspected-Spam') ?? '')
			? [{...facts, field: 'X-Suspected-Spam', judgement: 'junk', says: 'It is taken for spam.'}]
			: [];
	},
};

/** Gmail tells its verdict by the folder alone, but for the copies that Workspace hands on to another server. */
const gmail: Product = {
	name: 'Gmail',
	house: 'gmail',
	source:
		'X-Gm-Spam, X-Gm-Phishy: https://support.google.com/a/answer/2685650; that nothing else tells: unsure',
	owns: named('X-Gm-*', 'Received', 'X-Received', 'X-Google-Smtp-Source'),
	read: (fields, {receiver, isOwn}) => {
		const isYes = (name: string): boolean => /^(?:1|true|yes)\b/i.test(fields.first(name) ?? '');
		if (isYes('X-Gm-Phishy'))
			return [{field: 'X-Gm-Phishy', judgement: 'phishing', says: 'It is taken for phishing.'}];
		if (isYes('X-Gm-Spam')) return [{field: 'X-Gm-Spam', judgement: 'junk', says: 'It is taken for spam.'}];
		if (receiver !== 'gmail' || !isOwn) return [];
		return [
			{
				field: 'Received',
				judgement: 'unsaid',
				says: 'It writes no verdict of its filter into the header; only the folder that the message lies in tells it.',
			},
		];
	},
};

const yahoo: Product = {
	name: 'Yahoo',
	house: 'yahoo',
	source: 'fields: seen in mail of 2002 to 2024; that X-YahooFilteredBulk means the folder Spam: unsure',
	owns: named('X-YahooFilteredBulk', 'X-YMailISG', 'X-Apparently-To', 'X-Yahoo-*'),
	read: fields => {
		if (fields.first('X-YahooFilteredBulk') !== undefined)
			return [
				{
					field: 'X-YahooFilteredBulk',
					judgement: 'junk',
					says: 'Its filter put it aside as unwanted bulk mail.',
				},
			];
		return fields.first('X-YMailISG') === undefined
			? []
			: [
					{
						field: 'X-YMailISG',
						judgement: 'unsaid',
						says: 'It wrote its verdict in a way that nobody else can read; the folder that the message lies in tells it.',
					},
				];
	},
};

/** 0: not recognized; other numbers name the filter that did. Lists of people below zero. */
const gmx: Product = {
	name: 'GMX',
	house: 'gmx',
	source: 'fields: seen in mail of 2006 to 2024; numbers of X-GMX-Antispam other than 0: unsure',
	owns: named('X-GMX-Antispam', 'X-UI-Filterresults', 'X-UI-Out-Filterresults'),
	read: fields => {
		const [results, antispam] = [fields.first('X-UI-Filterresults'), fields.first('X-GMX-Antispam')];
		const outgoing = fields.first('X-UI-Out-Filterresults');
		return [
			...(antispam === undefined ? [] : [fromAntispam(antispam)]),
			...(results === undefined ? [] : [fromResults('X-UI-Filterresults', results)]),
			...(outgoing === undefined
				? []
				: [{...fromResults('X-UI-Out-Filterresults', outgoing), isOutgoing: true as const}]),
		];
	},
};

const fromAntispam = (value: string): Said => {
	const field = 'X-GMX-Antispam';
	const number = numberIn(value);
	const words = /\(([^)]{1,100})\)/.exec(value)?.[1];
	const says = `X-GMX-Antispam is ${number ?? 'no number'}${words === undefined ? '' : ` (${shown(words, 100)})`}.`;
	if (number === undefined) return {field, judgement: 'unsaid', says};
	if (number === 0) return {field, judgement: 'passed', says: `It is not taken for spam. ${says}`};
	return number > 0
		? {field, judgement: 'junk', says: `A filter recognized it as spam. ${says}`}
		: {field, judgement: 'allowed', says: `A list lets it pass. ${says}`};
};

const fromResults = (field: string, value: string): Said => {
	const [word = ''] = value.toLowerCase().split(/[:;]/, 1);
	if (word === 'notjunk') return {field, judgement: 'passed', says: 'It is not taken for spam.'};
	if (word === 'junk') return {field, judgement: 'junk', says: 'It is taken for spam.'};
	return {
		field,
		judgement: 'unsaid',
		says: `What its filter thinks is called ${word === '' ? 'nothing' : quoted(value.split(/[:;]/, 1)[0] ?? '', 40).toLowerCase()}.`,
	};
};

const zoho: Product = {
	name: 'Zoho',
	house: 'zoho',
	source: 'fields: seen in mail of 2015 to 2026; what their values mean: unsure',
	owns: named('X-ZohoMail', 'X-Zoho-Virus-Status'),
	read: fields => {
		const [mail, virus] = [fields.first('X-ZohoMail'), fields.first('X-Zoho-Virus-Status')];
		return mail === undefined && virus === undefined
			? []
			: [
					{
						field: mail === undefined ? 'X-Zoho-Virus-Status' : 'X-ZohoMail',
						judgement: 'unsaid',
						says: `It wrote its verdict in a way that nobody else can read: ${quoted(mail ?? virus ?? '', 80)}.`,
					},
				];
	},
};

/** Providers of mailboxes in Europe and America, beside Microsoft. */
export const westernProviders: readonly Product[] = [gmail, yahoo, apple, gmx, zoho];
