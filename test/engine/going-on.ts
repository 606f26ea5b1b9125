import {type Case, noCase, reduceCase} from '../../source/core/case.ts';
import type {Event} from '../../source/core/event.ts';
import type {Playbook} from '../../source/core/playbook.ts';
import type {Command} from '../../source/core/session.ts';
import type {World} from '../../source/core/world.ts';
import {run} from '../../source/engine/run.ts';
import type {OnEvent} from './scene.ts';

export const canary = 'canary-4Tq-secret';
/** Goes on with a case to the end of its stream; the whole log, and what happened in it that is new. */
export const goOn = async (playbook: Playbook, world: World, before: readonly Event[], onEvent: OnEvent) => {
	const {events, send} = run(playbook, world, before);
	const fresh: Event[] = [];
	let state: Case = before.reduce(reduceCase, noCase);
	for await (const event of events) {
		fresh.push(event);
		state = reduceCase(state, event);
		onEvent(event, state, send, fresh);
	}
	return {fresh, state, log: [...before, ...fresh]};
};

/** Answers by the table, keeps what was asked, and leaves at the end after these commands. */
export const answering = (
	answers: Readonly<Record<string, string>>,
	commands: readonly Command[] = [],
): {readonly asked: Array<readonly [string, ...unknown[]]>; readonly onEvent: OnEvent} => {
	const asked: Array<readonly [string, ...unknown[]]> = [];
	let next = 0;
	return {
		asked,
		onEvent: (event, _, send) => {
			if (event.type === 'case.closed') send(commands[next++] ?? {type: 'leave'});
			if (event.type !== 'input.asked') return;
			const {id, current, place} = event.question;
			asked.push(current === undefined ? [id, place?.number] : [id, place?.number, current]);
			const said = answers[id];
			if (said === '<') send({type: 'back'});
			else if (said !== undefined) send({type: 'answer', id, value: said});
			else send({type: 'cancel'});
		},
	};
};
