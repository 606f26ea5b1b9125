import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';
import type {Event} from '../../source/core/event.ts';

/** All that happened in a case that was run in a world of the lab, on sockets of its own. */
export const runInLab = async (name: string): Promise<readonly Event[]> => {
	const knowledge = await readKnowledge();
	const world = await raiseWorld(name);
	try {
		const playbook = await readPlaybook(world.scenario.playbook, knowledge);
		const {signal} = new AbortController();
		const {answers, vault, reach} = world;
		const session: ReturnType<typeof startCase> = startCase(
			playbook,
			worldOf(reach, {answers, vault, attended: false, signal}, knowledge),
			[leaveWhenClosed(() => session)],
		);
		await session.done;
		return session.log();
	} finally {
		await world.close();
	}
};
