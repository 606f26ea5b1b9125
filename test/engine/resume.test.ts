import {expect, test} from 'vitest';
import type {Event} from '../../source/core/event.ts';
import {answering, canary, goOn} from './going-on.ts';
import {choiceOf, inputOf, playbookOf, stage, statuses, stepOf, types} from './scene.ts';

const fine = async () => 'fine' as const;

const questionnaire = playbookOf(
	[
		stepOf('a', fine, {with: {host: {input: 'host'}}}),
		stepOf('b', fine, {needs: ['a'], with: {password: {input: 'password'}}}),
		stepOf('c', fine, {needs: ['b'], with: {host: {input: 'may'}}}),
	],
	{
		inputs: [
			choiceOf('kind', ['x', 'y']),
			inputOf('given'),
			inputOf('host'),
			inputOf('password', {kind: 'secret'}),
			choiceOf('may', ['yes', 'no'], {fallback: 'no', consent: true}),
			inputOf('last'),
		],
	},
);
const all = {kind: 'x', host: 'h', password: canary, may: 'yes', last: 'z'};

/** A case that was begun, as it stood when its process ended at the first event that fits. */
const brokenAt = async (
	isEnd: (event: Event) => boolean,
	answers: Readonly<Record<string, string>> = all,
	playbook = questionnaire,
): Promise<readonly Event[]> => {
	const {world} = stage({attended: true, answers: {given: 'g'}});
	const {onEvent} = answering(answers);
	const {log} = await goOn(playbook, world, [], onEvent);
	return log.slice(0, log.findIndex(isEnd) + 1);
};

const asks = (id: string) => (event: Event) => event.type === 'input.asked' && event.question.id === id;

test('a questionnaire goes on at its first open question, and back reaches the answers of before', async () => {
	const before = await brokenAt(asks('last'));
	const {world} = stage({attended: true});
	const script: Record<string, string> = {...all, last: '<'};
	const asked: unknown[] = [];
	let backs = 0;
	const {fresh, state} = await goOn(questionnaire, world, before, (event, _, send) => {
		if (event.type === 'case.closed') send({type: 'leave'});
		if (event.type !== 'input.asked') return;
		const {id, current, place} = event.question;
		asked.push([id, place?.number, current]);
		if (backs < 4) {
			backs++;
			send({type: 'back'});
		} else send({type: 'answer', id, value: id === 'kind' ? 'y' : (script[id] ?? '')});
		if (id === 'kind') script['last'] = 'z';
	});
	expect(fresh[0]).toMatchObject({type: 'case.resumed', seq: before.length});
	// The password and what was agreed to are asked for before what is open; what was given stays.
	expect(asked.slice(0, 5)).toEqual([
		['password', 3, undefined],
		['host', 2, 'h'],
		['kind', 1, 'x'],
		['kind', 1, 'x'],
		['kind', 1, 'x'],
	]);
	expect(state.answers).toMatchObject({
		kind: {value: 'y'},
		given: {value: 'g', from: 'given'},
		host: {value: 'h'},
		last: {value: 'z'},
	});
	expect(state.verdict).toBe('healthy');
	expect(JSON.stringify([before, fresh])).not.toContain(canary);
	expect(JSON.stringify([before, fresh])).not.toContain(Buffer.from(canary).toString('base64'));
});

test('steps that came to something keep it; the others are taken, and nothing before them', async () => {
	const before = await brokenAt(event => event.type === 'step.finished' && event.step === 'a');
	const {world} = stage({attended: true});
	const {asked, onEvent} = answering(all);
	const {fresh, state} = await goOn(questionnaire, world, before, onEvent);
	expect(asked).toEqual([
		['password', 1],
		['may', 2],
	]);
	expect(types(fresh)).toEqual([
		'case.resumed',
		'input.asked',
		'input.answered',
		'input.asked',
		'input.answered',
		'step.started b',
		'step.finished b',
		'step.started c',
		'step.finished c',
		'case.diagnosed',
		'case.routed',
		'case.closed',
	]);
	expect(state.verdict).toBe('healthy');
});

test('a secret that was given anew is not asked for, and what nothing rests on any more is not either', async () => {
	const before = await brokenAt(event => event.type === 'step.finished' && event.step === 'b');
	const {world} = stage({attended: true});
	const {asked, onEvent} = answering(all);
	expect((await goOn(questionnaire, world, before, onEvent)).state.verdict).toBe('healthy');
	expect(asked).toEqual([['may', 1]]);

	const earlier = await brokenAt(event => event.type === 'step.started' && event.step === 'b');
	const other = stage({attended: true});
	other.world.vault.set('password', canary);
	const again = answering(all);
	await goOn(questionnaire, other.world, earlier, again.onEvent);
	expect(again.asked).toEqual([['may', 1]]);
});

test('a secret that nobody knew, and is given now, is used', async () => {
	const before = await brokenAt(({type}) => type === 'case.diagnosed', {...all, password: ''});
	const {world} = stage({attended: true});
	world.vault.set('password', canary);
	const {onEvent} = answering(all);
	const {fresh, state} = await goOn(questionnaire, world, before, onEvent);
	expect(state.answers['password']).toEqual({value: 'given', from: 'given'});
	expect(types(fresh)).toContain('step.finished b');
	expect(types(fresh)).not.toContain('step.finished a');
	expect(JSON.stringify(fresh)).not.toContain(canary);
});

