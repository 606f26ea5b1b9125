import {printable} from '../core/printable.ts';
import type {SpamAnswer} from '../core/spam.ts';

/** Why an answer of a filter is no verdict, as each check finds it, and in words. */
export type FilterDoubt = {readonly code: 'not-scanned' | 'put-off' | 'unsettled'; readonly failure: string};

/** What rspamd does with a message by itself (https://rspamd.com/doc/faq.html); others are made by whoever runs it. */
const actions: ReadonlySet<string> = new Set([
	'no action',
	'greylist',
	'add header',
	'rewrite subject',
	'soft reject',
	'reject',
	'quarantine',
	'discard',
]);

/** Rules by which SpamAssassin tells that it stopped before its end. */
const brokenOff: ReadonlySet<string> = new Set(['TIME_LIMIT_EXCEEDED']);

/** Points that are lost where a score is written with one digit. */
const rounding = 0.1;

/** Why this answer says nothing of the message: not looked at, not to the end, put off, or against its own numbers. */
export const doubtOf = (answer: SpamAnswer): FilterDoubt | undefined =>
	answer.filter === 'rspamd' ? doubtOfRspamd(answer) : doubtOfSpamAssassin(answer);

const doubtOfRspamd = ({action = '', score, threshold}: SpamAnswer): FilterDoubt | undefined => {
	if (action === 'soft reject') return {code: 'put-off', failure: `rspamd would put it off (${action})`};
	if (!actions.has(action))
		return {
			code: 'unsettled',
			failure: `rspamd has an action of its owner for it, and what that does is not known (${printable(action.slice(0, 60)) || 'without a name'})`,
		};
	return action === 'no action' && threshold > 0 && score >= threshold
		? {
				code: 'unsettled',
				failure: 'rspamd would let it pass with a score over its own limit, as it was told to',
			}
		: undefined;
};

const doubtOfSpamAssassin = ({spam, score, threshold, rules}: SpamAnswer): FilterDoubt | undefined => {
	const stopped = rules.find(({name}) => brokenOff.has(name));
	if (stopped)
		return {code: 'not-scanned', failure: `SpamAssassin stopped before its end (${printable(stopped.name)})`};
	if (score === 0 && threshold === 0)
		return {code: 'not-scanned', failure: 'it tells a score of 0 and a limit of 0, and so no verdict'};
	const isAgainstItself = spam ? score < threshold - rounding : score >= threshold + rounding;
	return isAgainstItself
		? {
				code: 'unsettled',
				failure: 'what SpamAssassin calls it does not fit the score and the limit that it tells',
			}
		: undefined;
};
