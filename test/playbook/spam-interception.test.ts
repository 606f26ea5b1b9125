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
		// What lies nearer to the sender is named first.
		[{bounce: ['policy', 'problem'], find: ['in-junk', 'problem']}, 'recipient.policy', 'ask-postmaster'],
	] as const)('of %o is %s, %s', (found, cause, procedure) => {
		expect(routed(found)).toEqual({cause, procedure});
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
