import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {emlOf, mboxOf} from '../../source/sink/export.ts';
import type {Store} from '../../source/sink/store.ts';
import {keep, openSample} from './store/sample.ts';

const text = (pieces: Iterable<Buffer>): string => Buffer.concat([...pieces]).toString('latin1');

const mbox = async (...messages: readonly string[]): Promise<string> => {
	const store = await openSample();
	const ids: number[] = [];
	for (const message of messages) ids.push((await keep(store, Buffer.from(message, 'latin1'))).id);
	const written = text(mboxOf(store, ids));
	store.close();
	return written;
};

const line = 'From nas@example.com Sun Nov 22 12:00:00 2026\n';

/** What a reader of "mboxrd" makes of a file: RFC 4155, and one `>` less before every quoted line. */
const read = (file: string): readonly string[] =>
	file
		.split(/^From .*\n/m)
		.slice(1)
		.map(message => message.replace(/\n$/, '').replaceAll(/^>(>*From )/gm, '$1'));

test('an .eml file is the message as it came', async () => {
	const store = await openSample();
	const {id} = await keep(store, Buffer.from('a: b\r\n\r\nFrom x\r\n.\nbare\rend\0', 'latin1'));
	expect(text(emlOf(store, id))).toBe('a: b\r\n\r\nFrom x\r\n.\nbare\rend\0');
	expect(text(emlOf(store, 99))).toBe('');
	store.close();
});

describe('an mbox file', () => {
	test.each([
		['one message', 'a: b\r\n\r\nhi\r\n', 'a: b\n\nhi\n'],
		['a line that looks like a beginning', 'a: b\r\n\r\nFrom me\r\n', 'a: b\n\n>From me\n'],
		['such a line that was quoted', '>From me\r\n>>From me\r\n', '>>From me\n>>>From me\n'],
		['such a line in the header', 'From x\r\nb: c\r\n', '>From x\nb: c\n'],
		['a beginning elsewhere', ' From a\r\nxFrom b\r\n> From c\r\n', ' From a\nxFrom b\n> From c\n'],
		['almost a beginning', 'From\r\nFrom:\r\nFro\r\nfrom x\r\n', 'From\nFrom:\nFro\nfrom x\n'],
		['a beginning after a bare line feed', 'x\nFrom y\r\n', 'x\n>From y\n'],
		['a bare carriage return', 'x\rFrom y\r\n\r\r\n', 'x\rFrom y\n\r\n'],
		['no end of the last line', 'x', 'x\n'],
		['half a beginning at the end', 'x\r\nFro', 'x\nFro\n'],
		['a carriage return at the end', 'x\r', 'x\r\n'],
		['nothing at all', '', ''],
		['eight bits', 'x\xff\xfe\r\n', 'x\xff\xfe\n'],
	])('has %s', async (_what, message, expected) => {
		expect(await mbox(message)).toBe(`${line}${expected}\n`);
	});

	test('has several messages, in the order that was asked for', async () => {
		const store = await openSample();
		await keep(store, 'one\r\n', {sender: ''});
		await keep(store, 'two\r\n', {sender: '"k m"@example.com'});
		expect(text(mboxOf(store, [2, 7, 1]))).toBe(
			`${line.replace('nas@example.com', '"km"@example.com')}two\n\n${line.replace('nas@example.com', 'MAILER-DAEMON')}one\n\n`,
		);
		store.close();
	});

	test('pads the day of the month', async () => {
		const store = await openSample({now: () => Date.UTC(2027, 0, 2, 3, 4, 5)});
		await keep(store, 'x');
		expect(text(mboxOf(store, [1]))).toMatch(/^From nas@example\.com Sat Jan {2}2 03:04:05 2027\n/);
		store.close();
	});

	test('gives back what went in, wherever the pieces end', () => {
		const octets = fc.array(
			fc.constantFrom('From ', '>', '\r\n', '\n', 'F', 'ro', 'm ', 'x', '\xff', 'From', ' '),
			{maxLength: 40},
		);
		fc.assert(
			fc.property(fc.array(octets, {maxLength: 4}), messages => {
				const archive = {
					message: (id: number) => ({sender: 'a@b.example', at: 0, id}),
					octets: (id: number) => (messages[id] ?? []).map(piece => Buffer.from(piece, 'latin1')),
				} as unknown as Store;
				const lines = messages.map(pieces => {
					const whole = pieces.join('').replaceAll('\r\n', '\n');
					return whole === '' || whole.endsWith('\n') ? whole : `${whole}\n`;
				});
				expect(read(text(mboxOf(archive, [...messages.keys()])))).toEqual(lines);
			}),
			{numRuns: 2000},
		);
	});
});
