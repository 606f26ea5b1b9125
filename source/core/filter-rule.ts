import {z} from 'zod';

/** What of a message a rule of a spam filter looks at. */
export const ruleSubjects = [
	'sender',
	'authentication',
	'reputation',
	'header',
	'text',
	'html',
	'link',
	'attachment',
	'form',
	'learned',
	'list',
	'test',
] as const;

export const filterRuleSchema = z.strictObject({
	names: z
		.array(
			z.string().regex(/^[A-Z][A-Z0-9_]*\*?$/, {error: 'expected a name such as HTML_ONLY or RCVD_IN_*'}),
		)
		.min(1)
		.describe('As filters print them; a final * stands for any end.'),
	about: z.enum(ruleSubjects).describe('What of the message it looks at.'),
	says: z
		.string()
		.regex(/^\S.*\.$/, {error: 'expected a sentence with a full stop'})
		.describe('What it means, in plain words.'),
	fix: z
		.string()
		.regex(/^\S.*\.$/, {error: 'expected a sentence with a full stop'})
		.optional()
		.describe('What to change so that it does not fire; absent where nobody can.'),
	source: z.string(),
});

/** One entry of knowledge/filter-rules.yaml: what a rule of SpamAssassin or rspamd means for somebody who does not run one. */
export type FilterRule = z.output<typeof filterRuleSchema>;

/** The entry of a rule by its name: an exact name before one that ends in `*`, and of those the longest. */
export const filterRuleOf = (rules: readonly FilterRule[], name: string): FilterRule | undefined => {
	const exact = rules.find(({names}) => names.includes(name));
	if (exact) return exact;
	const begins = ({names}: FilterRule): number =>
		Math.max(
			0,
			...names.flatMap(one => (one.endsWith('*') && name.startsWith(one.slice(0, -1)) ? [one.length] : [])),
		);
	const [longest] = rules
		.filter(rule => begins(rule) > 0)
		.toSorted((one, other) => begins(other) - begins(one));
	return longest;
};
