import type {z} from 'zod';
import {expected} from '../../core/nearest.ts';

/** What a schema found, in words: a choice that is none names the word that was meant. */
export const messageOf = (issue: z.core.$ZodIssue): string => {
	switch (issue.code) {
		case 'invalid_value':
			return expected(String(issue.input ?? ''), issue.values.map(String));
		case 'too_small':
			return `expected ${boundOf('at least', issue.minimum, issue.origin)}`;
		case 'too_big':
			return `expected ${boundOf('at most', issue.maximum, issue.origin)}`;
		case 'invalid_type':
			return `expected ${kinds[issue.expected] ?? issue.expected}`;
		case 'invalid_format':
		case 'not_multiple_of':
		case 'unrecognized_keys':
		case 'invalid_union':
		case 'invalid_key':
		case 'invalid_element':
		case 'custom':
			return issue.message;
	}
};

const kinds: Readonly<Record<string, string>> = {
	int: 'a whole number',
	number: 'a number',
	string: 'a text',
	array: 'a list',
	object: 'keys with values',
	boolean: 'true or false',
};

const boundOf = (words: string, bound: number | bigint, origin: string): string => {
	if (origin === 'string') return `${words} ${bound} characters`;
	return origin === 'array' ? `${words} ${bound} of them` : `a number of ${words} ${bound}`;
};
