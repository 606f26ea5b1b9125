import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {checks} from '../../source/checks/index.ts';
import {applies} from '../../source/core/answers.ts';
import type {Step} from '../../source/core/case.ts';
import type {Level} from '../../source/core/check.ts';
import {routeFor} from '../../source/core/decide.ts';
import {diagnose} from '../../source/core/diagnose.ts';
import {type Hop, hops} from '../../source/core/hop.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {parsePlaybook} from '../../source/playbook/parse.ts';

const name = 'spam-interception';
const file = `playbooks/${name}.yaml`;
const source = readFileSync(file, 'utf8');
const {knowledge} = await loadKnowledge('playbooks');
const {playbook} = parsePlaybook({name, file, source, checks, ...knowledge!});
const inputs = new Map(playbook!.inputs.map(input => [input.name, input]));
const endings = [...new Set(playbook!.route.flatMap(({procedure, also}) => [procedure, ...also]))];

/** The steps of the playbook, those that found something; the others were told nothing. */
const stepsWith = (found: Readonly<Record<string, readonly [string, Level]>>): readonly Step[] =>
	playbook!.steps.map(({id, title, check, needs}) => {
		const [code, level] = found[id] ?? [];
		return {
			id,
			title,
			check: check.id,
			hop: check.hop,
			needs,
			evidence: [],
			state:
				code !== undefined && level !== undefined
					? {status: 'finished', finding: {code, level, facts: {}, text: ''}}
					: {status: 'skipped', why: 'untold', reason: ''},
		};
	});

const routed = (
	found: Readonly<Record<string, readonly [string, Level]>>,
	answers: Readonly<Record<string, string>> = {},
) => {
	const judged = diagnose(playbook!, knowledge!, stepsWith(found));
	const given = Object.fromEntries(
		Object.entries(answers).map(([input, value]) => [input, {value, from: 'given'} as const]),
	);
	return {
		cause: judged.diagnosis?.cause,
		procedure: routeFor(playbook!, knowledge!, judged, given).route?.procedure.name,
	};
};

describe('what is asked', () => {
	test('of a person is little, and the first thing is whom the mail is for', () => {
		const asked = playbook!.inputs.filter(({later}) => !later);
		expect(asked.map(input => input.name)).toEqual(['address', 'smtp-from', 'requested']);
	});

	test('has the names that other playbooks use', () => {
		for (const known of (
			'address smtp-host smtp-port smtp-security smtp-user smtp-password smtp-from may-send imap-host imap-port ' +
			'imap-security imap-user imap-password sending-ip helo'
		).split(' '))
			expect(inputs.has(known), known).toBe(true);
	});

	test('as a secret is never asked of somebody who was not told why', () => {
		for (const {later, fallback, kind, why, name: input} of playbook!.inputs)
			if (kind === 'secret') {
				expect([later, fallback], input).toEqual([true, 'unknown']);
				if (input.endsWith('password')) expect(why, input).toMatch(/not written to any report/);
			}
	});

	test('of a person in the mailbox is asked nobody where lostmail looks itself', () => {
		const search = playbook!.steps.find(({id}) => id === 'search')!;
		expect(applies(search, {'imap-host': 'unknown'})).toBe('true');
		expect(applies(search, {'imap-host': 'imap.mailbox.test'})).toBe('false');
	});
});

test('the rules stand in the order of the hops', () => {
	const order = playbook!.diagnose.map(({cause}) => hops.indexOf(cause.split('.')[0] as Hop));
	expect(order).toEqual(order.toSorted((a, b) => a - b));
});

/** Codes of a step that a row names: of the diagnosis, or of the routes that go by what a step saw. */
const named = (step: string): ReadonlySet<string> =>
	new Set([
		...playbook!.diagnose.flatMap(({when}) => when[step] ?? []),
		...playbook!.route.flatMap(({found = {}}) => found[step] ?? []),
	]);

/** What no row names, and why that is right, by step and code. */
const leftOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	mx: {
		alias: 'most servers deliver all the same',
		implicit: 'mail gets there as well',
		'partly-dangling': 'mail gets there by the other exchanger',
		'null-mx-among-others': 'whether a server believes it is not known',
		unanswered: 'every cause of the step stays open',
	},
	header: {unauthenticated: 'by itself it need not stop a mail; the findings name it'},
	score: {
		'not-scanned': 'the one cause of the step stays open',
		'not-asked': 'the one cause of the step stays open',
		unsettled: 'the one cause of the step stays open',
		'no-filter': 'the one cause of the step stays open',
		'no-message': 'the one cause of the step stays open',
	},
	trigger: {
		'gave-up': 'what the filter thinks of the whole mail is found by the step before',
		'changed-its-mind': 'what the filter thinks of the whole mail is found by the step before',
		'route-unknown': 'the step before finds the same',
		'put-off': 'the step before finds the same',
		'not-scanned': 'the step before finds the same',
		'not-asked': 'the step before finds the same',
		unsettled: 'the step before finds the same',
		'no-filter': 'the step before finds the same',
		'no-message': 'the step before finds the same',
	},
	find: {
		'not-reached': 'every cause of the step stays open',
		'nothing-wanted': 'every cause of the step stays open, and the last route asks for the sender',
	},
	quota: {
		'nearly-full': 'mail still gets in',
		untold: 'the one cause of the step stays open',
		'not-reached': 'the one cause of the step stays open',
	},
};

