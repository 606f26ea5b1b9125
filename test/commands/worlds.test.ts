import {expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {listWorlds, raiseWorld} from '../../source/commands/worlds.ts';
import {pathOf} from '../../source/core/case.ts';

const knowledge = await readKnowledge();
const names = (await listWorlds()).map(({name}) => name);

/** Finding codes that some world came to, as `check code`. */
const found = new Set<string>();

test.concurrent.each(names)(
	'in the world "%s" the playbook finds what it must, and nothing else',
	async name => {
		const world = await raiseWorld(name);
		try {
			const {expect: wanted, playbook: playbookName} = world.scenario;
			const playbook = await readPlaybook(playbookName, knowledge);
			const ending = new AbortController();
			const session: ReturnType<typeof startCase> = startCase(
				playbook,
				worldOf(
					world.reach,
					{answers: world.answers, vault: world.vault, attended: false, signal: ending.signal},
					knowledge,
				),
				[leaveWhenClosed(() => session)],
			);
			const state = await session.done;
			const codes = Object.fromEntries(
				state.steps.flatMap(step =>
					step.state.status === 'finished' ? [[step.id, step.state.finding.code]] : [],
				),
			);
			for (const step of state.steps)
				if (step.state.status === 'finished') found.add(`${step.check} ${step.state.finding.code}`);
			const reached = Object.fromEntries(
				state.steps.flatMap(step =>
					step.state.status === 'finished' ? [[step.id, step.state.finding.level]] : [],
				),
			);
			const said = {
				verdict: state.verdict,
				...(wanted.cause === undefined ? {} : {cause: state.diagnosis?.cause ?? null}),
				...(wanted.hop === undefined ? {} : {hop: state.diagnosis?.hop ?? null}),
				...(wanted.mail === undefined ? {} : {mail: state.mail}),
				...(wanted.procedure === undefined ? {} : {procedure: state.route?.procedure.name ?? null}),
				found: Object.fromEntries(Object.keys(wanted.found).map(step => [step, codes[step]])),
				levels: Object.fromEntries(Object.keys(wanted.levels).map(step => [step, reached[step]])),
				neverLevels: wanted.neverLevels.filter(level => Object.values(reached).includes(level)),
				never: wanted.never.filter(code => Object.values(codes).includes(code)),
				missed: (wanted.notRuledOut ?? []).filter(
					cause => !state.notRuledOut.some(suspicion => suspicion.cause === cause),
				),
			};
			const {verdict, cause, hop, mail, procedure, levels} = wanted;
			expect(said).toEqual({
				verdict,
				...(cause === undefined ? {} : {cause}),
				...(hop === undefined ? {} : {hop}),
				...(mail === undefined ? {} : {mail}),
				...(procedure === undefined ? {} : {procedure}),
				found: wanted.found,
				levels,
				neverLevels: [],
				never: [],
				missed: [],
			});
			if (state.mail !== 'broken') expect(state.route?.procedure.destructive ?? false).toBe(false);
			const logins = world.sessions().flatMap(({logins: tried}) => tried);
			expect(logins.length).toBeLessThanOrEqual(1);
			expect(pathOf(state.steps)).toHaveLength(15);
		} finally {
			await world.close();
		}
	},
	60_000,
);

/** What no world on loopback can show, and why. */
const unshowable: Readonly<Record<string, string>> = {
	'mx.reachable unreachable': 'there is always a way to loopback',
	'mx.reachable nothing-to-reach': 'the step is not taken where the domain names no exchanger',
	'mx.reachable unanswered': 'the step is not taken where the exchangers could not be looked up',
	'domain.dane no-exchanger': 'the step is not taken where the domain names no exchanger',
	'domain.blocklists clean-as-far': 'every list of domains is decisive',
};

test('every finding of the checks on a domain has a world that shows it', async () => {
	const {steps} = await readPlaybook('domain-health', knowledge);
	const codes = [...new Set(steps.map(({check}) => check))].flatMap(({id, findings}) =>
		Object.keys(findings).map(code => `${id} ${code}`),
	);
	expect(codes.filter(code => !found.has(code) && !(code in unshowable))).toEqual([]);
	expect(Object.keys(unshowable).filter(code => found.has(code) || !codes.includes(code))).toEqual([]);
});
