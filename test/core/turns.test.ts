import {describe, expect, test} from 'vitest';
import {leaveWhenClosed, startCase, worldOf} from '../../source/commands/compose.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {raiseWorld} from '../../source/commands/worlds.ts';
import type {Case, Step, StepState} from '../../source/core/case.ts';
import {type Meanings, ok, problem, unknown, warning} from '../../source/core/check.ts';
import type {Playbook} from '../../source/core/playbook.ts';
import {turnsOf} from '../../source/core/turns.ts';
import {causeOf, causes, crashed, finished, rule, skipped, stepOf, waiting} from './tables.ts';

const findings: Meanings = {
	fine: ok('.'),
	odd: warning('.'),
	one: problem('.'),
	two: problem('.'),
	lost: unknown('.'),
};

const planned = (ids: readonly string[], means: Meanings = findings): Playbook['steps'] =>
	ids.map(id => ({
		id,
		title: id,
		check: {id, findings: means} as Playbook['steps'][number]['check'],
		with: {},
		needs: [],
		when: {},
	}));

const words = new Map([
	['a', {...causeOf('a'), plain: 'A.'}],
	['b', {...causeOf('b'), plain: 'B takes {fact}.'}],
	['c', {...causeOf('c'), plain: 'C.'}],
]);

type Told = Readonly<Record<string, StepState | readonly [StepState, ...string[]]>>;

const turns = (rules: Playbook['diagnose'], told: Told) => {
	const steps = Object.entries(told).map(([id, said]): Step => {
		const [state, ...needs] = (Array.isArray(said) ? said : [said]) as [StepState, ...string[]];
		return {...stepOf(id, state), needs};
	});
	return turnsOf({diagnose: rules, steps: planned(Object.keys(told))}, {causes: words}, steps);
};

const fine = finished('fine', 'ok');
const lost = finished('lost', 'unknown');
const one = finished('one', 'problem');
const two = finished('two', 'problem');

describe('what would change the verdict', () => {
	test('nothing, where all is known and nothing was found', () => {
		expect(turns([rule({s: ['one']}, 'a')], {s: fine, t: skipped('excluded')})).toEqual([]);
	});

	test('what speaks for the cause, mended: the next cause, or none', () => {
		const rules = [rule({s: ['one']}, 'a'), rule({t: ['two']}, 'b'), rule({s: ['odd']}, 'c')];
		expect(turns(rules, {s: one, t: fine})).toEqual([
			{step: 's', when: 'mended', codes: ['fine'], cause: null},
			{step: 's', when: 'mended', codes: ['odd'], cause: 'c', plain: 'C.'},
		]);
		expect(turns(rules, {s: one, t: two})).toEqual([
			{step: 's', when: 'mended', codes: ['fine', 'odd'], cause: 'b'},
		]);
	});

	test('where two steps speak for it, either will do', () => {
		const rules = [rule({s: ['odd'], t: ['two']}, 'a'), rule({t: ['two']}, 'c')];
		expect(turns(rules, {s: finished('odd', 'warning'), t: two})).toEqual([
			{step: 's', when: 'mended', codes: ['fine'], cause: 'c', plain: 'C.'},
			{step: 't', when: 'mended', codes: ['fine', 'odd'], cause: null},
		]);
	});

	test('another problem of the step that speaks for the cause is another fault, and no mending', () => {
		const rules = [rule({s: ['one']}, 'a'), rule({s: ['two']}, 'c')];
		expect(turns(rules, {s: one}).flatMap(({codes}) => codes)).toEqual(['fine', 'odd']);
	});

	test.each<[string, StepState]>([
		['unknown', lost],
		['crashed', crashed],
		['waiting', waiting],
		['skipped for something unknown', skipped('unknown')],
		['untold', skipped('untold')],
	])('a step that is %s: what it would name, and no more', (_, state) => {
		const rules = [rule({s: ['one', 'lost']}, 'a'), rule({s: ['two', 'odd']}, 'b')];
		expect(turns(rules, {s: state})).toEqual([
			{step: 's', when: 'found-out', codes: ['odd', 'two'], cause: 'b'},
			{step: 's', when: 'found-out', codes: ['one'], cause: 'a', plain: 'A.'},
		]);
	});

	test.each<[string, StepState]>([
		['was not reached', skipped('blocked')],
		['does not apply', skipped('excluded')],
		['found something', fine],
	])('a step that %s turns nothing', (_, state) => {
		expect(turns([rule({s: ['one']}, 'a')], {s: state})).toEqual([]);
	});

	test('what is named later in the table does not take the place of what was named', () => {
		const rules = [rule({s: ['one']}, 'a'), rule({t: ['one']}, 'b'), rule({u: ['one']}, 'c')];
		expect(turns(rules, {s: lost, t: one, u: lost}).filter(({when}) => when === 'found-out')).toEqual([
			{step: 's', when: 'found-out', codes: ['one'], cause: 'a', plain: 'A.'},
		]);
	});

	test('two steps that are open together turn nothing alone', () => {
		expect(turns([rule({s: ['one'], t: ['one']}, 'a')], {s: lost, t: lost})).toEqual([]);
	});

	test('steps that need one another in a chain without end, or in a ring, are no trouble', () => {
		const ids = Array.from({length: 20_000}, (_, index) => `s${index}`);
		const chain = ids.map(
			(id, index): Step => ({
				...stepOf(id, lost),
				needs: [ids[index + 1] ?? 's0'],
			}),
		);
		const open = chain.with(-1, {...stepOf('s19999', lost), needs: []});
		const of = (steps: readonly Step[]) =>
			turnsOf({diagnose: [rule({s0: ['one']}, 'a')], steps: planned(['s0'])}, {causes: words}, steps);
		expect(of(open)).toHaveLength(1);
		expect(of(chain)).toEqual([]);
	});

	test('what lies behind a problem is not promised, however long the way there', () => {
		const rules = [rule({s: ['one']}, 'a'), ...['t', 'u', 'v'].map(id => rule({[id]: ['two']}, 'c'))];
		const told: Told = {
			s: one,
			t: [skipped('blocked'), 's'],
			u: [skipped('unknown'), 't'],
			v: [skipped('untold'), 's'],
		};
		expect(turns(rules, told).map(({step}) => step)).toEqual(['s']);
	});

	test('the nearest first: because, found out by itself, behind that, untold', () => {
		const ids = ['untold', 'behind', 'free', 'because'];
		const rules = [...ids.slice(0, 3).map(id => rule({[id]: ['one']}, 'a')), rule({because: ['two']}, 'c')];
		const told: Told = {
			untold: skipped('untold'),
			behind: [skipped('unknown'), 'free'],
			'behind-untold': [skipped('untold'), 'untold'],
			free: [lost, 'fine'],
			fine,
			because: two,
		};
		expect(turns(rules, told).map(({step}) => step)).toEqual(['because', 'free', 'behind', 'untold']);
	});

	test('a case file whose steps need each other is borne', () => {
		const rules = [rule({s: ['one']}, 'a')];
		expect(turns(rules, {s: [lost, 't'], t: [lost, 's']}).length).toBeLessThanOrEqual(1);
	});

	test('it is bounded, and the same every time', () => {
		const many = Array.from({length: 40}, (_, index) => `s${index}`);
		const rules = many.map((id, index) => rule({[id]: ['one']}, ['a', 'b', 'c'][index % 3] ?? 'a'));
		const told = Object.fromEntries(many.map(id => [id, lost]));
		const found = turns(rules, told);
		expect(found).toHaveLength(12);
		expect(found.map(({step}) => step)).toEqual(many.slice(0, 12));
		expect(turns(rules, told)).toEqual(found);
	});

	test('a step that the playbook does not know, and a cause without words, are borne', () => {
		const steps = [stepOf('s', lost), stepOf('t', lost)];
		const table = {diagnose: [rule({s: ['one'], other: ['x']}, 'a')], steps: planned(['s'])};
		expect(turnsOf(table, {causes}, steps)).toEqual([]);
	});
});

