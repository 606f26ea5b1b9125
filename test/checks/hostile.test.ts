import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import capture from '../../source/checks/sink/capture.ts';
import code from '../../source/checks/sink/code.ts';
import release from '../../source/checks/sink/release.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';
import {adviceOf} from '../../source/core/advice.ts';
import type {Check, Finding} from '../../source/core/check.ts';
import type {Failure} from '../../source/core/failure.ts';
import {mapProbes, type ProbeName, type Probes} from '../../source/core/probe.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import {type Case, casesOf, healthyWorlds, knowledge, remembered, signal} from './health.ts';
import {crowded, hostileDns, hostileHttp, hostileMessage, hostileSmtp} from './hostile.ts';
import {hostileSink, hostileSubmission, person, secretCode} from './hostile-sink.ts';

/** What a check may cost, and how much it may say. */
const most = {questions: 300, questionsOfAll: 500, text: 8000, line: 20_000, facts: 262_144};
const acts = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Lays answers over a world; the same question is always answered alike. */
const laidOver = (
	base: Probes,
	answer: (probe: ProbeName, question: never) => Result<unknown, Failure> | undefined,
) => {
	const asked = new Map<string, Result<unknown, Failure> | undefined>();
	const probes = mapProbes(base, (name, probe) => async (question, leaving) => {
		const key = `${name} ${JSON.stringify(question)}`;
		if (!asked.has(key)) asked.set(key, answer(name, question as never));
		const said = asked.get(key);
		return said === undefined ? probe(question, leaving) : (said as Awaited<ReturnType<typeof probe>>);
	});
	return {probes, asked};
};

const runOn = ({check, params}: Case, probes: Probes): Promise<Finding> =>
	check.run({...params}, {probes, signal, ...knowledge, startedAt: Date.UTC(2026, 10, 22), tag: 'a1b2c3'});

const hostile =
	(gen: fc.GeneratorValue, share: number) =>
	(probe: ProbeName, question: never): Result<unknown, Failure> | undefined => {
		if (gen(fc.nat, {max: 99}) >= share) return undefined;
		switch (probe) {
			case 'dns':
				return hostileDns(gen, question);
			case 'smtp':
				return hostileSmtp(gen, question);
			case 'http':
				return hostileHttp(gen);
			case 'message':
				return hostileMessage(gen);
			case 'person':
			case 'pause':
			case 'time':
				return undefined;
			case 'sink':
				return hostileSink(gen, question);
			case 'imap':
			case 'spam':
				return undefined;
		}
	};

/** What is wrong with how a finding is told. */
const flawsIn = ({code, text, facts}: Finding): readonly string[] => {
	const {record = [], publish = [], details = []} = adviceOf(facts);
	const lines = [...record, ...publish, ...details];
	const size = JSON.stringify(facts).length;
	return [
		...[text, ...lines]
			.filter(line => acts.test(line))
			.map(line => `${code} acts: ${JSON.stringify(line.slice(0, 300))}`),
		...(text.length > most.text ? [`${code}: a sentence of ${text.length} characters`] : []),
		...lines
			.filter(({length}) => length > most.line)
			.map(line => `${code}: a line of ${line.length} characters, ${line.slice(0, 60)}`),
		...(size > most.facts ? [`${code}: facts of ${size} characters`] : []),
	];
};

