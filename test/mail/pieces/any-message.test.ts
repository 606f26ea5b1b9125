import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {pieceKinds} from '../../../source/core/spam.ts';
import {piecesOf, without} from '../../../source/mail/pieces.ts';
import {bare, whole} from './mails.ts';

const now = Date.UTC(2026, 10, 23, 12);

const pieces = async (text: string) => {
	const found = await piecesOf(Buffer.from(text));
	if (!found.ok) throw new Error(found.failure);
	return found.value;
};

describe('any message', () => {
	const line = fc.oneof(
		fc.constantFrom(
			...whole.split('\r\n'),
			...bare.split('\n'),
			'--b1',
			'--b2',
			'--b3--',
			'',
			'Content-Type: text/html; charset=x-unknown',
			'Content-Type: multipart/mixed; boundary=""',
			'Content-Type: text/plain; charset=iso-2022-jp',
			'Content-Transfer-Encoding: base64',
			'Date: never',
			'<a href="https://a.test/1">x</a',
			'<style>.x{display:none}</style><p class=x>y',
		),
		fc.string({unit: 'binary', maxLength: 40}),
	);
	const message = fc
		.tuple(fc.array(line, {maxLength: 60}), fc.constantFrom('\r\n', '\n'))
		.map(([lines, eol]) => Buffer.from(lines.join(eol)));
	const some = fc.array(fc.nat(), {maxLength: 12});

	test('has the same pieces every time, at most 200, each nested in one that there is', async () => {
		await fc.assert(
			fc.asyncProperty(message, async octets => {
				const found = await piecesOf(octets);
				if (!found.ok) {
					expect(octets.length).toBe(0);
					return;
				}
				expect(await piecesOf(octets)).toEqual(found);
				const ids = found.value.map(({id}) => id);
				expect(new Set(ids).size).toBe(ids.length);
				expect(ids.length).toBeLessThanOrEqual(200);
				for (const {id, kind, inside, shown} of found.value) {
					expect(pieceKinds).toContain(kind);
					expect(id.startsWith(`${kind}.`)).toBe(true);
					expect(shown.length).toBeLessThan(400);
					if (inside !== undefined) expect(ids).toContain(inside);
				}
			}),
			{numRuns: 150},
		);
	});

	test('can be told without any of them, in any order, and what is not touched stays', async () => {
		await fc.assert(
			fc.asyncProperty(message, some, async (octets, numbers) => {
				const found = await piecesOf(octets);
				if (!found.ok || found.value.length === 0) return;
				const ids = numbers.map(number => found.value[number % found.value.length]?.id ?? '');
				const after = await without(octets, ids, now);
				expect(after.ok).toBe(true);
				expect(await without(octets, [...ids].sort(), now)).toEqual(
					await without(octets, [...ids].sort().reverse(), now),
				);
			}),
			{numRuns: 150},
		);
	});

	test('a field that goes takes no other octet with it', async () => {
		await fc.assert(
			fc.asyncProperty(message, async octets => {
				const found = await piecesOf(octets);
				const field = found.ok
					? found.value.find(({kind, id}) => kind === 'header' && id !== 'header.subject')
					: undefined;
				if (!field) return;
				const after = await without(octets, [field.id], now);
				expect(after.ok && octets.length - after.value.length).toBe(field.octets);
			}),
			{numRuns: 150},
		);
	});
});

test.each([
	[
		'parts',
		`From: a@b.test\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(20_000)}--b--\n`,
	],
	['fields', `From: a@b.test\n${'X-A: b\n'.repeat(50_000)}\nx\n`],
	['nested elements', `From: a@b.test\nContent-Type: text/html\n\n${'<div>'.repeat(20_000)}x\n`],
	['sentences', `From: a@b.test\n\n${'Say it. '.repeat(30_000)}\n`],
	['a text without blanks', `From: a@b.test\n\n${'x'.repeat(250_000)}\n`],
	['links', `From: a@b.test\n\n${Array.from({length: 9000}, (_, i) => `https://a.test/${i}`).join('\n')}\n`],
	['boundaries', `From: a@b.test\nContent-Type: multipart/mixed; boundary=-\n\n${'-'.repeat(400_000)}\n`],
])('many %s are borne', async (_, text) => {
	const found = await pieces(text);
	expect(found.length).toBeLessThanOrEqual(200);
	const after = await without(
		Buffer.from(text),
		found.map(({id}) => id),
		now,
	);
	expect(after.ok).toBe(true);
});
