import {leaveWhenClosed, startCase, worldOf} from '../../../source/commands/compose.ts';
import {readKnowledge} from '../../../source/commands/house.ts';
import type {RaisedWorld} from '../../../source/commands/worlds.ts';
import type {Case} from '../../../source/core/case.ts';
import type {Event} from '../../../source/core/event.ts';
import type {Playbook} from '../../../source/core/playbook.ts';
import type {Command} from '../../../source/core/session.ts';
import {createVault} from '../../../source/engine/redact.ts';

export const knowledge = await readKnowledge();

/** `attended`: somebody is asked, who answers as the world does. `given`: the world's answers are there, as in the lab. */
export type Manner = 'attended' | 'given';

/** What is asked for when the case was closed, by how it stands then; nothing more where it is undefined. */
export type Again = (closed: Case) => Extract<Command, {readonly type: 'redo'}> | undefined;

/** Plays a case in a world, or the rest of one; then once more what is asked for again. */
export const play = async (
	playbook: Playbook,
	world: RaisedWorld,
	manner: Manner,
	before: readonly Event[] = [],
	again?: Again,
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
		[event => void heard.push(event), ...(again ? [] : [leaveWhenClosed(() => session)])],
		{told: before, held: []},
	);
	let isAgain = false;
	session.subscribe(() => {
		const last = session.log().at(-1);
		if (last?.type === 'case.closed' && again) {
			const redo = isAgain ? undefined : again(session.snapshot());
			isAgain = true;
			session.send(redo ?? {type: 'leave'});
		}
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
export const foundIn = ({steps, verdict, diagnosis, route, answers}: Case) => ({
	verdict,
	cause: diagnosis?.cause,
	procedure: route?.procedure.name,
	answers: Object.fromEntries(Object.entries(answers).map(([name, {value}]) => [name, value])),
	steps: steps.map(({id, state}) => [
		id,
		state.status === 'finished' ? state.finding.code : state.status === 'skipped' ? state.why : state.status,
	]),
});

export const answeredIn = (log: readonly Event[]): readonly string[] =>
	log.flatMap(event => (event.type === 'input.answered' ? [event.input] : []));

export const loginWas = (log: readonly Event[], step: string): boolean =>
	log.some(event => event.type === 'step.observed' && event.step === step);

/** A login that nobody answered before the process ended: whether it was refused is not known. */
export const loginIsOnItsWay = (log: readonly Event[]): boolean =>
	!loginWas(log, 'login') &&
	log.some(
		event =>
			event.type === 'step.asked' &&
			event.step === 'login' &&
			(event.asking.question as {readonly stage?: unknown}).stage === 'login',
	);
