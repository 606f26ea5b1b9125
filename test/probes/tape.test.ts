import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';
import type {Failure} from '../../source/core/failure.ts';
import type {Probes} from '../../source/core/probe.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import type {SmtpQuestion} from '../../source/core/smtp.ts';
import {checkOf, choiceOf, inputOf, play, playbookOf, stage, stepOf, turn} from '../engine/scene.ts';
import {lines, replayed, stored} from './replayed.ts';

const unsure = {ask: 'Sure?', choices: [{value: 'x', label: 'X'}]};
const inputs = [
	choiceOf('a', ['x', 'y'], {unsure}),
	inputOf('b', {type: 'port', when: {a: ['x']}}),
	inputOf('secret', {kind: 'secret'}),
	inputOf('c', {kind: 'confirmation', word: 'wipe'}),
	inputOf('given'),
];

/** Each place is looked at through a door of its own; the word that comes back is what the world said. */
const lookAt = async (
	place: number,
	{smtp, http, message}: Probes,
	signal: AbortSignal,
): Promise<Result<string | undefined, Failure>> => {
	if (place === 0) {
		const heard = await smtp({host: 'h', port: 25, security: 'none', stage: 'connect'}, signal);
		return heard.ok ? success(heard.value.mechanism) : heard;
	}
	if (place === 1) {
		const heard = await http({url: 'https://h/', limit: 9}, signal);
		return heard.ok ? success(heard.value.body) : heard;
	}
	const heard = await message({file: 'f'}, signal);
	return heard.ok ? success(heard.value.from[0]) : heard;
};

/** Few questions, so that different steps ask the same; each step asks some in turn and some at once. */
const stepsOf = (
	shapes: ReadonlyArray<{readonly asks: ReadonlyArray<readonly number[]>; readonly needs: readonly number[]}>,
) =>
	shapes.map(({asks, needs}, index) =>
		stepOf(
			`s${index}`,
			async ({probes, signal}) => {
				for (const together of asks) {
					const heard = await Promise.all(together.map(place => lookAt(place, probes, signal)));
					if (heard.some(result => result.ok && result.value === 'broken')) return 'broken';
					if (heard.some(result => !result.ok)) return 'open';
				}
				return 'fine';
			},
			{needs: needs.filter(need => need < index).map(need => `s${need}`)},
		),
	);

const shape = fc.record({
	asks: fc.array(fc.array(fc.integer({min: 0, max: 2}), {minLength: 1, maxLength: 3}), {maxLength: 3}),
	needs: fc.array(fc.integer({min: 0, max: 5}), {maxLength: 2}),
});
const typed = fc.constantFrom(
	'x',
	'y',
	'unknown',
	'25',
	'wipe',
	'typed',
	'z'.repeat(3000),
	`${' '.repeat(1500)}w`,
	'BACK',
);

test('a case from its own tape writes the same log, whatever was asked, said and waited for', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(shape, {minLength: 1, maxLength: 6}),
			fc.array(fc.integer({min: 0, max: 6}), {minLength: 1, maxLength: 12}),
			fc.array(typed, {maxLength: 14}),
			fc.integer({min: 1, max: 4}),
			async (shapes, delays, answers, stepsAtOnce) => {
				const playbook = playbookOf(stepsOf(shapes), {inputs});
				let asked = 0;
				const saying =
					<A>(answer: (word: string) => A) =>
					async (): Promise<Result<A, Failure>> => {
						const number = asked++;
						for (let turns = delays[number % delays.length] ?? 0; turns > 0; turns--) await turn();
						return number % 11 === 10
							? failed({code: 'timeout', detail: `after ${number}`})
							: success(answer(number % 7 === 6 ? 'broken' : `${number}`));
					};
				const tls = {protocol: 'TLSv1.3', cipher: 'c', chain: []};
				const probes = {
					smtp: saying(mechanism => ({
						exchanges: [],
						extensions: {},
						anomalies: [],
						stages: {},
						mechanism,
					})),
					http: saying(body => ({address: '192.0.2.1:443', status: 200, body, tls})),
					message: saying(from => ({from: [from], signatures: []})),
				};
				const {world, time} = stage({
					attended: true,
					probes,
					answers: {given: 'g'},
					limits: {step: 1e6, round: 1e6, stepsAtOnce},
				});
				const now = () => {
					time.pass(1);
					return time.now();
				};
				let said = 0;
				const {log} = await play(playbook, {...world, now}, (event, _, send) => {
					if (event.type === 'case.closed') return send({type: 'leave'});
					if (event.type !== 'input.asked' && event.type !== 'input.refused') return;
					const id = event.type === 'input.asked' ? event.question.id : event.id;
					const value = answers[said++] ?? 'unknown';
					send(value === 'BACK' ? {type: 'back'} : {type: 'answer', id, value});
				});
				expect(lines(await replayed(playbook, stored(log), world))).toEqual(lines(log));
			},
		),
		{numRuns: 120},
	);
}, 30_000);