describe.each(healthyWorlds)('in the world %s', async name => {
	const world = await raiseWorld(name);
	afterAll(() => world.close());
	const base = remembered(world);
	const cases = casesOf(base, world.answers);

	test.each(cases)(
		'$check.id, told $told: whatever is answered, it is borne and told within bounds',
		async one => {
			await fc.assert(
				fc.asyncProperty(fc.gen(), fc.constantFrom(100, 60, 20), async (gen, share) => {
					const {probes, asked} = laidOver(one.base, hostile(gen, share));
					expect(flawsIn(await runOn(one, probes))).toEqual([]);
					expect(asked.size).toBeLessThanOrEqual(most.questions);
				}),
				{numRuns: 25, endOnFailure: true},
			);
		},
	);

	const all = cases.filter(({told}) => told === 'all that is known');
	const cost = async (answer: Parameters<typeof laidOver>[1]): Promise<number> => {
		const {probes, asked} = laidOver(base, answer);
		for (const one of all) await runOn(one, probes);
		return asked.size;
	};

	test('all checks together ask no more than so many questions', async () => {
		expect(await cost(crowded)).toBeLessThanOrEqual(most.questionsOfAll);
		await fc.assert(
			fc.asyncProperty(fc.gen(), fc.constantFrom(100, 60, 20), async (gen, share) => {
				expect(await cost(hostile(gen, share))).toBeLessThanOrEqual(most.questionsOfAll);
			}),
			{numRuns: 8, endOnFailure: true},
		);
	}, 20_000);

	test.each(cases)(
		'$check.id, told $told: the order of records and of answers changes nothing',
		async one => {
			const wanted = await runOn(one, one.base);
			await fc.assert(
				fc.asyncProperty(fc.gen(), async gen => {
					expect(await runOn(one, {...one.base, dns: inDisorder(one.base.dns, gen)})).toEqual(wanted);
				}),
				{numRuns: 10, endOnFailure: true},
			);
		},
	);
});

describe('at the sink', () => {
	const server = {host: 'smtp.provider.test', port: 587, security: 'starttls', user: 'nas', to: person};
	const login = {user: 'nas', password: 'smtp-password'};
	const cases: readonly {readonly check: Check; readonly params: object}[] = [
		{check: capture, params: {what: 'test'}},
		{check: capture, params: {what: 'code', address: person, ...login, 'set-off': 'yes'}},
		{check: code, params: {}},
		{check: code, params: {address: person, ...login}},
		{check: release, params: {...server, 'may-release': 'yes'}},
		{check: release, params: {...server, message: 1, password: 'smtp-password', 'may-release': 'yes'}},
	];

	test.each(cases)(
		'$check.id, told $params: whatever is caught, it is borne, told within bounds and masked',
		async ({check, params}) => {
			await fc.assert(
				fc.asyncProperty(fc.gen(), fc.constantFrom(0, 1), async (gen, silent) => {
					let asked = 0;
					const never = async () => failed({code: 'not-on-tape'} as const);
					const finding = await check.run(check.params.parse(params), {
						probes: {
							...{
								dns: never,
								http: never,
								message: never,
								pause: never,
								time: never,
								imap: never,
								spam: never,
							},
							person: async () => failed({code: 'nobody-to-ask'}),
							sink: async question => {
								asked += 1;
								return silent && asked > 2 ? success({...bare, seconds: 1e6}) : hostileSink(gen, question);
							},
							smtp: async question => hostileSubmission(gen, question),
						},
						signal,
						...knowledge,
						startedAt: Date.UTC(2026, 10, 22),
						tag: 'a1b2c3',
					});
					expect(flawsIn(finding)).toEqual([]);
					expect(asked).toBeLessThanOrEqual(most.questions);
					expect(JSON.stringify(finding)).not.toContain(secretCode);
				}),
				{numRuns: 60, endOnFailure: true},
			);
		},
		20_000,
	);
});

const bare = {places: [], addresses: [], sessions: [], messages: [], told: 0, seconds: 0};

/** The same answers, each after some turns of its own, and their records in another order. */
const inDisorder =
	(ask: Probes['dns'], gen: fc.GeneratorValue): Probes['dns'] =>
	async (question, leaving) => {
		const answer = await ask(question, leaving);
		for (let turns = gen(fc.nat, {max: 5}); turns > 0; turns--)
			await new Promise<void>(resolve => setImmediate(resolve));
		if (!answer.ok) return answer;
		const {records} = answer.value;
		const order = gen(fc.shuffledSubarray, [...records.keys()], {minLength: records.length});
		return success({...answer.value, records: order.flatMap(index => records[index] ?? [])});
	};
