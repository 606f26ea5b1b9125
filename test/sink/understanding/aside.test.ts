import {afterEach, expect, test} from 'vitest';
import {openUnderstander, type Understander} from '../../../source/sink/understanding/aside.ts';

let aside: Understander | undefined;
afterEach(async () => {
	await aside?.close();
	aside = undefined;
});

const mail = (code: string): readonly Buffer[] => [
	Buffer.from('Subject: Your verification code\r\nFrom: <nas@example.com>\r\n'),
	Buffer.from(`\r\nYour verification code is ${code}.\r\n`),
];

test('reads messages in their order', async () => {
	aside = openUnderstander();
	const codes = ['482915', '730164', '118530'];
	const read = await Promise.all(codes.map(code => aside?.understand(mail(code))));
	expect(read.map(one => one?.reading.chosen?.value)).toEqual(codes);
});

test('what is no mail is told by the text of its header', async () => {
	aside = openUnderstander();
	const {text, reading} = await aside.understand([Buffer.from('\0\0\0')]);
	expect(reading.chosen).toBeUndefined();
	expect(text).toBeTypeOf('string');
});

test('after it is closed, what waits is told unread', async () => {
	aside = openUnderstander();
	const waiting = [aside.understand(mail('482915')), aside.understand(mail('730164'))];
	await aside.close();
	const read = await Promise.all(waiting);
	expect(read.map(({text}) => text.includes('Subject: Your verification code'))).toEqual([true, true]);
	expect((await aside.understand(mail('482915'))).reading.open).toBe('none');
});
