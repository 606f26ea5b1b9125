import {expect, test} from 'vitest';
import type {Event} from '../../source/core/event.ts';
import {createVault, redacted} from '../../source/engine/redact.ts';
import {run} from '../../source/engine/run.ts';
import {follow} from '../../source/engine/session.ts';
import {checkOf, choiceOf, inputOf, playbookOf, type Stage, stage, stepOf} from './scene.ts';

const token = 'tok-canary-7Hq';

/** A step that logs in as whoever was told, and finds what it was told. */
const playbookWith = (...names: readonly string[]) => {
	const check = checkOf('login', async ({probes, signal}, {host: user, password}) => {
		const server = {host: 'h', port: 1, security: 'none', stage: 'login'} as const;
		await probes.smtp({...server, user: String(user), secret: String(password)}, signal);
		return 'broken';
	});
	const step = {
		...stepOf('login', async () => 'fine'),
		check,
		with: {host: {input: 'user'}, password: {input: 'secret'}},
	};
	return playbookOf([step], {
		inputs: names.map(name => inputOf(name, name === 'secret' ? {kind: 'secret'} : {})),
	});
};

const listening = (more: Parameters<typeof stage>[0]) => {
	const users: (string | undefined)[] = [];
	const scene = stage({
		...more,
		probes: {
			smtp: async ({user}) => {
				users.push(user);
				return {ok: true, value: {exchanges: [], extensions: {}, anomalies: [], stages: {}}};
			},
		},
	});
	return {...scene, users};
};

/** Types the same at every question; what readers heard, and what is left at the end. */
const typing = async (
	playbook: ReturnType<typeof playbookWith>,
	{world}: Pick<Stage, 'world'>,
	rounds = 1,
) => {
	const heard: Event[] = [];
	const {events, send} = run(playbook, world);
	let [round, asked] = [1, -1];
	const session = follow(
		events,
		send,
		[
			(event, after) => {
				heard.push(event);
				expect(JSON.stringify(after)).not.toContain(token);
				if (event.type !== 'case.closed') return;
				send(round++ < rounds ? {type: 'redo', steps: ['login'], ask: ['user']} : {type: 'leave'});
			},
		],
		world.vault,
	);
	session.subscribe(() => {
		const last = session.log().findLast(({type}) => type === 'input.asked');
		const {question} = session.snapshot();
		if (!question || !last || last.seq === asked) return;
		asked = last.seq;
		// Later, what is shown as the answer of before is what a screen sends back.
		send({type: 'answer', id: question.id, value: round > 1 ? (question.current ?? '') : token});
	});
	await session.done;
	return {heard, log: session.log(), state: session.snapshot()};
};

test.each([
	['before the secret', ['user', 'secret']],
	['after the secret', ['secret', 'user']],
])('a name typed %s that is the secret itself reaches the check and no reader', async (_when, names) => {
	const scene = listening({attended: true});
	const {heard, log, state} = await typing(playbookWith(...names), scene);
	expect(scene.users).toEqual([token]);
	expect(heard).toHaveLength(log.length);
	expect(JSON.stringify([heard, log, state])).not.toContain(token);
	expect(state.answers).toMatchObject({user: {value: '••••••'}, secret: {value: 'given'}});
});

test('the answer of before, sent back as it is shown, is still the real one', async () => {
	const scene = listening({attended: true});
	const {heard, state} = await typing(playbookWith('user', 'secret'), scene, 2);
	expect(scene.users).toEqual([token, token]);
	expect(heard.findLast(({type}) => type === 'input.asked')).toMatchObject({question: {current: '••••••'}});
	expect(JSON.stringify([heard, state])).not.toContain(token);
});

test('answers that come with a redo, the name before the secret', async () => {
	const scene = listening({answers: {user: 'kim'}});
	const {events, send} = run(playbookWith('user', 'secret'), scene.world);
	const log: Event[] = [];
	let round = 0;
	for await (const event of events) {
		log.push(event);
		if (event.type !== 'case.closed') continue;
		if (round++ === 0) send({type: 'redo', steps: ['login'], answers: {user: token, secret: token}});
		else send({type: 'leave'});
	}
	expect(scene.users.at(-1)).toBe(token);
	expect(JSON.stringify(log)).not.toContain(token);
});

test.each([
	['a"b"c"d"e', String.raw`a\"b\"c\"d\"e`],
	[String.raw`pa\ss"wo`, String.raw`pa\\ss\"wo`],
])('a secret that was sent in quotes: %s', (secret, escaped) => {
	const vault = createVault();
	vault.set('secret', secret);
	for (const form of [secret, escaped, Buffer.from(secret).toString('base64').replace(/=+$/, '')])
		expect(vault.redact(`LOGIN "me" "${form}"`)).toMatch(/^LOGIN "me" "••••••.?"$/);
});

test('words of the playbook and of lostmail stay, though somebody has one for a password', () => {
	const vault = createVault();
	vault.set('secret', 'starttls');
	const {name, ask, kind, choices} = choiceOf('kind', ['starttls', 'none']);
	const labels = Object.fromEntries(choices.map(({value, label}) => [value, label]));
	const chosen = {type: 'input.answered', input: name, value: 'starttls', from: 'person'} as const;
	expect(redacted(chosen, vault, [{name, ask, kind, labels}])).toEqual(chosen);
	const question = {host: 'starttls.test', port: 1, security: 'starttls', stage: 'tls'};
	const asked = {type: 'step.asked', step: 'a', asking: {probe: 'smtp', question}} as const;
	expect(redacted(asked, vault)).toMatchObject({
		asking: {question: {host: '••••••.test', security: 'starttls', stage: 'tls'}},
	});
});

test('a refused answer that holds what turned out to be a secret is not quoted', () => {
	const vault = createVault();
	vault.set('secret', token);
	const complaint = `expected a port from 1 to 65535, got "${token.slice(0, 8)}…`;
	const refused = {type: 'input.refused', id: 'port', value: `x ${token}`, complaint} as const;
	expect(redacted(refused, vault)).toEqual({
		type: 'input.refused',
		id: 'port',
		value: 'x ••••••',
		complaint: 'this is no answer, and holds a secret',
	});
});
