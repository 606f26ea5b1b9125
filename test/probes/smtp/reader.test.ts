import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Anomaly, Reply} from '../../../source/core/smtp.ts';
import {createReader} from '../../../source/probes/smtp/reader.ts';

/** Every reply in what a server sends, however it was cut into chunks, and how it ended. */
const readAll = (chunks: readonly Buffer[]) => {
	const anomalies: Anomaly[] = [];
	const reader = createReader(anomaly => void anomalies.push(anomaly));
	const replies: Reply[] = [];
	let most = 0;
	let thrown: unknown;
	try {
		for (const chunk of chunks) {
			reader.push(chunk);
			for (let reply = reader.next(); reply; reply = reader.next()) replies.push(reply);
			most = Math.max(most, reader.rest());
		}
	} catch (error) {
		thrown = error;
	}
	return {replies, anomalies: [...new Set(anomalies)], thrown, most};
};

const cut = (octets: Buffer, size: number) =>
	Array.from({length: Math.ceil(octets.length / size)}, (_, index) =>
		octets.subarray(index * size, (index + 1) * size),
	);

test.each([
	['250 2.1.0 Ok\r\n', [{code: 250, enhanced: '2.1.0', lines: ['2.1.0 Ok']}]],
	['250\r\n', [{code: 250, lines: ['']}]],
	['250-a\r\n250-b\r\n250 c\r\n', [{code: 250, lines: ['a', 'b', 'c']}]],
	[
		'220 a\r\n250 b\r\n',
		[
			{code: 220, lines: ['a']},
			{code: 250, lines: ['b']},
		],
	],
	['250 2.1.00000 Ok\r\n', [{code: 250, lines: ['2.1.00000 Ok']}]],
	['334 \r\n', [{code: 334, lines: ['']}]],
	['250-unfinished\r\n', []],
	['250 no line end', []],
] as const)('%j', (text, replies) => {
	for (const size of [1, 3, 1000]) {
		const read = readAll(cut(Buffer.from(text), size));
		expect(read).toMatchObject({replies, anomalies: []});
		expect(read.thrown).toBeUndefined();
	}
});

test.each([
	'\r\n',
	'25\r\n',
	'1234 x\r\n',
	'199 x\r\n',
	'650 x\r\n',
	'250+x\r\n',
	'250_x\r\n',
	' 250 x\r\n',
	'250-a\r\nb\r\n',
	'* OK\r\n',
	'+OK\r\n',
	'\u0015\u0003\u0001\n',
])('%j is not a reply', text => {
	expect(readAll([Buffer.from(text)]).thrown).toMatchObject({code: 'malformed'});
});

test.each([
	['220-welcome\r\n554 go away\r\n', 'one reply with the codes 220 and 554'],
	['250-a\r\n250-b\r\n451-c\r\n', 'one reply with the codes 250 and 451'],
])('%j means two things at once', (text, detail) => {
	expect(readAll([Buffer.from(text)]).thrown).toEqual({code: 'malformed', detail});
});

test('codes of one class in one reply are only odd', () => {
	const {replies, anomalies} = readAll([Buffer.from('250-a\r\n251 b\r\n')]);
	expect(replies).toEqual([{code: 251, lines: ['a', 'b']}]);
	expect(anomalies).toEqual(['mixed-reply-codes']);
});

test.each([
	['250-a\r\n250-b\r\n25', {code: 250, lines: ['a', 'b']}],
	[`${'220-a\r\n'.repeat(9)}`, {code: 220, lines: ['a', 'a', 'a', 'a', 'a']}],
	['220 half a lin', {code: 220, lines: ['']}],
	['220-', {code: 220, lines: ['']}],
	['220', undefined],
	['2222222', undefined],
	['HTTP/1.1 400', undefined],
	['220 whole\r\n', undefined],
	['', undefined],
])('%j is the beginning of a reply: %j', (text, begun) => {
	const reader = createReader(() => {});
	reader.push(Buffer.from(text));
	reader.next();
	expect(reader.begun()).toEqual(begun);
});

test('a reply may take so much once it is written down', () => {
	const tooLong = {code: 'malformed', detail: 'a reply of more than 16384 octets'};
	const controls = Buffer.from(`250 ${'\u0001'.repeat(2800)}\r\n`);
	expect(readAll([controls]).thrown).toEqual(tooLong);
	expect(readAll([Buffer.from(`250 ${'\u0001'.repeat(2600)}\r\n`)]).thrown).toBeUndefined();
	expect(readAll([Buffer.from('250-\r\n'.repeat(4000))]).thrown).toEqual(tooLong);
});

test('any octets, in any chunks, make replies or a malformed failure, within bounds', () => {
	const hostile = fc.oneof(
		fc.uint8Array({maxLength: 300}),
		fc
			.constantFrom(
				'250-a\r\n',
				'250 b\r\n',
				'2',
				'\n',
				'\r',
				'250-',
				`220-${'x'.repeat(2000)}\r\n`,
				'x'.repeat(5000),
			)
			.map(text => new Uint8Array(Buffer.from(text))),
	);
	fc.assert(
		fc.property(fc.array(hostile, {maxLength: 60}), chunks => {
			const {replies, thrown, most} = readAll(chunks.map(chunk => Buffer.from(chunk)));
			if (thrown !== undefined) expect(thrown).toEqual({code: 'malformed', detail: expect.any(String)});
			for (const {code, lines} of replies) {
				expect(code).toBeGreaterThanOrEqual(200);
				expect(code).toBeLessThan(600);
				expect(JSON.stringify(lines).length).toBeLessThanOrEqual(16_384 + 3 * lines.length);
			}
			expect(most).toBeLessThanOrEqual(4096 + 65_536);
		}),
		{numRuns: 500},
	);
});

test('how octets are cut into chunks changes nothing', () => {
	const line = fc.tuple(
		fc.integer({min: 200, max: 599}),
		fc.constantFrom('-', ' '),
		fc.string({maxLength: 40}),
		fc.constantFrom('\r\n', '\n'),
	);
	fc.assert(
		fc.property(fc.array(line, {maxLength: 20}), fc.integer({min: 1, max: 50}), (lines, size) => {
			const octets = Buffer.from(lines.map(parts => parts.join('')).join(''));
			const {replies, anomalies, thrown} = readAll(cut(octets, size));
			expect({replies, anomalies, thrown}).toEqual({...readAll([octets]), most: undefined});
		}),
	);
});

test('replies are given as they were sent, and what a failure speaks of is cleaned', () => {
	const reader = createReader(
		() => {},
		lines => lines.map(text => text.replaceAll('secret', '*')),
	);
	reader.push(Buffer.from('250-secret\r\n250 a secret\r\nno secret\r\n'));
	expect(reader.next()?.lines).toEqual(['secret', 'a secret']);
	expect(() => reader.next()).toThrow(expect.objectContaining({detail: 'not an SMTP reply: "no *"'}));
});
