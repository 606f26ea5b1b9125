import {expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../../source/commands/house.ts';
import {type RaisedWorld, raiseWorld} from '../../../source/commands/worlds.ts';
import type {Case} from '../../../source/core/case.ts';
import type {Event} from '../../../source/core/event.ts';
import type {Playbook} from '../../../source/core/playbook.ts';
import {createVault} from '../../../source/engine/redact.ts';

const knowledge = await readKnowledge();

/** `attended`: somebody is asked, who answers as the world does. `given`: the world's answers are there, as in the lab. */
type Manner = 'attended' | 'given';

/** Plays a case in a world, or the rest of one. */
const play = async (
	playbook: Playbook,
	world: RaisedWorld,
	manner: Manner,
	before: readonly Event[] = [],
) => {
	const logins = () => world.sessions().flatMap(session => session.logins).length;
	const asked: string[] = [];
	const heard: Event[] = [];
	const already = logins();
	const isGiven = manner === 'given';
	const session: ReturnType<typeof startCase> = startCase(
		playbook,
		worldOf(
			world.reach,
			{
				answers: isGiven ? world.answers : {},
				vault: isGiven ? world.vault : createVault(),
				attended: !isGiven,
				signal: new AbortController().signal,
			},
			knowledge,
		),
		[event => void heard.push(event), leaveWhenClosed(() => session)],
		{told: before, held: []},
	);
	session.subscribe(() => {
		const last = session.log().at(-1);
		if (last?.type !== 'input.asked') return;
		const {id, kind} = last.question;
		asked.push(id);
		const {fallback} = playbook.inputs.find(({name}) => name === id) ?? {};
		const value =
			kind === 'secret' ? (world.vault.get(id) ?? '') : (world.answers[id] ?? fallback ?? 'unknown');
		session.send({type: 'answer', id, value});
	});
	const state = await session.done;
	return {state, log: session.log(), heard, asked, logins: logins() - already};
};

/** What a case came to, without times and ports. */
const foundIn = ({steps, verdict, diagnosis, route, answers}: Case) => ({
	verdict,
	cause: diagnosis?.cause,
	procedure: route?.procedure.name,
	answers: Object.fromEntries(Object.entries(answers).map(([name, {value}]) => [name, value])),
	steps: steps.map(({id, state}) => [
		id,
		state.status === 'finished' ? state.finding.code : state.status === 'skipped' ? state.why : state.status,
	]),
});

const answeredIn = (log: readonly Event[]): readonly string[] =>
	log.flatMap(event => (event.type === 'input.answered' ? [event.input] : []));

const loginWas = (log: readonly Event[], step: string): boolean =>
	log.some(event => event.type === 'step.observed' && event.step === step);

/** A login that nobody answered before the process ended: whether it was refused is not known. */
const loginIsOnItsWay = (log: readonly Event[]): boolean =>
	!loginWas(log, 'login') &&
	log.some(
		event =>
			event.type === 'step.asked' &&
			event.step === 'login' &&
			(event.asking.question as {readonly stage?: unknown}).stage === 'login',
	);

test.each([
	['wrong-password', 'attended', 2],
	['smtp-healthy', 'attended', 5],
	['certificate-expired', 'attended', 5],
	['wrong-password', 'given', 7],
	['capture-code', 'given', 9],
	['capture-released', 'given', 5],
	['intercept-imap-in-junk', 'given', 5],
] as const)(
	'%s (%s), broken off after any event, comes to the same; nothing is asked or logged in to twice',
	async (name, manner, stride) => {
		const world = await raiseWorld(name);
		try {
			const playbook = await readPlaybook(world.scenario.playbook, knowledge);
			const whole = await play(playbook, world, manner);
			const asksAgain = new Set(
				playbook.inputs.flatMap(({name: input, kind, consent}) =>
					kind === 'secret' || consent ? [input] : [],
				),
			);
			for (let cut = 1; cut < whole.log.length; cut += stride) {
				const before = whole.log.slice(0, cut);
				const rest = await play(playbook, world, manner, before);
				const at = `${cut} ${whole.log[cut - 1]?.type}`;
				if (loginIsOnItsWay(before)) {
					expect([at, foundIn(rest.state).steps]).toContainEqual(
						expect.arrayContaining([['login', 'already-tried']]),
					);
					expect([at, rest.state.verdict, rest.logins]).toEqual([at, 'inconclusive', 0]);
				} else expect([at, foundIn(rest.state)]).toEqual([at, foundIn(whole.state)]);
				expect(rest.log.slice(0, cut)).toEqual(before);
				expect(rest.heard).toEqual(rest.log.slice(cut));
				expect(rest.heard[0]?.type).toBe('case.resumed');
				expect(rest.log.map(({seq}) => seq)).toEqual(rest.log.map((_, index) => index));
				const twice = rest.asked.filter(input => answeredIn(before).includes(input));
				expect([at, twice.filter(input => !asksAgain.has(input))]).toEqual([at, []]);
				if (loginWas(before, 'login') && whole.state.diagnosis?.cause === 'auth.wrong-credentials')
					expect([at, rest.logins]).toEqual([at, 0]);
				expect(rest.logins).toBeLessThanOrEqual(1);
				for (const secret of playbook.inputs.filter(({kind}) => kind === 'secret')) {
					const value = world.vault.get(secret.name);
					if (value === undefined) continue;
					expect(JSON.stringify(rest.log)).not.toContain(value);
					expect(JSON.stringify(rest.log)).not.toContain(Buffer.from(value).toString('base64'));
				}
			}
		} finally {
			await world.close();
		}
	},
	120_000,
);
