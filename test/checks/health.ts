import {worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import type {RaisedWorld} from '../../source/commands/worlds.ts';
import type {Check} from '../../source/core/check.ts';
import type {Failure} from '../../source/core/failure.ts';
import type {PlannedStep} from '../../source/core/playbook.ts';
import {mapProbes, type Probe, type ProbeName, type Probes} from '../../source/core/probe.ts';
import type {Result} from '../../source/core/result.ts';

/** Worlds in which all is well: a domain that does everything itself, and one that lives on aliases and includes. */
export const healthyWorlds = ['domain-healthy', 'domain-healthy-hosted'];

export const knowledge = await readKnowledge();
const {steps, inputs} = await readPlaybook('domain-health', knowledge);

/** Nobody calls anything off. */
export const {signal} = new AbortController();

/** Asks a world each question once and remembers what it says, so that something else can be laid over its answers. */
export const remembered = ({reach, answers, vault}: RaisedWorld): Probes => {
	const {probes} = worldOf(reach, {answers, vault, attended: false, signal}, knowledge).open(1);
	return mapProbes(probes, <Q, A>(_: ProbeName, probe: Probe<Q, A>): Probe<Q, A> => {
		const heard = new Map<string, Promise<Result<A, Failure>>>();
		return question => {
			const key = JSON.stringify(question);
			const answer = heard.get(key) ?? probe(question, signal);
			heard.set(key, answer);
			return answer;
		};
	});
};

/** One check of the playbook in one world, with all that was told there or only the first of it. */
export type Case = {
	readonly check: Check;
	readonly told: string;
	readonly params: object;
	readonly base: Probes;
};

/** Every check of the playbook. */
export const casesOf = (base: Probes, answers: RaisedWorld['answers']): readonly Case[] =>
	steps.flatMap(step => casesOfStep(step, base, answers));

const casesOfStep = (
	{check, with: args}: PlannedStep,
	base: Probes,
	answers: RaisedWorld['answers'],
): readonly Case[] => {
	const given = Object.entries(args).flatMap(([name, argument]) => {
		if ('value' in argument) return [[name, argument.value]];
		const {fallback} = inputs.find(input => input.name === argument.input) ?? {};
		const answer = answers[argument.input] ?? fallback;
		return answer === undefined || answer === 'unknown' ? [] : [[name, answer]];
	});
	const least = given.length > 1 ? [{told: 'no more than it needs', given: given.slice(0, 1)}] : [];
	return [{told: 'all that is known', given}, ...least].map(({told, given: entries}) => ({
		check,
		told,
		params: check.params.parse(Object.fromEntries(entries)),
		base,
	}));
};
