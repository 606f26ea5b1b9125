import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck} from '../../core/check.ts';
import {inWords as failureWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {
	filterName,
	filterParams,
	filterQuestion,
	heaviest,
	limitOf,
	messagePlaceOf,
	points,
	pointsUntold,
	remedyOf,
	toldRules,
} from '../filtering.ts';
import {findings} from './trigger/findings.ts';
import {nestOf} from './trigger/set.ts';
import {goneWords, inWords, onlyIn, tryLines, underHeading} from './trigger/told.ts';
import {openTries} from './trigger/tries.ts';
import {outcomeOf} from './trigger/verdict.ts';

/** Pieces that are told of a message. */
const mostPieces = 200;

export default defineCheck({
	id: 'spam.trigger',
	title: 'What trips the filter',
	about:
		'Takes a message apart and asks the filter again and again, to find the smallest change that brings it under the threshold.',
	hop: 'filter',

	params: filterParams.extend({
		tries: z
			.preprocess(
				raw => (typeof raw === 'string' && /^\d{1,3}$/.test(raw) ? Number(raw) : raw),
				z.int({error: 'expected a number of tries, from 5 to 200'}).min(5).max(200),
			)
			.default(40)
			.describe('How often the filter may be asked at most, from 5 to 200.'),
	}),

	findings,

	async run({params, found, filterRules, ...reach}) {
		const {probes, signal} = reach;
		const facts = {
			filter: printable(params.filter),
			...(params.from === undefined ? {} : {from: params.from}),
		};
		const place = messagePlaceOf(params);
		if (!place) return found('no-message', {...facts, failure: 'nobody told which one'});
		const taken = await probes.message({...place, want: 'pieces'}, signal);
		if (!taken.ok) return found('no-message', {...facts, failure: failureWords(taken.failure)});
		const pieces = (taken.value.pieces ?? []).slice(0, mostPieces);
		const tries = openTries(filterQuestion(place, params), params.tries, reach);
		const first = await tries.ask([]);
		if (!first.ok) {
			const {code, failure} = first.failure;
			return found(code, {...facts, failure});
		}
		const whole = first.value;
		const all = {
			...facts,
			name: filterName(whole),
			score: points(whole.score),
			before: points(whole.score),
			threshold: points(whole.threshold),
			limit: limitOf(whole),
			why: heaviest(whole, filterRules),
		};
		if (!whole.spam) return found('not-spam', all);
		const untold = pointsUntold(whole, params);
		if (untold !== undefined) return found('route-unknown', {...all, untold: points(untold)});

		const nest = nestOf(pieces);
		const outcome = await outcomeOf({whole, pieces, nest, rules: filterRules, tries});
		const lines = tryLines(tries.made, pieces, nest.tops);
		const told = {...all, count: tries.made.length};
		switch (outcome.is) {
			case 'found': {
				const {left, after} = outcome;
				const gone = onlyIn(whole, after);
				const what = inWords(left, pieces);
				return found('found', {
					...told,
					what,
					after: points(after.score),
					gone: goneWords(gone, after, filterRules),
					rules: toldRules(gone, filterRules),
					pieces: left.map(id => ({id: printable(id), shown: inWords([id], pieces)})),
					remedy: [`Change this in the message: ${what}.`, remedyOf(gone, filterRules)]
						.filter(Boolean)
						.join(' '),
					...advise({
						details: [
							...lines,
							...underHeading('No longer fires:', gone, filterRules),
							...underHeading('Fires only because of the change:', onlyIn(after, whole), filterRules),
						],
					}),
				});
			}
			case 'not-in-message': {
				const {after} = outcome;
				return found('not-in-message', {
					...told,
					after: points(after.score),
					why: heaviest(after, filterRules),
					rules: toldRules(after.rules, filterRules),
					...advise({details: [...lines, ...underHeading('Remains:', after.rules, filterRules)]}),
				});
			}
			case 'changed-its-mind':
				return found('changed-its-mind', {
					...told,
					first: points(outcome.first.score),
					second: points(outcome.second.score),
					...advise({details: lines}),
				});
			case 'gave-up': {
				const {best, why} = outcome;
				return found('gave-up', {
					...told,
					failure: why,
					best: best
						? `Without ${inWords(best.left, pieces)} it passes with a score of ${points(best.answer.score)}; whether less is enough is open.`
						: 'No change that was tried lets it pass.',
					...advise({details: lines}),
				});
			}
		}
	},
});
