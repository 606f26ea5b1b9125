import type {MessageAnswer, MessageQuestion} from '../core/message.ts';
import type {Probe} from '../core/probe.ts';
import {failed} from '../core/result.ts';

export const messageProbe = (): Probe<MessageQuestion, MessageAnswer> => async () =>
	failed({code: 'unexpected'});
