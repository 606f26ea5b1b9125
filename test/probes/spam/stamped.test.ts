import {expect, test} from 'vitest';
import {stamped} from '../../../source/probes/spam/stamped.ts';

const message = 'Date: Mon, 23 Nov 2026 10:00:00 +0200\nSubject: x\n\nbody\n';
const lines = (text: string, handed: Parameters<typeof stamped>[1]): readonly string[] =>
	stamped(Buffer.from(text), handed).toString().split('\n');

test('a message of which nothing is known stays as it is', () => {
	const octets = Buffer.from(message);
	expect(stamped(octets, {})).toBe(octets);
	expect(stamped(octets, {to: 'person@mailbox.test', helo: 'nas'})).toBe(octets);
});

test('the address, its name and how it introduced itself', () => {
	expect(lines(message, {ip: '203.0.113.7'}).slice(0, 3)).toEqual([
		'Received: from [203.0.113.7] (unknown [203.0.113.7])',
		'\tby receiver.invalid (Postfix) with ESMTP id lostmail;',
		'\tMon, 23 Nov 2026 08:00:00 +0000',
	]);
	expect(lines(message, {ip: '2001:db8::1', hostname: 'nas.home.test', helo: 'nas'})[0]).toBe(
		'Received: from nas (nas.home.test [IPv6:2001:db8::1])',
	);
});

test('the envelope sender alone', () => {
	expect(lines(message, {from: 'nas@home.test'})[0]).toBe('Return-Path: <nas@home.test>');
	expect(lines(message, {from: ''})[0]).toBe('Return-Path: <>');
});

test('the time is that of the last server, and line ends are those of the message', () => {
	const passed = `Received: from a by b;\r\n\tMon, 23 Nov 2026 11:00:00 +0000\r\n${message.replaceAll('\n', '\r\n')}`;
	const text = stamped(Buffer.from(passed), {ip: '203.0.113.7'}).toString();
	expect(text.split('\r\n')[2]).toBe('\tMon, 23 Nov 2026 11:00:00 +0000');
	expect(text.endsWith(passed)).toBe(true);
});

test('the line that begins a mailbox file stays the first', () => {
	const [first, second] = lines(`From nas Mon Nov 23 10:00:00 2026\n${message}`, {ip: '203.0.113.7'});
	expect(first).toBe('From nas Mon Nov 23 10:00:00 2026');
	expect(second).toMatch(/^Received: /);
});
