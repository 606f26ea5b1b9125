import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readTranscript} from '../../source/core/transcript.ts';
import {dialects, secrets} from './dialects.ts';
import {pasted} from './pasted-noise.ts';

const mask = '••••••';

const said = (text: string) =>
	readTranscript(text)
		.lines.filter(({side}) => side !== 'connection')
		.map(({side, text: line}) => `${side === 'client' ? 'C' : 'S'} ${line}`);

const expectSilent = (shown: string) => {
	for (const secret of secrets) expect(shown).not.toContain(secret);
	expect(shown).not.toContain('CANARY');
};

describe.each(Object.entries(dialects))('%s', (name, text) => {
	test('shows no secret and nothing of the message', () => {
		expectSilent(JSON.stringify(readTranscript(text)));
	});

	test('is read to the same dialogue', () => {
		const lines = said(text).map(line =>
			line.replace(/^C (\S+)/, (_, verb: string) => `C ${verb.toUpperCase()}`),
		);
		expect(lines).toEqual([
			'S 220 smtp.example.org ESMTP',
			'C EHLO nas.example.org',
			'S 250-smtp.example.org\n250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2\n250 SIZE 35882577',
			`C AUTH PLAIN ${mask}`,
			'S 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6',
			'C AUTH PLAIN',
			'S 334',
			`C ${mask}`,
			`S 535 5.7.8 Error: cannot log in with ${mask}`,
			'C AUTH LOGIN',
			'S 334 VXNlcm5hbWU6',
			`C ${mask}`,
			'S 334 UGFzc3dvcmQ6',
			`C ${mask}`,
			`S 535 5.7.8 Error: wrong password ${mask}`,
			`C AUTH LOGIN ${mask}`,
			'S 334 UGFzc3dvcmQ6',
			`C ${mask}`,
			'S 535 5.7.8 Error: authentication failed',
			'C AUTH CRAM-MD5',
			`S 334 ${mask}`,
			`C ${mask}`,
			'S 535 5.7.8 Error: authentication failed',
			`C AUTH XOAUTH2 ${mask}`,
			'S 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIn0=',
			`C ${mask}`,
			'S 235 2.7.0 Authentication successful',
			'C MAIL FROM:<kim@example.org>',
			'S 250 2.1.0 Ok',
			'C RCPT TO:<lee@example.net>',
			'S 250 2.1.5 Ok',
			'C DATA',
			'S 354 End data with <CR><LF>.<CR><LF>',
			'C (THE message, 3 lines)',
			'S 250 2.0.0 Ok: queued as 4ABC12',
			'C QUIT',
			'S 221 2.0.0 Bye',
		]);
		expect(name).not.toBe('');
	});
});

describe('lines of one reply', () => {
	test.each([
		['550-5.1.1 one\n550-5.1.1 two\n550 5.1.1 three'],
		['550-5.1.1 one 550-5.1.1 two 550 5.1.1 three'],
		[
			'msmtp: server message: 550-5.1.1 one\nmsmtp: server message: 550-5.1.1 two\nmsmtp: server message: 550 5.1.1 three',
		],
		['> 550-5.1.1 one\n> 550-5.1.1 two\n> 550 5.1.1 three'],
	])('%j are put together', text => {
		expect(said(text)).toEqual(['S 550-5.1.1 one\n550-5.1.1 two\n550 5.1.1 three']);
	});

	test('that a terminal has broken are mended behind a refusal', () => {
		expect(said('550 5.7.26 This mail has been blocked because the\nsender is unauthenticated.')).toEqual([
			'S 550 5.7.26 This mail has been blocked because the sender is unauthenticated.',
		]);
	});

	test('of different codes are different replies', () => {
		expect(said('250-one\n550 two')).toEqual(['S 250-one', 'S 550 two']);
	});
});

test('a message is left out, whatever stands in it', () => {
	const message = '550 5.1.1 no reply\n..\nMAIL: your code is 123456';
	for (const mark of ['', 'C: ']) {
		const lines = ['DATA', ...message.split('\n'), '.'].map(line => `${mark}${line}`);
		lines.splice(1, 0, `${mark && 'S: '}354 go on`);
		expect(said([...lines, `${mark && 'S: '}250 2.0.0 taken`].join('\n'))).toEqual([
			'C DATA',
			'S 354 go on',
			'C (the message, 3 lines)',
			'S 250 2.0.0 taken',
		]);
	}
});

test('times are told from the first line that has one', () => {
	const times = (text: string) => readTranscript(text).lines.map(({ms}) => ms);
	expect(times('23:59:59.500 C: QUIT\n00:00:01 S: 221 bye')).toEqual([0, 1500]);
	expect(times(' 41 ms S 220 x\n  44 ms C EHLO y')).toEqual([0, 3]);
	expect(times('S: 220 x')).toEqual([undefined]);
});

test('what is too much is cut, and said to be', () => {
	expect(readTranscript('S: 220 x').isCut).toBe(false);
	const long = readTranscript('S: 250 x\n'.repeat(30_000));
	expect({cut: long.isCut, lines: long.lines.length}).toEqual({cut: true, lines: 1000});
});

test('any text is read without a fault and without a control character', () => {
	fc.assert(
		fc.property(pasted, text => {
			for (const {text: line, to = ''} of readTranscript(text).lines)
				expect(`${line}${to}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
		}),
		{numRuns: 500},
	);
});

test('a reply of very many lines is one reply, and takes no longer for it than many replies', () => {
	const lines = Array.from({length: 15_000}, (_, at) => `550-5.7.1 no${at} ${'a'.repeat(300)}`);
	const {lines: said} = readTranscript([...lines, '550 end', '550-again', '550 and again'].join('\n'));
	expect(said.map(({text}) => text.split('\n').length)).toEqual([15_001, 2]);
});

test('a reply goes on only under its own code', () => {
	expect(readTranscript('550-one\n450-two\n450 three').lines.map(({text}) => text)).toEqual([
		'550-one',
		'450-two\n450 three',
	]);
});
