import {numberIn, quoted, shown} from '../words.ts';
import {named, type Product, type Said} from './product.ts';

/** One product whose one field says it all. */
const single = (
	{name, source, field}: {readonly name: string; readonly source: string; readonly field: string},
	read: (value: string) => Omit<Said, 'field'> | undefined,
): Product => ({
	name,
	isGateway: true,
	source,
	owns: named(field),
	read: fields => {
		const value = fields.first(field);
		const said = value === undefined ? undefined : read(value);
		return said ? [{field, ...said}] : [];
	},
});

const cisco: Product = {
	name: 'Cisco Secure Email (IronPort)',
	isGateway: true,
	source:
		'fields: seen in mail of 2005 to 2026; reputation from -10 to +10, blocked by default from -3 on: Cisco Secure Email user guide, unsure',
	owns: named('X-IronPort-*', 'X-SBRS', 'X-SBRSScore'),
	read: fields => {
		const value = fields.first('X-SBRS') ?? fields.first('X-SBRSScore');
		const score = numberIn(value);
		if (score !== undefined)
			return [
				{
					field: 'X-SBRS',
					judgement: score <= -3 ? 'suspicious' : 'unsaid',
					score,
					says: `The reputation of the server that sent it is ${score}, from -10 to 10.`,
				},
			];
		return fields.first('X-IronPort-Anti-Spam-Filtered') === undefined
			? []
			: [
					{
						field: 'X-IronPort-Anti-Spam-Filtered',
						judgement: 'unsaid',
						says: 'It was filtered; what came out, only the vendor can read.',
					},
				];
	},
};

const sophos = single(
	{name: 'Sophos', source: 'seen in mail of 2010 to 2023; from 50 % on spam: unsure', field: 'X-PMX-Spam'},
	value => {
		const percent = numberIn(/\bprobability=(\d{1,3})%/i.exec(value)?.[1]);
		if (percent === undefined) return {judgement: 'unsaid', says: `X-PMX-Spam says: ${quoted(value, 100)}.`};
		return {
			judgement: percent >= 50 ? 'junk' : 'passed',
			score: percent,
			threshold: 50,
			says: `It takes it for spam with a probability of ${percent} %.`,
		};
	},
);

const trendMicro = single(
	{name: 'Trend Micro', source: 'seen in mail of 2006 to 2024', field: 'X-TM-AS-Result'},
	value => {
		const word = value.replace(/^[: ]+/, '');
		if (/^yes\b/i.test(word)) return {judgement: 'junk', says: 'It is marked as spam.'};
		if (/^no\b/i.test(word)) return {judgement: 'passed', says: 'It is not marked as spam.'};
		return {judgement: 'unsaid', says: `X-TM-AS-Result says: ${quoted(value, 100)}.`};
	},
);

const kaspersky: Product = {
	name: 'Kaspersky',
	isGateway: true,
	source: 'https://support.kaspersky.com/12313; words other than not_detected: unsure',
	owns: named('X-KLMS-AntiSpam-Status', 'X-KSMG-AntiSpam-Status'),
	read: fields => {
		const [field, value] =
			fields.first('X-KSMG-AntiSpam-Status') === undefined
				? (['X-KLMS-AntiSpam-Status', fields.first('X-KLMS-AntiSpam-Status')] as const)
				: (['X-KSMG-AntiSpam-Status', fields.first('X-KSMG-AntiSpam-Status')] as const);
		if (value === undefined) return [];
		if (/^not_detected\b/i.test(value))
			return [{field, judgement: 'passed', says: 'It is not marked as spam.'}];
		if (/^(?:probable|potential)/i.test(value))
			return [{field, judgement: 'suspicious', says: `It is perhaps spam (${shown(value, 60)}).`}];
		if (/^(?:spam|detected)\b/i.test(value))
			return [{field, judgement: 'junk', says: `It is marked as spam (${shown(value, 60)}).`}];
		return [{field, judgement: 'unsaid', says: `${field} says: ${quoted(value, 100)}.`}];
	},
};

/** Whoever runs it puts the name of the organization into its fields. */
const mailScanner: Product = {
	name: 'MailScanner',
	isGateway: true,
	source: 'seen in mail of 2002 to 2020',
	owns: name => /^x-(?:[\w.-]{1,60}-)?mailscanner(?:-spamcheck|-spamscore)?$/.test(name),
	read: (fields, {isOwn}) => {
		const check = fields.names.find(name => name.endsWith('-spamcheck'));
		const virus = fields.names.find(name => name.endsWith('mailscanner'));
		return [
			...(check === undefined ? [] : fromCheck(check, fields.first(check) ?? '')),
			...(virus === undefined ? [] : fromVirus(fields.first(virus) ?? '', isOwn ? 'malware' : 'suspicious')),
		];
	},
};

const fromCheck = (name: string, value: string): readonly Said[] => {
	const field = shown(name, 80);
	const score = numberIn(/\bscore=(-?\d{1,5}(?:\.\d{1,4})?)/.exec(value)?.[1]);
	const threshold = numberIn(/\brequired (\d{1,5}(?:\.\d{1,4})?)/.exec(value)?.[1]);
	const facts = {
		field,
		...(score === undefined ? {} : {score}),
		...(threshold === undefined ? {} : {threshold}),
	};
	const points = score === undefined ? '' : ` It has ${score} points.`;
	if (/^not spam\b/i.test(value))
		return [{...facts, judgement: 'passed', says: `It is not marked as spam.${points}`}];
	if (/^spam\b/i.test(value)) return [{...facts, judgement: 'junk', says: `It is marked as spam.${points}`}];
	return [{...facts, judgement: 'unsaid', says: `${field} says: ${quoted(value, 120)}.`}];
};

/** Anybody can name a field like this, so only the receiver's own proves it. */
const fromVirus = (value: string, judgement: 'malware' | 'suspicious'): readonly Said[] =>
	/\binfected\b/i.test(value) && !/\b(?:clean|not infected)\b/i.test(value)
		? [{field: 'X-MailScanner', judgement, says: `It says that it holds a virus: ${shown(value, 100)}.`}]
		: [];

/** Filters in front of the mail server of an organization. */
export const appliances: readonly Product[] = [cisco, sophos, trendMicro, kaspersky, mailScanner];
