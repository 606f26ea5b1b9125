import {describe, expect, test} from 'vitest';
import {explainLines} from '../../../source/core/explain.ts';
import {readTranscript} from '../../../source/core/transcript.ts';

const explained = (text: string) => explainLines(readTranscript(text).lines, {replies: []});

describe('a reply belongs to its command', () => {
	const stages = (text: string) =>
		explained(text)
			.filter(({side}) => side === 'server')
			.map(({text: line, stage, answers}) => `${line.slice(0, 3)} ${stage ?? '-'} ${answers ?? '-'}`);

	test('also where commands are sent ahead', () => {
		expect(
			stages(
				'S: 220 x\nC: EHLO x\nS: 250 x\nC: MAIL FROM:<a@b.example>\nC: RCPT TO:<c@d.example>\nC: RCPT TO:<e@f.example>\nC: DATA\nS: 250 ok\nS: 550 no\nS: 250 ok\nS: 354 go\nC: .\nC: QUIT\nS: 250 taken\nS: 221 bye',
			),
		).toEqual([
			'220 connect -',
			'250 connect EHLO x',
			'250 sender MAIL FROM:<a@b.example>',
			'550 recipient RCPT TO:<c@d.example>',
			'250 recipient RCPT TO:<e@f.example>',
			'354 accept DATA',
			'250 accept DATA',
			'221 - QUIT',
		]);
	});

	test('also where replies are missing', () => {
		expect(stages('C: EHLO x\nC: MAIL FROM:<a@b.example>\nS: 250 ok')).toEqual([
			'250 sender MAIL FROM:<a@b.example>',
		]);
		expect(stages('S: 220 x\nC: EHLO x\nS: 250 ok\nC: RCPT TO:<c@d.example>\nC: QUIT\nS: 221 bye')).toEqual([
			'220 connect -',
			'250 connect EHLO x',
			'221 - QUIT',
		]);
	});

	test('also in a second conversation, and behind the beginning that openssl hides', () => {
		expect(stages('S: 220 x\nC: QUIT\nS: 220 y\nC: HELO x\nS: 250 y')).toEqual([
			'220 connect -',
			'220 connect -',
			'250 connect HELO x',
		]);
		expect(stages('CONNECTED(00000003)\n250 SMTPUTF8\nMAIL FROM:<a@b.example>\n530 no')).toEqual([
			'250 connect -',
			'530 sender MAIL FROM:<a@b.example>',
		]);
	});

	test('also in TLS', () => {
		expect(
			stages('S: 220 x\nC: EHLO x\nS: 250 x\nC: STARTTLS\nS: 220 go\nC: EHLO x\nS: 501 no').slice(-2),
		).toEqual(['220 tls STARTTLS', '501 tls EHLO x']);
	});
});