const knowledge = await readKnowledge();

const caseIn = async (name: string): Promise<Case> => {
	const world = await raiseWorld(name);
	const ending = new AbortController();
	try {
		const {reach, answers, vault, scenario} = world;
		const session: ReturnType<typeof startCase> = startCase(
			await readPlaybook(scenario.playbook, knowledge),
			worldOf(reach, {answers, vault, attended: false, signal: ending.signal}, knowledge),
			[leaveWhenClosed(() => session)],
		);
		return await session.done;
	} finally {
		await world.close();
	}
};

const saidIn = ({state}: Step): string | undefined =>
	state.status === 'finished' && state.finding.level !== 'unknown' ? state.finding.code : undefined;

test.concurrent.each([
	['wrong-password', 'login', 'mended', 'healthy', null],
	['port-silent', 'connect', 'found-out', 'not-smtp', 'connect.not-smtp'],
	['no-password', 'login', 'found-out', 'wrong-password', 'auth.wrong-credentials'],
	['domain-dkim-revoked', 'dkim', 'mended', 'domain-healthy', null],
	['domain-dane-other-authority', 'dane', 'mended', 'domain-mx-certificates', 'mx.certificate'],
	['domain-mx-silent', 'reachable', 'found-out', 'domain-mx-not-smtp', 'mx.unreachable'],
	['intercept-imap-login-refused', 'find', 'found-out', 'intercept-imap-in-junk', 'mailbox.junk'],
	['capture-content-rejected', 'release', 'mended', 'capture-released', 'mx.or-later'],
	[
		'capture-release-temporary',
		'release',
		'found-out',
		'capture-release-relay-denied',
		'sender.relay-denied',
	],
	['smtp-port-dropped', 'connect', 'found-out', 'smtp-port-no-reverse-name', 'reputation.ptr'],
] as const)(
	'in the world "%s", once “%s” is %s as in "%s", the cause is %s',
	async (before, step, when, after, cause) => {
		const [was, is] = await Promise.all([caseIn(before), caseIn(after)]);
		const code = is.steps.flatMap(one => (one.id === step ? [saidIn(one)] : [])).find(said => said);
		const turn = was.turns.find(one => one.step === step && one.codes.includes(code ?? ''));
		expect(turn).toMatchObject({when, cause});
		// Nothing but this step has changed.
		for (const one of was.steps)
			if (one.id !== step && saidIn(one) !== undefined)
				expect(saidIn(is.steps.find(({id}) => id === one.id) ?? one), one.id).toBe(saidIn(one));
		expect(is.diagnosis?.cause ?? null).toBe(cause);
	},
	60_000,
);
