import {expected} from '../../core/nearest.ts';
import type {PlannedStep} from '../../core/playbook.ts';
import type {StepShape} from '../shape.ts';
import {argumentsOf} from './arguments.ts';
import {checkAnswers, conditionOf} from './conditions.ts';
import type {Draft, Part} from './draft.ts';

/** The steps of a playbook; what is wrong with them is reported. */
export const stepsOf = (draft: Draft): readonly PlannedStep[] => {
	const {document, checks, report} = draft;
	const seen = new Set<string>();
	const steps = draft.steps.flatMap(part => {
		const {path, value} = part;
		if (seen.has(value.id))
			report(document.problem([...path, 'id'], 'duplicate-step', `there is already a step "${value.id}"`));
		seen.add(value.id);
		checkNeeds(draft, part);
		checkAnswers(draft, value.when, [...path, 'when']);
		const check = checks.get(value.check);
		if (!check) {
			report(
				document.problem(
					[...path, 'check'],
					'unknown-check',
					`there is no check "${value.check}"`,
					expected(value.check, [...checks.keys()]),
				),
			);
			return [];
		}
		return [
			{
				id: value.id,
				title: value.title ?? check.title,
				check,
				with: argumentsOf(draft, check, part),
				needs: value.needs ?? [],
				when: conditionOf(value.when),
				...(value.optional ? {optional: true as const} : {}),
			},
		];
	});
	checkCycles(draft);
	return steps;
};

const checkNeeds = ({document, stepIds, report}: Draft, {path, value}: Part<StepShape>): void => {
	for (const [index, need] of (value.needs ?? []).entries())
		if (!stepIds.has(need))
			report(
				document.problem(
					[...path, 'needs', index],
					'unknown-step',
					`there is no step "${need}"`,
					expected(need, [...stepIds]),
				),
			);
};

/** Every cycle once, at the need that closes it. */
const checkCycles = ({document, steps, report}: Draft): void => {
	const byId = new Map(steps.map(part => [part.value.id, part]));
	const done = new Set<string>();
	const visit = (id: string, way: readonly string[]): void => {
		const part = byId.get(id);
		if (!part || done.has(id)) return;
		for (const [index, need] of (part.value.needs ?? []).entries()) {
			const from = [...way, id].indexOf(need);
			if (from < 0) visit(need, [...way, id]);
			else
				report(
					document.problem(
						[...part.path, 'needs', index],
						'cycle',
						`these steps wait for each other: ${[...[...way, id].slice(from), need].join(' → ')}`,
					),
				);
		}
		done.add(id);
	};
	for (const {value} of steps) visit(value.id, []);
};
