import {numberIn, shown} from '../words.ts';
import {type Fields, named, type Product, type Said} from './product.ts';

/** From how many points on a message is held, is set by whoever runs it: 3, 5 or 7. */
const lowest = 3;

export const mimecast: Product = {
	name: 'Mimecast',
	isGateway: true,
	source: 'fields: seen in mail of 2019 to 2026; the limits 3, 5 and 7: unsure',
	owns: named('X-Mimecast-*'),
	read: fields => [...fromScore(fields), ...fromBulk(fields), ...fromImpersonation(fields)],
};

const fromScore = (fields: Fields): readonly Said[] => {
	const score = numberIn(fields.first('X-Mimecast-Spam-Score'));
	if (score === undefined) return [];
	return [
		{
			field: 'X-Mimecast-Spam-Score',
			judgement: score >= lowest ? 'suspicious' : 'passed',
			score,
			says:
				score >= lowest
					? `It has ${score} points; its administrator has set whether mail is held from 3, 5 or 7 on.`
					: `It has ${score} points, less than the strictest setting holds mail for.`,
		},
	];
};

const fromBulk = (fields: Fields): readonly Said[] => {
	const signature = fields.first('X-Mimecast-Spam-Signature');
	if (!/^yes\b/i.test(fields.first('X-Mimecast-Bulk-Signature') ?? ''))
		return signature === undefined || /^bulk$/i.test(signature)
			? []
			: [
					{
						field: 'X-Mimecast-Spam-Signature',
						judgement: /^(?:spam|yes)\b/i.test(signature) ? 'junk' : 'unsaid',
						says: `Its pattern is known as: ${shown(signature, 60)}.`,
					},
				];
	return [
		{field: 'X-Mimecast-Bulk-Signature', judgement: 'bulk', says: 'Its pattern is known from bulk mail.'},
	];
};

/** `Policy=…; Similar Internal Domain=false; …`: what is true was noticed. */
const fromImpersonation = (fields: Fields): readonly Said[] => {
	const protect = fields.first('X-Mimecast-Impersonation-Protect');
	if (protect === undefined) return [];
	const noticed = protect
		.split(';')
		.slice(0, 40)
		.flatMap(part => {
			const [name = '', value = ''] = part.split('=', 2);
			return value.trim().toLowerCase() === 'true' ? [shown(name, 60)] : [];
		});
	return noticed.length === 0
		? []
		: [
				{
					field: 'X-Mimecast-Impersonation-Protect',
					judgement: 'suspicious',
					says: `Its sender may pretend to be somebody else: ${noticed.join(', ')}.`,
				},
			];
};