describe('what a step can find', () => {
	const steps = playbook!.steps.map(({id, check}) => [id, check.findings] as const);

	test.each(steps)('%s: every problem is the proof of a cause', (id, findings) => {
		const causes = new Set(playbook!.diagnose.flatMap(({when}) => when[id] ?? []));
		const problems = Object.entries(findings).flatMap(([code, {level}]) =>
			level === 'problem' ? [code] : [],
		);
		expect(problems.filter(code => !causes.has(code))).toEqual([]);
	});

	test.each(steps)('%s: what proves nothing is named by a row, or left out for a reason', (id, findings) => {
		const open = Object.entries(findings).flatMap(([code, {level}]) => (level === 'ok' ? [] : [code]));
		const unnamed = open.filter(code => !named(id).has(code));
		expect(unnamed.toSorted()).toEqual(Object.keys(leftOut[id] ?? {}).toSorted());
	});
});

describe('the way out', () => {
	test.each(endings)('%s destroys nothing', ending => {
		const procedure = knowledge!.procedures.get(ending)!;
		expect(procedure.destructive).toBeUndefined();
		for (const {do: text} of procedure.actions)
			expect(text).not.toMatch(/^(Empty|Delete)|initiali[sz]e|factory|\bwipe\b/i);
	});

	test.each(endings)('%s asks for what this playbook has', ending => {
		for (const input of knowledge!.procedures.get(ending)!.ask) expect(inputs.has(input), input).toBe(true);
	});

	test.each([
		[{search: ['in-inbox', 'ok']}, undefined, 'read-in-inbox'],
		[{find: ['in-inbox', 'ok']}, undefined, 'read-in-inbox'],
		[{find: ['in-junk', 'problem']}, 'mailbox.junk', 'take-code-from-junk'],
		[{quota: ['full', 'problem']}, 'mailbox.full', 'make-room'],
		[{bounce: ['delayed', 'unknown']}, undefined, 'wait-for-delivery'],
		[{'sent-back': ['mailbox-full', 'problem']}, 'recipient.mailbox-full', 'make-room'],
		[{mailbox: ['refused', 'unknown']}, undefined, 'let-lostmail-look'],
		[{find: ['nowhere', 'unknown']}, undefined, 'find-out-where-it-went'],
		[{score: ['spam', 'problem']}, 'filter.spam-score', 'allow-in-filter'],
		[{search: ['not-looked', 'unknown']}, undefined, 'find-out-where-it-went'],
		[{mailbox: ['not-offered', 'unknown']}, undefined, 'let-lostmail-look'],
		[{score: ['route-unknown', 'unknown']}, undefined, 'tell-filter-the-way'],
		[{header: ['slow', 'warning']}, undefined, 'wait-for-delivery'],
		[{header: ['past-date', 'warning']}, undefined, 'look-by-arrival'],
		// What came back does not arrive any more, and what is under way may.
		[{bounce: ['greylisted', 'problem']}, 'filter.greylisted', 'wait-and-ask-once'],
		[{'sent-back': ['quota', 'problem']}, 'sender.quota', 'wait-and-ask-once'],
		[{greylisting: ['too-late', 'problem']}, 'filter.greylisted', 'wait-for-delivery'],
		// What lies nearer to the sender is named first.
		[{bounce: ['policy', 'problem'], find: ['in-junk', 'problem']}, 'recipient.policy', 'ask-postmaster'],
	] as const)('of %o is %s, %s', (found, cause, procedure) => {
		expect(routed(found)).toEqual({cause, procedure});
	});

	test('leads through the mailbox whoever cannot have lostmail look into it', () => {
		const {again, ask} = knowledge!.procedures.get('let-lostmail-look')!;
		expect(ask).toContain('imap-host');
		expect(again).toContain('search');
	});

	test('releases nothing that a filter calls dangerous', () => {
		const judged = diagnose(playbook!, knowledge!, stepsWith({header: ['malware', 'problem']}));
		const {route} = routeFor(playbook!, knowledge!, judged, {});
		const told = route!.procedure.actions.map(action => action.do).join('\n');
		expect(told).toMatch(/Release nothing yourself/);
		expect(told).not.toMatch(/Open the quarantine|allow the sender, so/);
	});

	test('tells the filter what it was not told', () => {
		const {again, ask} = knowledge!.procedures.get('tell-filter-the-way')!;
		for (const id of again) {
			const {with: args} = playbook!.steps.find(step => step.id === id)!;
			const given = Object.values(args).flatMap(argument => ('input' in argument ? [argument.input] : []));
			expect(given).toEqual(expect.arrayContaining([...ask]));
		}
	});

	test('of a mail that was asked for just now is to wait, as long as nothing else is known', () => {
		const justNow = {requested: 'just-now'};
		expect(routed({find: ['nowhere', 'unknown']}, justNow).procedure).toBe('wait-for-delivery');
		expect(routed({find: ['in-inbox', 'ok']}, justNow).procedure).toBe('read-in-inbox');
		expect(routed({search: ['in-tab', 'problem']}, justNow).procedure).toBe('look-in-other-tab');
	});
});

test.each([
	['no consent', ['consent: true\n', '\n']],
	['yes by itself', ['default: "no"\n    consent: true', 'default: "yes"\n    consent: true']],
	['written down', ['may-send: $may-send', 'may-send: "yes"']],
] as const)('a test mail is sent only after somebody agreed to it: %s', (_, [before, after]) => {
	const changed = source.replace(before, after);
	expect(changed).not.toBe(source);
	const parsed = parsePlaybook({name, file, source: changed, checks, ...knowledge!});
	expect(parsed.problems.map(({rule}) => rule)).toEqual(['consent']);
});
