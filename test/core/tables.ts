import type {Case, Step, StepState} from '../../source/core/case.ts';
import type {Level} from '../../source/core/check.ts';
import type {SkipReason} from '../../source/core/event.ts';
import type {Hop} from '../../source/core/hop.ts';
import {type Cause, type ProcedureSource, procedureSchema} from '../../source/core/knowledge.ts';
import type {DiagnoseRule, RouteRule} from '../../source/core/playbook.ts';

export const finished = (code: string, level: Level): StepState => ({
	status: 'finished',
	finding: {code, level, facts: {}, text: ''},
});
export const skipped = (why: SkipReason): StepState => ({
	status: 'skipped',
	why,
	reason: '',
});
export const crashed: StepState = {status: 'crashed', message: ''};
export const waiting: StepState = {status: 'waiting'};

export const stepOf = (id: string, state: StepState, hop: Hop = 'auth'): Step => ({
	id,
	title: id,
	check: id,
	hop,
	needs: [],
	state,
	evidence: [],
});

export const causeOf = (id: string, hop: Hop = 'auth', repair: Cause['repair'] = 'device'): Cause => ({
	id,
	hop,
	repair,
	who: 'admin',
	plain: 'P {fact}',
	expert: 'E {fact}',
	fix: 'F {none}',
});

export const causes = new Map(
	[
		causeOf('a', 'account'),
		causeOf('b', 'auth'),
		causeOf('c', 'mx', 'outside'),
		causeOf('d', 'connect', 'wait'),
	].map(cause => [cause.id, cause]),
);

export const rule = (when: DiagnoseRule['when'], cause: string): DiagnoseRule => ({when, cause});

export const procedureOf = (name: string, more: object = {}): [string, ProcedureSource] => [
	name,
	{name, ...procedureSchema.parse({title: name, actions: [{do: '{fix}'}], ...more})},
];
export const procedures = new Map([
	procedureOf('wait'),
	procedureOf('mend', {
		actions: [{do: 'always'}, {do: 'x only', when: {kind: 'x'}}, {do: 'a only', when: {cause: ['a']}}],
	}),
	procedureOf('wipe', {destructive: true, confirm: {input: 'sure', word: 'wipe'}}),
	procedureOf('burn', {destructive: true}),
]);
export const given = (answers: Readonly<Record<string, string>>): Case['answers'] =>
	Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, {value, from: 'given'}]));
export const go = (when: RouteRule['when'], procedure: string, also: readonly string[] = []): RouteRule => ({
	when,
	procedure,
	also,
});
