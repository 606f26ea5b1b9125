import {describe, expect, test} from 'vitest';
import type {Trail} from '../../../source/core/trail.ts';
import {fieldsOf, trailOf} from '../../../source/mail/trail.ts';
import {letters, octetsOf} from './letters.ts';

const read = (header: readonly string[]): Trail => trailOf(fieldsOf(octetsOf(header)));

const letter = (name: string): readonly string[] => letters[name]?.header ?? [];

describe('a forwarding', () => {
	const stamp = 'Received: from fwd.example.com by mail.example.net; Sun, 22 Nov 2026 10:00:03 +0000';

	test('names its ends, what it broke and why', () => {
		expect(read(letter('forwarded, and SPF and DMARC broke')).forwarded).toEqual({
			by: 'kim@example.net',
			to: 'kim.example@gmail.com',
			broke: ['spf', 'dkim', 'dmarc'],
			says: 'The message was passed on by kim@example.net to kim.example@gmail.com: SPF and DKIM and DMARC passed for mail.example.net and failed for the last one. SPF asks for the server that hands a message over, and that is the forwarder now.',
		});
	});

	test.each([
		['Return-Path: <SRS0=ab1c=Y2=example.org=nas@fwd.example.com>', {by: 'fwd.example.com'}],
		['Return-Path: <kim+caf_=kim=example.net@gmail.com>', {by: 'gmail.com'}],
		['Resent-From: kim@fwd.example.com', {by: 'kim@fwd.example.com'}],
		['X-Forwarded-Encrypted: i=1; AFNElJ', {}],
	])('is known by %s', (sign, forwarded) => {
		expect(read([sign, stamp]).forwarded).toMatchObject({...forwarded, broke: []});
	});

	test('is known by two mailboxes that it was delivered to, and not by two names of one', () => {
		const two = (other: string) =>
			read(['Delivered-To: kim@example.net', stamp, `Delivered-To: ${other}`]).forwarded;
		expect(two('kim@fwd.example.com')).toMatchObject({by: 'kim@fwd.example.com', to: 'kim@example.net'});
		expect(two('KIM+codes@example.net')).toBeUndefined();
	});

	test('is none where a sender only signs its own envelope', () => {
		expect(read(['Return-Path: <prvs=123456789=nas@example.org>', stamp]).forwarded).toBeUndefined();
	});
});
