import {expect, test} from 'vitest';
import type {Event} from '../../source/core/event.ts';
import {failed} from '../../source/core/result.ts';
import {canary} from './going-on.ts';
import {choiceOf, inputOf, play, playbookOf, scripted, stage, stepOf} from './scene.ts';

const said = (log: readonly Event[]): readonly string[] =>
	log.flatMap(event => {
		switch (event.type) {
			case 'input.asked':
				return [`? ${event.question.id} ${event.question.place?.number}/${event.question.place?.about}`];
			case 'input.refused':
				return [`! ${event.id} ${event.value}`];
			case 'input.answered':
				return [`= ${event.input} ${event.value} ${event.from}`];
			case 'input.retracted':
				return [`- ${event.input}`];
			default:
				return [];
		}
	});

const no = playbookOf([]);

test('questions come in order, conditional ones where nothing excludes them', async () => {
	const inputs = [
		choiceOf('a', ['x', 'y']),
		inputOf('only-x', {when: {a: ['x']}}),
		inputOf('only-y', {when: {a: ['y']}}),
		inputOf('after-only-y', {when: {'only-y': ['1']}}),
	];
	const {world} = stage({attended: true});
	const {log} = await play(
		{...no, inputs},
		world,
		scripted([
			['a', ' x '],
			['only-x', '1'],
			['after-only-y', '2'],
		]),
	);
	expect(said(log)).toEqual([
		'? a 1/4',
		'= a x person',
		'? only-x 2/3',
		'= only-x 1 person',
		'? after-only-y 3/3',
		'= after-only-y 2 person',
	]);
});

test('given answers are taken in their canonical form, and asked for when they are none', async () => {
	const inputs = [
		inputOf('a'),
		choiceOf('b', ['x']),
		inputOf('c', {kind: 'confirmation', word: 'Wipe'}),
		inputOf('d', {kind: 'secret'}),
		inputOf('e'),
		inputOf('f', {type: 'port'}),
	];
	const {world} = stage({
		attended: true,
		answers: {a: ' 1 ', b: 'nonsense', c: 'wipe', e: 'UNKNOWN', f: '0'},
	});
	world.vault.set('d', 'canary');
	const {log} = await play(
		{...no, inputs},
		world,
		scripted([
			['b', 'x'],
			['f', '25'],
		]),
	);
	expect(said(log)).toEqual([
		'= a 1 given',
		'? b 1/2',
		'= b x person',
		'= c typed given',
		'= d given given',
		'= e unknown given',
		'? f 2/2',
		'= f 25 person',
	]);
});

test('what nobody can be asked falls back', async () => {
	const inputs = [inputOf('a', {fallback: 'x'}), inputOf('b'), inputOf('c', {when: {a: ['y']}})];
	const {log} = await play({...no, inputs}, stage().world);
	expect(said(log)).toEqual(['= a x fallback', '= b unknown fallback']);

	const deaf = stage({attended: true, probes: {person: async () => failed({code: 'nobody-to-ask'})}});
	const attended = await play({...no, inputs}, deaf.world);
	expect(said(attended.log)).toEqual(['? a 1/3', '= a x fallback', '? b 1/2', '= b unknown fallback']);
	expect(attended.state.question).toBeUndefined();
});

test('what is no answer is refused, told, bounded, and asked for until it is one', async () => {
	const inputs = [inputOf('a', {type: 'port'}), inputOf('b', {kind: 'confirmation', word: 'wipe'})];
	const {world} = stage({attended: true});
	const {log, state} = await play(
		{...no, inputs},
		world,
		scripted([
			['a', canary.repeat(900)],
			['a', '0'],
			['a', '587'],
			['b', 'typed'],
			['b', 'WIPE'],
		]),
	);
	const lines = said(log);
	expect(lines).toEqual(['? a 1/2', '! a ', '! a ', '= a 587 person', '? b 2/2', '! b ', '= b typed person']);
	expect(log.find(({type}) => type === 'input.refused')).toMatchObject({
		complaint: 'expected a port from 1 to 65535',
	});
	expect(state.complaint).toBeUndefined();
	expect(JSON.stringify(log)).not.toContain(canary);
	expect(JSON.stringify(log)).not.toContain(Buffer.from(canary).toString('base64'));
});

