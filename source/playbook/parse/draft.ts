import {z} from 'zod';
import type {Check} from '../../core/check.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {Path, Source} from '../document.ts';
import type {Problem} from '../problem.ts';
import {
	type DiagnoseShape,
	diagnoseShape,
	type InputShape,
	inputShape,
	most,
	type RouteShape,
	routeShape,
	type StepShape,
	stepShape,
} from '../shape.ts';

/** A part of a playbook that has the right shape, and where it stands. */
export type Part<T> = {readonly path: Path; readonly value: T};

/** What can be said about a playbook part by part: a part without the right shape is known by its name alone. */
export type Draft = {
	readonly document: Source;
	readonly checks: ReadonlyMap<string, Check>;
	readonly knowledge: Pick<Knowledge, 'causes' | 'procedures'>;
	readonly inputs: ReadonlyMap<string, Part<InputShape> | undefined>;
	readonly stepIds: ReadonlySet<string>;
	readonly steps: readonly Part<StepShape>[];
	readonly diagnose: readonly Part<DiagnoseShape>[];
	readonly route: readonly Part<RouteShape>[];
	/** Takes a mistake down. */
	readonly report: (problem: Problem) => void;
};

type Context = Pick<Draft, 'document' | 'checks' | 'knowledge' | 'report'>;

/** Takes the document apart, as far as its shape allows. */
export const draftOf = (context: Context): Draft => {
	const root = entries(context.document.value);
	const steps = items(root.get('steps'));
	return {
		...context,
		inputs: new Map(
			[...entries(root.get('inputs'))].map(([name, raw], index) => [
				name,
				index < most.inputs ? part(inputShape.strip(), raw, ['inputs', name]) : undefined,
			]),
		),
		stepIds: new Set(steps.map(step => entries(step).get('id')).filter(id => typeof id === 'string')),
		steps: parts(stepShape.strip().extend({id: z.string()}), 'steps', steps),
		diagnose: parts(diagnoseShape.strip(), 'diagnose', items(root.get('diagnose'))),
		route: parts(routeShape.strip(), 'route', items(root.get('route'))),
	};
};

const part = <T>(shape: z.ZodType<T>, raw: unknown, path: Path): Part<T> | undefined => {
	const parsed = shape.safeParse(raw);
	return parsed.success ? {path, value: parsed.data} : undefined;
};

const parts = <T>(shape: z.ZodType<T>, name: string, raw: readonly unknown[]): readonly Part<T>[] =>
	raw
		.slice(0, most.rules)
		.map((item, index) => part(shape, item, [name, index]))
		.filter(found => found !== undefined);

const entries = (value: unknown): ReadonlyMap<string, unknown> =>
	new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
