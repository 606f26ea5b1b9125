import {test, testAnswer} from './logic.ts';
import {type PersonQuestion, unknownAnswer} from './person.ts';
import type {Condition, Input, Playbook} from './playbook.ts';
import {failed, type Result, success} from './result.ts';
import {complaintAbout, expected as expectedOf, quoted} from './typed-value.ts';

type Expected = Pick<PersonQuestion, 'kind'> & {
	readonly choices?: PersonQuestion['choices'];
	readonly type?: PersonQuestion['type'];
	readonly word?: string;
};

/** The answer in its canonical form, or what is wrong with it in one sentence. Nobody-knows is always an answer. */
export const acceptAnswer = (expected: Expected, raw: string): Result<string, string> => {
	const answer = raw.trim();
	if (answer.toLowerCase() === unknownAnswer) return success(unknownAnswer);
	switch (expected.kind) {
		case 'secret':
			return success(answer === '' ? unknownAnswer : 'given');
		case 'confirmation':
			return answer.toLowerCase() === expected.word?.toLowerCase() || answer === 'typed'
				? success('typed')
				: failed(`expected the word ${expected.word}, typed in full`);
		case 'choice': {
			const values = (expected.choices ?? []).map(({value}) => value);
			return values.includes(answer)
				? success(answer)
				: failed(`expected one of ${[...values, unknownAnswer].join(', ')}; got ${quoted(answer)}`);
		}
		case 'text': {
			const complaint = complaintAbout(expected.type ?? 'text', answer);
			return complaint === undefined ? success(answer) : failed(complaint);
		}
	}
};

/** A complaint about a free text that repeats nothing of it: what was typed into the wrong field may be a password. */
export const withoutValue = ({kind, type = 'text'}: Expected, complaint: string): string =>
	kind === 'text' && type !== 'text' && type !== 'filter' ? `expected ${expectedOf[type]}` : complaint;

/** The same for what a person typed: only the word itself confirms, not the form in which that is written down. */
export const acceptTyped = (expected: Expected, raw: string): Result<string, string> =>
	acceptAnswer(expected, isCanonical(expected, raw) ? '' : raw);

const isCanonical = ({kind, word}: Expected, raw: string): boolean =>
	kind === 'confirmation' && raw.trim() === 'typed' && word?.toLowerCase() !== 'typed';

/** Whether an input is asked at all, given the answers so far: only where they do not exclude it. */
export const applies = (
	{when}: {readonly when: Condition},
	answers: Readonly<Record<string, string>>,
): 'true' | 'false' | 'unknown' => test(when, (key, wanted) => testAnswer(answers[key], wanted));

/** Inputs without which a run that can ask nobody cannot start. */
export const missingInputs = (
	{inputs}: Pick<Playbook, 'inputs'>,
	answers: Readonly<Record<string, string>>,
): readonly Input[] =>
	inputs.filter(
		input =>
			answers[input.name] === undefined &&
			input.fallback === undefined &&
			applies(input, answers) !== 'false',
	);