test('"I don’t know" leads to the question that settles it, and back out of it', async () => {
	const unsure = {ask: 'Was it first?', choices: [{value: 'x', label: 'Yes'}]};
	const inputs = [choiceOf('a', ['x', 'y'], {unsure}), inputOf('b')];
	const {world} = stage({attended: true});
	const {log} = await play(
		{...no, inputs},
		world,
		scripted([
			['a', 'unknown'],
			['a.unsure', {back: true}],
			['a', 'unknown'],
			['a.unsure', 'y'],
			['a.unsure', 'x'],
			['b', 'unknown'],
		]),
	);
	expect(said(log)).toEqual([
		'? a 1/2',
		'? a.unsure 1/2',
		'? a 1/2',
		'? a.unsure 1/2',
		'! a.unsure y',
		'= a x person',
		'? b 2/2',
		'= b unknown person',
	]);
});

test('back takes the last answer of the person away, with all that came after it', async () => {
	const inputs = [
		choiceOf('a', ['x', 'y']),
		inputOf('given', {when: {a: ['x']}}),
		inputOf('secret', {kind: 'secret'}),
		inputOf('c'),
	];
	const {world} = stage({attended: true, answers: {given: '1'}});
	const {log, state} = await play(
		{...no, inputs},
		world,
		scripted([
			['a', {back: true}],
			['a', 'x'],
			['secret', 'canary-1'],
			['c', {back: true}],
			['secret', {back: true}],
			['a', 'y'],
			['secret', 'canary-2'],
			['c', 'z'],
		]),
	);
	expect(said(log)).toEqual([
		'? a 1/3',
		'? a 1/3',
		'= a x person',
		'= given 1 given',
		'? secret 2/3',
		'= secret given person',
		'? c 3/3',
		'- secret',
		'? secret 2/3',
		'- given',
		'- a',
		'? a 1/3',
		'= a y person',
		'? secret 2/3',
		'= secret given person',
		'? c 3/3',
		'= c z person',
	]);
	expect(Object.keys(state.answers)).toEqual(['a', 'secret', 'c']);
	expect(world.vault.get('secret')).toBe('canary-2');
	expect(JSON.stringify(log)).not.toContain('canary');
});

test('a secret is nowhere in the log, whoever says it back and however', async () => {
	const canary = `Hunter2-canary/ä${'y'.repeat(60)}`;
	const login = Buffer.from(`\0nas@x.test\0${canary}`).toString('base64');
	const shifted = ['', 'a', 'ab'].map(before => Buffer.from(`${before}${canary}zz`).toString('base64'));
	const echo = [canary, login, encodeURIComponent(canary), ...shifted].join(' ');
	const {world} = stage({
		attended: true,
		probes: {
			smtp: async () => failed({code: 'unexpected', detail: echo}),
			dns: async () => ({ok: true, value: {server: echo} as never}),
		},
	});
	const {log, state} = await play(
		playbookOf(
			[
				stepOf(
					'a',
					async ({probes, signal}, params) => {
						expect(params['password']).toBe('password');
						await probes.dns({name: 'x', type: 'A'}, signal);
						const heard = await probes.smtp(
							{host: 'h', port: 1, security: 'none', stage: 'login', secret: 'password'},
							signal,
						);
						throw new Error(heard.ok ? '' : heard.failure.detail);
					},
					{with: {password: {input: 'password'}}},
				),
			],
			{inputs: [inputOf('password', {kind: 'secret'}), inputOf('port', {type: 'port'})]},
		),
		world,
		scripted([
			['password', canary],
			['port', canary],
			['port', '1'],
		]),
	);
	const written = JSON.stringify(log);
	expect(written).not.toContain('Hunter2');
	expect(written).not.toContain('canary');
	for (const text of [login, ...shifted]) expect(written).not.toContain(text.slice(8, -6));
	expect(state.steps[0]?.state.status).toBe('crashed');
	expect(state.steps[0]?.evidence).toHaveLength(2);
});
