import {numberIn, quoted, shown} from '../words.ts';
import {type Fields, named, type Product, type Said} from './product.ts';

/** From which spam confidence level on a message is spam, and from which bulk complaint level on bulk. */
const spamLevel = 5;
const bulkLevel = 7;

const headers = 'https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo';

/** Two products, so that what the mailbox did is told beside what the filter thought. */
export const microsoft: readonly Product[] = [
	{
		name: 'Outlook',
		house: 'microsoft-365',
		source: 'https://help.it.ox.ac.uk/examine-junk-mail-delivery; ucf, jmr and dest:D: unsure',
		owns: named('X-Microsoft-Antispam-Mailbox-Delivery'),
		read: fields => {
			const delivery = fields.first('X-Microsoft-Antispam-Mailbox-Delivery');
			return delivery === undefined ? [] : [fromDelivery(delivery)];
		},
	},
	{
		name: 'Microsoft 365',
		house: 'microsoft-365',
		source: `${headers}; levels: https://learn.microsoft.com/defender-office-365/anti-spam-spam-confidence-level-scl-about, …/anti-spam-bulk-complaint-level-bcl-about`,
		owns: named(
			'X-Forefront-Antispam-Report',
			'X-Microsoft-Antispam',
			'X-MS-Exchange-Organization-SCL',
			'X-MS-Exchange-Organization-AuthAs',
			'X-CustomSpam',
		),
		read: fields => [
			...fromReport(fields),
			...fromBulk(fields.first('X-Microsoft-Antispam')),
			...fromCustom(fields.first('X-CustomSpam')),
			...fromAuthAs(fields.first('X-MS-Exchange-Organization-AuthAs')),
		],
	},
];

/** `KEY:value;KEY:value`; a PTR has no colon, an address of IPv6 has several. */
const pairsIn = (text: string): ReadonlyMap<string, string> =>
	new Map(
		text
			.split(';')
			.slice(0, 100)
			.flatMap(part => {
				const colon = part.indexOf(':');
				return colon > 0
					? [[part.slice(0, colon).trim().toUpperCase(), part.slice(colon + 1).trim()] as const]
					: [];
			}),
	);

const fromDelivery = (delivery: string): Said => {
	const pairs = pairsIn(delivery);
	const field = 'X-Microsoft-Antispam-Mailbox-Delivery';
	const because = reasons.get(pairs.get('OFR') ?? '') ?? '';
	switch (pairs.get('DEST')?.toUpperCase()) {
		case 'I':
			return {field, judgement: 'passed', folder: 'inbox', says: `It was put into the inbox${because}.`};
		case 'J':
			return {
				field,
				judgement: 'junk',
				folder: 'junk',
				says: `It was put into the folder Junk Email${because}.`,
			};
		case 'C':
			return {
				field,
				judgement: 'unsaid',
				folder: 'other',
				says: `It was put into a folder that its owner made${because || ', by a rule of the mailbox'}.`,
			};
		case 'D':
			return {field, judgement: 'unsaid', folder: 'trash', says: `It was deleted${because}.`};
	}
	return {field, judgement: 'unsaid', says: `${field} says: ${quoted(delivery, 120)}.`};
};

const reasons: ReadonlyMap<string, string> = new Map([
	['SpamFilterAuthJ', ', because the spam filter said so'],
	['CustomRules', ', by a rule of the mailbox'],
	['TenantBlockList', ', because the organization blocks its sender'],
	['ExclusiveSettings', ', because the mailbox takes mail of known senders alone'],
]);

const categories: ReadonlyMap<string, readonly [judgement: Said['judgement'], words: string]> = new Map([
	['MALW', ['malware', 'malware']],
	['AMP', ['malware', 'malware']],
	['SAP', ['malware', 'a dangerous attachment']],
	['FTBP', ['malware', 'an attachment of a kind that is not allowed']],
	['PHSH', ['phishing', 'phishing']],
	['HPHSH', ['phishing', 'phishing, with high confidence']],
	['HPHISH', ['phishing', 'phishing, with high confidence']],
	['INTOS', ['phishing', 'phishing inside of the organization']],
	['SPOOF', ['junk', 'a mail whose sender may be forged']],
	['UIMP', ['phishing', 'somebody who pretends to be a certain person']],
	['GIMP', ['phishing', 'somebody who pretends to be a usual contact']],
	['DIMP', ['phishing', 'somebody who pretends to be of a certain domain']],
	['BIMP', ['phishing', 'somebody who pretends to be a brand']],
	['HSPM', ['junk', 'spam, with high confidence']],
	['SPM', ['junk', 'spam']],
	['OSPM', ['junk', 'spam on its way out']],
	['BULK', ['bulk', 'bulk mail']],
]);

