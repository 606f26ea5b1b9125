import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Step} from '../../source/core/case.ts';
import {dialogueKey, explainerOf} from '../../source/core/dialogue.ts';
import type {Evidence} from '../../source/core/event.ts';
import {mostRefusals} from '../../source/core/explain/note.ts';
import {explainLines, explainParts} from '../../source/core/explain.ts';
import type {ReplyRule} from '../../source/core/knowledge.ts';
import type {Exchange, SmtpQuestion} from '../../source/core/smtp.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const question: SmtpQuestion = {host: 'smtp.gmail.com', port: 587, security: 'starttls', stage: 'connect'};

const heard = (at: number, said: unknown, more: Partial<SmtpQuestion> = {}): Evidence => ({
	probe: 'smtp',
	question: {...question, ...more},
	answer: {exchanges: said, extensions: {}, anomalies: [], stages: {}},
	at,
	ms: 1,
});

const step = (id: string, ...evidence: readonly Evidence[]): Step => ({
	id,
	title: id,
	check: id,
	hop: 'auth',
	needs: [],
	evidence,
	state: {status: 'waiting'},
});

const side = {C: 'client', S: 'server', '-': 'connection'} as const;
const said = (...lines: readonly string[]): readonly Exchange[] =>
	lines.map((line, ms) => ({ms, side: side[line.charAt(0) as 'C'], text: line.slice(2)}));

const greeting = heard(1, said('- connected to 192.0.2.7:587', 'S 220 smtp.gmail.com ESMTP'));
const tls = heard(2, said('C STARTTLS', 'S 220 2.0.0 Ready', 'C EHLO nas.example', 'S 550 5.7.1 no'), {
	stage: 'tls',
});
const login = heard(
	3,
	said('C AUTH PLAIN ••••••', 'S 534-5.7.9 Application-specific password required.\n534 5.7.9 https://x'),
	{stage: 'login'},
);

describe('the dialogues of a case', () => {
	const explain = explainerOf(knowledge);

	test('go through its steps: what one heard is explained with what was said before it', () => {
		const dialogues = explain([step('login', login), step('tls', tls), step('connect', greeting)]);
		expect(dialogues.get(greeting)?.map(({means}) => means)).toEqual(['the server is reached', 'is ready']);
		// The second EHLO is one of the encrypted session.
		expect(dialogues.get(tls)?.at(-1)).toMatchObject({stage: 'tls', answers: 'EHLO nas.example'});
		const refused = dialogues.get(login)?.at(-1);
		expect(refused).toMatchObject({
			tone: 'bad',
			stage: 'login',
			answers: 'AUTH PLAIN ••••••',
			healthy: expect.stringContaining('235'),
			class: expect.stringContaining('permanent'),
			note: {cause: 'auth.app-password-needed', provider: 'gmail'},
			provider: {name: 'Gmail'},
		});
		expect(refused?.provider?.guessed).toBeUndefined();
	});

	test('are apart when anything but stage and tag differs', () => {
		const key = (more: Partial<SmtpQuestion>) => dialogueKey({question: {...question, ...more}});
		expect(key({stage: 'login'})).toBe(key({stage: 'accept', tag: 'x'}));
		expect(key({dialogue: 'two'})).not.toBe(key({}));
		expect(key({security: 'none'})).not.toBe(key({}));
		expect(dialogueKey({question: {b: 1, a: 2}})).toBe(dialogueKey({question: {a: 2, b: 1}}));
		expect(dialogueKey({question: null})).toBe('[]');
	});

	test('are explained once, and again only where something was added', () => {
		const before = explain([step('connect', greeting), step('tls', tls)]);
		const same = explain([step('connect', greeting), step('tls', tls), step('other')]);
		expect(same.get(tls)).toBe(before.get(tls));
		const more = explain([step('connect', greeting), step('tls', tls), step('login', login)]);
		expect(more.get(login)).toHaveLength(2);
		const otherwise = explain([step('tls', tls)]);
		expect(otherwise.get(tls)).not.toBe(before.get(tls));
	});
});

test('what is not well formed is left out, and there is a bound to everything', () => {
	const explain = explainerOf({replies: [], providers: []});
	const of = (evidence: Evidence) => explain([step('a', evidence)]).get(evidence);
	for (const odd of [
		null,
		'x',
		[],
		[null],
		[{ms: '1', side: 'server', text: 'x'}],
		[{ms: 1, side: 'x', text: 'x'}],
	])
		expect(of(heard(1, odd))).toBeUndefined();
	expect(of({...greeting, answer: null})).toBeUndefined();
	expect(of({...greeting, probe: 'dns'})).toBeUndefined();
	expect(of({...greeting, question: 'x'})).toHaveLength(2);
	const many = of(
		heard(
			1,
			Array.from({length: 5000}, () => ({ms: 1, side: 'server', text: '2'.repeat(70_000)})),
		),
	);
	expect(many).toHaveLength(1000);
	expect(many?.[0]?.text).toHaveLength(65_536);
});

