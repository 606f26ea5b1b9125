import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formatProblem} from '../../source/playbook/problem.ts';
import {parse} from './small-world.ts';

const here = (file: string) => join(import.meta.dirname, file);
const yamls = (folder: string) =>
	readdirSync(here(folder))
		.filter(file => file.endsWith('.yaml'))
		.map(file => `${folder}/${file}`);
const read = (file: string) => readFileSync(here(file), 'utf8');
const everything = read('ok/everything.yaml');

describe('parsePlaybook', () => {
	it.each(yamls('err'))('reports every mistake of %s', async file => {
		const source = read(file);
		const out = parse(source, file).problems.map(problem => formatProblem(problem, source));
		expect(out).not.toEqual([]);
		await expect(out.join('\n')).toMatchFileSnapshot(here(file.replace(/yaml$/, 'out')));
	});

	it.each(yamls('ok'))('has nothing to say about %s', file => {
		const {playbook, problems} = parse(read(file), file);
		expect(problems).toEqual([]);
		expect(playbook?.sha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it('tells what comes later, what holds for one round, and what takes the place of a destructive row', () => {
		const {playbook} = parse(
			everything
				.replace('smtp-user: {ask: Which user?,', 'smtp-user: {later: true, ask: Which user?,')
				.replace(
					'address: {ask: Where should the code go?,',
					'address: {consent: true, ask: Where should the code go?,',
				)
				.replace(/( +)go: initialize\n/, '$&$1else: repair-mail\n'),
		);
		const named = (key: 'later' | 'consent') =>
			playbook?.inputs.filter(input => input[key]).map(({name}) => name);
		expect([named('later'), named('consent')]).toEqual([['smtp-user'], ['address']]);
		expect(playbook?.route.flatMap(({otherwise}) => otherwise ?? [])).toEqual(['repair-mail']);
		const {problems} = parse(everything.replace(/( +)go: initialize\n/, '$&$1else: wipe\n'));
		expect(problems).toMatchObject([{rule: 'destructive'}]);
	});

	it('lets a row rest on what a step found, and no destructive one', () => {
		const row = (found: string, go = 'wait') =>
			parse(everything.replace(/^route:\n/m, `$&  - {found: {${found}}, go: ${go}}\n`));
		const {playbook, problems} = row('connect: timeout');
		expect(problems).toEqual([]);
		expect(playbook?.route[0]).toMatchObject({when: {}, found: {connect: ['timeout']}});
		expect(row('conect: timeout').problems).toMatchObject([{rule: 'unknown-step'}]);
		expect(row('connect: timeuot').problems).toMatchObject([{rule: 'unknown-finding'}]);
		expect(row('connect: timeout', 'initialize').problems).toMatchObject([{rule: 'destructive'}]);
	});

	it('makes the playbook that the rest of the program knows', () => {
		const {playbook} = parse(everything);
		expect(playbook).toMatchObject({name: 'x', appliesTo: 'TerraMaster TOS 6 and TOS 7'});
		expect(playbook?.inputs[0]).toEqual({
			name: 'account',
			ask: 'Which kind of account is it?',
			why: 'The ways back in differ.',
			caution: 'Do not press the reset button.',
			kind: 'choice',
			choices: [
				{value: 'super-user', label: 'The first account'},
				{value: 'administrator', label: 'Another administrator'},
				{value: 'user', label: 'A user'},
			],
			type: 'text',
			when: {},
			fallback: 'unknown',
			unsure: {
				ask: 'Did you set up the device?',
				why: 'The first account did.',
				choices: [
					{value: 'super-user', label: 'Yes'},
					{value: 'user', label: 'No'},
				],
			},
		});
		expect(playbook?.inputs.map(({kind, fallback}) => [kind, fallback])).toEqual([
			['choice', 'unknown'],
			['choice', 'unknown'],
			['text', undefined],
			['text', '587'],
			['choice', 'starttls'],
			['text', 'unknown'],
			['secret', 'unknown'],
			['text', 'unknown'],
			['confirmation', 'unknown'],
		]);
		expect(playbook?.steps[1]).toMatchObject({title: "The recipient's domain", needs: []});
		expect(playbook?.steps[3]).toMatchObject({
			id: 'login',
			title: 'Login',
			with: {host: {input: 'smtp-host'}, user: {value: '$mtp'}, password: {input: 'smtp-password'}},
			needs: ['connect'],
			when: {'smtp-password': ['given']},
		});
		expect(playbook?.diagnose[1]).toEqual({
			when: {connect: ['refused', 'timeout']},
			cause: 'connect.refused',
		});
		expect(playbook?.route.at(-1)).toEqual({when: {}, procedure: 'self-reset', also: []});
	});

	it('lists at most 500 problems and counts the rest', () => {
		const rows = Array.from({length: 499}, (_, index) => `  - {when: {x${index}: a}, go: b, also: [c, d]}`);
		const {problems} = parse(`title: A\nabout: B\nsteps: []\nroute:\n${rows.join('\n')}\n`);
		expect(problems).toHaveLength(501);
		expect(problems.at(-1)?.rule).toBe('too-many-problems');
	});

	it('survives more of everything than it reads', () => {
		const steps = Array.from(
			{length: 6000},
			(_, index) => `  - {id: s${index}, check: a, needs: [s${index + 1}]}`,
		);
		expect(parse(`title: A\nabout: B\nsteps:\n${steps.join('\n')}\n`).problems[0]?.message).toBe(
			'expected at most 200 steps',
		);
		const keys = Array.from({length: 16_000}, (_, index) => `k${index}: 1`);
		expect(parse(keys.join('\n')).problems.length).toBeGreaterThan(500);
	});

	const indicator = fc.constantFrom(...'[]{},:-?!&*|>\'"%@`#~\n\t $', '- ', ': ', '\n  ', '<<', '__proto__');
	it('never throws, whatever the text', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(indicator, fc.string({unit: 'binary', maxLength: 4}))), pieces => {
				const source = pieces.join('');
				for (const problem of parse(source).problems) formatProblem(problem, source);
			}),
			{numRuns: 500},
		);
	});

	it('never throws, wherever a good playbook is damaged', () => {
		fc.assert(
			fc.property(
				fc.nat(everything.length),
				fc.nat(40),
				fc.oneof(indicator, fc.constantFrom('constructor', 'null', '0', '[]', '{}', 'toString')),
				(at, length, put) => {
					const source = everything.slice(0, at) + put + everything.slice(at + length);
					const {playbook, problems} = parse(source);
					expect(playbook === undefined).toBe(problems.length > 0);
					for (const problem of problems) formatProblem(problem, source);
				},
			),
			{numRuns: 500},
		);
	}, 30_000);

	const keys = fc.constantFrom(
		...['title', 'about', 'inputs', 'steps', 'diagnose', 'route', 'id', 'check', 'with', 'when', 'go'],
		...['ask', 'choices', 'unsure', 'constructor', 'needs', 'also', 'cause', 'mail'],
	);
	const {tree} = fc.letrec(tie => ({
		tree: fc.oneof(
			{maxDepth: 5},
			fc.constantFrom('dns.mx', 'broken', '$x', '$', 'unknown', null, 0, true),
			fc.array(tie('tree'), {maxLength: 3}),
			fc.dictionary(keys, tie('tree'), {maxKeys: 6}),
		),
	}));
	it('never throws, whatever the shape', () => {
		fc.assert(
			fc.property(tree, value => {
				parse(JSON.stringify(value));
			}),
			{numRuns: 500},
		);
	});
});
