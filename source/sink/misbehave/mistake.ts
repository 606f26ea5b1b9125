import type {z} from 'zod';
import {expected} from '../../core/nearest.ts';

/** What a schema found, in words: a choice that is none names the word that was meant. */
export const messageOf = (issue: z.core.$ZodIssue): string => {
	if (issue.code !== 'invalid_value') return issue.message;
	return expected(String(issue.input ?? ''), issue.values.map(String));
};