test('whatever a case file holds, there is a line for each thing said, and no control character is added', () => {
	const text = fc.oneof(
		fc.string({unit: 'binary', maxLength: 60}),
		fc.constantFrom(
			'220 x',
			'535 5.7.8 \u001B',
			'AUTH XOAUTH2',
			'334 eyJzdGF0dXMiOiI0MDEifQ==',
			'421 \u202E',
		),
	);
	const exchange = fc.record({ms: fc.nat(), side: fc.constantFrom('client', 'server', 'connection'), text});
	fc.assert(
		fc.property(fc.array(exchange, {minLength: 1, maxLength: 12}), fc.string(), (exchanges, host) => {
			const evidence = heard(1, exchanges, {host});
			const lines = explainerOf(knowledge)([step('a', evidence)]).get(evidence);
			expect(lines).toHaveLength(exchanges.length);
			for (const {means, class: category, healthy, note, provider} of lines ?? [])
				expect(JSON.stringify([means, category, healthy, note, provider])).not.toMatch(
					/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
				);
		}),
		{numRuns: 100},
	);
});

test('a dialogue in parts is explained as it is in one, in whatever order its parts are asked for', () => {
	const line = fc.record({
		ms: fc.nat(),
		side: fc.constantFrom('client', 'server', 'connection'),
		text: fc.constantFrom(
			...[
				'220 smtp.gmail.com ESMTP',
				'250-x\n250 AUTH PLAIN',
				'250 ok',
				'550 5.1.1 no',
				'334 ',
				'354 go',
				'5.7.1 x',
			],
			...[
				'EHLO x',
				'STARTTLS',
				'AUTH LOGIN',
				'dXNlcg==',
				'*',
				'MAIL FROM:<a@b.test>',
				'RCPT TO:<c@d.test>',
				'DATA',
			],
			...['connected to 192.0.2.7:587', 'the server closed the connection'],
		),
	});
	fc.assert(
		fc.property(fc.array(fc.array(line, {maxLength: 6}), {maxLength: 6}), parts => {
			const later = explainParts(parts, knowledge);
			const asked = later.map((_, index) => later.at(-1 - index)?.() ?? []).toReversed();
			expect(asked.flat()).toEqual(explainLines(parts.flat(), knowledge));
			expect(later.flatMap(one => one())).toEqual(asked.flat());
		}),
	);
});

describe('of very many refusals', () => {
	const counting = () => {
		const texts: string[] = [];
		const rule: ReplyRule = {
			stages: ['recipient'],
			cause: 'recipient.refused',
			means: 'a rule of the tests',
			retry: 'stop',
			seen: {last: '2026-11-22'},
			samples: ['550 x'],
			source: 'the tests',
			matches: ({lines}) => texts.push(lines.join()) > 0,
		};
		return {texts, replies: [rule]};
	};
	const refusing = (number: number): Evidence =>
		heard(
			number,
			Array.from({length: 40}, (_, at) => [
				{ms: at, side: 'client', text: 'RCPT TO:<a@b.test>'},
				{ms: at, side: 'server', text: `550 5.7.1 no ${number} ${at % 20}`},
			]).flat(),
			{dialogue: `${number}`},
		);
	const dialogues = Array.from({length: 50}, (_, number) => refusing(number));

	test('a whole case has its rules asked about so many, and tells of the others that they were not', () => {
		const {texts, replies} = counting();
		const explain = explainerOf({replies, providers: []});
		const all = explain([step('a', ...dialogues)]);
		expect(texts).toHaveLength(mostRefusals);
		expect(all.get(dialogues[4] as Evidence)?.at(-1)).toMatchObject({note: {cause: 'recipient.refused'}});
		const late = all.get(dialogues[5] as Evidence)?.at(-1);
		expect(late).toMatchObject({tone: 'bad', stage: 'recipient', notLookedUp: true});
		expect(late?.note).toBeUndefined();
		expect(late?.means).toMatch(
			/ \(not looked up, because more than 100 different refusals came before it\)$/,
		);
	});

	test('whatever is read first, the first ones are looked up', () => {
		const {replies} = counting();
		const backwards = explainerOf({replies, providers: []})([step('a', ...dialogues)]);
		const forwards = explainerOf({replies, providers: []})([step('a', ...dialogues)]);
		const read = dialogues.toReversed().map(one => backwards.get(one));
		expect(read.toReversed()).toEqual(dialogues.map(one => forwards.get(one)));
	});

	test('it stays so while the case grows, and another case has its own', () => {
		const {texts, replies} = counting();
		const explain = explainerOf({replies, providers: []});
		for (let known = 1; known <= dialogues.length; known++)
			explain([step('a', ...dialogues.slice(0, known))]);
		expect(texts).toHaveLength(mostRefusals);
		explain([step('a', refusing(99))]);
		expect(texts).toHaveLength(mostRefusals + 20);
	});
});
