import {expected} from '../../core/nearest.ts';
import type {DiagnoseRule, RouteRule} from '../../core/playbook.ts';
import {routeKeys} from '../../core/playbook.ts';
import type {Path} from '../document.ts';
import {type DiagnoseShape, type RouteShape, routeValues} from '../shape.ts';
import {checkAnswers, conditionOf, wantedIn} from './conditions.ts';
import {checkDestructive} from './destructive.ts';
import type {Draft, Part} from './draft.ts';

/** The rows that turn finding codes into causes; what is wrong with them is reported. */
export const diagnoseOf = (draft: Draft): readonly DiagnoseRule[] =>
	draft.diagnose.map(part => {
		const {path, value} = part;
		const {document, knowledge, report} = draft;
		if (Object.keys(value.when).length === 0)
			report(
				document.problemAtKey([...path, 'when'], 'empty-when', 'a diagnose row names at least one step'),
			);
		checkCodes(draft, value.when, [...path, 'when']);
		const causes = [...knowledge.causes.keys()];
		if (!knowledge.causes.has(value.cause))
			report(
				document.problem(
					[...path, 'cause'],
					'unknown-cause',
					`there is no cause "${value.cause}"`,
					expected(value.cause, causes),
				),
			);
		return {when: conditionOf(value.when), cause: value.cause};
	});

const checkCodes = (draft: Draft, written: DiagnoseShape['when'], place: Path): void => {
	const {document, checks, stepIds, steps, report} = draft;
	for (const step of Object.keys(written))
		if (!stepIds.has(step))
			report(
				document.problemAtKey(
					[...place, step],
					'unknown-step',
					`there is no step "${step}"`,
					expected(step, [...stepIds]),
				),
			);
	for (const {key, value: code, path: where} of wantedIn(written, place)) {
		const check = checks.get(steps.find(part => part.value.id === key)?.value.check ?? '');
		if (check && !Object.hasOwn(check.findings, code))
			report(
				document.problem(
					where,
					'unknown-finding',
					`${check.id} never finds "${code}"`,
					expected(code, Object.keys(check.findings), 'it finds'),
				),
			);
	}
};

/** The rows that turn a cause and answers into a procedure; what is wrong with them is reported. */
export const routeOf = (draft: Draft): readonly RouteRule[] =>
	draft.route.map(part => {
		const {path, value} = part;
		checkAnswers(draft, value.when, [...path, 'when'], {
			known: [...routeKeys, ...draft.inputs.keys()],
			rule: 'unknown-key',
			noun: 'key or input',
		});
		checkSituation(draft, part);
		checkCodes(draft, value.found ?? {}, [...path, 'found']);
		checkProcedure(draft, value.go, [...path, 'go']);
		for (const [index, name] of (value.also ?? []).entries()) {
			checkProcedure(draft, name, [...path, 'also', index]);
			if (draft.knowledge.procedures.get(name)?.destructive)
				draft.report(
					draft.document.problem(
						[...path, 'also', index],
						'destructive',
						`"${name}" is destructive and is never offered beside another`,
					),
				);
		}
		checkDestructive(draft, part);
		if (value.else !== undefined) {
			checkProcedure(draft, value.else, [...path, 'else']);
			if (draft.knowledge.procedures.get(value.else)?.destructive)
				draft.report(
					draft.document.problem([...path, 'else'], 'destructive', `"${value.else}" is destructive itself`),
				);
		}
		return {
			when: conditionOf(value.when),
			...(value.found === undefined ? {} : {found: conditionOf(value.found)}),
			procedure: value.go,
			also: value.also ?? [],
			...(value.else === undefined ? {} : {otherwise: value.else}),
		};
	});

const checkSituation = ({document, knowledge, report}: Draft, {path, value}: Part<RouteShape>): void => {
	const legal = routeValues([...knowledge.causes.keys()]);
	for (const {key, value: wanted, path: place} of wantedIn(value.when, [...path, 'when'])) {
		const name = routeKeys.find(known => known === key);
		if (!name) continue;
		const values: readonly string[] = legal[name];
		if (values.includes(wanted)) continue;
		report(
			document.problem(
				place,
				name === 'cause' ? 'unknown-cause' : 'unknown-answer',
				name === 'cause' ? `there is no cause "${wanted}"` : `"${wanted}" is not a value of "${name}"`,
				expected(wanted, values),
			),
		);
	}
};

const checkProcedure = (
	{document, knowledge: {procedures}, stepIds, report}: Draft,
	name: string,
	place: ReadonlyArray<string | number>,
): void => {
	const procedure = procedures.get(name);
	if (!procedure) {
		report(
			document.problem(
				place,
				'unknown-procedure',
				`there is no procedure "${name}"`,
				expected(name, [...procedures.keys()]),
			),
		);
		return;
	}
	for (const step of procedure.again)
		if (!stepIds.has(step))
			report(
				document.problem(
					place,
					'unknown-step',
					`the procedure "${name}" runs the step "${step}" again, which is not here`,
					expected(step, [...stepIds]),
				),
			);
};
