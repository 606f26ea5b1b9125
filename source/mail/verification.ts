import type {Candidate, Reading} from '../core/verification.ts';
import type {Mail} from './mail.ts';
import {codesIn} from './verification/codes.ts';
import {lifetimeIn} from './verification/lifetime.ts';
import {linesOf} from './verification/lines.ts';
import {linkCandidates} from './verification/links.ts';
import {speaking} from './verification/tongue.ts';
import {topicOf} from './verification/topic.ts';

const mostCandidates = 10;
/** What is less likely is not chosen. */
const leastChosen = 0.55;
/** Two that differ by less are as likely as each other. */
const margin = 0.12;

/**
 * Reads a mail for the code or the link that a person is to type or follow. It rests on words of the known languages around
 * numbers, and on their look; where those do not suffice, nothing is chosen. A code is chosen before a link of the same
 * mail: they answer the same request. The same mail is always read the same way, and in time linear in its length.
 */
export const readVerification = (mail: Mail): Reading => {
	const {language: spoken, lines} = speaking(linesOf(mail));
	const topic = topicOf(lines);
	const codes = ranked(codesIn(lines, topic));
	const links = ranked(linkCandidates(mail, lines, topic));
	const likely = [codes, links].find(([best]) => best !== undefined && best.score >= leastChosen);
	const [best, second] = likely ?? [];
	const several = best !== undefined && second !== undefined && best.score - second.score < margin;
	const chosen = several ? undefined : best;
	const lifetime = best && lifetimeIn(lines, best);
	const language = best && spoken;
	return {
		candidates: (likely === links ? [...links, ...codes] : [...codes, ...links])
			.filter(({because}) => because.length > 0)
			.slice(0, mostCandidates),
		...(chosen ? {chosen} : {open: several ? 'several' : 'none'}),
		...(language === undefined ? {} : {language}),
		...(lifetime === undefined ? {} : {lifetime}),
	};
};

/** Best first; of equal ones the one that stands earlier. */
const ranked = (candidates: readonly Candidate[]): readonly Candidate[] =>
	candidates.toSorted((one, other) => other.score - one.score);
