import {mailStateOf} from '../../core/hop.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import {type DiagnoseRule, noneFound, type Playbook} from '../../core/playbook.ts';

/** What a route row can see of the judgement, in one word each. */
export type Situation = {
	readonly cause: string;
	readonly hop: string;
	readonly repair: string;
	readonly mail: string;
};

const mailStates = ['working', 'broken', 'unknown'] as const;

/**
 * Every pair of a cause and a state of the mail path that a case can end in. A rule that holds by a problem at a
 * hop of the mail path leaves no doubt that the mail is broken.
 */
export const situationsOf = (
	{diagnose, steps}: Playbook,
	causes: Knowledge['causes'],
): readonly Situation[] => {
	const states = new Map<string, Set<string>>();
	for (const rule of diagnose) {
		const possible = breaksMail(rule, steps) ? (['broken'] as const) : mailStates;
		states.set(rule.cause, new Set([...(states.get(rule.cause) ?? []), ...possible]));
	}
	const found = [...states].flatMap(([cause, possible]) => {
		const {hop = noneFound, repair = noneFound} = causes.get(cause) ?? {};
		return mailStates.filter(mail => possible.has(mail)).map(mail => ({cause, hop, repair, mail}));
	});
	const none = {cause: noneFound, hop: noneFound, repair: noneFound};
	return [...found, ...mailStates.map(mail => ({...none, mail}))];
};

const breaksMail = ({when}: DiagnoseRule, steps: Playbook['steps']): boolean =>
	Object.entries(when).some(([id, codes]) => {
		const check = steps.find(step => step.id === id)?.check;
		if (!check || mailStateOf([{hop: check.hop, state: 'bad'}]) !== 'broken') return false;
		return codes.every(code => ['problem', 'unknown'].includes(check.findings[code]?.level ?? 'unknown'));
	});
