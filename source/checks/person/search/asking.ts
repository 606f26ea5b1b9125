import type {Reach} from '../../../core/check.ts';
import type {Explanation} from './findings.ts';
import type {Guide} from './guide.ts';
import {type Look, looks, questionOf} from './questions.ts';

/** What somebody said who looked: by question, the label of the answer; nothing where it was left out. */
export type Search = {
	readonly seen: ReadonlyArray<{readonly look: Look; readonly said: string}>;
	/** Questions that nobody answered. */
	readonly open: readonly Look[];
	readonly explains?: Explanation;
};

/** Questions put, those that were gone back to included. */
const patience = 40;

/** Asks one thing at a time until something explains where the mail is, or nothing is left to look at. */
export const search = async (
	guide: Guide,
	sender: string | undefined,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<Search> => {
	const asked = looks.filter(({places: [place]}) => guide.ways.has(place));
	const said = new Map<Look, string>();
	const told = (explains?: Explanation): Search => ({
		seen: asked.flatMap(look => (said.has(look) ? [{look, said: said.get(look) ?? ''}] : [])),
		open: asked.filter(look => !said.has(look)),
		...(explains ? {explains} : {}),
	});
	for (let index = 0, put = 0; index < asked.length && put < patience; put++) {
		const look = asked[index] as Look;
		const place = {number: index + 1, about: asked.length};
		const answer = await probes.person(questionOf(guide, look, place, sender), signal);
		if (!answer.ok) break;
		if ('back' in answer.value) {
			index = Math.max(0, index - 1);
			said.delete(asked[index] as Look);
			continue;
		}
		const {value} = answer.value;
		const choice = look.choices.find(one => one.value === value);
		if (choice) said.set(look, choice.label);
		else said.delete(look);
		if (choice?.explains) return told(choice.explains);
		index++;
	}
	return told();
};
