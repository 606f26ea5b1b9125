import type {Reach} from '../../../core/check.ts';
import {type FailureCode, inWords} from '../../../core/failure.ts';
import {acceptanceCodes} from '../../acceptance.ts';
import {type ServerParams, shown, type Told, takeTo, toldBy} from '../../conversation.ts';

/** What came of handing the test mail in. `unheard`: it was handed over, and no reply came. */
export type HandedIn =
	| {readonly is: 'accepted'; readonly reply: string}
	| {readonly is: 'unheard'; readonly failure: string; readonly reply?: undefined}
	| {readonly is: 'refused'; readonly facts: Told | {readonly reply: string; readonly stage: string}}
	| {readonly is: 'already-sent'}
	| {readonly is: 'not-reached'; readonly failure: string};

/** Failures after which the server may have the message. */
const leftOpen: readonly FailureCode[] = ['timeout', 'closed', 'reset'];

/** Sends the one test mail of this run. */
export const handIn = async (
	params: ServerParams,
	reach: Pick<Reach, 'probes' | 'replies' | 'signal' | 'tag'>,
): Promise<HandedIn> => {
	const outcome = await takeTo('accept', params, reach);
	switch (outcome.is) {
		case 'passed':
			return {is: 'accepted', reply: outcome.reply ? shown(outcome.reply) : 'no words'};
		case 'refused':
		case 'deferred':
			return {is: 'refused', facts: toldBy(outcome, acceptanceCodes).facts};
		case 'not-reached':
			return outcome.answer.stop?.reply
				? {is: 'refused', facts: {reply: outcome.said, stage: outcome.stage}}
				: {is: 'not-reached', failure: outcome.said};
		case 'failed': {
			const {failure, answer} = outcome;
			if (failure.code === 'already-tried') return {is: 'already-sent'};
			const handedOver = answer !== undefined && leftOpen.includes(failure.code);
			return {is: handedOver ? 'unheard' : 'not-reached', failure: inWords(failure)};
		}
	}
};