test('an answer that was masked, because it held a secret, is asked for again', async () => {
	const before = await brokenAt(event => event.type === 'step.started' && event.step === 'a');
	const masked = before.map(event =>
		event.type === 'input.answered' && event.input === 'host' ? {...event, value: 'a-••••••'} : event,
	);
	const {world} = stage({attended: true});
	const {asked, onEvent} = answering(all);
	const {state} = await goOn(questionnaire, world, masked, onEvent);
	expect(asked).toEqual([
		['host', 2],
		['password', 3],
		['may', 4],
	]);
	expect(state.answers['host']?.value).toBe('h');
});

test('nobody is there to be asked: what is gone counts as not known, and never as it was', async () => {
	const before = await brokenAt(event => event.type === 'step.started' && event.step === 'a');
	const {world} = stage();
	const {state} = await goOn(questionnaire, world, before, answering({}).onEvent);
	expect(state.answers).toMatchObject({
		password: {value: 'unknown', from: 'fallback'},
		may: {value: 'no', from: 'fallback'},
		host: {value: 'h', from: 'person'},
	});
});

test('a closed case waits with all that was found; what is run again asks for the secret that is gone', async () => {
	const before = await brokenAt(({type}) => type === 'case.closed');
	const {world, rounds} = stage({attended: true});
	const asked: unknown[] = [];
	let sent = false;
	const {fresh, state} = await goOn(questionnaire, world, before, (event, after, send) => {
		if (event.type === 'case.resumed') {
			expect(after.verdict).toBe('healthy');
			send({type: 'redo', steps: ['c']});
		}
		if (event.type === 'input.asked') {
			asked.push([event.question.id, event.question.current]);
			send({type: 'answer', id: event.question.id, value: all[event.question.id as keyof typeof all]});
		}
		if (event.type === 'case.closed' && !sent) {
			sent = true;
			send({type: 'redo', steps: ['b']});
		} else if (event.type === 'case.closed') send({type: 'leave'});
	});
	expect(asked).toEqual([
		['may', 'yes'],
		['password', undefined],
		['may', 'yes'],
	]);
	expect(rounds).toEqual([1, 2]);
	expect(types(fresh).slice(0, 2)).toEqual(['case.resumed', 'case.reopened']);
	expect(state.verdict).toBe('healthy');
});

test('a closed case that nobody asks anything of stays as it is', async () => {
	const before = await brokenAt(({type}) => type === 'case.closed');
	const {world} = stage({attended: true});
	const {fresh, state} = await goOn(questionnaire, world, before, (event, _, send) => {
		if (event.type === 'case.resumed') send({type: 'leave'});
	});
	expect(types(fresh)).toEqual(['case.resumed']);
	expect(state.verdict).toBe('healthy');
});

test('cancelled at any moment, a case goes on where it was cancelled', async () => {
	const whole = await brokenAt(({type}) => type === 'case.closed');
	for (let cut = 1; cut < whole.length; cut++) {
		const {world} = stage({attended: true, answers: {given: 'g'}});
		let seen = 0;
		const {log, state: left} = await goOn(questionnaire, world, [], (event, _, send) => {
			if (++seen === cut) send({type: 'cancel'});
			else if (event.type === 'input.asked')
				send({
					type: 'answer',
					id: event.question.id,
					value: all[event.question.id as keyof typeof all],
				});
			if (event.type === 'case.closed') send({type: 'leave'});
		});
		// Too late: it had come to its end.
		if (left.verdict !== 'cancelled') continue;
		const again = stage({attended: true, answers: {given: 'g'}});
		const {asked, onEvent} = answering(all);
		const {state} = await goOn(questionnaire, again.world, log, onEvent);
		expect([cut, state.verdict, statuses(state)]).toEqual([
			cut,
			'healthy',
			{a: 'finished', b: 'finished', c: 'finished'},
		]);
		const before = log.flatMap(event => (event.type === 'input.answered' ? [event.input] : []));
		const twice = asked.filter(([id]) => before.includes(id) && !['password', 'may'].includes(id));
		expect([cut, twice]).toEqual([cut, []]);
	}
});

test('a round that was broken off while it asked goes on with the question that was on the screen', async () => {
	const {world} = stage({attended: true, answers: {given: 'g'}});
	let closed = 0;
	const {log} = await goOn(questionnaire, world, [], (event, _, send) => {
		if (event.type === 'case.closed')
			send(closed++ === 0 ? {type: 'redo', steps: ['a'], ask: ['host']} : {type: 'leave'});
		if (event.type === 'input.asked' && closed === 0)
			send({type: 'answer', id: event.question.id, value: all[event.question.id as keyof typeof all]});
		else if (event.type === 'input.asked') send({type: 'cancel'});
	});
	const before = log.slice(0, log.findLastIndex(asks('host')) + 1);
	const again = stage({attended: true});
	const {asked, onEvent} = answering({...all, host: 'other'});
	const {state} = await goOn(questionnaire, again.world, before, onEvent);
	expect(asked[0]).toEqual(['host', 2, 'h']);
	expect(state.answers['host']?.value).toBe('other');
	expect(state.verdict).toBe('healthy');
});
