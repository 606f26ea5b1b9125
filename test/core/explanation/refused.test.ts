import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {explanationOf} from '../../../source/core/explanation.ts';
import {readTranscript} from '../../../source/core/transcript.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const explain = (text: string) => explanationOf(readTranscript(text), knowledge);

test('a refusal is never told as health, whatever stands before it', () => {
	const quoted =
		'On Tue, Ann wrote:\n> Your mail came back\n> It said:\n> 554 5.7.1 Spam message rejected because of content';
	for (const text of [quoted, 'C: It said this\nS: 554 5.7.1 no', 'C: VRFY kim\nS: 550 5.1.1 no']) {
		expect(explain(text).facts.result, text).toBe('refused');
		expect(explain(text).facts.means, text).not.toContain('No reply of a server');
	}
	expect(
		explain('S: 220 x\nC: EHLO y\nS: 250 x\nC: VRFY kim\nS: 550 5.1.1 no\nC: QUIT\nS: 221 x').facts.result,
	).toBe('accepted');
});

test('words of servers are concealed after rules have looked at them, and what they offer is not', () => {
	const text = [
		'S: 220 mx.example.org x7Q9',
		'C: EHLO nas.example.org',
		'S: 250-mx.example.org x7Q9',
		'S: 250 SIZE 1000',
		'C: MAIL FROM:<nas@example.org>',
		'S: 250 ok',
		'C: RCPT TO:<kim@example.net>',
		'S: 550-5.1.1 User unknown x7Q9',
		'S: 550 5.1.1 x7Q9',
		'· it said x7Q9',
		'C: It was x7Q9',
	].join('\n');
	const seen: string[] = [];
	const told = explanationOf(readTranscript(text), knowledge, words => {
		seen.push(words);
		return words.replaceAll('x7Q9', 'hidden').replace('User unknown', 'hidden');
	});
	expect(told.cause).toBe('recipient.unknown');
	expect(told.facts.text).toBe('hidden hidden hidden');
	expect(told.facts.lines.find(({code}) => code === 550)?.text).toBe(
		'550-5.1.1 hidden hidden\n550 5.1.1 hidden',
	);
	expect(told.facts.lines.filter(({text: line}) => line.includes('x7Q9')).map(({side}) => side)).toEqual([
		'server',
	]);
	expect(seen.some(words => words.includes('\n') || words.includes('SIZE'))).toBe(false);
});
