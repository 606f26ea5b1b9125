import {expect, test} from 'vitest';
import {cleanly, faultText} from '../../source/commands/fault.ts';
import {fileTrouble} from '../../source/commands/file-trouble.ts';
import {UsageError} from '../../source/commands/io.ts';
import {createVault} from '../../source/engine/redact.ts';

const canary = 'canary-6Mj-fault';
const forms = [canary, Buffer.from(canary).toString('base64')];
createVault().set('password', canary);

const expectNone = (text: string) => {
	for (const form of forms) expect(text).not.toContain(form);
};

test('a mistake of ours is told in bounds; nothing in it acts, and no secret is in it', () => {
	const text = faultText(new TypeError(`x \u001B[2J ${forms.join(' ')} ${'y'.repeat(10_000)}${canary}`));
	expect(text).toMatch(/^lostmail: this is our fault: TypeError: x \\u\{1b\}\[2J •+ /);
	expect(text.length).toBeLessThan(4100);
	expectNone(text);
	for (const thrown of [undefined, canary, {}, Object.create(null)]) {
		expect(faultText(thrown)).toMatch(/^lostmail: this is our fault: .+\n$/);
		expectNone(faultText(thrown));
	}
});

test('a secret that is cut by the bound is not told by its beginning', () => {
	for (let length = 3900; length < 4000; length += 7)
		expect(faultText(`${'y'.repeat(length)}${canary}`)).not.toContain('canary');
});

test('what an act throws is clean, and so is what was used wrongly, and why a file is not written', async () => {
	const error = new UsageError(`lostmail: no ${canary} here`);
	expect(error.message).toBe('lostmail: no •••••• here');
	const act = cleanly(async (word: string) => {
		throw new Error(`${word} ${forms[1]}`);
	});
	const thrown = await act('wrong').catch((one: unknown) => one as Error);
	expect(thrown).toBeInstanceOf(Error);
	expectNone(`${(thrown as Error).message}${(thrown as Error).stack}`);
	expectNone(fileTrouble(new Error(`strange ${canary}`)));
	expect(await cleanly(async (count: number) => count + 1)(1)).toBe(2);
});
