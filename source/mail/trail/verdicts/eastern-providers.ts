import {numberIn, quoted, shown} from '../words.ts';
import {named, type Product} from './product.ts';

/** 1 is the number of a message that nothing is wrong with. */
const yandex: Product = {
	name: 'Yandex',
	house: 'yandex',
	source: 'values 1 and 4: seen in mail of 2010 to 2024; others: unsure',
	owns: named('X-Yandex-Spam'),
	read: fields => {
		const value = fields.first('X-Yandex-Spam') ?? '';
		const field = 'X-Yandex-Spam';
		switch (numberIn(value)) {
			case 1:
				return [{field, judgement: 'passed', says: 'It is not taken for spam (1).'}];
			case 4:
				return [{field, judgement: 'junk', says: 'It is taken for spam (4).'}];
		}
		return [{field, judgement: 'unsaid', says: `X-Yandex-Spam says: ${quoted(value, 40)}.`}];
	},
};

/** X-Mailru-Msgtype is written by senders, to sort their own statistics. */
const mailRu: Product = {
	name: 'Mail.ru',
	house: 'mail.ru',
	source: 'X-Mras: Ok, X-Spam: Not detected: seen in mail of 2011 to 2025; other words: unsure',
	owns: named('X-Mras', 'X-Spam', 'X-Mailru-Msgtype'),
	read: (fields, {receiver}) => {
		const mras = fields.first('X-Mras');
		// Many filters write X-Spam.
		const spam = mras !== undefined || receiver === 'mail.ru' ? fields.first('X-Spam') : undefined;
		const isGood = /^ok\b/i.test(mras ?? '') || /^not detected\b/i.test(spam ?? '');
		if (spam !== undefined && /^(?:probable|yes|spam|detected)/i.test(spam))
			return [{field: 'X-Spam', judgement: 'junk', says: `It is taken for spam (${shown(spam, 40)}).`}];
		if (mras !== undefined && /spam|phish/i.test(mras))
			return [{field: 'X-Mras', judgement: 'junk', says: `It is taken for spam (${shown(mras, 40)}).`}];
		if (isGood)
			return [
				{
					field: mras === undefined ? 'X-Spam' : 'X-Mras',
					judgement: 'passed',
					says: 'It is not taken for spam.',
				},
			];
		return mras === undefined
			? []
			: [{field: 'X-Mras', judgement: 'unsaid', says: `X-Mras says: ${quoted(mras, 60)}.`}];
	},
};

const qq: Product = {
	name: 'QQ Mail',
	house: 'qq',
	source: 'seen in mail of 2022 to 2025, there written by the side that sends',
	owns: named('X-QQ-SPAM', 'X-QQ-RECHKSPAM'),
	read: fields => {
		const spam = fields.first('X-QQ-SPAM');
		if (spam === undefined) return [];
		const field = 'X-QQ-SPAM';
		if (/^(?:true|1|yes)\b/i.test(spam)) return [{field, judgement: 'junk', says: 'It is taken for spam.'}];
		if (/^(?:false|0|no)\b/i.test(spam))
			return [{field, judgement: 'passed', says: 'It is not taken for spam.'}];
		return [{field, judgement: 'unsaid', says: `X-QQ-SPAM says: ${quoted(spam, 40)}.`}];
	},
};

const coremail: Product = {
	name: 'Coremail (163, 126 and others)',
	house: '163',
	source: 'seen in mail of 2020 to 2026; nothing is published about the values',
	owns: named('X-CM-TRANSID', 'X-CM-SenderInfo', 'X-Coremail-Antispam', 'X-NetEase-*', 'X-NTES-*'),
	read: fields =>
		fields.first('X-Coremail-Antispam') === undefined && fields.first('X-CM-TRANSID') === undefined
			? []
			: [
					{
						field: fields.first('X-Coremail-Antispam') === undefined ? 'X-CM-TRANSID' : 'X-Coremail-Antispam',
						judgement: 'unsaid',
						says: 'It wrote its verdict in a way that nobody else can read.',
					},
				],
};

/** Providers of mailboxes in Russia and China. */
export const easternProviders: readonly Product[] = [yandex, mailRu, qq, coremail];