/** SFV: what the filter did, which overrules what it thought. */
const filtering: ReadonlyMap<string, readonly [judgement: Said['judgement'], words: string]> = new Map([
	['NSPM', ['passed', 'The filter let it through.']],
	['SPM', ['junk', 'The filter marked it as spam.']],
	['SKS', ['junk', 'A rule of the organization marked it as spam before the filter.']],
	['SKB', ['junk', 'Its sender is on a block list of the organization.']],
	['BLK', ['junk', 'Its sender is on the block list of the mailbox.']],
	['SKA', ['allowed', 'Its sender is on an allow list of the organization.']],
	['SKN', ['allowed', 'A rule of the organization let it pass the filter.']],
	['SKI', ['allowed', 'It is from inside of the organization.']],
	['SFE', ['allowed', 'Its sender is on the safe list of the mailbox.']],
	['SKQ', ['allowed', 'It was held in quarantine, and somebody released it.']],
]);

const fromReport = (fields: Fields): readonly Said[] => {
	const report = fields.first('X-Forefront-Antispam-Report');
	const organization = fields.first('X-MS-Exchange-Organization-SCL');
	const pairs = pairsIn(report ?? '');
	const level = numberIn(pairs.get('SCL')) ?? numberIn(organization);
	const [thought, name] = categories.get(pairs.get('CAT')?.toUpperCase() ?? '') ?? [];
	const [did, words] = filtering.get(pairs.get('SFV')?.toUpperCase() ?? '') ?? [];
	if (report === undefined && level === undefined) return [];
	const isAllowed = did === 'allowed' || pairs.get('IPV')?.toUpperCase() === 'CAL' || level === -1;
	const judgement = judged({isAllowed, thought, did, level});
	return [
		{
			field: report === undefined ? 'X-MS-Exchange-Organization-SCL' : 'X-Forefront-Antispam-Report',
			judgement,
			...(level === undefined ? {} : {score: level, threshold: spamLevel}),
			says: [
				...(words === undefined ? [] : [words]),
				...(name === undefined ? [] : [`It takes it for ${name} (CAT:${pairs.get('CAT')}).`]),
				...(level === undefined ? [] : [levelWords(level)]),
				...(pairs.get('SRV')?.toUpperCase() === 'BULK' ? ['It counts as bulk mail.'] : []),
				...originWords(pairs),
				...(judgement === 'unsaid' && level === undefined ? [`It says: ${quoted(report ?? '', 120)}.`] : []),
			].join(' '),
			...(pairs.get('DIR')?.toUpperCase() === 'OUT' ? {isOutgoing: true as const} : {}),
		},
	];
};

const judged = ({
	isAllowed,
	thought,
	did,
	level,
}: {
	readonly isAllowed: boolean;
	readonly thought: Said['judgement'] | undefined;
	readonly did: Said['judgement'] | undefined;
	readonly level: number | undefined;
}): Said['judgement'] => {
	if (thought === 'malware' || (isAllowed && thought === undefined)) return thought ?? 'allowed';
	if (isAllowed) return 'allowed';
	if (thought === 'phishing') return thought;
	if (thought === 'junk' || did === 'junk' || (level !== undefined && level >= spamLevel)) return 'junk';
	if (thought === 'bulk') return 'bulk';
	if (did !== undefined) return did;
	return level === undefined ? 'unsaid' : 'passed';
};

const levelWords = (level: number): string => {
	if (level < 0) return `Its spam confidence level is ${level}: it was not filtered.`;
	const means =
		level >= 7
			? 'spam, with high confidence'
			: level >= spamLevel
				? 'spam'
				: level <= 1
					? 'not spam'
					: 'doubtful';
	return `Its spam confidence level (SCL) is ${level} of 9, ${means}.`;
};

const originWords = (pairs: ReadonlyMap<string, string>): readonly string[] => {
	const [address, country, name] = ['CIP', 'CTRY', 'PTR'].map(key => pairs.get(key) ?? '');
	if (!address || address === '255.255.255.255') return [];
	const listed = pairs.get('IPV')?.toUpperCase() === 'CAL' ? ' and is on an allow list' : '';
	return [
		`It came from ${shown(address, 45)}${name ? ` (${shown(name, 100)})` : ''}${country ? `, ${shown(country, 10)}` : ''}${listed}.`,
	];
};

const fromBulk = (antispam: string | undefined): readonly Said[] => {
	const level = numberIn(pairsIn(antispam ?? '').get('BCL'));
	if (level === undefined || level === 0) return [];
	const complaints = level >= 8 ? 'many' : level >= 4 ? 'some' : 'few';
	return [
		{
			field: 'X-Microsoft-Antispam',
			judgement: level >= bulkLevel ? 'bulk' : 'unsaid',
			score: level,
			threshold: bulkLevel,
			says: `Its bulk complaint level (BCL) is ${level} of 9: it is bulk mail of a sender about whom ${complaints} people complain.`,
		},
	];
};

const fromCustom = (custom: string | undefined): readonly Said[] =>
	custom === undefined
		? []
		: [
				{
					field: 'X-CustomSpam',
					judgement: 'suspicious',
					says: `It fits a setting of the organization that raises its level: ${shown(custom, 120)}.`,
				},
			];

const fromAuthAs = (authAs: string | undefined): readonly Said[] =>
	authAs === undefined
		? []
		: [
				{
					field: 'X-MS-Exchange-Organization-AuthAs',
					judgement: 'unsaid',
					says:
						authAs.toLowerCase() === 'anonymous'
							? 'It came from outside of the organization.'
							: `It was handed in as ${shown(authAs, 40)}.`,
				},
			];
