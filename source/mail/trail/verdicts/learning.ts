import {numberBehind, numberIn, quoted, shown} from '../words.ts';
import {named, type Product} from './product.ts';

const bogofilter: Product = {
	name: 'Bogofilter',
	source: 'https://bogofilter.sourceforge.io/man_page.shtml (X-Bogosity)',
	owns: named('X-Bogosity'),
	read: fields => {
		const value = fields.first('X-Bogosity') ?? '';
		const score = numberBehind(value, 'spamicity');
		const facts = {field: 'X-Bogosity', ...(score === undefined ? {} : {score})};
		if (/^(?:spam|yes)\b/i.test(value))
			return [{...facts, judgement: 'junk', says: 'It has learned that such mail is spam.'}];
		if (/^(?:ham|no)\b/i.test(value))
			return [{...facts, judgement: 'passed', says: 'It has learned that such mail is no spam.'}];
		if (/^unsure\b/i.test(value))
			return [{...facts, judgement: 'suspicious', says: 'It does not know such mail well enough.'}];
		return [{...facts, judgement: 'unsaid', says: `X-Bogosity says: ${quoted(value, 100)}.`}];
	},
};

const dspam: Product = {
	name: 'DSPAM',
	source: 'https://dspam.sourceforge.net/ (X-DSPAM-Result, X-DSPAM-Probability); unsure',
	owns: named('X-DSPAM-Result', 'X-DSPAM-Probability', 'X-DSPAM-Confidence'),
	read: fields => {
		const value = fields.first('X-DSPAM-Result');
		if (value === undefined) return [];
		const score = numberIn(fields.first('X-DSPAM-Probability'));
		const facts = {field: 'X-DSPAM-Result', ...(score === undefined ? {} : {score})};
		if (/^(?:spam|blocklisted|blacklisted)\b/i.test(value))
			return [{...facts, judgement: 'junk', says: `It takes it for ${shown(value, 40)}.`}];
		if (/^whitelisted\b/i.test(value))
			return [{...facts, judgement: 'allowed', says: 'It has seen much good mail of this sender.'}];
		if (/^innocent\b/i.test(value))
			return [{...facts, judgement: 'passed', says: 'It takes it for no spam.'}];
		if (/^(?:virus|infected)\b/i.test(value))
			return [{...facts, judgement: 'malware', says: 'It holds a virus.'}];
		return [{...facts, judgement: 'unsaid', says: `X-DSPAM-Result says: ${quoted(value, 100)}.`}];
	},
};

const crm114: Product = {
	name: 'CRM114',
	source: 'unsure',
	owns: named('X-CRM114-Status'),
	read: fields => {
		const value = fields.first('X-CRM114-Status') ?? '';
		const field = 'X-CRM114-Status';
		if (/^spam\b/i.test(value))
			return [{field, judgement: 'junk', says: 'It has learned that such mail is spam.'}];
		if (/^good\b/i.test(value))
			return [{field, judgement: 'passed', says: 'It has learned that such mail is no spam.'}];
		return [{field, judgement: 'unsaid', says: `X-CRM114-Status says: ${quoted(value, 100)}.`}];
	},
};

/** That rules of a mailbox were run says nothing of what they did. */
const sieve: Product = {
	name: 'Sieve',
	source: 'written by Cyrus IMAP; seen in mail of 2013 to 2016',
	owns: named('X-Sieve'),
	read: fields => [
		{
			field: 'X-Sieve',
			judgement: 'unsaid',
			says: `Rules of the mailbox were run on it (${shown(fields.first('X-Sieve') ?? '', 60)}).`,
		},
	],
};

/** Filters that learn from the mail of one mailbox, and the rules of one. */
export const learning: readonly Product[] = [bogofilter, dspam, crm114, sieve];
