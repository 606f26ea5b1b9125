import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {mostRefusals} from '../../../source/core/explain/note.ts';
import {explainLines} from '../../../source/core/explain.ts';
import {explanationOf} from '../../../source/core/explanation.ts';
import type {ReplyRule} from '../../../source/core/knowledge.ts';
import type {SmtpStage} from '../../../source/core/smtp.ts';
import {readTranscript} from '../../../source/core/transcript.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {replies} = knowledge;

const explained = (text: string, provider?: string) =>
	explainLines(readTranscript(text).lines, {replies, ...(provider === undefined ? {} : {provider})});

/** The command that each stage ends with. */
const commands: Readonly<Record<SmtpStage, readonly string[]>> = {
	connect: ['EHLO nas.example.org'],
	tls: ['STARTTLS'],
	login: ['AUTH LOGIN'],
	sender: ['MAIL FROM:<nas@example.org>'],
	recipient: ['RCPT TO:<kim@example.net>'],
	accept: ['DATA'],
};

describe('every sample of a rule', () => {
	test('is explained by its rule behind the command of each of its stages', () => {
		const lost = replies.flatMap(rule =>
			rule.stages.flatMap(stage =>
				rule.samples.flatMap(sample => {
					const before = commands[stage].map(command => `C: ${command}`).join('\n');
					const after = sample
						.split('\n')
						.map(line => `S: ${line}`)
						.join('\n');
					const provider = rule.ordinary ? rule.provider : undefined;
					const line = explained(`S: 220 mx.example.net\n${before}\n${after}`, provider).at(-1);
					const {note} = line ?? {};
					return line?.stage === stage && note?.cause === rule.cause && note.means === rule.means
						? []
						: [`${stage}: ${sample} → ${line?.stage} ${note?.cause}`];
				}),
			),
		);
		expect(lost).toEqual([]);
	});

	test('is explained by its rule alone as well, unless it is a code that means many things', () => {
		const lost = replies.flatMap(rule =>
			rule.samples
				.map(sample => ({
					sample,
					line: explained(sample, rule.ordinary ? rule.provider : undefined).at(-1),
				}))
				.filter(({line}) =>
					rule.unsure ? !line?.suspected?.includes(rule.cause) : line?.note?.cause !== rule.cause,
				)
				.map(({sample, line}) => `${sample} → ${line?.note?.cause} ${line?.suspected}`),
		);
		expect(lost).toEqual([]);
	});

	test('loses nothing to the masking of secrets', () => {
		const changed = replies.flatMap(({samples}) =>
			samples.filter(sample => readTranscript(sample).lines.some(({text}) => text.includes('•'))),
		);
		expect(changed).toEqual([]);
	});
});

test('what a rule says of trying again, of who acts and what to do comes along', () => {
	const noteOf = (text: string, provider?: string) => explained(text, provider).at(-1)?.note;
	expect(noteOf('S: 451 MI:SFQ')).toMatchObject({
		retry: 'wait',
		waitMinutes: 15,
		who: 'mail-owner',
		remedy: expect.stringContaining('15 minutes'),
	});
	expect(noteOf('S: 535 Incorrect authentication data')).not.toHaveProperty('remedy');
});

test('the rules of the provider that greets come first, and otherwise the order of the file counts', () => {
	const providerOf = (text: string) => explained(text).at(-1)?.note?.provider;
	const reply = 'S: 552 5.2.2 user is over quota';
	const talk = (host: string) =>
		`S: 220 ${host} ESMTP\nC: EHLO x\nS: 250 x\nC: RCPT TO:<a@b.example>\n${reply}`;
	const first = replies.find(
		rule =>
			rule.provider &&
			rule.stages.includes('recipient') &&
			rule.matches({code: 552, enhanced: '5.2.2', lines: ['5.2.2 user is over quota']}),
	)?.provider;
	expect(providerOf(talk('mx.example.net'))).toBe(first);
	expect(explained(talk('smtp.gmail.com'), 'nobody').at(-1)?.note?.provider).toBeUndefined();
	expect(providerOf(talk('smtp.gmail.com.example.net'))).toBe(first);
});

test('of very many refusals in one text each rule is asked about so many, each only once, and the rest is told', () => {
	const [any] = replies.filter(({unsure}) => unsure);
	let asked = 0;
	const rule = {...any, stages: ['recipient', 'accept'], matches: () => ++asked > 0} as ReplyRule;
	const text = Array.from({length: 300}, (_, number) => `550 5.7.1 no ${number}`).join('\n');
	const lines = explainLines(readTranscript(`${text}\n${text}`).lines, {replies: [rule]});
	expect(asked).toBe(mostRefusals);
	expect(lines.filter(({notLookedUp}) => notLookedUp)).toHaveLength(400);
	const {facts} = explanationOf(readTranscript(text), {replies: [rule], causes: new Map(), providers: []});
	expect(JSON.stringify(facts.lines.at(-1))).not.toContain('notLookedUp');
	expect(facts.lines.at(-1)?.means).toContain('not looked up');
});
