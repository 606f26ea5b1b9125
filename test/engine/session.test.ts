import {expect, test} from 'vitest';
import type {Case} from '../../source/core/case.ts';
import type {Event, Happening, PlannedInput} from '../../source/core/event.ts';
import type {PersonQuestion} from '../../source/core/person.ts';
import {createVault} from '../../source/engine/redact.ts';
import {follow, type Reader} from '../../source/engine/session.ts';

const canary = 'canary-9Wx-token';
const vault = createVault();
vault.set('password', canary);

const input = (name: string, kind: PlannedInput['kind']): PlannedInput => ({
	name,
	ask: name,
	kind,
	labels: {},
});
const opened = (inputs: readonly PlannedInput[]): Happening => ({
	type: 'case.opened',
	format: 1,
	version: '1',
	playbook: {name: 'p', title: 'P', sha256: '0'},
	inputs,
	steps: [],
});
const asked = (id: string, kind: PersonQuestion['kind'], current?: string): Happening => ({
	type: 'input.asked',
	question: {id, ask: id, kind, mayBeUnknown: true, ...(current === undefined ? {} : {current})},
});
const answered = (name: string, value: string): Happening => ({
	type: 'input.answered',
	input: name,
	value,
	from: 'person',
});
const closed: Happening = {type: 'case.closed', verdict: 'healthy'};
const withSecret = [input('kind', 'choice'), input('user', 'text'), input('password', 'secret')];

const numbered = (happenings: readonly Happening[], from = 0): readonly Event[] =>
	happenings.map((happening, index) => ({seq: from + index, at: index, ...happening}));

async function* played(events: readonly Event[]): AsyncGenerator<Event, void> {
	yield* events;
}

/** What a reader hears, and what it is told is held back, in the order in which that happens. */
const listening = () => {
	const told: string[] = [];
	const written: unknown[] = [];
	const reader: Reader = Object.assign(
		(event: Event, after: Case) => {
			written.push(event, after);
			told.push(event.type === 'input.answered' ? `= ${event.input}` : event.type);
		},
		{
			held: (events: readonly Event[]) => {
				told.push(`(${events.length})`);
				written.push(events);
			},
			end: () => void told.push('end'),
		},
	);
	return {told, written, reader};
};

test('what can hold no secret is told at once; from the first free text on, it is held until a step is taken', async () => {
	const {told, written, reader} = listening();
	const events = numbered([
		opened(withSecret),
		asked('kind', 'choice'),
		answered('kind', 'x'),
		asked('user', 'text'),
		answered('user', canary),
		asked('password', 'secret'),
		answered('password', 'given'),
		closed,
	]);
	const session = follow(played(events), () => {}, [reader], vault);
	await session.done;
	expect(told).toEqual([
		'case.opened',
		'input.asked',
		'= kind',
		'input.asked',
		'(1)',
		'(2)',
		'(3)',
		'= user',
		'input.asked',
		'= password',
		'case.closed',
		'(0)',
		'(0)',
		'end',
	]);
	expect(JSON.stringify(written)).not.toContain(canary);
	expect(JSON.stringify(written)).not.toContain(Buffer.from(canary).toString('base64'));
});

test('a case that has no secret holds nothing back', async () => {
	const {told, reader} = listening();
	const events = numbered([opened([input('user', 'text')]), asked('user', 'text'), answered('user', 'kim')]);
	await follow(played(events), () => {}, [reader], vault).done;
	expect(told).toEqual(['case.opened', 'input.asked', '= user', '(0)', 'end']);
});

test('an answer of before that is shown with its question is held like one that is typed', async () => {
	const {told, reader} = listening();
	const events = numbered([opened(withSecret), asked('user', 'text', canary), asked('kind', 'choice')]);
	await follow(played(events), () => {}, [reader], vault).done;
	expect(told.slice(0, 3)).toEqual(['case.opened', '(1)', '(2)']);
});

test('what another process has begun is in the snapshot and not told again; what it held back is told in its time', async () => {
	const {told, written, reader} = listening();
	const before = numbered([opened(withSecret), answered('kind', 'x'), answered('user', canary)]);
	const resumed: Happening = {type: 'case.resumed', version: '2'};
	const events = numbered([resumed, asked('password', 'secret'), answered('password', 'given'), closed], 3);
	const session = follow(played(events), () => {}, [reader], vault, {
		told: before.slice(0, 2),
		held: before.slice(2),
	});
	expect(session.snapshot().answers).toMatchObject({kind: {value: 'x'}, user: {value: '••••••'}});
	await session.done;
	expect(told).toEqual([
		'(2)',
		'(3)',
		'(4)',
		'= user',
		'case.resumed',
		'input.asked',
		'= password',
		'case.closed',
		'(0)',
		'(0)',
		'end',
	]);
	expect(session.log().map(({seq}) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6]);
	expect(session.snapshot().answers['user']?.value).toBe('••••••');
	expect(JSON.stringify(written)).not.toContain(canary);
});

test('a secret that is given when a case goes on is taken out of what was told before', async () => {
	const base64 = Buffer.from(canary).toString('base64');
	const late = createVault();
	const before = numbered([opened(withSecret), answered('user', canary), {type: 'step.started', step: 'a'}]);
	const {written, reader} = listening();
	const given = follow(played([]), () => {}, [reader], vault, {told: before, held: []});
	expect(JSON.stringify([given.snapshot(), given.log()])).not.toContain(canary);
	async function* typed(): AsyncGenerator<Event, void> {
		yield* numbered([{type: 'case.resumed', version: '2'}, asked('password', 'secret')], 3);
		late.set('password', canary);
		yield* numbered([answered('password', 'given'), {type: 'step.started', step: 'a'}, closed], 5);
	}
	const session = follow(typed(), () => {}, [reader], late, {told: before, held: []});
	expect(session.snapshot().answers['user']?.value).toBe(canary);
	await session.done;
	const shown = JSON.stringify([session.snapshot(), session.log(), written.at(-1)]);
	expect(shown).toContain('••••••');
	expect(shown).not.toContain(canary);
	expect(shown).not.toContain(base64);
});
