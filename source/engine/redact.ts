import {keepOut, without} from '../core/any-secret.ts';
import type {Case} from '../core/case.ts';
import type {Asking, Happening} from '../core/event.ts';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import type {ProbeName} from '../core/probe.ts';
import {mask} from '../core/transcript/secrets.ts';
import type {Vault} from '../core/world.ts';

/** Secrets of fewer characters are not searched for: they would be found in every second word. */
const shortest = 4;

/** Whether something was taken out of a text, so that it does not say any more what it said. */
export const isMasked = (text: string): boolean => text.includes(mask);

/**
 * What of a secret stays the same in base64, whatever stands around it, when so many bytes come before it: a server
 * may send a whole login back (RFC 4954 section 4).
 */
const base64After =
	(value: string) =>
	(before: number): string => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
		return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
	};

/** Keeps secrets by name, and knows how to find them again in what a server sends back, and in whatever is thrown. */
export const createVault = (): Vault => {
	const secrets = new Map<string, string>();
	const forms = (): readonly string[] =>
		[...secrets.values()]
			.filter(value => value.length >= shortest)
			.flatMap(value => [
				value,
				encodeURIComponent(value.toWellFormed()),
				// As it stands in a quoted string (RFC 3501 section 4.3).
				value.replace(/["\\]/g, '\\$&'),
				...[0, 1, 2].map(base64After(value)),
			]);
	keepOut(forms);
	return {
		has: name => secrets.has(name),
		get: name => secrets.get(name),
		set: (name, value) => void secrets.set(name, value),
		redact: text => without(text, forms()),
	};
};

/**
 * What happened, with every secret taken out of whatever came from outside, a person's answers included: some providers
 * take one token as name and as password. Our own words and codes stay.
 */
export const redacted = (
	happening: Happening,
	{redact}: Pick<Vault, 'redact'>,
	inputs: Case['inputs'] = [],
): Happening => {
	switch (happening.type) {
		case 'case.opened':
			return happening.assumed ? {...happening, assumed: happening.assumed.map(redact)} : happening;
		case 'input.asked': {
			const {question} = happening;
			return question.kind === 'text' && question.current !== undefined
				? {...happening, question: {...question, current: redact(question.current)}}
				: happening;
		}
		case 'input.refused':
			// What quotes the value may have cut it, and with it the secret; a refusal made today is free of it already.
			return redact(happening.value) === happening.value
				? happening
				: {...happening, value: redact(happening.value), complaint: 'this is no answer, and holds a secret'};
		case 'input.answered':
			return isTyped(happening, inputs) ? {...happening, value: redact(happening.value)} : happening;
		case 'step.asked': {
			const {probe, question} = happening.asking;
			return {...happening, asking: {probe, question: inEvery(question, redact, ownWords[probe])}};
		}
		case 'step.skipped':
			return {...happening, reason: redact(happening.reason)};
		case 'step.observed': {
			const {evidence} = happening;
			const own = ownWords[evidence.probe];
			return {
				...happening,
				evidence: {
					...evidence,
					question: inEvery(evidence.question, redact, own),
					...('answer' in evidence && !isChosen(evidence)
						? {answer: inEvery(evidence.answer, redact, own)}
						: {}),
					...(evidence.failure
						? {failure: {...evidence.failure, ...detailOf(evidence.failure, redact)}}
						: {}),
				},
			};
		}
		case 'step.finished': {
			const {facts, text} = happening.finding;
			return {
				...happening,
				finding: {
					...happening.finding,
					facts: inEvery(facts, redact) as typeof facts,
					text: redact(text),
				},
			};
		}
		case 'step.crashed':
			return {...happening, message: redact(happening.message)};
		case 'case.diagnosed': {
			const {diagnosis} = happening;
			if (!diagnosis) return happening;
			const {text, plain, fix} = diagnosis;
			return {
				...happening,
				diagnosis: {...diagnosis, text: redact(text), plain: redact(plain), fix: redact(fix)},
			};
		}
		case 'input.retracted':
		case 'step.started':
		case 'case.routed':
		case 'action.ticked':
		case 'action.unticked':
		case 'case.closed':
		case 'case.reopened':
		case 'case.resumed':
			return happening;
	}
};

const detailOf = ({detail}: {readonly detail?: string}, redact: Vault['redact']) =>
	detail === undefined ? {} : {detail: redact(detail)};

const inEvery = (value: unknown, redact: Vault['redact'], own: ReadonlySet<string> = none): unknown => {
	if (typeof value === 'string') return redact(value);
	if (Array.isArray(value)) return value.map(item => inEvery(item, redact, own));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, item]) => [key, own.has(key) ? item : inEvery(item, redact, own)]),
	);
};

const none: ReadonlySet<string> = new Set();

/** Fields that hold words of ours and names of secrets, which tell nothing and by which a dialogue is recognised. */
const ownWords: Readonly<Record<ProbeName, ReadonlySet<string>>> = {
	dns: new Set(['type', 'ask', 'recursion', 'validation']),
	smtp: new Set(['security', 'stage', 'dialogue', 'only', 'secret', 'token', 'versions', 'side']),
	http: new Set(['only']),
	message: none,
	person: new Set(['id', 'kind', 'type', 'word', 'choices']),
	pause: none,
	time: none,
	sink: new Set([
		'do',
		'security',
		'secret',
		'reach',
		'side',
		'end',
		'stage',
		'state',
		'is',
		'fault',
		'kind',
		'where',
	]),
	imap: new Set([
		'do',
		'security',
		'secret',
		'token',
		'use',
		'knownBy',
		'untold',
		'stage',
		'action',
		'judgement',
	]),
	spam: new Set(['without']),
};

/** What is chosen, confirmed or given in secret is written down in words of the playbook; what is typed may be anything. */
export const isTyped = ({input, value}: Pick<Answered, 'input' | 'value'>, inputs: Case['inputs']): boolean =>
	value !== unknownAnswer && (inputs.find(({name}) => name === input)?.kind ?? 'text') === 'text';

type Answered = Extract<Happening, {readonly type: 'input.answered'}>;

const isChosen = ({probe, question}: Asking): boolean =>
	probe === 'person' && (question as PersonQuestion).kind !== 'text';

/** The case without secrets in its answers, those included that became known only after the answer was written down. */
export const withoutSecrets = (state: Case, {redact}: Pick<Vault, 'redact'>): Case => ({
	...state,
	answers: Object.fromEntries(
		Object.entries(state.answers).map(([input, answer]) => [
			input,
			isTyped({input, value: answer.value}, state.inputs) ? {...answer, value: redact(answer.value)} : answer,
		]),
	),
});
