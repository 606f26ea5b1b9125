import {expect, test} from 'vitest';
import type {Command} from '../../source/core/session.ts';
import type {SmtpAnswer} from '../../source/core/smtp.ts';
import {answering, canary, goOn} from './going-on.ts';
import {inputOf, playbookOf, stage, stepOf} from './scene.ts';

const refusal: SmtpAnswer = {
	exchanges: [],
	extensions: {},
	anomalies: [],
	stages: {},
	stop: {stage: 'login', reply: {code: 535, lines: ['no']}},
};

test('a login that was answered is answered from the log; a refused account is tried by no other step', async () => {
	const server = {host: 'h', port: 1, security: 'none', user: 'kim', secret: 'password'} as const;
	const logsIn =
		(dialogue?: string) =>
		async ({probes, signal}: Parameters<Parameters<typeof stepOf>[1]>[0]) => {
			const heard = await probes.smtp(
				{...server, stage: 'login', ...(dialogue === undefined ? {} : {dialogue})},
				signal,
			);
			return heard.ok ? ('broken' as const) : ('open' as const);
		};
	const playbook = playbookOf([stepOf('login', logsIn()), stepOf('other', logsIn('other'))], {
		inputs: [inputOf('password', {kind: 'secret'})],
	});
	const tried: unknown[] = [];
	const probes: NonNullable<Parameters<typeof stage>[0]>['probes'] = {
		smtp: async ({dialogue}) => {
			tried.push(dialogue);
			return {ok: true, value: refusal};
		},
	};
	const first = stage({attended: true, probes, limits: {step: 1000, round: 10_000, stepsAtOnce: 1}});
	const {log} = await goOn(playbook, first.world, [], answering({password: canary}).onEvent);
	expect(tried).toEqual([undefined, 'other']);
	const observed = log.findIndex(event => event.type === 'step.observed' && event.step === 'login');
	for (const cut of [observed + 1, observed + 2]) {
		tried.length = 0;
		const {world} = stage({attended: true, probes});
		const {state} = await goOn(playbook, world, log.slice(0, cut), answering({password: canary}).onEvent);
		expect([cut, tried]).toEqual([cut, []]);
		const [login, other] = state.steps;
		expect(login?.state).toMatchObject({status: 'finished', finding: {code: 'broken'}});
		expect(login?.evidence.map(({at, ms, answer}) => ({at, ms, answer}))).toEqual([
			{at: log[observed]?.at, ms: 0, answer: refusal},
		]);
		expect(other?.evidence[0]?.failure?.code).toBe('already-tried');
	}
});

test('the test message keeps the tag by which it can be found', async () => {
	const tags: string[] = [];
	const sends = async ({probes, signal, tag = ''}: Parameters<Parameters<typeof stepOf>[1]>[0]) => {
		await probes.smtp({host: 'h', port: 1, security: 'none', stage: 'accept', tag}, signal);
		tags.push(tag);
		return 'fine' as const;
	};
	const playbook = playbookOf([stepOf('a', sends), stepOf('b', sends, {needs: ['a']})]);
	const {log} = await goOn(playbook, stage({tag: 'first'}).world, [], answering({}).onEvent);
	const before = log.slice(0, log.findIndex(event => event.type === 'step.finished') + 1);
	const redo: Command = {type: 'redo', steps: ['a']};
	await goOn(playbook, stage({tag: 'second'}).world, before, answering({}, [redo]).onEvent);
	expect(tags).toEqual(['first', 'first', 'first', 'second.1', 'second.1']);
});

test('how the world is reached stands in the first event, for whoever goes on', async () => {
	const reach = {resolvers: ['192.0.2.1'], connectTo: [], ca: [], timeout: 1, deadline: 2};
	const {state} = await goOn(playbookOf([]), stage({reach}).world, [], answering({}).onEvent);
	expect(state.reach).toEqual(reach);
});

const server = {host: 'h', port: 1, security: 'none', user: 'kim', secret: 'password'} as const;
const passwordAsked = {inputs: [inputOf('password', {kind: 'secret'})]};

/** One login, what it hears in each process, and how often it was tried. */
const oneLogin = (hears: () => SmtpAnswer) => {
	let tried = 0;
	const probes: NonNullable<Parameters<typeof stage>[0]>['probes'] = {
		smtp: async () => {
			tried++;
			return {ok: true, value: hears()};
		},
	};
	const playbook = playbookOf(
		[
			stepOf(
				'login',
				async ({probes: own, signal}) => {
					const heard = await own.smtp({...server, stage: 'login'}, signal);
					return !heard.ok ? 'open' : heard.value.stop ? 'broken' : 'fine';
				},
				{with: {password: {input: 'password'}}},
			),
		],
		passwordAsked,
	);
	const goOnWith = async (
		before: Parameters<typeof goOn>[2],
		password: string | undefined,
		commands: readonly Command[] = [],
	) => {
		tried = 0;
		const {world} = stage({attended: true, probes});
		const answers = password === undefined ? {} : {password};
		const gone = await goOn(playbook, world, before, answering(answers, commands).onEvent);
		expect(JSON.stringify(gone.log)).not.toContain(canary);
		expect(JSON.stringify(gone.log)).not.toContain(Buffer.from(canary).toString('base64'));
		return {...gone, tried};
	};
	return {goOnWith};
};

