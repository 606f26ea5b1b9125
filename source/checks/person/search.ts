import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import type {Actor} from '../../core/knowledge.ts';
import {printable} from '../../core/printable.ts';
import {address, text} from '../../core/value.ts';
import {type Search, search} from './search/asking.ts';
import {type Explanation, explanations, findings} from './search/findings.ts';
import {type Guide, guideFor} from './search/guide.ts';
import {lineOf} from './search/questions.ts';

export default defineCheck({
	id: 'person.search',
	title: 'Search of the mailbox',
	about:
		'Leads a person through the mailbox on the web, place by place, and takes from them where the mail is.',
	hop: 'mailbox',

	params: z.strictObject({
		address: address().optional().describe('The mailbox that is looked into; its domain tells the provider.'),
		provider: text().optional().describe('The provider, where its domain does not tell it.'),
		from: text().optional().describe('The sender that is searched for.'),
		looked: z
			.enum([...explanations, 'nowhere', 'partly-looked', 'not-looked'])
			.optional()
			.describe('What somebody saw who has looked already; then nobody is asked, unless places are left.'),
	}),

	findings,

	async run({params, found, ...reach}) {
		const {looked, from} = params;
		const known = explanations.find(code => code === looked);
		const guide = await guideFor(params, reach);
		const facts = {...(guide.name === undefined ? {} : {provider: guide.name})};
		if (known) return found(known, {...facts, reply: byWord, ...advise({who: actors[known]})});
		if (looked === 'nowhere') return found('nowhere', {...facts, ...advise({details: guideLines(guide)})});

		const said = await search(guide, from, reach);
		const details = [...guideLines(guide), ...searchLines(said, guide, from)];
		const {explains, open, seen} = said;
		if (explains)
			return found(explains, {...facts, reply: byWord, ...advise({who: actors[explains], details})});
		if (open.length === 0) return found('nowhere', {...facts, ...advise({details})});
		const left = open.map(({name}) => name).join(', ');
		return seen.length > 0 || looked === 'partly-looked'
			? found('partly-looked', {...facts, open: left, ...advise({details})})
			: found('not-looked', {...facts, ...advise({details})});
	},
});

/** In place of a server's reply, where a cause quotes one. */
const byWord = 'by the word of the person who looked';

const actors: Readonly<Record<Explanation, Actor>> = {
	'in-inbox': 'end-user',
	'in-junk': 'end-user',
	'in-tab': 'end-user',
	'in-trash': 'end-user',
	'in-folder': 'end-user',
	rule: 'end-user',
	'sender-blocked': 'end-user',
	forwarded: 'end-user',
	'fetched-elsewhere': 'end-user',
	quarantined: 'recipient-admin',
	full: 'end-user',
};

const guideLines = ({name, failure}: Guide): readonly string[] => [
	name === undefined ? 'provider: not known, so the ways are general ones' : `provider: ${printable(name)}`,
	...(failure ? [`the exchangers of the mailbox could not be looked up: ${inWords(failure)}`] : []),
];

const searchLines = ({seen, open}: Search, guide: Guide, from: string | undefined): readonly string[] => [
	...seen.map(({look, said}) => `looked at ${look.name}: ${said}`),
	...open.map(look => `not looked at ${look.name}: ${lineOf(guide, look, from)}`),
];
