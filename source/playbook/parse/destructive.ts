import {expected} from '../../core/nearest.ts';
import {unknownAnswer} from '../../core/person.ts';
import type {RouteShape} from '../shape.ts';
import type {Draft, Part} from './draft.ts';

/** A destructive procedure needs a word to be typed, and this playbook has to ask for exactly that word. */
export const checkDestructive = (
	{document, knowledge, inputs, report}: Draft,
	{path, value}: Part<RouteShape>,
): void => {
	const procedure = knowledge.procedures.get(value.go);
	if (!procedure?.destructive) return;
	const complain = (message: string, hint?: string) =>
		report(document.problem([...path, 'go'], 'destructive', message, hint));
	for (const [key, wanted] of Object.entries(value.when ?? {}))
		if ([wanted].flat().includes(unknownAnswer))
			complain(`"${value.go}" is destructive, and what nobody knows ("${key}") never leads to it`);
	if (value.found !== undefined)
		complain(`"${value.go}" is destructive, and rests on a cause: what a step found alone never leads to it`);
	const {confirm} = procedure;
	if (!confirm) {
		complain(`"${value.go}" is destructive, but nothing has to be typed before it`);
		return;
	}
	const confirmations = [...inputs].filter(([, part]) => part?.value.confirm !== undefined);
	const input = inputs.get(confirm.input);
	if (!inputs.has(confirm.input) || (input && input.value.confirm === undefined))
		complain(
			`"${value.go}" is destructive and is confirmed by "${confirm.input}", which is no confirmation here`,
			expected(
				confirm.input,
				confirmations.map(([name]) => name),
			),
		);
	else if (input && input.value.confirm !== confirm.word)
		complain(`"${value.go}" is confirmed by the word "${confirm.word}", not "${input.value.confirm}"`);
};
