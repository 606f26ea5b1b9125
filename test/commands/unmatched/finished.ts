import {type Case, noCase} from '../../../source/core/case.ts';
import type {Event} from '../../../source/core/event.ts';
import type {Hop} from '../../../source/core/hop.ts';
import type {Json} from '../../../source/core/json.ts';

type One = {
	readonly facts: Readonly<Record<string, Json>>;
	readonly answer?: unknown;
	readonly hop?: Hop;
};

/** A reply in words that nobody has heard yet, and that name people. */
export const newReply: One = {
	facts: {
		reply: '550 5.7.77 kim@mail.com may not send from 203.0.113.77 as nasbox',
		matched: false,
		host: 'smtp.provider.net',
		user: 'nasbox',
		from: 'nas@provider.net',
	},
	answer: {stop: {stage: 'login', reply: {code: 550, lines: ['5.7.77 kim@mail.com may not send']}}},
};

export const knownReply: One = {...newReply, facts: {...newReply.facts, matched: true}};

/** The end of a step that got this reply, and the case right after it. */
export const finished = (
	{facts, answer, hop = 'auth'}: One,
	at = Date.UTC(2026, 10, 20, 10),
): {readonly event: Event; readonly after: Case} => {
	const finding = {code: 'refused', level: 'problem', facts, text: 'It was refused.'} as const;
	const asked = {probe: 'smtp', question: {}, answer, at, ms: 1} as const;
	return {
		event: {type: 'step.finished', step: 'login', finding, ms: 1, seq: 1, at},
		after: {
			...noCase,
			version: '0.1.0',
			steps: [
				{
					id: 'login',
					title: 'Login',
					check: 'smtp.login',
					hop,
					needs: [],
					state: {status: 'finished', finding},
					evidence: [asked],
				},
			],
		},
	};
};
