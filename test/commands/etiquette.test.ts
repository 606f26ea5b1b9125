import {createSocket, type Socket} from 'node:dgram';
import {once} from 'node:events';
import {decode} from 'dns-packet';
import {afterEach, expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';

const sockets: Socket[] = [];
afterEach(() => {
	for (const socket of sockets.splice(0)) socket.close();
});

const bound = async (): Promise<Socket> => {
	const socket = createSocket('udp4');
	sockets.push(socket);
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	return socket;
};

/** Stands in front of DNS servers on loopback, hands every datagram on, and keeps account of what was asked. */
const createWatch = () => {
	/** By server, question and flags: the ids of the queries. One that is sent anew because it was lost keeps its id. */
	const asked = new Map<string, Set<number>>();
	const open = new Set<string>();
	let most = 0;
	const note = (server: string, octets: Buffer) => {
		const {id = -1, questions = [], additionals = [], flag_rd: rd, flag_cd: cd} = decode(octets);
		const [question] = questions;
		// The last of several tries does without EDNS, and has an id of its own.
		if (additionals.length === 0) return;
		const key = JSON.stringify([server, question?.name?.toLowerCase(), question?.type, rd, cd]);
		asked.set(key, (asked.get(key) ?? new Set()).add(id));
	};
	const inFrontOf = async (server: string, port: number): Promise<number> => {
		const front = await bound();
		front.on('message', async (octets, from) => {
			const client = `${server} ${from.port}`;
			note(server, octets);
			open.add(client);
			most = Math.max(most, open.size);
			const back = await bound();
			back.on('message', answer => {
				open.delete(client);
				front.send(answer, from.port, from.address);
			});
			back.send(octets, port, '127.0.0.1');
		});
		return front.address().port;
	};
	return {asked, mostAtOnce: () => most, inFrontOf};
};

test.each([
	'domain-healthy',
	'domain-healthy-hosted',
	'domain-mx-no-such-domain',
	'domain-mx-alias',
	'domain-dkim-dangling-alias',
])('%s: no server is asked the same twice, and at most 64 questions are open', async name => {
	const [world, knowledge, watch] = [await raiseWorld(name), await readKnowledge(), createWatch()];
	const {reach, answers, vault} = world;
	const resolver = await watch.inFrontOf('the resolver', Number(reach.resolvers[0]?.split(':')[1]));
	const connectTo = await Promise.all(
		reach.connectTo.map(async rule =>
			rule.port === '53'
				? {...rule, toPort: String(await watch.inFrontOf(rule.host, Number(rule.toPort)))}
				: rule,
		),
	);
	const {signal} = new AbortController();
	const session: ReturnType<typeof startCase> = startCase(
		await readPlaybook(world.scenario.playbook, knowledge),
		worldOf(
			{...reach, connectTo, resolvers: [`127.0.0.1:${resolver}`]},
			{answers, vault, attended: false, signal},
			knowledge,
		),
		[leaveWhenClosed(() => session)],
	);
	const {steps} = await session.done;
	await world.close();
	expect(steps.map(({state}) => state.status)).not.toContain('crashed');
	expect(watch.asked.size).toBeGreaterThan(50);
	expect([...watch.asked].filter(([, ids]) => ids.size > 1)).toEqual([]);
	expect(watch.mostAtOnce()).toBeLessThanOrEqual(64);
});