test('two steps that ask the same are answered each with its own answer', async () => {
	const question: SmtpQuestion = {host: 'h', port: 1, security: 'none', stage: 'connect'};
	const step = (id: string) =>
		stepOf(id, async ({probes, signal}) => {
			const heard = await probes.smtp(question, signal);
			return heard.ok && heard.value.mechanism === '0' ? 'fine' : 'odd';
		});
	let asked = 0;
	const {world} = stage({
		probes: {
			smtp: async () => {
				const number = asked++;
				// The first to ask is the last to hear.
				for (let turns = 5 - number * 4; turns > 0; turns--) await turn();
				return success({exchanges: [], extensions: {}, anomalies: [], stages: {}, mechanism: `${number}`});
			},
		},
	});
	const playbook = playbookOf([step('a'), step('b')]);
	const {log} = await play(playbook, world);
	expect(lines(await replayed(playbook, stored(log), world))).toEqual(lines(log));
});

test('a login name that is the secret as well is masked, and found again under its mask', async () => {
	const token = 'tok-canary-7Hq';
	const heard: (string | undefined)[] = [];
	const {world} = stage({
		answers: {user: token},
		probes: {
			smtp: async ({user}) => {
				heard.push(user);
				const exchanges = [{ms: 1, side: 'server', text: `535 ${token}`} as const];
				return success({exchanges, extensions: {}, anomalies: [], stages: {}});
			},
		},
	});
	world.vault.set('secret', token);
	const check = checkOf('a', async ({probes, signal}, {host: user}) => {
		const question = {host: 'h', port: 1, security: 'none', stage: 'login', secret: 'secret'} as const;
		const answer = await probes.smtp({...question, user: String(user)}, signal);
		return answer.ok && answer.value.exchanges.length > 0 ? 'fine' : 'open';
	});
	const step = {...stepOf('a', async () => 'fine'), check, with: {host: {input: 'user'}}};
	const playbook = playbookOf([step], {inputs: [inputOf('user'), inputOf('secret', {kind: 'secret'})]});
	const {log, state} = await play(playbook, world);
	expect(heard).toEqual([token]);
	expect(lines(log).join()).not.toContain(token);
	expect(state.answers['user']?.value).toBe('••••••');
	expect(lines(await replayed(playbook, stored(log), world))).toEqual(lines(log));
});

test('what is not on the tape is a failure', async () => {
	const {world} = stage();
	const {log} = await play(playbookOf([stepOf('a', async () => 'fine')]), world);
	const asks = playbookOf(
		[
			stepOf('a', async ({probes, signal}) => {
				const heard = await probes.dns({name: 'x', type: 'A'}, signal);
				return heard.ok ? 'fine' : 'open';
			}),
		],
		{inputs: [inputOf('new')]},
	);
	const again = await replayed(asks, log, world);
	expect(again.find(({type}) => type === 'step.observed')).toMatchObject({
		evidence: {failure: {code: 'not-on-tape'}},
	});
});

describe('a case of the lab', async () => {
	const knowledge = await readKnowledge();
	const recorded = async (name: string) => {
		const raised = await raiseWorld(name);
		const playbook = await readPlaybook(raised.scenario.playbook, knowledge);
		const {signal} = new AbortController();
		const staffing = {answers: raised.answers, vault: raised.vault, attended: false, signal};
		const world = worldOf(raised.reach, staffing, knowledge);
		const session: ReturnType<typeof startCase> = startCase(playbook, world, [
			leaveWhenClosed(() => session),
		]);
		await session.done;
		await raised.close();
		return {playbook, world, log: session.log()};
	};
	// Libraries are loaded when they are first needed, which takes turns of its own.
	await recorded('domain-healthy');

	test.each([
		...['healthy', 'app-password-needed', 'port-blocked', 'noisy-dns', 'greylisted'],
		...['domain-healthy', 'domain-healthy-hosted', 'domain-dane-key-changed', 'domain-noise-all-silent'],
	])(
		'"%s" from its own tape',
		async name => {
			const {playbook, world, log} = await recorded(name);
			expect(lines(await replayed(playbook, stored(log), world))).toEqual(lines(log));
		},
		30_000,
	);
});