test('a login that was refused is not tried again, however often the case was broken off since', async () => {
	const {goOnWith} = oneLogin(() => refusal);
	const {log} = await goOnWith([], canary);
	const cut = log.slice(0, log.findIndex(({type}) => type === 'step.observed') + 1);
	const cancelled = await goOnWith(cut, undefined);
	expect(cancelled.state.verdict).toBe('cancelled');
	for (const before of [cancelled.log, [...cut, ...cancelled.fresh.slice(0, 1)], cut]) {
		const {tried, state} = await goOnWith(before, canary);
		expect([tried, state.steps[0]?.state]).toMatchObject([0, {finding: {code: 'broken'}}]);
	}
});

test('a login that was on its way is tried again by the person alone, however often the case goes on', async () => {
	const {goOnWith} = oneLogin(() => refusal);
	const {log} = await goOnWith([], canary);
	const cut = log.slice(0, log.findIndex(({type}) => type === 'step.asked') + 1);
	const {tried, state, fresh} = await goOnWith(cut, canary);
	expect(tried).toBe(0);
	expect(state.steps[0]?.evidence[0]?.failure?.code).toBe('already-tried');
	expect(state.steps[0]?.state).toMatchObject({finding: {level: 'unknown'}});
	const again = fresh.findIndex(({type}) => type === 'step.observed') + 1;
	expect((await goOnWith([...cut, ...fresh.slice(0, again)], canary)).tried).toBe(0);
	expect((await goOnWith(cut, canary, [{type: 'redo', steps: ['login']}])).tried).toBe(1);
});

test('after a step was taken again with another password, what counts is what came of that', async () => {
	let accepts = false;
	const {goOnWith} = oneLogin(() => (accepts ? {...refusal, stop: undefined as never} : refusal));
	const first = await goOnWith([], canary);
	const at = first.log.findIndex(({type}) => type === 'case.closed');
	accepts = true;
	const redone = await goOnWith([], canary, [{type: 'redo', steps: ['login'], answers: {password: canary}}]);
	expect(redone.state.verdict).toBe('healthy');
	expect(at).toBeGreaterThan(0);
	const asked = redone.log.findLastIndex(({type}) => type === 'step.asked') + 1;
	const {tried, state} = await goOnWith(redone.log.slice(0, asked), canary);
	expect([tried, state.steps[0]?.evidence[0]?.failure?.code]).toEqual([0, 'already-tried']);
	const observed = await goOnWith(redone.log.slice(0, asked + 1), canary);
	expect([observed.tried, observed.state.verdict]).toEqual([0, 'healthy']);
});

test('a mail that was taken is not sent once more', async () => {
	let sent = 0;
	const probes: NonNullable<Parameters<typeof stage>[0]>['probes'] = {
		smtp: async () => {
			sent++;
			return {ok: true, value: {exchanges: [], extensions: {}, anomalies: [], stages: {accept: 3}}};
		},
	};
	const playbook = playbookOf([
		stepOf('accept', async ({probes: own, signal, tag = ''}) => {
			const heard = await own.smtp({host: 'h', port: 25, security: 'none', stage: 'accept', tag}, signal);
			return heard.ok ? 'fine' : 'open';
		}),
	]);
	const {log} = await goOn(playbook, stage({tag: 'first', probes}).world, [], answering({}).onEvent);
	const before = log.slice(0, log.findIndex(({type}) => type === 'step.observed') + 1);
	sent = 0;
	const {state} = await goOn(playbook, stage({tag: 'x', probes}).world, before, answering({}).onEvent);
	expect([sent, state.verdict]).toEqual([0, 'healthy']);
});

test('a login that was refused is tried again where somebody looked again, and only until it was', async () => {
	const {goOnWith} = oneLogin(() => refusal);
	const {log} = await goOnWith([], canary, [{type: 'redo', steps: ['login'], ask: ['password']}]);
	const closed = log.findIndex(({type}) => type === 'case.closed');
	const cutAt = (wanted: string) =>
		log.slice(0, log.findIndex(({type}, index) => index > closed && type === wanted) + 1);
	for (const [wanted, tries] of [
		['case.reopened', 1],
		['input.asked', 1],
		['step.started', 1],
		// On its way, or answered: nobody has wished for one more.
		['step.asked', 0],
		['step.observed', 0],
	] as const) {
		const {tried, state} = await goOnWith(cutAt(wanted), canary);
		expect([wanted, tried]).toEqual([wanted, tries]);
		expect(state.steps[0]?.state).toMatchObject({
			finding: {code: wanted === 'step.asked' ? 'open' : 'broken'},
		});
	}
	// Cancelled and gone on with: nobody looked again, the first try counts.
	const {log: first} = await goOnWith([], canary);
	const observed = first.slice(0, first.findIndex(({type}) => type === 'step.observed') + 1);
	const cancelled = await goOnWith(observed, undefined);
	expect((await goOnWith(cancelled.log, canary)).tried).toBe(0);
});
