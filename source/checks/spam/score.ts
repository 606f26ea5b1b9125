import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {printable} from '../../core/printable.ts';
import type {SpamAnswer} from '../../core/spam.ts';
import {
	filterName,
	filterParams,
	filterQuestion,
	heaviest,
	judged,
	limitOf,
	markOf,
	messagePlaceOf,
	points,
	pointsUntold,
	remedyOf,
	routeUnknown,
	ruleLines,
	toldRules,
	verdictOf,
} from '../filtering.ts';

export default defineCheck({
	id: 'spam.score',
	title: 'Spam filter',
	about:
		'Asks SpamAssassin or rspamd what it thinks of a message, and puts the rules that fired in plain words.',
	hop: 'filter',
	params: filterParams,

	findings: {
		passed: ok('{name} takes the message for no spam: its score is {score}, and {limit}. {why}'),
		near: warning('{name} lets the message pass, but only just: its score is {score}, and {limit}. {why}'),
		greylist: warning(
			'rspamd would ask the sender to come back later before it takes the message (greylist): its score is {score}, and {limit}. {why}',
		),
		spam: problem('{name} takes the message for spam: its score is {score}, and {limit} ({verdict}). {why}'),
		'route-unknown': routeUnknown,
		'put-off': unknown('{name} gave no verdict on the message: {failure}.'),
		unsettled: unknown('The filter at {filter} gave an answer that is no verdict: {failure}.'),
		'not-scanned': unknown(
			'The filter at {filter} did not look at the message, or not to its end: {failure}.',
		),
		'not-asked': unknown('The filter at {filter} was not asked: {failure}.'),
		'no-filter': unknown('The filter at {filter} gave no answer: {failure}.'),
		'no-message': unknown('There is no message to show to the filter: {failure}.'),
	},

	async run({params, found, filterRules, ...reach}) {
		const filter = printable(params.filter);
		const facts = {filter, ...(params.from === undefined ? {} : {from: params.from})};
		const place = messagePlaceOf(params);
		if (!place) return found('no-message', {...facts, failure: 'nobody told which one'});
		const answer = await judged(filterQuestion(place, params), reach);
		if (!answer.ok) {
			const {code, failure} = answer.failure;
			return found(code, {...facts, failure, name: 'The filter'});
		}
		const {score, threshold, rules, ms} = answer.value;
		const remedy = remedyOf(rules, filterRules);
		const untold = pointsUntold(answer.value, params);
		return found(untold === undefined ? codeOf(answer.value) : 'route-unknown', {
			...facts,
			name: filterName(answer.value),
			score: points(score),
			threshold: points(threshold),
			limit: limitOf(answer.value),
			untold: points(untold ?? 0),
			verdict: verdictOf(answer.value),
			why: heaviest(answer.value, filterRules),
			ms: Math.round(ms),
			rules: toldRules(rules, filterRules),
			...(remedy === undefined ? {} : {remedy}),
			...advise({
				details: [
					...ruleLines(rules, filterRules),
					`Asked at ${filter}; it took ${Math.round(ms)} ms.`,
					'This is what this filter says with its present rules; the receiver’s filter may have others.',
				],
			}),
		});
	},
});

/** Points below the threshold within which a little more makes it spam. */
const margin = 1;

const codeOf = (answer: SpamAnswer): 'spam' | 'greylist' | 'near' | 'passed' => {
	if (answer.spam) return 'spam';
	if (answer.action === 'greylist') return 'greylist';
	return answer.score >= markOf(answer) - margin ? 'near' : 'passed';
};
