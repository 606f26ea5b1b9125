import {behind, numberBehind, shown} from '../words.ts';
import {type Fields, named, type Product, type Said} from './product.ts';

/**
 * The names of rules are given by whoever runs it, beginning with those that it is delivered with; iCloud lets it look as
 * well.
 */
export const proofpoint: Product = {
	name: 'Proofpoint',
	isGateway: true,
	source: 'fields: seen in mail of 2011 to 2026; names of rules other than notspam and spam: unsure',
	owns: named('X-Proofpoint-*', 'X-PPS*', 'X-PP-*', 'X-CLX-Shades'),
	read: fields => [...fromDetails(fields), ...fromShades(fields.first('X-CLX-Shades'))],
};

const meanings: ReadonlyArray<readonly [part: string, judgement: Said['judgement'], words: string]> = [
	['malware', 'malware', 'dangerous'],
	['virus', 'malware', 'dangerous'],
	['phish', 'phishing', 'phishing'],
	['impostor', 'phishing', 'a forged sender'],
	['notspam', 'passed', 'no spam'],
	['quarantine', 'quarantined', 'something to be held back'],
	['bulk', 'bulk', 'bulk mail'],
	['lowpriority', 'bulk', 'mail of low priority'],
	['suspect', 'suspicious', 'perhaps spam'],
	['spam', 'junk', 'spam'],
	['adult', 'junk', 'mail for adults'],
	['safe', 'allowed', 'mail of an allowed sender'],
];

const fromDetails = (fields: Fields): readonly Said[] => {
	const details = fields.first('X-Proofpoint-Spam-Details');
	if (details === undefined) return fromScanner(fields);
	const field = 'X-Proofpoint-Spam-Details';
	const rule = behind(details, 'rule') ?? '';
	const policy = behind(details, 'policy') ?? '';
	const score = numberBehind(details, 'score');
	const isOutgoing = /outbound/i.test(rule) || /outbound/i.test(policy);
	const name = rule.toLowerCase().replaceAll(/(?:spam_)?outbound(?:_check)?_?/g, '');
	const [, judgement, words] = meanings.find(([part]) => name.includes(part)) ?? [];
	return [
		{
			field,
			judgement: judgement ?? 'unsaid',
			...(score === undefined ? {} : {score}),
			says: `${words === undefined ? 'It did not say in a known word what it thinks' : `It takes it for ${words}`} (rule ${shown(rule || 'without a name', 60)}${score === undefined ? '' : `, ${score} of 100 points`}).`,
			...(isOutgoing ? {isOutgoing: true as const} : {}),
		},
	];
};

const fromScanner = (fields: Fields): readonly Said[] =>
	fields.first('X-Proofpoint-Virus-Version') === undefined
		? []
		: [
				{
					field: 'X-Proofpoint-Virus-Version',
					judgement: 'unsaid',
					says: 'It was looked at for viruses; what the filter thinks of it is not said.',
				},
			];

const fromShades = (shades: string | undefined): readonly Said[] => {
	if (shades === undefined) return [];
	return /^junk$/i.test(shades)
		? [{field: 'X-CLX-Shades', judgement: 'suspicious', says: 'A part of it takes it for junk.'}]
		: [];
};
