import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Bounce} from '../../../source/core/bounce.ts';
import {bounceExplanation} from '../../../source/core/explanation/bounce.ts';
import {printable} from '../../../source/core/printable.ts';
import {readBounce, readBounceText} from '../../../source/mail/bounce.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';

const folder = new URL('mails/', import.meta.url);
const samples = readdirSync(folder).map(name => readFileSync(new URL(name, folder)));
const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const bounceIn = async (octets: Buffer): Promise<Bounce> => {
	const read = await readBounce(octets);
	if (!read.ok) throw new Error(read.failure);
	return read.value;
};

/** Every text of a bounce. */
const textsOf = (value: unknown): readonly string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.values(value).flatMap(textsOf)
			: [];

describe('hostile bounces', () => {
	const expectTame = (bounce: Bounce) => {
		expect(bounce.recipients.length).toBeGreaterThan(0);
		expect(bounce.recipients.length).toBeLessThanOrEqual(50);
		for (const text of textsOf(bounce)) {
			expect(text.length).toBeLessThanOrEqual(2048);
			expect(printable(text)).toBe(text);
		}
		expect(() => bounceExplanation(bounce, knowledge)).not.toThrow();
	};
	const evil = [
		'\u202E',
		'\u001B[2J',
		'\0',
		'\r',
		'\n\n',
		'>',
		'(((((((',
		'550-',
		'<<<<',
		'@',
		'"',
		'=_b',
		'--',
		'é',
		'\uFFFD',
	];

	test('mutated ones neither throw nor grow', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...samples),
				fc.array(fc.tuple(fc.nat(6000), fc.constantFrom(...evil), fc.nat(40)), {maxLength: 12}),
				async (octets, edits) => {
					let text = octets.toString('latin1');
					for (const [at, mark, drop] of edits) text = text.slice(0, at) + mark + text.slice(at + drop);
					const read = await readBounce(Buffer.from(text, 'latin1'));
					if (read.ok) expectTame(read.value);
					const pasted = await readBounceText(text);
					if (pasted.ok) expectTame(pasted.value);
				},
			),
			{numRuns: 150},
		);
	});

	test('invented ones are bounded and safe to print', async () => {
		const recipients = Array.from(
			{length: 300},
			(_, index) =>
				`Final-Recipient: rfc822; u${index}\u202E@example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; ${'x'.repeat(3000)}\nDiagnostic-Code: smtp; 550 5.1.1 \u001B[31m${'y'.repeat(9000)}\n`,
		).join('\n');
		const octets = Buffer.from(
			`From: mailer-daemon@example.org\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\u202Eb\n\n${recipients}\n--b--\n`,
		);
		expectTame(await bounceIn(octets));
	});

	test('a mail inside of a mail inside of a mail ends somewhere', async () => {
		let text = readFileSync(new URL('qmail.eml', folder)).toString('utf8');
		for (let depth = 0; depth < 30; depth++)
			text = `From: a@b.example\nContent-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\nContent-Type: message/rfc822\n\n${text}\n--b${depth}--\n`;
		expect((await readBounce(Buffer.from(text))).ok).toBe(false);
	});

	test('of very many parts, and of a header without an end, the text is read all the same', async () => {
		const line = '<user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 nobody';
		const parts = `From: mailer-daemon@example.org\nContent-Type: multipart/mixed; boundary=b\n\n${`--b\nContent-Type: text/plain\n\n${line}\n`.repeat(5000)}`;
		expectTame(await bounceIn(Buffer.from(parts)));
		await readBounce(Buffer.from(`From: mailer-daemon@example.org\nX-A: ${'a'.repeat(600_000)}`));
	});

	test.each([
		'<',
		'(',
		'[',
		"'",
		'"',
		'a@',
		'@a.',
		'said: ',
		'550-5.1.1 ',
		'5.1.1.',
		' host ',
		'x@y.example: ',
		'<a@b.example>: ',
		'message to ',
		'delivery to ',
		'to: ',
		'> ',
	])('a long run of %j is read to its end', async piece => {
		await readBounceText(piece.repeat(60_000));
		await readBounceText(
			`Hi. This is the qmail-send program at a.example.\n<a@b.example>:\n${piece.repeat(60_000)}`,
		);
		expect((await readBounceText('')).ok).toBe(false);
	});
});
