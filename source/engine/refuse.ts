import {acceptTyped, withoutValue} from '../core/answers.ts';
import type {Happening} from '../core/event.ts';
import type {PersonQuestion} from '../core/person.ts';
import type {Input} from '../core/playbook.ts';
import type {Vault} from '../core/world.ts';

/**
 * The refusal of an answer, with so much of it as is written down: nothing of what was typed freely, as it may be a
 * password in the wrong field; of a choice enough to be refused again for the same reason, not enough to fill a disk.
 */
export const refusal = (
	id: string,
	expected: PersonQuestion | Input,
	raw: string,
	complaint: string,
	{redact}: Vault,
): Happening => {
	if (expected.kind !== 'choice')
		return {type: 'input.refused', id, value: '', complaint: withoutValue(expected, complaint)};
	const value = shortened(redact(raw));
	const again = acceptTyped(expected, value);
	return {type: 'input.refused', id, value, complaint: again.ok ? redact(complaint) : again.failure};
};

const shortened = (raw: string): string => {
	const answer = raw.trim();
	return answer.length > 1000 ? `${answer.slice(0, 1000)}…` : answer;
};
