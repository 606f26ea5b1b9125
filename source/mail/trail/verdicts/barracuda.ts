import {numberBehind, numberIn, quoted} from '../words.ts';
import {type Fields, named, type Product, type Said} from './product.ts';

const mostRules = 200;

export const barracuda: Product = {
	name: 'Barracuda',
	isGateway: true,
	source: 'fields: seen in mail of 2012 to 2025; a level of 1000 is one that is switched off',
	owns: named('X-Barracuda-*'),
	read: fields => {
		const status = fields.first('X-Barracuda-Spam-Status');
		if (status !== undefined) return [fromStatus(status, fields)];
		const score = numberIn(fields.first('X-Barracuda-Spam-Score'));
		return score === undefined
			? []
			: [
					{
						field: 'X-Barracuda-Spam-Score',
						judgement: 'unsaid',
						score,
						says: `It has ${score} points; how many make it spam, the header does not say.`,
					},
				];
	},
};

const fromStatus = (status: string, fields: Fields): Said => {
	const score = numberBehind(status, 'score') ?? numberIn(fields.first('X-Barracuda-Spam-Score'));
	const [tag, quarantine, kill] = ['tag_level', 'quarantine_level', 'kill_level'].map(name =>
		numberBehind(status, name),
	);
	const over = (level: number | undefined): boolean =>
		score !== undefined && level !== undefined && score >= level;
	const threshold = [tag, quarantine, kill].find(over) ?? tag ?? quarantine ?? kill;
	const report = fields.first('X-Barracuda-Spam-Report') ?? '';
	const rules = [...report.matchAll(/(?<![\w.])(-?\d{1,3}\.\d{2}) ([A-Z][A-Z0-9_]{2,79})(?![\w])/g)]
		.slice(0, mostRules)
		.map(([, points, name = '']) => ({name, score: Number(points)}));
	const facts = {
		field: 'X-Barracuda-Spam-Status',
		...(score === undefined ? {} : {score}),
		...(threshold === undefined ? {} : {threshold}),
		rules,
	};
	const points = score === undefined ? '' : ` It has ${score} points.`;
	if (over(kill))
		return {...facts, judgement: 'junk', says: `It is to be blocked, from ${kill} points on.${points}`};
	if (over(quarantine))
		return {
			...facts,
			judgement: 'quarantined',
			says: `It is to be held back, from ${quarantine} points on.${points}`,
		};
	if (over(tag))
		return {...facts, judgement: 'junk', says: `It is marked as spam, from ${tag} points on.${points}`};
	if (/^yes\b/i.test(status)) return {...facts, judgement: 'junk', says: `It is marked as spam.${points}`};
	if (/^no\b/i.test(status))
		return {...facts, judgement: 'passed', says: `It is not marked as spam.${points}`};
	return {...facts, judgement: 'unsaid', says: `X-Barracuda-Spam-Status says: ${quoted(status)}.`};
};
