import {ok, problem, unknown} from '../../../core/check.ts';
import {routeUnknown} from '../../filtering.ts';

/** What comes of looking for what trips a filter. */
export const findings = {
	'not-spam': ok(
		'{name} takes the message for no spam: its score is {score}, and {limit}. There is nothing to look for.',
	),
	found: problem(
		'What trips {name}: {what}. With it the score is {before}, without it {after}, and {limit}. {gone} That holds for this filter with its present rules, and for the receiver’s only where it is the same.',
	),
	'not-in-message': problem(
		'{name} takes the message for spam even without all that can be left out of it: {after} of its score of {before} remain, and {limit}. So it is the sender, the way, or what remains. {why}',
	),
	'gave-up': unknown('What trips {name} was not found out in {count} tries: {failure}. {best}'),
	'changed-its-mind': unknown(
		'{name} scores the same message differently at a second look, {first} and then {second}, so nothing is proven: it learns from what it is shown, or asks others.',
	),
	'route-unknown': routeUnknown,
	'put-off': unknown('The filter at {filter} gave no verdict on the message: {failure}.'),
	unsettled: unknown('The filter at {filter} gave an answer that is no verdict: {failure}.'),
	'not-scanned': unknown('The filter at {filter} did not look at the message, or not to its end: {failure}.'),
	'not-asked': unknown('The filter at {filter} was not asked: {failure}.'),
	'no-filter': unknown('The filter at {filter} gave no answer: {failure}.'),
	'no-message': unknown('There is no message to show to the filter: {failure}.'),
};
