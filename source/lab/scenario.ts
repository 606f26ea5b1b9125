import {failed, type Result, success} from '../core/result.ts';
import {placesIn, readDocument, type ScenarioProblem, type Written} from './scenario/document.ts';
import {mergeWritten} from './scenario/merge.ts';
import {withMessages} from './scenario/messages.ts';
import {
	partSchema,
	type Scenario,
	scenarioSchema,
	type WrittenPart,
	type WrittenScenario,
} from './scenario/schema.ts';
import {contradictions} from './scenario/whole.ts';

export type {ScenarioProblem} from './scenario/document.ts';
export {type Scenario, scenarioSchema} from './scenario/schema.ts';

type Parsed = Result<Scenario, readonly ScenarioProblem[]>;

/** Reads one scenario that has no parts, and names all of its mistakes at once. */
export const parseScenario = (name: string, source: string): Parsed => {
	const written = parseWritten(source);
	return written.ok ? assemble(name, written.value, {parts: new Map(), messages: new Map()}) : written;
};

/** The file of a scenario, before its parts are known. */
export const parseWritten = (source: string): Result<Written<WrittenScenario>, readonly ScenarioProblem[]> =>
	readDocument(source, {schema: scenarioSchema});

/** What lies beside a scenario. */
export type Beside = {
	/** The text of each part that it begins with, by name. */
	readonly parts: ReadonlyMap<string, string>;
	/** The absolute path of every message, by what answers call it. */
	readonly messages: ReadonlyMap<string, string>;
};

/** Merges a scenario with its parts, and finds its messages; mistakes in a part name its file. */
export const assemble = (
	name: string,
	own: Written<WrittenScenario>,
	{parts: sources, messages}: Beside,
): Parsed => {
	const problems: ScenarioProblem[] = [];
	const parts: Written<WrittenPart>[] = [];
	for (const [index, part] of (own.value.parts ?? []).entries()) {
		const source = sources.get(part);
		if (source === undefined) {
			problems.push(own.pointAt(['parts', index], `there is no part "${part}"`));
			continue;
		}
		const read = readDocument(source, {schema: partSchema, file: `parts/${part}.yaml`});
		if (read.ok) parts.push(read.value);
		else problems.push(...read.failure);
	}
	if (problems.length > 0) return failed(problems);

	const {title, about, playbook, fault, parts: names, expect, ...rest} = own.value;
	const merged = mergeWritten([...parts, {value: rest, pointAt: own.pointAt}]);
	const parsed = scenarioSchema.safeParse({
		...merged.whole,
		...{title, about, playbook, fault, expect, parts: names},
	});
	if (!parsed.success)
		return failed(placesIn(parsed.error).map(({path, message}) => merged.pointAt(path, message)));
	const whole = {...parsed.data, name, zones: merged.whole.zones};
	const {scenario, missing} = withMessages(whole, messages);
	const wrong = [
		...merged.problems,
		...[...contradictions(scenario), ...missing].map(({path, message}) => merged.pointAt(path, message)),
	];
	return wrong.length > 0 ? failed(wrong) : success(scenario);
};
