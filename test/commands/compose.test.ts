import {expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';

const knowledge = await readKnowledge();
const playbook = await readPlaybook('domain-health', knowledge);

test('a run that stays offline asks nobody and calls nothing broken', async () => {
	const world = await raiseWorld('domain-healthy');
	try {
		const session: ReturnType<typeof startCase> = startCase(
			playbook,
			worldOf(
				{...world.reach, offline: true},
				{answers: world.answers, vault: world.vault, attended: false, signal: new AbortController().signal},
				knowledge,
			),
			[leaveWhenClosed(() => session)],
		);
		const {verdict, diagnosis, steps} = await session.done;
		expect({verdict, diagnosis}).toEqual({verdict: 'inconclusive', diagnosis: undefined});
		const levels = Object.fromEntries(
			steps.map(({id, state}) => [id, state.status === 'finished' ? state.finding.level : state.status]),
		);
		expect(levels).toEqual({
			...Object.fromEntries(steps.map(({id}) => [id, 'unknown'])),
			...{typo: 'ok', reachable: 'skipped', dane: 'skipped'},
		});
		expect(world.sessions()).toEqual([]);
	} finally {
		await world.close();
	}
});
